"""The pages on which an entry is taken back and money given back, in each of their states."""

from __future__ import annotations

from tests.browser.pages import isf_refunds
from tests.browser.pages.isf_worlds import LONG, borough, of
from tests.browser.registry import NotApplicable, Pages, PageState, Visit

PURCHASE = 5


def _form(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    """A purchase after two instalments, each with its fee set aside."""
    place = borough()
    fund = place.fund(person=place.person(**({"full_name": LONG} if long else {})))
    more = {"what": LONG, "payee": LONG} if long else {}
    place.buy(fund, pence=1250, **more)
    return Visit(
        user=place.finance_officer.user,
        kwargs=of(fund, seq=PURCHASE),
        shows=shows,
        fill=fill,
    )


PAGES: Pages = {
    **isf_refunds.PAGES,
    "isf:entry-reverse": (
        NotApplicable(name="empty", reason="it is about an entry"),
        PageState(name="full", build=lambda: _form("comes back into the fund")),
        PageState(name="error", build=lambda: _form("There is a problem", fill={})),
        PageState(name="long", build=lambda: _form(LONG, long=True)),
    ),
}
