"""Reviews of long times away, and what the person or the holder tells the council."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.permissions import NotAllowed
from isf.models import Absence, Case, PersonalBudget
from isf.operations import absences
from isf.rules.absences import Stay, StayImpossible
from tests.factories import accounts as make
from tests.factories.absences import away
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, noon
from tests.factories.paid import differences, paid
from tests.ledger_sound import fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-1")]
DAY_28, DAY_29 = MONDAY + 27 * DAY, MONDAY + 28 * DAY


@pytest.mark.parametrize(("days", "opened"), [(54, 0), (55, 1)])
def test_a_review_opens_on_day_56_once(days: int, opened: int) -> None:
    borough, fund = paid()
    stay = away(borough, MONDAY, on=MONDAY)
    on = MONDAY + days * DAY

    def watch() -> int:
        return absences.watch(budget_id=stay.budget_id, by=borough.finance, at=noon(on), on=on)

    assert (watch(), watch()) == (opened, 0)
    assert [(c.rule, c.fund_id, c.owner_role) for c in Case.objects.all()] == [
        ("ISF-LIF-1", fund.pk, "CARE_MANAGER")
    ] * opened


def test_a_stay_reported_after_its_56th_day_opens_its_review_at_once() -> None:
    borough, _ = paid()
    on = MONDAY + 70 * DAY
    away(borough, MONDAY, MONDAY + 55 * DAY, on=on)
    assert Case.objects.count() == 0
    away(borough, MONDAY + 57 * DAY, MONDAY + 58 * DAY, on=on)  # two days at home: one stay
    assert Case.objects.get().figures == {
        "first_on": MONDAY.isoformat(),
        "review_on": (MONDAY + 57 * DAY).isoformat(),
    }


def test_the_person_and_the_holder_tell_and_the_council_decides() -> None:
    borough, fund = paid(5)
    holder = make.actor_with_role(borough.holder, Role.PROVIDER_MANAGER)
    stay, token = Stay(first_on=MONDAY, returned_on=None), uuid4()
    for by in (borough.budget_holder, borough.budget_holder, holder):
        words = {"reference": token if by is borough.budget_holder else uuid4(), "stay": stay}
        absences.tell(fund_id=fund.pk, by=by, at=noon(MONDAY), on=MONDAY, **words)
    cases = Case.objects.order_by("id")
    assert [case.figures for case in cases] == [{"first_on": MONDAY.isoformat()}] * 2
    assert (differences(fund), Absence.objects.count()) == ([], 0)


def test_nobody_else_tells_and_nothing_impossible_is_told() -> None:
    borough, fund = paid(5)
    fine = Stay(first_on=MONDAY, returned_on=None)
    foreign = make.actor_with_role(borough.carer, Role.PROVIDER_OWNER)
    before = fingerprint()
    for by in (foreign, borough.finance, make.actor_for_person(make.Person())):
        with pytest.raises(NotAllowed):
            absences.tell(
                fund_id=fund.pk, reference=uuid4(), stay=fine, by=by, at=noon(MONDAY), on=MONDAY
            )
    late = Stay(first_on=MONDAY + timedelta(days=9), returned_on=None)
    with pytest.raises(StayImpossible):
        absences.tell(
            fund_id=fund.pk,
            reference=uuid4(),
            stay=late,
            by=borough.budget_holder,
            at=noon(MONDAY),
            on=MONDAY,
        )
    assert fingerprint() == before


def test_a_return_is_told_with_its_day() -> None:
    borough, fund = paid(5)
    stay, on = Stay(first_on=MONDAY, returned_on=MONDAY + timedelta(days=3)), MONDAY + WEEK
    absences.tell(
        fund_id=fund.pk,
        reference=uuid4(),
        stay=stay,
        by=borough.budget_holder,
        at=noon(on),
        on=on,
    )
    assert Case.objects.get().figures == {"first_on": "2026-04-06", "returned_on": "2026-04-09"}


def test_a_budget_without_a_fund_has_no_stay_to_review() -> None:
    borough = Borough()
    borough.budget()
    away(borough, MONDAY, on=MONDAY)
    later = MONDAY + 10 * WEEK
    budget = PersonalBudget.objects.get()
    by = borough.care_manager
    assert absences.watch(budget_id=budget.pk, by=by, at=noon(later), on=later) == 0
    assert not Case.objects.exists()
