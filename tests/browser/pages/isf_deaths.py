"""The pages of a death, and what other pages say after one, in each of their states."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from accounts.web import clock
from isf.models import Fund
from isf.operations import deaths
from tests.browser.pages.isf_worlds import LONG, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts as make
from tests.factories import isf as lived

A_FORM = NotApplicable(name="empty", reason="a form of one page")
TOLD_AFTER = timedelta(days=2)


def _fund(*, long: bool = False) -> tuple[lived.Borough, Fund]:
    place = borough()
    if long:
        place.holder.name = LONG
        place.holder.save()
    fund = place.fund(person=place.person(full_name=LONG if long else "Ada Ford"))
    place.order(fund, service="Personal assistant", payee=place.holder, price_pence=2600)
    return place, fund


def _died(*, long: bool = False) -> tuple[lived.Borough, Fund]:
    place, fund = _fund(long=long)
    deaths.record(
        person_id=fund.person_id,
        said=deaths.Said(reference=uuid4(), day=clock.today() - TOLD_AFTER),
        by=make.actor_for_member(place.care_manager),
        at=clock.now(),
        on=clock.today(),
    )
    return place, fund


def _day(after: int) -> dict[str, str]:
    day = clock.today() + timedelta(days=after)
    return {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}


def _create(
    shows: str, *, fill: dict[str, str] | None = None, long: bool = False, again: bool = False
) -> Visit:
    place, fund = _died(long=long) if again else _fund(long=long)
    return Visit(
        user=place.care_manager.user,
        kwargs={"reference": fund.deployment.budget.reference},
        fill=fill,
        shows=shows,
    )


def _edit(shows: str, *, fill: dict[str, str | bool] | None = None, long: bool = False) -> Visit:
    place, fund = _died(long=long)
    return Visit(
        user=place.care_manager.user,
        kwargs={"reference": fund.deployment.budget.reference},
        fill=fill,
        shows=shows,
    )


def fund_page(*, long: bool = False) -> Visit:
    """The page of a fund after a death, as whoever acted for the person reads it."""
    _, fund = _died(long=long)
    helper = make.Representative(person=fund.person, scopes=["SEE"])
    return Visit(
        user=helper.user,
        hat=f"person:{fund.person.reference}",
        kwargs={"reference": fund.reference},
        shows="died on",
    )


def statement_page() -> Visit:
    """The statement of the month of a death."""
    visit = fund_page()
    month = clock.today().replace(day=1)
    return replace(visit, kwargs={**visit.kwargs, "month": month})


def budget_page() -> Visit:
    """The page of a budget after a death."""
    place, fund = _died()
    return Visit(
        user=place.care_manager.user,
        kwargs={"reference": fund.deployment.budget.reference},
        shows="Correct what was recorded",
    )


def person_page() -> Visit:
    """The record of somebody who has died."""
    place, fund = _died()
    return Visit(
        user=place.care_manager.user, kwargs={"reference": fund.person.reference}, shows="Died"
    )


AFTER = {
    "isf:fund-detail": PageState(name="after a death", build=fund_page),
    "isf:statement-detail": PageState(name="after a death", build=statement_page),
    "isf:budget-detail": PageState(name="after a death", build=budget_page),
    "accounts:person-detail": PageState(name="after a death", build=person_page),
}
WRONG = {"reason": "It was another person of the same name"}
PAGES: Pages = {
    "isf:death-create": (
        PageState(name="empty", build=lambda: _create("was recorded before", again=True)),
        PageState(name="full", build=lambda: _create("Kept for last bills", fill=_day(-2))),
        PageState(name="error", build=lambda: _create("has not come yet", fill=_day(1))),
        PageState(name="long", build=lambda: _create(LONG, long=True, fill=_day(-2))),
    ),
    "isf:death-edit": (
        A_FORM,
        PageState(
            name="full",
            build=lambda: _edit("Paid again by the council", fill={**WRONG, "never": True}),
        ),
        PageState(name="error", build=lambda: _edit("There is a problem", fill={})),
        PageState(name="long", build=lambda: _edit(LONG, long=True)),
    ),
}
