"""What a person contributes: agreed, taken in when it came, and never spent before."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import AuditEvent
from accounts.permissions import Actor, NotAllowed
from isf.enums import ContributionMode, EntryKind, FundState, Term
from isf.models import Case, ContributionPaid, ContributionVersion, Fund, PlannedVisit
from isf.models.journal import JournalEntry
from isf.operations import contributions
from isf.operations.contributions import ContributionNotAgreed
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.queries import statements
from isf.queries import surplus as unspent
from isf.queries.contributions import owed_by_mode, paid_council, received
from isf.queries.tranches import list_tranches
from isf.rules.contributions import ContributionTooEarly, ContributionTooLarge
from isf.rules.placing import FundNotOpen
from isf.rules.tranches import THE_COUNCIL, THE_PERSON, by_funder
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.contributions import GROSS, NET, agreed, begun, paid
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + DAY
LAST = MONDAY + 4 * WEEK - DAY


def left(fund: Fund, on: date = LAST) -> dict[str, int]:
    tranches = list_tranches(fund=fund, on=on)
    return {str(party.kind): int(pence) for party, pence in by_funder(tranches=tranches).items()}


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(
    ("mode", "posted", "shares"),
    [
        (NET, 176_000, {"COUNCIL": 176_000}),
        (GROSS, 192_000, {"COUNCIL": 176_000, "PERSON": 16_000}),
    ],
)
def test_the_council_pays_its_part_or_all_and_shares_are_kept(
    mode: ContributionMode, posted: int, shares: dict[str, int]
) -> None:
    _, fund = begun(mode)
    assert account(fund).posted == posted
    assert left(fund) == shares
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
@pytest.mark.parametrize(("first", "then", "moved"), [(NET, GROSS, 8_000), (GROSS, NET, -8_000)])
def test_a_switch_posts_one_difference_and_the_entitlement_stays(
    first: ContributionMode, then: ContributionMode, moved: int
) -> None:
    """Two of the four paid weeks are paid the other way: 2 x 40.00."""
    borough, fund = begun(first)
    before = account(fund).posted
    agreed(fund, then, by=borough.care_manager, starts_on=MONDAY + 2 * WEEK, on=TUESDAY)
    assert account(fund).posted - before == moved
    assert JournalEntry.objects.filter(kind=EntryKind.ALLOCATION_DIFFERENCE).count() == 1
    borough.pay(fund, MONDAY + 4 * WEEK)
    monthly = {NET: 176_000, GROSS: 192_000}
    assert account(fund).posted == before + moved + monthly[then]
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
def test_a_switch_to_gross_gives_the_person_their_share_of_the_difference() -> None:
    borough, fund = begun(NET)
    agreed(fund, GROSS, by=borough.care_manager, starts_on=MONDAY + 2 * WEEK, on=TUESDAY)
    shares = by_funder(tranches=list_tranches(fund=fund, on=LAST))
    assert sum(shares.values()) == 184_000
    # 80.00 of the 960.00 for those two weeks are the person's: a twelfth of the difference.
    assert shares[THE_PERSON] * 12 == 8_000


@pytest.mark.rule("ISF-FUN-2")
def test_the_same_agreement_again_is_the_first_and_posts_nothing() -> None:
    borough, fund = begun(NET)
    before = fingerprint()
    again = agreed(fund, NET, by=borough.care_manager)
    assert again.number == 1
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-2")
def test_what_was_agreed_is_audited_with_its_figures() -> None:
    begun(NET)
    event = AuditEvent.objects.get(action="CONTRIBUTION_AGREED")
    assert event.details == {"weekly_pence": 4_000, "mode": "NET", "starts_on": "2026-04-06"}


@pytest.mark.rule("ISF-FUN-2")
def test_what_cannot_be_agreed_is_refused_and_nothing_changes() -> None:
    borough, fund = begun(NET)
    before = fingerprint()
    with pytest.raises(ContributionTooLarge):
        agreed(fund, NET, by=borough.care_manager, weekly_pence=48_001, starts_on=TUESDAY)
    with pytest.raises(ContributionTooEarly):
        agreed(fund, GROSS, by=borough.care_manager, starts_on=MONDAY)
    for actor in (borough.finance, borough.budget_holder, borough.provider):
        with pytest.raises(NotAllowed):
            agreed(fund, GROSS, by=actor, starts_on=TUESDAY)
    assert fingerprint() == before
    assert ContributionVersion.objects.count() == 1


@pytest.mark.rule("ISF-FUN-2")
def test_nothing_is_agreed_for_a_fund_that_closes() -> None:
    borough, fund = begun(NET)
    Fund.objects.filter(pk=fund.pk).update(state=FundState.CLOSING)
    with pytest.raises(FundNotOpen):
        agreed(fund, GROSS, by=borough.care_manager, starts_on=TUESDAY)


@pytest.mark.rule("ISF-FUN-3")
def test_what_is_owed_cannot_be_spent_and_what_came_can() -> None:
    """1,760.00 came from the council: 1,800.00 is refused until the person has paid 40.00."""
    borough, fund = begun(NET)
    with pytest.raises(InsufficientFunds) as refused:
        borough.buy(fund, 180_000)
    assert refused.value.available_pence == 176_000
    paid(fund, 4_000, by=borough.finance)
    borough.buy(fund, 180_000)
    assert account(fund).posted == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
def test_what_came_is_the_persons_money_and_counts_as_money_in() -> None:
    borough, fund = begun(NET)
    paid(fund, 4_000, by=borough.finance)
    assert left(fund) == {"COUNCIL": 176_000, "PERSON": 4_000}
    terms = statements.sum_terms(fund=fund, first_on=MONDAY, last_on=LAST)
    assert terms[Term.IN] == 180_000


@pytest.mark.rule("ISF-FUN-2")
def test_the_same_payment_again_changes_nothing_and_another_amount_is_refused() -> None:
    borough, fund = begun(NET)
    reference = uuid4()
    assert paid(fund, 4_000, by=borough.finance, reference=reference).is_new
    before = fingerprint()
    assert not paid(fund, 4_000, by=borough.finance, reference=reference).is_new
    with pytest.raises(KeyReused):
        paid(fund, 4_001, by=borough.finance, reference=reference)
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-3")
def test_visits_without_money_get_it_from_what_came() -> None:
    """1,920.00 ordered, 1,760.00 there: two visits of 96.00 wait for the person's part, in a case.

    The promise counts the contribution as agreed, so the order is taken.
    """
    borough = Borough()
    fund = borough.open_fund(rate_bp=0)
    agreed(fund, NET, by=borough.care_manager)
    borough.order(fund, 9_600, ends_on=LAST)
    borough.pay(fund)
    assert account(fund).reserved == 18 * 9_600
    assert Case.objects.get().rule == "ISF-RES-6"
    paid(fund, 16_000, by=borough.finance)
    assert account(fund).reserved == 20 * 9_600 == account(fund).posted
    assert PlannedVisit.objects.filter(reserved_pence=0).count() == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-2")
def test_money_of_a_kind_that_was_never_agreed_or_of_nothing_is_refused() -> None:
    borough, fund = begun(NET)
    before = fingerprint()
    for pence, mode in ((0, NET), (-5, NET), (4_000, GROSS)):
        with pytest.raises(ContributionNotAgreed):
            paid(fund, pence, mode=mode, by=borough.finance)
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-2")
def test_the_holder_takes_in_for_the_fund_and_only_the_council_for_itself() -> None:
    borough, fund = begun(NET)
    agreed(fund, GROSS, by=borough.care_manager, starts_on=TUESDAY)
    holder = make.actor_with_role(borough.holder, make.Role.PROVIDER_FINANCE)
    assert paid(fund, 4_000, by=holder).is_new
    for actor, mode in (
        (holder, GROSS),
        (borough.care_manager, NET),
        (borough.budget_holder, NET),
        (borough.provider, NET),
    ):
        with pytest.raises(NotAllowed):
            paid(fund, 4_000, by=actor, mode=mode)


@pytest.mark.rule("ISF-FUN-2")
def test_nothing_comes_into_a_closed_fund() -> None:
    borough = Borough()
    fund = borough.open_fund(rate_bp=0)
    agreed(fund, NET, by=borough.care_manager)
    Fund.objects.filter(pk=fund.pk).update(state=FundState.CLOSED)
    with pytest.raises(FundNotOpen):
        paid(fund, 4_000, by=borough.finance)


@pytest.mark.rule("ISF-LED-2")
def test_a_payment_is_reversed_and_owed_again() -> None:
    borough, fund = begun(NET)
    paid(fund, 4_000, by=borough.finance)
    entry = JournalEntry.objects.get(kind=EntryKind.CONTRIBUTION)
    borough.reverse(entry.pk)
    assert (account(fund).posted, received(fund=fund)) == (176_000, 0)
    assert left(fund) == {"COUNCIL": 176_000}
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-2")
def test_a_payment_that_was_spent_becomes_a_case_instead() -> None:
    borough, fund = begun(NET)
    paid(fund, 4_000, by=borough.finance)
    borough.buy(fund, 180_000)
    entry = JournalEntry.objects.get(kind=EntryKind.CONTRIBUTION)
    assert borough.reverse(entry.pk) is None
    assert Case.objects.get().rule == "ISF-LED-2"


@pytest.mark.rule("ISF-FUN-2")
def test_gross_the_payment_is_the_councils_and_stays_outside_the_fund() -> None:
    borough, fund = begun(GROSS)
    reference = uuid4()
    before = account(fund).posted
    assert paid(fund, 4_000, mode=GROSS, by=borough.finance, reference=reference).is_new
    assert not paid(fund, 4_000, mode=GROSS, by=borough.finance, reference=reference).is_new
    with pytest.raises(KeyReused):
        paid(fund, 5_000, mode=GROSS, by=borough.finance, reference=reference)
    assert (account(fund).posted, paid_council(fund=fund)) == (before, 4_000)
    assert owed_by_mode(fund=fund)[GROSS].paid_pence == 4_000


@pytest.mark.rule("ISF-LED-2")
def test_a_payment_to_the_council_is_taken_out_once_by_a_row_of_its_own() -> None:
    borough, fund = begun(GROSS)
    reference = uuid4()
    paid(fund, 4_000, mode=GROSS, by=borough.finance, reference=reference)

    def take_out(by: Actor) -> None:
        contributions.take_out(
            fund_id=fund.pk, payment=reference, by=by, at=noon(MONDAY), on=MONDAY
        )

    with pytest.raises(NotAllowed):
        take_out(borough.care_manager)
    take_out(borough.finance)
    take_out(borough.finance)
    assert paid_council(fund=fund) == 0
    assert [row.pence for row in ContributionPaid.objects.order_by("id")] == [4_000, -4_000]


@pytest.mark.rule("ISF-ROL-5")
def test_a_review_counts_only_what_the_council_paid_for_later_days() -> None:
    """On the first Sunday three weeks of 440.00 are for later days: 440.00 is without plans."""
    _, fund = begun(NET)
    standing = unspent.standing_of(fund=fund, on=MONDAY + WEEK - DAY)
    assert (standing.posted_pence, standing.later_pence) == (176_000, 132_000)


@pytest.mark.rule("ISF-FUN-2")
def test_expiry_reaches_both_shares_of_gross_money() -> None:
    borough = Borough(numbers=usual_numbers(expiry_months=12))
    fund = borough.open_fund(rate_bp=0)
    agreed(fund, GROSS, by=borough.care_manager)
    borough.pay(fund)
    found = {(t.funder, t.expires_on) for t in list_tranches(fund=fund, on=LAST)}
    day = date(2027, 4, 6)
    assert found == {(THE_COUNCIL, day), (THE_PERSON, day)}
