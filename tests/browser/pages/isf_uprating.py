"""The page on which everybody's budget rises, in each of its states."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings

from accounts.enums import Role
from accounts.web import clock
from isf.enums import ContributionMode
from tests.browser.pages.isf_worlds import LONG, borough
from tests.browser.registry import Pages, PageState, Visit
from tests.factories import accounts, contributions


def _typed(**more: str) -> str:
    day = clock.today() + timedelta(days=7)
    return urlencode(
        {
            "starts_on_day": day.day,
            "starts_on_month": day.month,
            "starts_on_year": day.year,
            "percent": "3.5",
            "contribution_percent": "10",
        }
        | more
    )


def _shown(shows: str, *, long: bool = False, query: str = "") -> Visit:
    place = borough()
    by = accounts.actor_with_role(place.authority, Role.CARE_MANAGER)
    for name in (LONG, f"{LONG} too") if long else ("Ada Ford", "Bea Grove"):
        fund = place.fund(
            person=place.person(full_name=name), weekly_pence=9_999_999 if long else 48_000
        )
        contributions.agreed(
            fund, ContributionMode.NET, by=by, starts_on=place.today, on=place.today
        )
    gone = place.fund(person=place.person(full_name="Cy Hill"))
    place.budget(gone.person, weekly_pence=50_000, starts_on=place.today + timedelta(days=30))
    return Visit(
        user=place.commissioner.user,
        query=query or _typed(),
        shows=shows,
        # Each person is raised on their own: that is no page asking once per row.
        settings={"MIDDLEWARE": [name for name in settings.MIDDLEWARE if "zeal" not in name]},
    )


PAGES: Pages = {
    "isf:uprating-create": (
        PageState(
            name="empty",
            build=lambda: Visit(user=borough().commissioner.user, shows="Every April"),
        ),
        PageState(name="full", build=lambda: _shown("These budgets, each week")),
        PageState(
            name="error", build=lambda: _shown("There is a problem", query=_typed(amount="12"))
        ),
        PageState(name="long", build=lambda: _shown(LONG, long=True)),
    ),
}
