"""Logs, subjects of messages and addresses name nobody."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import converters, get_resolver, reverse

from accounts.enums import Role
from marketplace.config.logs import WithoutPersons
from tests.architecture.sources import ROOT
from tests.factories import accounts as make
from tests.signing_in import sign_in

NAME, EMAIL, POSTCODE = "Rosa Quillonby", "rosa@people.example", "QX1 7ZZ"
SECRETS = (NAME, "Quillonby", EMAIL, POSTCODE, "73.51")
OPAQUE = {"uuid", "int", "month", "seq"}
# A secret of its own, and a day; nothing else that is text is ever part of an address.
TEXT = {("token", "invitation/"), ("day", "visits/")}


class Lines(logging.Handler):
    """Keeps every line as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(WithoutPersons("{levelname} {name} {message}", style="{"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Lines]:
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def person() -> make.models.Person:
    return make.Person(full_name=NAME, postcode=POSTCODE, email=EMAIL)


@pytest.mark.django_db
def test_requests_that_go_wrong_write_no_name(
    client: Client, person: make.models.Person, log: Lines
) -> None:
    member = make.Membership(organisation=person.authority, role=Role.CARE_MANAGER.value)
    sign_in(client, member.user)
    people = reverse("accounts:person-list")
    record = reverse("accounts:person-detail", args=[person.reference])
    client.get(record)
    client.get("/no-such-page/", {"q": NAME})
    client.post(people, {"q": NAME}, follow=True)
    client.get(people, {"q": "Quillonby\x00"})
    client.get("/", headers={"host": "evil.example"})
    strict = Client(enforce_csrf_checks=True)
    strict.post(f"{reverse('account_login')}?email={EMAIL}", {"email": EMAIL})
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.web.presenters.people.record", _break)
        assert client.get(f"{record}?amount=73.51").status_code == 500
    statuses = ("Not Found", "Bad Request", "Forbidden", "Internal Server Error")
    written = "\n".join(log.lines)
    assert [status for status in statuses if status not in written] == []
    assert [secret for secret in SECRETS if secret in written] == []


def _break(**_: object) -> None:
    raise LookupError("person")


@pytest.mark.django_db
def test_a_message_to_sign_in_names_nobody_in_its_subject(
    client: Client, person: make.models.Person, django_capture_on_commit_callbacks
) -> None:
    user = make.User(email=EMAIL, full_name=NAME)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_login"), {"login": user.email})
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    assert [secret for secret in SECRETS if secret in mail.outbox[0].subject] == []


def test_no_subject_of_a_message_has_a_place_for_a_name() -> None:
    subjects = sorted((ROOT / "templates").rglob("*subject*.txt"))
    assert subjects
    filled = [str(path.relative_to(ROOT)) for path in subjects if "{{" in path.read_text()]
    assert filled == []


def test_addresses_are_made_of_opaque_references() -> None:
    found = []
    for route in _routes():
        for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", route):
            allowed = any(name == known and route.startswith(at) for known, at in TEXT)
            if kind not in OPAQUE and not allowed:
                found.append(f"{route}: {kind or 'text'} {name}")
    assert found == []
    assert set(converters.get_converters()) >= OPAQUE


def _routes() -> Iterator[str]:
    for entry in get_resolver().url_patterns:
        yield from _within(entry, "")


def _within(entry: object, before: str) -> Iterator[str]:
    route = before + str(entry.pattern)  # type: ignore[attr-defined]
    inside = getattr(entry, "url_patterns", None)
    if inside is None:
        yield route
        return
    for each in inside:
        yield from _within(each, route)
