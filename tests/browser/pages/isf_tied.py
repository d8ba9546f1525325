"""Pages of a fund whose money is tied to purposes."""

from __future__ import annotations

from accounts.web import clock
from isf.models import Fund
from isf.operations import purchases
from isf.rules.tied_parts import ReadyParts
from isf.web.forms.tied_parts import named
from tests.browser.pages.isf_worlds import LONG, borough
from tests.browser.registry import PageState, Visit
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.factories.money import bought
from tests.factories.tied_months import tied_month

SHARES = (("Core", 7_500), ("Personal hours", 2_000), ("Cash", 500))


def tied(place: Borough, *, long: bool = False) -> Fund:
    """A fund with three purposes, of one of which something was bought."""
    more = {"full_name": LONG} if long else {}
    shares = (("L" * 40, 7_500), ("M" * 40, 2_500)) if long else SHARES
    parts = [named(name=name, share_bp=share) for name, share in shares]
    fund = place.fund(person=place.person(**more), weekly_pence=99_777, parts=parts)
    purchases.record(
        fund_id=fund.pk,
        bought=bought(12_345, part=parts[-1].code),
        by=make.actor_for_person(fund.person),
        at=clock.now(),
        on=clock.today(),
    )
    return fund


def _of(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    fund = tied(borough(), long=long)
    return Visit(
        user=fund.person.user, kwargs={"reference": fund.reference}, shows=shows, fill=fill
    )


def fund_page() -> Visit:
    """What is left of each purpose."""
    return _of("Left to use for each purpose")


def long_fund_page() -> Visit:
    """Purposes with names as long as they may be."""
    return _of("Left to use for each purpose", long=True)


def to_buy() -> Visit:
    """Which part of the budget pays."""
    return _of("Which part of the budget is it for?")


def not_said() -> Visit:
    """Nobody said which part pays."""
    return _of("Choose which part of the budget it is for", fill={})


def bought_list() -> Visit:
    """For which purpose something was bought."""
    return _of("for “Cash”")


def agreement_page() -> Visit:
    """What was agreed for each purpose."""
    place = borough()
    fund = tied(place)
    return Visit(
        user=place.commissioner.user,
        kwargs={"reference": fund.agreement.reference},
        shows="Each purpose and its share",
    )


def _month(shows: str) -> Visit:
    """The first month of a tied fund, closed and issued."""
    kept = tied_month(borough())
    kwargs = {"reference": kept.fund.reference, "month": kept.month}
    return Visit(user=kept.fund.person.user, kwargs=kwargs, shows=shows)


def month_page() -> Visit:
    """A month purpose by purpose."""
    return _month("Each purpose of the money")


def to_agree() -> Visit:
    """Shares that are not the whole."""
    place = Borough(
        today=clock.today(), ready_parts=(ReadyParts(name="Residential", parts=SHARES),)
    )
    budget = place.budget(place.person(), weekly_pence=99_777, starts_on=place.today)
    return Visit(
        user=place.commissioner.user,
        kwargs={"budget": budget.reference},
        shows="add up to 99%",
        fill={"tied": "OWN", "own_parts": "Core 75\nCash 24"},
    )


TIED: dict[tuple[str, str], PageState] = {
    ("isf:fund-detail", "full"): PageState(name="tied", build=fund_page),
    ("isf:fund-detail", "long"): PageState(name="tied and long", build=long_fund_page),
    ("isf:purchase-create", "full"): PageState(name="tied", build=to_buy),
    ("isf:purchase-create", "error"): PageState(name="tied and not said", build=not_said),
    ("isf:purchase-list", "full"): PageState(name="tied", build=bought_list),
    ("isf:statement-detail", "full"): PageState(name="tied", build=month_page),
    ("isf:statement-issued", "full"): PageState(name="tied", build=month_page),
    ("isf:agreement-detail", "full"): PageState(name="tied", build=agreement_page),
    ("isf:agreement-create", "error"): PageState(name="tied and too little", build=to_agree),
}
