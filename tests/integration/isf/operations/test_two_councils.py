"""Two councils with every number different live the same months side by side, each by its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from itertools import zip_longest
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta

from accounts.enums import Role
from accounts.permissions import NotAllowed
from isf.enums import NoticeKind, Schedule
from isf.models import Case, Fund
from isf.operations import banking
from isf.operations.policies import Numbers
from isf.operations.safeguards import Target
from isf.queries.notices import bills_until
from isf.queries.terms import deployment_term
from isf.queries.tranches import list_tranches
from isf.rules.banking import BankedTooLong
from isf.rules.entitlement import entitlement
from isf.rules.fees import FeeAboveCap
from tests.factories import accounts as make
from tests.factories import surplus
from tests.factories.absences import away
from tests.factories.borough import Borough
from tests.factories.holds import lifted, put
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.factories.notices import ends_on, give
from tests.factories.policies import usual_numbers

pytestmark = pytest.mark.django_db
WEEKLY = 48_000
ONE = usual_numbers(may_not_buy=("gambling",), expiry_months=9)
OTHER = Numbers(
    soft_cap_bp=700,
    hard_cap_bp=1_250,
    notice_kind=NoticeKind.MONTH,
    notice_days=41,
    surplus_weeks_isf=3,
    surplus_weeks_dp=5,
    tolerance_bp=1_000,
    approval_days=6,
    late_bill_days=17,
    case_days=9,
    bank_months=5,
    recovery_notice_days=23,
    expiry_months=4,
    absence_funded_days=20,
    absence_apart_days=4,
    absence_review_day=33,
    contribution_days=3,
    lifts_hold=Role.TEAM_MANAGER,
    schedule=Schedule.WEEKLY,
    may_not_buy=("alcohol",),
    ready_parts=(),
)


def life(numbers: Numbers) -> Iterator[None]:
    """The same story for either council; each step is judged by the numbers it was given."""
    borough = Borough(numbers=numbers)
    fund = borough.open_fund(rate_bp=numbers.soft_cap_bp)
    stranger = make.Person(authority=borough.authority)
    with pytest.raises(FeeAboveCap):
        borough.open_fund(rate_bp=numbers.soft_cap_bp + 1, person=stranger)
    yield
    borough.pay(fund)
    fee = Fraction(4 * WEEKLY * numbers.soft_cap_bp, 10_000)
    assert account(fund).reserved == fee
    lot = list_tranches(fund=fund, on=MONDAY)[0]
    assert lot.expires_on == MONDAY + relativedelta(months=numbers.expiry_months or 0)
    yield
    yield from saved(borough, fund, numbers)
    yield from too_much(borough, fund, numbers)
    yield from held(borough, fund, numbers)
    yield from away_long(borough, fund, numbers)
    noticed = give(fund, borough.budget_holder, on=MONDAY + 4 * WEEK)
    last_day = ends_on(fund)
    by_month = numbers.notice_kind == NoticeKind.MONTH
    length = relativedelta(months=1) if by_month else relativedelta(days=numbers.notice_days)
    assert noticed.notice.last_day == last_day == MONDAY + 4 * WEEK + length
    assert last_day is not None
    until = bills_until(authority_id=fund.authority_id, last_day=last_day)
    assert until == last_day + numbers.late_bill_days * DAY
    yield


def saved(borough: Borough, fund: Fund, numbers: Numbers) -> Iterator[None]:
    """The last day the person may choose alone, and the day after it."""
    last = MONDAY + relativedelta(months=numbers.bank_months)
    with pytest.raises(BankedTooLong):
        bank(borough, fund, last + DAY)
    bank(borough, fund, last)
    yield


def bank(borough: Borough, fund: Fund, target_on: date) -> None:
    wish = banking.Wish(reference=uuid4(), name="Respite", target_on=target_on, pence=100)
    banking.bank(fund_id=fund.pk, wish=wish, by=borough.budget_holder, at=noon(MONDAY), on=MONDAY)


def too_much(borough: Borough, fund: Fund, numbers: Numbers) -> Iterator[None]:
    """A penny more than may lie opens a case; that many weeks to the penny do not."""
    on = MONDAY + 4 * WEEK - DAY
    row = account(fund)
    may_lie = numbers.surplus_weeks_isf * WEEKLY
    short = may_lie - (row.posted - row.reserved)
    if short > 0:
        borough.grant(fund, short, key="as much as may lie", on=on)
        assert surplus.reviewed(fund, by=borough.finance, on=on).opened is None
        borough.grant(fund, 1, key="one more", on=on)
    opened = surplus.reviewed(fund, by=borough.finance, on=on).opened
    assert opened is not None
    assert opened.figures["threshold"] == may_lie
    assert opened.due_on == on + numbers.case_days * DAY
    yield
    recovery = surplus.decided(opened, pence=1, by=borough.care_manager, on=on)
    assert recovery.notice_days == numbers.recovery_notice_days
    yield


def held(borough: Borough, fund: Fund, numbers: Numbers) -> Iterator[None]:
    """Only who the council says lifts a hold."""
    able = borough.staff(numbers.lifts_hold)
    for role in (Role.SAFEGUARDING_LEAD, Role.TEAM_MANAGER):
        hold = put(borough, Target(fund_id=fund.pk))
        if role != numbers.lifts_hold:
            with pytest.raises(NotAllowed):
                lifted(borough, hold, by=borough.staff(role))
        lifted(borough, hold, by=able)
    yield


def away_long(borough: Borough, fund: Fund, numbers: Numbers) -> Iterator[None]:
    """Away and not back yet: the first days are funded, as many as the council says."""
    away(borough, MONDAY, on=MONDAY + 4 * WEEK)
    term = deployment_term(deployment=Fund.objects.get(pk=fund.pk).deployment)
    worth = entitlement(term=term, first_on=MONDAY, last_on=MONDAY + 89 * DAY)
    assert worth == Fraction(numbers.absence_funded_days * WEEKLY, 7)
    yield


@pytest.mark.rule("ISF-POLICY")
def test_every_number_of_the_two_differs() -> None:
    one, other = asdict(ONE), asdict(OTHER)
    assert [name for name in one if one[name] == other[name] and name != "ready_parts"] == []


@pytest.mark.rule("ISF-POLICY")
def test_two_councils_live_side_by_side_by_their_own_numbers() -> None:
    steps = list(zip_longest(life(ONE), life(OTHER)))
    assert len(steps) == 8
    assert Case.objects.count() >= 2
