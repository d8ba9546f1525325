"""A budget changes in one step, never beyond itself, and posts one difference for paid days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from isf.enums import DeploymentKind, NoticeKind, Schedule
from isf.models import BudgetVersion, Case, Deployment, Fund, PersonalBudget
from isf.models.journal import JournalEntry
from isf.operations.fee_approvals import Approved
from isf.operations.posting import KeyReused
from isf.rules.deployments import OverDeployed
from isf.rules.fees import FeeVersion
from isf.web.presenters import refusals
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)


def kinds(fund: object) -> list[str]:
    rows = JournalEntry.objects.filter(fund=fund).exclude(kind="RESERVATION").order_by("seq")
    return list(rows.values_list("kind", flat=True))


@pytest.mark.rule("ISF-RES-3")
def test_parts_fill_the_budget_and_one_penny_more_is_refused() -> None:
    borough = Borough()
    borough.budget(48000)
    borough.open_fund(38000)
    borough.open_fund(10000, kind=DeploymentKind.DIRECT_PAYMENT)
    before = fingerprint()
    with pytest.raises(OverDeployed) as refusal:
        borough.open_fund(1, kind=DeploymentKind.DIRECT_PAYMENT)
    assert (refusal.value.budget_pence, refusal.value.deployed_pence) == (48000, 48001)
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-3")
def test_a_budget_change_that_forgets_a_part_is_refused() -> None:
    borough = Borough()
    fund = borough.open_fund(48000)
    before = fingerprint()
    with pytest.raises(OverDeployed):
        borough.budget(40000, starts_on=MONDAY + WEEK)
    assert fingerprint() == before
    borough.budget(40000, starts_on=MONDAY + WEEK, rates={fund.deployment_id: 40000})


@pytest.mark.rule("ISF-RES-3")
def test_a_budget_names_only_its_own_parts() -> None:
    borough, other = Borough(), Borough()
    foreign = other.open_fund()
    borough.open_fund()
    before = fingerprint()
    with pytest.raises(Deployment.DoesNotExist):
        borough.budget(60000, rates={foreign.deployment_id: 100})
    assert fingerprint() == before


@pytest.mark.rule("ISF-FUN-4")
@pytest.mark.rule("ISF-LED-3")
def test_a_raise_posts_one_difference_and_the_same_change_again_nothing() -> None:
    """480.00 becomes 520.00 with 17 of 28 paid days left: +97.14."""
    borough = Borough(starts_on=APRIL)
    fund = borough.open_fund(on=APRIL)
    borough.pay(fund, APRIL)
    on = date(2026, 4, 12)
    first = borough.budget(52000, on=on, rates={fund.deployment_id: 52000})
    assert account(fund).posted == 192000 + 9714
    before = fingerprint()

    again = borough.budget(52000, on=on, rates={fund.deployment_id: 52000})

    assert (first.is_new, again.is_new, again.version) == (True, False, first.version)
    assert fingerprint() == before
    assert kinds(fund) == ["ALLOCATION", "ALLOCATION_DIFFERENCE"]
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-4")
def test_days_not_paid_yet_make_no_difference() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    borough.budget(52000, starts_on=MONDAY + WEEK, rates={fund.deployment_id: 52000})
    assert kinds(fund) == ["ALLOCATION"]
    assert borough.pay(fund, MONDAY + WEEK, weeks=1).amount_pence == 52000


@pytest.mark.rule("ISF-FUN-4")
def test_a_decrease_takes_only_what_is_uncommitted_and_the_rest_is_a_case() -> None:
    """480.00 to 380.00 for four paid weeks: 400.00 too much. 28.00 of it is free, and so are the
    40.00 set aside for a fee that the lower rate no longer earns."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    borough.buy(fund, 170000)
    free = account(fund).posted - account(fund).reserved
    assert free == 2800

    borough.budget(38000, rates={fund.deployment_id: 38000})

    row = account(fund)
    assert row.posted - row.reserved == 0
    case = Case.objects.get()
    assert (case.rule, case.figures) == ("ISF-FUN-4", {"needed": 40000, "taken": 6800})
    assert_ledger_sound()

    later = borough.pay(fund, MONDAY + 4 * WEEK)  # 1,520.00 less the 332.00 still to come back
    assert later.amount_pence == 152000 - 33200
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-4")
def test_a_decrease_with_money_to_spare_opens_no_case() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    borough.budget(38000, rates={fund.deployment_id: 38000})
    assert account(fund).posted == 152000
    assert Case.objects.count() == 0


@pytest.mark.rule("ISF-FUN-4")
def test_a_direct_payment_may_be_taken_below_nothing() -> None:
    """It only records what was spent elsewhere."""
    borough = Borough()
    fund = borough.open_fund(10000, kind=DeploymentKind.DIRECT_PAYMENT)
    borough.pay(fund)
    borough.buy(fund, 39000)
    borough.budget(5000, rates={fund.deployment_id: 5000})
    assert account(fund).posted == 40000 - 39000 - 20000
    assert Case.objects.count() == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-FEE-3")
def test_a_cut_that_lifts_a_weekly_fee_over_its_cap_opens_a_case() -> None:
    borough = Borough()
    fund = borough.open_fund(
        fee=FeeVersion(starts_on=MONDAY, weekly_pence=5000),
        approved=Approved(starts_on=MONDAY, reason="agreed", by=borough.approver),
    )
    day = MONDAY + 4 * WEEK
    borough.budget(30000, on=day, rates={fund.deployment_id: 30000})
    case = Case.objects.get()
    assert case.rule == "ISF-FEE-3"
    assert case.figures == {
        "day": day.isoformat(),
        "stated_weekly": 5000,
        "charged_weekly": 4500,
    }


def test_versions_are_numbered_and_kept() -> None:
    borough = Borough()
    borough.budget(48000)
    borough.budget(50000, on=MONDAY + DAY)
    borough.budget(48000, on=MONDAY + timedelta(days=2))
    rows = BudgetVersion.objects.order_by("number").values_list("number", "starts_on")
    assert list(rows) == [(1, MONDAY), (2, MONDAY + DAY), (3, MONDAY + 2 * DAY)]


@pytest.mark.rule("ISF-LED-3")
def test_the_same_agreement_again_is_the_fund_it_opened() -> None:
    borough = Borough()
    reference = uuid4()
    approved = Approved(starts_on=MONDAY, reason="agreed", by=borough.approver)
    terms: dict[str, Any] = {"reference": reference, "rate_bp": 1200, "approved": approved}
    fund = borough.open_fund(**terms)
    before = fingerprint()
    assert borough.open_fund(**terms) == fund
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-3")
@pytest.mark.parametrize(
    "other",
    [
        {"weekly_pence": 9999},
        {"rate_bp": 999},
        {"starts_on": MONDAY + DAY},
        {"ends_on": MONDAY + 9 * WEEK},
        {"schedule": Schedule.WEEKLY},
        {"kind": DeploymentKind.DIRECT_PAYMENT},
        {"notice": (NoticeKind.DAYS, 14)},
        {"silence_consented_on": MONDAY},
    ],
)
def test_a_reference_used_for_other_terms_is_refused_in_words(other: dict[str, Any]) -> None:
    borough = Borough()
    reference = uuid4()
    borough.budget(48000)
    terms: dict[str, Any] = {"weekly_pence": 10000, "reference": reference}
    borough.open_fund(**terms)
    before = fingerprint()
    with pytest.raises(KeyReused) as refusal:
        borough.open_fund(**(terms | other))
    assert fingerprint() == before
    assert "sent before with something else" in str(refusals.words(refusal.value))


@pytest.mark.rule("ISF-LED-3")
def test_another_persons_agreement_cannot_be_opened_by_its_reference() -> None:
    """Not even with the very same terms: the budget is another one."""
    reference = uuid4()
    Borough().open_fund(reference=reference)
    other = Borough()
    with pytest.raises(KeyReused):
        other.open_fund(reference=reference)


@pytest.mark.rule("ISF-RES-1")
def test_a_budget_of_which_nothing_was_said_yet_is_not_shared_out() -> None:
    borough = Borough()
    PersonalBudget.objects.create(person=borough.person, authority=borough.authority)
    with pytest.raises(PersonalBudget.DoesNotExist):
        borough.open_fund()
    assert not Fund.objects.exists()
