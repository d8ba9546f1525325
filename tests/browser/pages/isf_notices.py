"""The pages of notice, in each of their states."""

from __future__ import annotations

from datetime import timedelta

from accounts.web import clock
from isf.enums import NoticeParty
from isf.models import Fund, Notice
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts as make
from tests.factories import isf as lived
from tests.factories.notices import asked_back, given

A_FORM = NotApplicable(name="empty", reason="a form of one page")


def _fund(*, long: bool = False) -> tuple[lived.Borough, Fund]:
    place = borough()
    if long:
        place.holder.name = LONG
        place.holder.save()
    fund = place.fund(person=place.person(**({"full_name": LONG} if long else {})))
    place.order(fund, service="Personal assistant", payee=place.holder, price_pence=2600)
    return place, fund


def _noticed(*, long: bool = False) -> tuple[lived.Borough, Notice]:
    place, fund = _fund(long=long)
    by = make.actor_for_member(place.care_manager)
    return place, given(fund, by=by, party=NoticeParty.COUNCIL)


def _create(
    shows: str,
    *,
    long: bool = False,
    council: bool = False,
    fill: dict[str, str | bool | list[str]] | None = None,
) -> Visit:
    place, fund = _fund(long=long)
    user = place.care_manager.user if council else fund.person.user
    return Visit(user=user, kwargs={"reference": fund.reference}, shows=shows, fill=fill)


def too_short() -> Visit:
    day = clock.today() + timedelta(days=3)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return _create(
        "With the notice of the agreement", fill={f"last_day_{k}": str(v) for k, v in parts.items()}
    )


def _detail(shows: str, *, long: bool = False, asked: bool = False) -> Visit:
    place, notice = _noticed(long=long)
    if asked:
        asked_back(notice, by=make.actor_for_member(place.care_manager))
    return Visit(user=notice.fund.person.user, kwargs={"reference": notice.reference}, shows=shows)


def _change(
    shows: str, *, long: bool = False, fill: dict[str, str | bool | list[str]] | None = None
) -> Visit:
    _, notice = _noticed(long=long)
    return Visit(
        user=notice.fund.person.user,
        kwargs={"reference": notice.reference},
        shows=shows,
        fill=fill,
    )


def _answer(
    shows: str, *, long: bool = False, fill: dict[str, str | bool | list[str]] | None = None
) -> Visit:
    place, notice = _noticed(long=long)
    wish = asked_back(notice, by=make.actor_for_member(place.care_manager))
    return Visit(
        user=notice.fund.person.user, kwargs={"reference": wish.reference}, shows=shows, fill=fill
    )


def leaving_fund() -> Visit:
    """The page of a fund with notice on it, and something to answer."""
    place, notice = _noticed()
    asked_back(notice, by=make.actor_for_member(place.care_manager))
    fund = notice.fund
    return Visit(
        user=fund.person.user, kwargs={"reference": fund.reference}, shows="This fund ends on"
    )


def _place(
    shows: str,
    *,
    long: bool = False,
    council: bool = False,
    fill: dict[str, str | bool | list[str]] | None = None,
) -> Visit:
    place, notice = _noticed(long=long)
    fund = notice.fund
    place.part(fund.deployment.budget, weekly_pence=0, starts_on=clock.today())
    user = place.care_manager.user if council else fund.person.user
    return Visit(user=user, kwargs={"reference": fund.reference}, shows=shows, fill=fill)


PAGES: Pages = {
    "isf:closing-place": (
        A_FORM,
        PageState(name="full", build=lambda: _place("Back to who paid it in")),
        PageState(name="error", build=lambda: _place("There is a problem", fill={})),
        PageState(name="long", build=lambda: _place(LONG, long=True, council=True)),
    ),
    "isf:notice-create": (
        A_FORM,
        PageState(name="full", build=lambda: _create("Orders that end with it", fill={})),
        PageState(name="error", build=too_short),
        PageState(name="long", build=lambda: _create(LONG, long=True, council=True)),
    ),
    "isf:notice-detail": (
        PageState(name="empty", build=lambda: _detail("Ask to change it or take it back")),
        PageState(name="full", build=lambda: _detail("What was asked about it", asked=True)),
        NO_FORM,
        PageState(name="long", build=lambda: _detail("Notice", long=True, asked=True)),
    ),
    "isf:notice-change": (
        A_FORM,
        PageState(name="full", build=lambda: _change("An earlier last day")),
        PageState(name="error", build=lambda: _change("There is a problem", fill={})),
        PageState(name="long", build=lambda: _change("Ask to change the notice", long=True)),
    ),
    "isf:notice-answer": (
        A_FORM,
        PageState(name="full", build=lambda: _answer("Do you agree?")),
        PageState(name="error", build=lambda: _answer("There is a problem", fill={})),
        PageState(name="long", build=lambda: _answer("Answer about a notice", long=True)),
    ),
}
