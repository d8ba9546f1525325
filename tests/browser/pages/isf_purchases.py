"""The pages of what is bought outside the marketplace, in each of their states."""

from __future__ import annotations

from uuid import uuid4

from accounts.enums import Role
from accounts.web import clock
from isf.models import Fund
from isf.operations import purchase_requests, purchases, reversals
from tests.browser.pages.isf_worlds import LONG, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.factories.money import bought

LISTED = ("Gambling", "Paying off debts")
A_FORM = NotApplicable(name="empty", reason="a form of one page")
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")


def _place() -> Borough:
    return Borough(today=clock.today(), may_not_buy=LISTED)


def _asked(place: Borough, fund: Fund, *, long: bool) -> object:
    holder = make.Membership(organisation=place.holder, role=Role.PROVIDER_FINANCE.value)
    return purchase_requests.ask(
        fund_id=fund.pk,
        bought=bought(
            1250,
            what=LONG if long else "Taxi to the day centre",
            payee=LONG if long else "Blue Cabs",
            receipt=LONG if long else "T-1",
            approved_by_id=None,
        ),
        by=make.actor_for_member(holder),
        at=clock.now(),
        on=clock.today(),
        reference=uuid4(),
        paper=b"%PDF-1.7",
    )


def _list(shows: str, *, long: bool = False, empty: bool = False) -> Visit:
    place = _place()
    fund = place.fund(person=place.person(**({"full_name": LONG} if long else {})))
    if not empty:
        _asked(place, fund, long=long)
        bought_it = purchases.record(
            fund_id=fund.pk,
            bought=bought(900, what=LONG if long else "Cinema", payee=LONG if long else "Odeon"),
            by=make.actor_for_person(fund.person),
            at=clock.now(),
            on=clock.today(),
            reference=uuid4(),
            paper=b"%PDF-1.7",
        )
        reversals.reverse(
            entry_id=bought_it.entry_id,
            reason="Wrong",
            by=place.finance,
            at=clock.now(),
            on=clock.today(),
        )
    return Visit(user=fund.person.user, kwargs={"reference": fund.reference}, shows=shows)


def _form(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    place = _place() if not long else Borough(today=clock.today(), may_not_buy=(LONG,))
    fund = place.fund(person=place.person(**({"full_name": LONG} if long else {})))
    return Visit(
        user=fund.person.user, kwargs={"reference": fund.reference}, shows=shows, fill=fill
    )


def _decide(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    place = borough()
    fund = place.fund(person=place.person(**({"full_name": LONG} if long else {})))
    asked = _asked(place, fund, long=long)
    return Visit(
        user=fund.person.user,
        kwargs={"reference": vars(asked)["reference"]},
        shows=shows,
        fill=fill,
    )


PAGES: Pages = {
    "isf:purchase-list": (
        PageState(name="empty", build=lambda: _list("Nothing was bought", empty=True)),
        PageState(name="full", build=lambda: _list("Cinema")),
        NO_FORM,
        PageState(name="long", build=lambda: _list(LONG, long=True)),
    ),
    "isf:purchase-create": (
        A_FORM,
        PageState(name="full", build=lambda: _form("Record and pay")),
        PageState(name="error", build=lambda: _form("There is a problem", fill={})),
        PageState(name="long", build=lambda: _form(LONG, long=True)),
    ),
    "isf:purchase-decide": (
        NotApplicable(name="empty", reason="it is about what was asked"),
        PageState(name="full", build=lambda: _decide("May it be paid")),
        PageState(name="error", build=lambda: _decide("There is a problem", fill={})),
        PageState(name="long", build=lambda: _decide(LONG, long=True)),
    ),
}

NOT_PAGES: dict[str, str] = {
    "isf:purchase-withdraw": "a button of the page of a request",
    "isf:purchase-receipt": "a file to download",
}
