"""A reversal mirrors an entry once, or opens a case; its words stay beside the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.models import Case, Fund, Reversal
from isf.models.journal import JournalEntry, Posting
from isf.operations import cases, months, reversals
from isf.operations.posting import originals
from isf.operations.reversals import NotReversible
from isf.queries import entry_details
from isf.web.presenters import reversals as presenters
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY, MONDAY, account, noon, somebody
from tests.factories.notices import LAST
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def granted(pence: int = 1000) -> tuple[Borough, Fund, int]:
    borough = Borough()
    fund = borough.open_fund()
    return borough, fund, borough.grant(fund, pence).entry_id


def reverse(borough: Borough, entry_id: int, **more: Any) -> Any:
    asked = {"reason": "Sent to Ada by mistake", "by": borough.finance, "on": MONDAY} | more
    return reversals.reverse(entry_id=entry_id, at=noon(asked["on"]), **asked)


@pytest.mark.rule("ISF-LED-2")
def test_a_reversal_mirrors_every_posting_and_keeps_its_words_to_itself() -> None:
    borough, fund, entry_id = granted()
    posted = reverse(borough, entry_id)
    assert account(fund).posted == 0
    mirrored = Posting.objects.filter(entry_id=posted.entry_id).order_by("id")
    originally = Posting.objects.filter(entry_id=entry_id).order_by("id")
    assert [(p.account_id, -p.pence) for p in mirrored] == [
        (p.account_id, p.pence) for p in originally
    ]
    kept = Reversal.objects.get()
    assert (kept.original_id, kept.entry_id) == (entry_id, posted.entry_id)
    assert (kept.reason, kept.asked_by_id) == ("Sent to Ada by mistake", borough.finance.user_id)
    event = AuditEvent.objects.get(action="ENTRY_REVERSED")
    assert (event.subject, event.details) == (f"entry:{entry_id}", {})
    entry = JournalEntry.objects.get(pk=posted.entry_id)
    assert "Ada" not in entry.memo + entry.line
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-2")
def test_a_reversal_is_not_reversed() -> None:
    borough, _, entry_id = granted()
    posted = reverse(borough, entry_id)
    before = fingerprint()
    with pytest.raises(NotReversible):
        reverse(borough, posted.entry_id)
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
def test_the_same_wish_again_returns_the_first_reversal_and_any_other_is_refused() -> None:
    """Also on a later day; somebody else, or other words, are told that it was done."""
    borough, fund, entry_id = granted()
    posted = reverse(borough, entry_id)
    before = fingerprint()
    for day in (MONDAY, MONDAY + DAY):
        again = reverse(borough, entry_id, on=day)
        assert (again.entry_id, again.seq, again.replayed) == (posted.entry_id, posted.seq, True)
    for more in ({"by": borough.commissioner}, {"reason": "Other"}):
        with pytest.raises(NotReversible, match="reversed before"):
            reverse(borough, entry_id, **more)
    with pytest.raises(NotAllowed):
        reverse(borough, entry_id, by=somebody())
    assert account(fund).posted == 0
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
def test_trying_again_while_money_is_lacking_writes_nothing_until_it_was_decided() -> None:
    borough, fund, entry_id = granted(1000)
    borough.buy(fund, 1)
    assert reverse(borough, entry_id) is None
    before = fingerprint()
    for more in ({}, {"by": borough.commissioner}, {"reason": "Other"}):
        assert reverse(borough, entry_id, **more) is None
    assert fingerprint() == before
    borough.grant(fund, 500, key="other")
    borough.buy(fund, 500)
    assert reverse(borough, entry_id) is None
    assert (Case.objects.count(), Reversal.objects.count()) == (1, 1)
    cases.decide(
        case_id=Case.objects.get().pk,
        decision="Wait",
        reason="Money comes on Monday",
        by=borough.finance,
        at=noon(MONDAY),
    )
    for _ in range(2):
        assert reverse(borough, entry_id) is None
    assert (Case.objects.count(), Reversal.objects.count()) == (2, 2)
    borough.grant(fund, 1, key="penny")
    posted = reverse(borough, entry_id)
    assert Reversal.objects.filter(entry_id=posted.entry_id).count() == 1
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-2")
def test_what_moves_no_money_is_not_reversed() -> None:
    borough, fund, _ = granted(100)
    borough.order(fund, 100, weekdays=[0], ends_on=MONDAY)
    borough.pay(fund, weeks=1)
    entry = JournalEntry.objects.filter(kind="RESERVATION").order_by("seq")[0]
    before = fingerprint()
    with pytest.raises(NotReversible):
        reverse(borough, entry.pk)
    with pytest.raises(originals.EntryUnknown):
        reverse(borough, entry.pk + 999)
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-2")
def test_to_the_penny_it_is_reversed_and_beyond_it_becomes_a_case() -> None:
    borough, fund, entry_id = granted(1000)
    borough.grant(fund, 500, key="other")
    borough.buy(fund, 501)
    assert reverse(borough, entry_id) is None
    case = Case.objects.get()
    assert (case.rule, case.figures["needed"], case.figures["available"]) == (
        "ISF-LED-2",
        1000,
        999,
    )
    assert case.owner_role == Role.FINANCE_OFFICER
    assert Reversal.objects.get().entry is None
    event = AuditEvent.objects.get(action="CASE_OPENED")
    assert event.details == {"rule": "ISF-LED-2"}
    borough.grant(fund, 1, key="penny")
    assert reverse(borough, entry_id) is not None
    assert account(fund).posted == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-2")
def test_only_the_council_of_the_fund_reverses() -> None:
    borough, _, entry_id = granted()
    other = Borough()
    before = fingerprint()
    for by in (
        somebody(),
        borough.budget_holder,
        borough.provider,
        borough.care_manager,
        make.actor_with_role(borough.holder, Role.PROVIDER_OWNER),
        other.finance,
        other.commissioner,
    ):
        with pytest.raises(NotAllowed):
            reverse(borough, entry_id, by=by)
    assert fingerprint() == before
    assert reverse(borough, entry_id, by=borough.commissioner) is not None


@pytest.mark.rule("ISF-LED-5")
def test_an_entry_of_a_closed_month_is_reversed_in_the_open_one() -> None:
    borough, _, entry_id = granted()
    may = date(2026, 5, 1)
    months.close(
        authority_id=borough.authority.pk,
        month=MONDAY,
        by=borough.finance,
        at=noon(may),
        on=may,
    )
    before = fingerprint()
    with pytest.raises(Exception, match="Nothing can be posted"):
        reverse(borough, entry_id, on=may - DAY)
    assert fingerprint() == before
    posted = reverse(borough, entry_id, on=may)
    assert JournalEntry.objects.get(pk=posted.entry_id).day == may
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-2")
@pytest.mark.parametrize("steps", [0, 1, 2])
def test_what_notice_took_back_for_later_days_stays_so_until_notice_is_withdrawn(
    steps: int,
) -> None:
    """Posted again it would be money for days after the end: while it runs, closes, has closed."""
    leaving = Leaving()
    on = LAST if steps else MONDAY + DAY
    if steps:
        leaving.begin()
    if steps > 1:
        on = UNTIL + DAY
        leaving.finish(on)
    entry = JournalEntry.objects.get(fund=leaving.fund, kind="ALLOCATION_DIFFERENCE")
    before = fingerprint()
    with pytest.raises(NotReversible) as refusal:
        reverse(leaving.borough, entry.pk, on=on)
    assert refusal.value.why == "it has a correction of its own: withdraw the notice"
    assert fingerprint() == before
    fund = Fund.objects.get(pk=leaving.fund.pk)
    detail = entry_details.get(fund=fund, seq=entry.seq)
    assert "withdraw the notice" in presenters.why_not(detail=detail)


@pytest.mark.rule("ISF-LED-2")
def test_another_difference_of_a_fund_with_notice_is_reversed() -> None:
    leaving = Leaving()
    rates = {leaving.fund.deployment_id: 50_000}
    leaving.borough.budget(50_000, on=MONDAY + DAY, starts_on=MONDAY, rates=rates)
    raised = JournalEntry.objects.filter(kind="ALLOCATION_DIFFERENCE").latest("seq")
    assert reverse(leaving.borough, raised.pk, on=MONDAY + DAY) is not None
