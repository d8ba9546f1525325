"""Every code of accounts has words, and the trail finds words for every action."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from accounts.enums import Basis, LettersBy, OrganisationKind, Role, Scope
from accounts.models import AuditEvent, Membership, Organisation, Person, User
from accounts.web.presenters import devices, trail, words


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (Role, words.ROLES),
        (Basis, words.BASES),
        (Scope, words.SCOPES),
        (LettersBy, words.LETTERS),
        (OrganisationKind, words.KINDS),
    ],
)
def test_every_code_has_words_of_its_own(codes: type, said: dict[str, str]) -> None:
    assert set(said) == set(codes)
    assert len(set(said.values())) == len(said)


@pytest.mark.parametrize(
    ("things", "row"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_in_a_row(things: list[str], row: str) -> None:
    assert words.listed(things) == row


def look(*memberships: Membership, **event: object) -> trail.Look:
    person = Person(full_name="Rosa Lane", user_id=7)
    made = AuditEvent(
        at=datetime(2026, 4, 1, tzinfo=UTC), **{"channel": "WEB", "action": "X", **event}
    )
    [shown] = trail.looks(events=[made], person=person, memberships=memberships)
    return shown


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ("PERSON_VIEWED", "Looked at the record"),
        ("STATEMENT_VIEWED", "Looked at the statement"),
        ("INVOICE_LINE_APPROVED", "Approved the invoice line"),
        ("ORDER_PLACED", "Placed the order"),
        ("CALL_STARTED", "Began a telephone call and acted on what was said"),
    ],
)
def test_any_action_is_said_in_words(action: str, says: str) -> None:
    assert look(action=action, job="x").what == says


def test_a_change_says_of_what() -> None:
    details = {"columns": ["known_as", "postcode"]}

    assert look(action="PERSON_CHANGED", job="x", details=details).what == (
        "Changed the record: what they like to be called, postcode"
    )


def test_who_it_was() -> None:
    carla = User(pk=8, full_name="Carla Manager", email="carla@example.org")
    nameless = User(pk=9, email="secret@example.org")
    borough = Organisation(name="People's Borough")

    assert look(user=carla, organisation=borough).who == "Carla Manager"
    assert look(user=carla, details={"representative": 3}).who == "Carla Manager, as representative"
    assert look(user=User(pk=7, full_name="R")).who == "Rosa Lane themself"
    assert look(user=User(pk=7), organisation=borough).organisation == ""
    assert "secret" not in look(user=nameless).who
    assert look(job="pay_allocations").who == "The service itself"
    assert look(user=carla, channel="PHONE").how == "By telephone"


def test_where_they_worked_that_day() -> None:
    owen = User(pk=8, full_name="Owen Hartley")
    borough, goodcare = Organisation(pk=1, name="The Borough"), Organisation(pk=2, name="Goodcare")
    lasted = {"user": owen, "starts_on": date(2026, 1, 1)}
    here = Membership(organisation=goodcare, **lasted)
    before = Membership(organisation=borough, ends_on=date(2026, 3, 31), **lasted)
    until_then = Membership(organisation=borough, ends_on=date(2026, 4, 1), **lasted)

    assert look(here, before, user=owen, organisation=borough).organisation == "Goodcare"
    assert look(here, until_then, user=owen, organisation=borough).organisation == "The Borough"
    assert look(here, user=owen, details={"representative": 3}).organisation == ""
    assert look(user=owen, organisation=borough).organisation == ""
    assert look(job="pay_allocations", organisation=borough).organisation == "The Borough"


@pytest.mark.parametrize(
    ("agent", "says"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0",
            "Edge on a Windows computer",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari on an iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Safari/537.36",
            "Chrome on an Android device",
        ),
        ("curl/8", "A browser on a device we do not recognise"),
    ],
)
def test_a_device_is_named_so_that_one_knows_it(agent: str, says: str) -> None:
    assert devices.device(user_agent=agent) == says
