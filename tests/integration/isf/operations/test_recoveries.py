"""Unspent money: looked at, written about, saved instead, taken back; each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import LettersBy, Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.enums import CaseState, EntryKind, RecoveryState
from isf.models import Case, Fund, Letter, Recovery
from isf.models.journal import JournalEntry, Posting
from isf.operations import banking, cases, letters, origins, recoveries
from isf.operations.safeguards import Target
from isf.permissions import ApprovesOwn
from isf.queries import surplus as queries
from isf.queries.purposes import held
from isf.queries.recoveries import earliest_on
from isf.queries.tranches import list_tranches
from isf.rules.holds import OnHold
from isf.rules.surplus import RecoveryTooEarly, RecoveryTooMuch
from isf.rules.tranches import THE_PERSON
from tests.factories import accounts as make
from tests.factories import surplus
from tests.factories.borough import Borough
from tests.factories.holds import lifted, put
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.factories.policies import usual_numbers
from tests.integration.isf.models import raw
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
LAST = MONDAY + 4 * WEEK - DAY
NOTICE = timedelta(days=14)


def too_much(**numbers: int) -> tuple[Borough, Fund, Case]:
    """1,920.00 for four weeks that are over, and 400.00 besides: 208.00 more than may lie."""
    borough = Borough(numbers=usual_numbers(**numbers))
    fund = borough.open_fund()
    borough.pay(fund)
    borough.grant(fund, 40_000)
    opened = surplus.reviewed(fund, by=borough.finance, on=LAST).opened
    assert opened is not None
    return borough, fund, opened


def noticed(pence: int = 20_800) -> tuple[Borough, Fund, Recovery]:
    borough, fund, case = too_much()
    recovery = surplus.decided(case, pence=pence, by=borough.care_manager, on=LAST)
    surplus.posted(recovery, by=borough.finance, on=LAST)
    return borough, fund, recovery


@pytest.mark.rule("ISF-ROL-5")
def test_a_case_is_opened_once_with_its_figures() -> None:
    borough, fund, case = too_much()
    assert case.figures == {
        "posted": 232_000,
        "reserved": 19_200,
        "later": 0,
        "resting": 0,
        "overdue": 0,
        "uncommitted": 212_800,
        "threshold": 192_000,
        "expired": 0,
    }
    assert surplus.reviewed(fund, by=borough.finance, on=LAST).opened is None
    assert surplus.reviewed(fund, by=borough.finance, on=LAST + DAY).opened is None
    cases.decide(
        case_id=case.pk, decision="Lies", reason="Summer", by=borough.care_manager, at=noon(LAST)
    )
    assert surplus.reviewed(fund, by=borough.finance, on=LAST).opened is None
    assert surplus.reviewed(fund, by=borough.finance, on=LAST + WEEK).opened is not None


@pytest.mark.rule("ISF-ROL-5")
def test_money_paid_for_later_days_is_not_counted_and_what_rests_on_it_counts_once() -> None:
    """On the first of 28 paid days: 27/28 of 1,920.00 and of the fee of 192.00 are for later."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    borough.order(fund, 1_000, ends_on=MONDAY + 4 * DAY)
    found = queries.standing_of(fund=fund, on=MONDAY)
    assert (found.later_pence, found.resting_pence) == (185_143, 4_000 + 19_200 - 685)
    assert found.reserved_pence == 5_000 + 19_200
    done = surplus.reviewed(fund, by=borough.finance, on=MONDAY).found
    assert done.uncommitted_pence == 192_000 - 1_000 - 685 - 185_143


@pytest.mark.rule("ISF-ROL-3")
def test_what_is_saved_is_no_surplus_until_the_day_after_its_date() -> None:
    borough, fund, _ = too_much()
    wish = banking.Wish(reference=uuid4(), name="Respite", target_on=LAST, pence=30_000)
    banking.bank(fund_id=fund.pk, wish=wish, by=borough.budget_holder, at=noon(LAST), on=LAST)
    assert queries.standing_of(fund=fund, on=LAST).overdue_pence == 0
    assert queries.standing_of(fund=fund, on=LAST + DAY).overdue_pence == 30_000


@pytest.mark.rule("ISF-ROL-5")
def test_many_funds_are_looked_at_in_as_few_queries_as_one() -> None:
    borough = Borough()
    funds = [borough.open_fund(person=make.Person(authority=borough.authority)) for _ in range(4)]
    for fund in funds:
        borough.pay(fund)
    counts = []
    for some in (funds[:1], funds):
        with CaptureQueriesContext(connection) as asked:
            assert len(queries.standings(funds=some, on=LAST)) == len(some)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.rule("ISF-ROL-5")
def test_deciding_writes_a_letter_and_moves_nothing() -> None:
    borough, _, case = too_much()
    entries = JournalEntry.objects.count()
    recovery = surplus.decided(case, pence=20_800, by=borough.care_manager, on=LAST)
    again = surplus.decided(case, pence=20_800, by=borough.care_manager, on=LAST)
    assert again == recovery
    assert (Letter.objects.get().recovery, JournalEntry.objects.count()) == (recovery, entries)
    assert earliest_on(recovery=recovery) is None
    with pytest.raises(RecoveryTooEarly):
        surplus.taken(recovery, by=borough.finance, on=LAST + 2 * NOTICE)
    for other in ({"pence": 20_799}, {"reason": "Else"}, {"by": borough.commissioner}):
        said = {"pence": 20_800, "by": borough.care_manager, "on": LAST} | other
        with pytest.raises(cases.CaseDecided):
            surplus.decided(case, **said)  # type: ignore[arg-type]
    assert Recovery.objects.count() == 1


@pytest.mark.rule("ISF-ROL-5")
@pytest.mark.parametrize("pence", [0, 212_801])
def test_no_more_than_is_without_plans_can_be_decided(pence: int) -> None:
    borough, _, case = too_much()
    with pytest.raises(RecoveryTooMuch) as refused:
        surplus.decided(case, pence=pence, by=borough.care_manager, on=LAST)
    assert refused.value.uncommitted_pence == 212_800
    assert not Recovery.objects.exists()


@pytest.mark.rule("ISF-ROL-5")
def test_it_is_taken_from_the_fourteenth_day_after_the_letter_and_once() -> None:
    borough, fund, recovery = noticed()
    before = account(fund).posted
    with pytest.raises(RecoveryTooEarly) as early:
        surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE - DAY)
    assert early.value.earliest == LAST + NOTICE
    assert account(fund).posted == before
    done = surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE)
    assert (done.pence, done.is_new) == (20_800, True)
    again = surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE + DAY)
    assert (again.pence, again.is_new) == (20_800, False)
    recovery.refresh_from_db()
    assert (recovery.state, recovery.taken_pence) == (RecoveryState.RECOVERED, 20_800)
    assert recovery.case.state == CaseState.DECIDED
    assert account(fund).posted == before - 20_800
    assert JournalEntry.objects.filter(kind=EntryKind.RECOVERY).count() == 1
    assert AuditEvent.objects.filter(action="RECOVERY_POSTED").count() == 1
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-6")
def test_nobody_takes_back_what_they_decided_themselves() -> None:
    borough, _, case = too_much()
    recovery = surplus.decided(case, pence=100, by=borough.finance, on=LAST)
    surplus.posted(recovery, by=borough.finance, on=LAST)
    with pytest.raises(ApprovesOwn):
        surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE)
    assert surplus.taken(recovery, by=borough.commissioner, on=LAST + NOTICE).pence == 100


@pytest.mark.rule("ISF-ROL-5")
def test_saved_instead_it_is_not_taken_and_the_case_says_so() -> None:
    borough, fund, recovery = noticed(pence=212_800)
    wish = banking.Wish(
        reference=uuid4(), name="Respite", target_on=LAST + 10 * WEEK, pence=200_000
    )
    for _ in range(2):
        saved = recoveries.answer(
            recovery_id=recovery.pk, wish=wish, by=borough.budget_holder, at=noon(LAST), on=LAST
        )
    recovery.refresh_from_db()
    assert recovery.purpose == saved
    done = surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE)
    assert done.pence == 12_800
    assert account(fund).reserved == 19_200 + 200_000
    late = replace(wish, reference=uuid4())
    with pytest.raises(recoveries.RecoveryOver):
        recoveries.answer(
            recovery_id=recovery.pk, wish=late, by=borough.budget_holder, at=noon(LAST), on=LAST
        )
    assert_ledger_sound()


@pytest.mark.rule("ISF-LIF-3")
@pytest.mark.parametrize("scope", ["fund", "person"])
def test_under_a_hold_nothing_is_taken_back(scope: str) -> None:
    borough, fund, recovery = noticed()
    whom = {"fund": {"fund_id": fund.pk}, "person": {"person_id": borough.person.pk}}[scope]
    hold = put(borough, Target(**whom), on=LAST)
    before = fingerprint()
    with pytest.raises(OnHold):
        surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE)
    assert fingerprint() == before
    lifted(borough, hold, on=LAST + NOTICE)
    assert surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE).pence == 20_800


@pytest.mark.rule("ISF-ROL-5")
def test_where_nothing_is_left_without_plans_nothing_is_taken() -> None:
    borough, fund, recovery = noticed()
    borough.buy(fund, 212_800, on=LAST)
    with pytest.raises(RecoveryTooMuch):
        surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE)
    assert not JournalEntry.objects.filter(kind=EntryKind.RECOVERY).exists()


@pytest.mark.rule("ISF-ROL-5")
def test_what_the_council_lets_lie_is_taken_no_more() -> None:
    borough, _, recovery = noticed()
    cases.decide(
        case_id=recovery.case_id,
        decision="Lies",
        reason="Agreed",
        by=borough.commissioner,
        at=noon(LAST),
    )
    recovery.refresh_from_db()
    assert recovery.state == RecoveryState.DROPPED
    with pytest.raises(recoveries.RecoveryOver):
        surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE)


@pytest.mark.rule("ISF-ROL-6")
def test_what_is_taken_goes_to_the_funders_of_what_is_left() -> None:
    """Of the 400.00, 100.00 were the person's: 50.00 of 2,320.00 are 2.15 (down) and 47.85."""
    borough, fund, recovery = noticed(pence=5_000)
    grant = JournalEntry.objects.get(fund=fund, kind=EntryKind.GRANT)
    (tranche,) = [t for t in list_tranches(fund=fund, on=LAST) if t.entry_id == grant.pk]
    parts = [replace(tranche, pence=tranche.pence * 3 / 4)]
    parts += [replace(tranche, pence=tranche.pence / 4, funder=THE_PERSON)]
    origins.keep(entry_id=grant.pk, tranches=parts, pence=40_000)
    surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE)
    posted = Posting.objects.filter(entry=raw.newest(fund)).order_by("id")
    sides = {str(row.account.kind): row.pence for row in posted.select_related("account")}
    assert sides == {"FUND": -5_000, "PERSON": 215, "COUNCIL": 4_785}
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-3")
def test_what_was_saved_for_a_day_that_has_passed_is_freed_when_it_is_taken() -> None:
    borough, fund, recovery = noticed(pence=212_800)
    wish = banking.Wish(reference=uuid4(), name="Trip", target_on=LAST, pence=100_000)
    purpose = banking.bank(
        fund_id=fund.pk, wish=wish, by=borough.budget_holder, at=noon(LAST), on=LAST
    )
    done = surplus.taken(recovery, by=borough.finance, on=LAST + NOTICE)
    assert done.pence == 212_800
    assert held(purpose=purpose).pence == 0
    assert account(fund).reserved == account(fund).posted == 19_200
    assert_ledger_sound()


@pytest.mark.rule("ISF-ROL-5")
def test_the_letter_goes_the_persons_way_and_only_the_council_sends_it() -> None:
    borough, _, case = too_much()
    borough.person.letters_by = LettersBy.POST
    borough.person.save()
    recovery = surplus.decided(case, pence=100, by=borough.care_manager, on=LAST)
    letter = recovery.letter
    assert letter.way == LettersBy.POST
    holder = make.actor_with_role(borough.holder, Role.PROVIDER_FINANCE)
    assert letters.mark_posted(references=[letter.reference], by=holder, at=noon(LAST)) == 0
    with pytest.raises(NotAllowed):
        letters.put_on_paper(reference=letter.reference, by=holder, at=noon(LAST))
    posted = letters.mark_posted(
        references=[letter.reference], by=borough.finance, at=noon(LAST + DAY)
    )
    assert posted == 1
    assert earliest_on(recovery=recovery) == LAST + DAY + NOTICE


@pytest.mark.rule("ISF-ROL-5")
def test_a_case_decided_otherwise_takes_nothing_back() -> None:
    borough, _, case = too_much()
    Case.objects.filter(pk=case.pk).update(state=CaseState.DECIDED)
    with pytest.raises(cases.CaseDecided, match="This case"):
        surplus.decided(case, pence=1, by=borough.care_manager, on=LAST)
    assert not Recovery.objects.exists()
