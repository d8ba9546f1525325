"""The page on which a part of a budget moves, in each of its states."""

from __future__ import annotations

from accounts.web import clock
from isf.enums import DeploymentKind
from tests.browser.pages.isf_worlds import LONG, borough
from tests.browser.registry import Pages, PageState, Visit


def _move(shows: str, *, fill: dict[str, str] | None = None, long: bool = False) -> Visit:
    place = borough()
    if long:
        place.holder.name = LONG
        place.holder.save()
    person = place.person(full_name=LONG if long else "Ada Ford")
    fund = place.fund(person=person, weeks_ago=2, weekly_pence=30_000, budget_pence=48_000)
    part = place.part(
        fund.deployment.budget,
        weekly_pence=10_000,
        starts_on=clock.today(),
        kind=DeploymentKind.ISF if long else DeploymentKind.DIRECT_PAYMENT,
    )
    if fill is not None:
        chosen = {"source": str(fund.reference), "target": str(part.reference)}
        rates = {
            f"part_{fund.deployment.reference.hex}": "200.00",
            f"part_{part.deployment.reference.hex}": "200.00",
        }
        fill = chosen | rates | fill
    return Visit(
        user=place.care_manager.user,
        kwargs={"reference": fund.deployment.budget.reference},
        fill=fill,
        shows=shows,
    )


def _alone() -> Visit:
    place = borough()
    fund = place.fund(person=place.person(full_name="Ada Ford"))
    return Visit(
        user=place.care_manager.user,
        kwargs={"reference": fund.deployment.budget.reference},
        shows="There is only one fund",
    )


PAGES: Pages = {
    "isf:part-move-create": (
        PageState(name="empty", build=_alone),
        PageState(name="full", build=lambda: _move("Check what moves", fill={"pence": "120.00"})),
        PageState(name="error", build=lambda: _move("is left to use", fill={"pence": "99999.00"})),
        PageState(name="long", build=lambda: _move(LONG, long=True, fill={"pence": "120.00"})),
    ),
}
