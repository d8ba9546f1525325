"""What time away does to the rest of the money: orders, budgets, fees, funds that are closed."""

from __future__ import annotations

import pytest

from isf.enums import FundState
from isf.models import Case, Fund
from isf.operations import agreements
from isf.rules.deployments import OverDeployed
from isf.rules.fees import FeeVersion
from isf.rules.promises import PromiseTooLarge
from tests.factories.absences import away, back
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.factories.paid import differences, paid

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-1")]
DAY_28, DAY_29 = MONDAY + 27 * DAY, MONDAY + 28 * DAY


@pytest.mark.rule("ISF-RES-3")
def test_time_away_frees_no_part_of_the_budget() -> None:
    borough, fund = paid()
    away(borough, MONDAY, on=MONDAY)
    on = MONDAY + 40 * DAY
    with pytest.raises(OverDeployed):
        borough.budget(48000, on=on, rates={fund.deployment_id: 48001})


@pytest.mark.rule("ISF-FEE-3")
def test_a_weekly_fee_may_be_agreed_while_somebody_is_away() -> None:
    borough, fund = paid()
    away(borough, MONDAY, on=MONDAY)
    on = MONDAY + 40 * DAY
    fee = FeeVersion(starts_on=on + DAY, weekly_pence=4000)
    agreements.change_fee(fund_id=fund.pk, fee=fee, by=borough.commissioner, at=noon(on), on=on)
    assert Case.objects.filter(rule="ISF-FEE-3").count() == 0


@pytest.mark.rule("ISF-RES-6")
def test_weeks_that_bring_nothing_bear_no_order_and_weeks_at_home_do() -> None:
    borough, fund = paid(4)
    stay = away(borough, MONDAY, on=MONDAY)
    on = MONDAY + 5 * WEEK
    with pytest.raises(PromiseTooLarge):
        borough.order(fund, 1000, starts_on=on, ends_on=on + WEEK, on=on)
    back(borough, stay, on, on=on)
    borough.order(fund, 1000, starts_on=on, ends_on=on + WEEK, on=on)


@pytest.mark.rule("ISF-POR-3")
@pytest.mark.damages_the_books("a fund is said to be closed while it holds money")
def test_a_stay_that_reaches_into_a_closed_fund_is_a_case() -> None:
    borough, fund = paid(5)
    Fund.objects.filter(pk=fund.pk).update(state=FundState.CLOSED)
    posted = account(fund).posted
    away(borough, MONDAY, on=MONDAY)
    assert (account(fund).posted, differences(fund)) == (posted, [])
    case = Case.objects.get()
    assert (case.rule, case.figures) == ("ISF-POR-3", {"difference": -48000})
