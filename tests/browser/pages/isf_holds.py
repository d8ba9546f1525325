"""The pages of safeguarding holds, in each of their states."""

from __future__ import annotations

from uuid import uuid4

from accounts.enums import Role
from accounts.web import clock
from isf.models import Fund, Hold
from isf.operations import safeguards
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts as make

A_FORM = NotApplicable(name="empty", reason="a form of one page")
PROBLEM = "There is a problem"


def _fund(*, long: bool = False) -> Fund:
    place = borough()
    fund = place.fund(person=place.person(**({"full_name": LONG} if long else {})))
    if long:
        place.holder.name = LONG
        place.holder.save()
    place.order(fund)
    return fund


def _put(fund: Fund, target: safeguards.Target, *, reason: str) -> Hold:
    return safeguards.put(
        authority_id=fund.authority_id,
        reference=uuid4(),
        target=target,
        reason=reason,
        by=make.actor_with_role(fund.authority, Role.SAFEGUARDING_LEAD),
        at=clock.now(),
        on=clock.today(),
    )


def _lead(fund: Fund) -> object:
    return make.Membership(organisation=fund.authority, role=Role.SAFEGUARDING_LEAD).user


def _list(shows: str, *, long: bool = False, some: bool = True) -> Visit:
    fund = _fund(long=long)
    reason = LONG * 3 if long else "Money was taken without the person knowing."
    if some:
        first = _put(fund, safeguards.Target(fund_id=fund.pk), reason=reason)
        safeguards.lift(
            hold_id=first.pk,
            reason="It was the person's brother, with their word.",
            by=make.actor_with_role(fund.authority, Role.SAFEGUARDING_LEAD),
            at=clock.now(),
            on=clock.today(),
        )
        _put(fund, safeguards.Target(person_id=fund.person_id), reason=reason)
        _put(fund, safeguards.Target(provider_id=fund.holder_id), reason=reason)
    return Visit(user=_lead(fund), shows=shows)


def _new(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    fund = _fund(long=long)
    return Visit(user=_lead(fund), kwargs={"reference": fund.reference}, shows=shows, fill=fill)


def _lift(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    fund = _fund(long=long)
    reason = LONG * 3 if long else "Money was taken without the person knowing."
    hold = _put(fund, safeguards.Target(person_id=fund.person_id), reason=reason)
    return Visit(user=_lead(fund), kwargs={"reference": hold.reference}, shows=shows, fill=fill)


PAGES: Pages = {
    "isf:hold-list": (
        PageState(name="empty", build=lambda: _list("No hold was ever put", some=False)),
        PageState(name="full", build=lambda: _list("Money was taken")),
        NO_FORM,
        PageState(name="long", build=lambda: _list(LONG, long=True)),
    ),
    "isf:hold-create": (
        A_FORM,
        PageState(name="full", build=lambda: _new("What do you want to stop?")),
        PageState(name="error", build=lambda: _new(PROBLEM, fill={})),
        PageState(name="long", build=lambda: _new(LONG, long=True)),
    ),
    "isf:hold-lift": (
        A_FORM,
        PageState(name="full", build=lambda: _lift("Why may it go on?")),
        PageState(name="error", build=lambda: _lift(PROBLEM, fill={})),
        PageState(name="long", build=lambda: _lift(LONG, long=True)),
    ),
}
