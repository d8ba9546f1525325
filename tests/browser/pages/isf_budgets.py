"""The states of the pages of budgets."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from accounts.web import clock
from isf.enums import DeploymentKind
from isf.models import Fund
from isf.operations import absences
from isf.rules.absences import Stay
from tests.browser.pages import isf_uprating
from tests.browser.pages.isf_worlds import LONG, borough, long_fund
from tests.browser.registry import Pages, PageState, Visit
from tests.factories import accounts


def _budget(*, may_change: bool = True, fill: dict[str, str] | None = None) -> Visit:
    place = borough()
    fund = place.fund(weeks_ago=2, weekly_pence=30_000, budget_pence=48_000)
    budget = fund.deployment.budget
    place.part(
        budget,
        weekly_pence=10_000,
        starts_on=fund.deployment.starts_on,
        kind=DeploymentKind.DIRECT_PAYMENT,
    )
    keeper = accounts.actor_for_member(place.care_manager)
    gone = Stay(first_on=place.today - timedelta(days=38), returned_on=None)
    absences.record(
        budget_id=budget.pk,
        reference=uuid4(),
        stay=gone,
        by=keeper,
        at=clock.now(),
        on=place.today,
    )
    user = place.commissioner.user if may_change else fund.person.user
    return Visit(user=user, kwargs={"reference": budget.reference}, fill=fill, shows="option 4")


def _new_budget() -> Visit:
    place = borough()
    person = place.person()
    budget = place.budget(person, weekly_pence=48_000, starts_on=clock.today())
    return Visit(user=person.user, kwargs={"reference": budget.reference}, shows="Not agreed yet")


def _long_budget() -> Visit:
    visit = long_fund()
    fund = Fund.objects.get(reference=visit.kwargs["reference"])
    return replace(visit, kwargs={"reference": fund.deployment.budget.reference}, shows=LONG)


def _person_for_budget(*, name: str = "Ada Ford", shows: str, **visit: object) -> Visit:
    place = borough()
    person = place.person(full_name=name)
    found = Visit(user=place.care_manager.user, query=f"q={name[:8]}", shows=shows)
    if visit:
        found = replace(found, query=f"person={person.reference}", **visit)  # type: ignore[arg-type]
    return found


PAGES: Pages = {
    **isf_uprating.PAGES,
    "isf:budget-create": (
        PageState(
            name="empty",
            build=lambda: Visit(user=borough().care_manager.user, shows="Whose budget"),
        ),
        PageState(name="full", build=lambda: _person_for_budget(shows="Ada Ford")),
        PageState(
            name="error",
            build=lambda: _person_for_budget(
                shows="Enter an amount in pounds", fill={"weekly": "lots"}
            ),
        ),
        PageState(name="long", build=lambda: _person_for_budget(name=LONG, shows=LONG)),
    ),
    "isf:budget-detail": (
        PageState(name="empty", build=_new_budget),
        PageState(name="full", build=_budget),
        PageState(
            name="error",
            build=lambda: replace(
                _budget(fill={"weekly": "lots"}), shows="Enter an amount in pounds"
            ),
        ),
        PageState(name="long", build=_long_budget),
    ),
}
