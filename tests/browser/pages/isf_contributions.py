"""The states of the pages of what a person contributes."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from isf.enums import ContributionMode
from isf.models import Fund
from tests.browser.pages.isf_worlds import LONG, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts
from tests.factories import isf as make
from tests.factories.contributions import GROSS, NET, agreed, paid, settled

A_FORM = NotApplicable(name="empty", reason="a form of one page")
NO_FORM = NotApplicable(name="error", reason="its only form is a button")


def contributing(
    mode: ContributionMode = NET, *, long: bool = False, weeks: int = 5
) -> tuple[make.Borough, Fund]:
    """Some weeks of a contribution: two weeks of support, less in one, a part of it paid."""
    place = borough()
    if long:
        place.authority.name = LONG
        place.authority.save()
    name = {"full_name": LONG} if long else {}
    fund = place.fund(person=place.person(**name), weeks_ago=weeks, paid=False)
    first = fund.deployment.starts_on
    council = accounts.actor_for_member(place.care_manager)
    agreed(fund, mode, by=council, starts_on=first, on=first)
    place.pay(fund, through=place.today)
    if weeks:
        lived(place, fund, mode, first)
    return place, fund


def owing(place: make.Borough, fund: Fund) -> None:
    """A contribution to the council since the fund began, of which a part was paid."""
    council, first = accounts.actor_for_member(place.care_manager), fund.deployment.starts_on
    agreed(fund, GROSS, by=council, starts_on=first, on=place.today)
    paid(fund, 4_000, by=place.finance, mode=GROSS, on=place.today)
    settled(fund, by=place.finance, on=place.today)


def lived(place: make.Borough, fund: Fund, mode: ContributionMode, first: date) -> None:
    order = place.order(fund, service="Personal assistant", price_pence=3_000, starts_on=first)
    place.deliver(order, days=[first, first + timedelta(days=1), first + timedelta(days=7)])
    paid(fund, 4_000, by=place.finance, mode=mode, on=first + timedelta(days=9))
    settled(fund, by=place.finance, on=place.today)


def _page(
    user: str,
    shows: str,
    mode: ContributionMode = NET,
    *,
    fill: dict[str, str | bool | list[str]] | None = None,
    long: bool = False,
    weeks: int = 5,
) -> Visit:
    place, fund = contributing(mode, long=long, weeks=weeks)
    members: dict[str, User] = {
        "person": fund.person.user,
        "finance": place.finance_officer.user,
        "care": place.care_manager.user,
    }
    kwargs = {"reference": fund.reference}
    return Visit(user=members[user], kwargs=kwargs, shows=shows, fill=fill)


def _none_agreed() -> Visit:
    fund = borough().fund()
    kwargs = {"reference": fund.reference}
    return Visit(user=fund.person.user, kwargs=kwargs, shows="No contribution is agreed")


PAGES: Pages = {
    "isf:contribution-detail": (
        PageState(name="empty", build=_none_agreed),
        PageState(name="full", build=lambda: _page("person", "No more is due than the support")),
        NO_FORM,
        PageState(name="long", build=lambda: _page("finance", LONG, GROSS, long=True)),
    ),
    "isf:contribution-create": (
        A_FORM,
        PageState(name="full", build=lambda: _page("care", "Agree it", weeks=0)),
        PageState(
            name="error", build=lambda: _page("care", "There is a problem", weeks=0, fill={})
        ),
        PageState(name="long", build=lambda: _page("care", LONG, weeks=0, long=True)),
    ),
    "isf:contribution-receive": (
        A_FORM,
        PageState(name="full", build=lambda: _page("finance", "Take it in", weeks=0)),
        PageState(
            name="error", build=lambda: _page("finance", "There is a problem", weeks=0, fill={})
        ),
        PageState(name="long", build=lambda: _page("finance", LONG, weeks=0, long=True)),
    ),
}
NOT_PAGES: dict[str, str] = {
    "isf:contribution-take-out": "a button of the page of a contribution",
}
