"""The pages of a bill that several people share, in each of their states."""

from __future__ import annotations

from django.conf import settings

from accounts.enums import Role
from accounts.web import clock
from isf.models import Fund
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.factories.sharing import shared


def _friends(place: Borough, *, long: bool) -> list[Fund]:
    names = (LONG, f"{LONG} too") if long else ("Ada Ford", "Bea Grove", "Cy Hill")
    return [place.fund(person=place.person(full_name=name)) for name in names]


def _create(
    shows: str,
    *,
    people: bool = True,
    long: bool = False,
    fill: dict[str, str | bool | list[str]] | None = None,
) -> Visit:
    place = borough()
    if people:
        _friends(place, long=long)
    return Visit(user=place.care_manager.user, shows=shows, fill=fill)


def _check() -> Visit:
    place = borough()
    friends = _friends(place, long=True)
    day = clock.today()
    return Visit(
        user=place.care_manager.user,
        fill={
            "funds": [str(fund.reference) for fund in friends],
            "what": LONG,
            "payee": LONG,
            "bought_on_day": str(day.day),
            "pence": "99999.99",
            "receipt": LONG,
        },
        shows="Ask each of them",
        # Each person is asked on their own: that is no page asking once per row.
        settings={"MIDDLEWARE": [name for name in settings.MIDDLEWARE if "zeal" not in name]},
    )


def _detail(shows: str, *, long: bool = False) -> Visit:
    place = borough()
    by = make.actor_with_role(place.holder, Role.PROVIDER_FINANCE)
    words = {"what": LONG, "payee": LONG, "receipt": LONG} if long else {}
    bill = shared(_friends(place, long=long), by=by, on=clock.today(), **words)
    return Visit(user=place.care_manager.user, kwargs={"reference": bill.reference}, shows=shows)


PAGES: Pages = {
    "isf:shared-bill-create": (
        PageState(name="empty", build=lambda: _create("Nobody found", people=False)),
        PageState(name="full", build=lambda: _create("Cy Hill")),
        PageState(name="error", build=lambda: _create("There is a problem", fill={})),
        PageState(name="long", build=_check),
    ),
    "isf:shared-bill-detail": (
        NotApplicable(name="empty", reason="it is about what was asked"),
        PageState(name="full", build=lambda: _detail("Cy Hill")),
        NO_FORM,
        PageState(name="long", build=lambda: _detail(LONG, long=True)),
    ),
}
