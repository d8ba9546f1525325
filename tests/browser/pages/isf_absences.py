"""The pages about time away, in each of their states."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from accounts.enums import Role
from accounts.web import clock
from isf.models import Absence, Fund
from isf.operations import absences
from isf.rules.absences import Stay
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts as make

A_FORM = NotApplicable(name="empty", reason="a form of one page")


def _fund(*, long: bool = False) -> Fund:
    place = borough()
    return place.fund(person=place.person(**({"full_name": LONG} if long else {})))


def _away(fund: Fund, *, days: int, back: int | None = None) -> Absence:
    today = clock.today()
    return absences.record(
        budget_id=fund.deployment.budget_id,
        reference=uuid4(),
        stay=Stay(
            first_on=today - timedelta(days=days),
            returned_on=None if back is None else today - timedelta(days=back),
        ),
        by=make.actor_with_role(fund.authority, Role.CARE_MANAGER),
        at=clock.now(),
        on=today,
    )


def _keeper(fund: Fund) -> object:
    return make.Membership(organisation=fund.authority, role=Role.CARE_MANAGER).user


def _list(shows: str, *, long: bool = False, stays: bool = True) -> Visit:
    """Two stays that count as one, one that never was, and one that goes on."""
    fund = _fund(long=long)
    if stays:
        _away(fund, days=120, back=90)
        _away(fund, days=86, back=80)
        never = _away(fund, days=60, back=50)
        absences.change(
            absence_id=never.pk,
            seen=1,
            said=absences.Correction(stay=None, reason=LONG if long else "Another person"),
            by=make.actor_with_role(fund.authority, Role.CARE_MANAGER),
            at=clock.now(),
            on=clock.today(),
        )
        _away(fund, days=40)
    user = _keeper(fund) if long else fund.person.user
    return Visit(user=user, kwargs={"reference": fund.deployment.budget.reference}, shows=shows)


def _new(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    fund = _fund(long=long)
    kwargs = {"reference": fund.deployment.budget.reference}
    return Visit(user=_keeper(fund), kwargs=kwargs, shows=shows, fill=fill)


def _change(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    fund = _fund(long=long)
    stay = _away(fund, days=40)
    kwargs = {"reference": stay.reference}
    return Visit(user=_keeper(fund), kwargs=kwargs, shows=shows, fill=fill)


def _tell(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    fund = _fund(long=long)
    kwargs = {"reference": fund.reference}
    return Visit(user=fund.person.user, kwargs=kwargs, shows=shows, fill=fill)


PROBLEM = "There is a problem"
PAGES: Pages = {
    "isf:absence-list": (
        PageState(name="empty", build=lambda: _list("No time away is recorded", stays=False)),
        PageState(name="full", build=lambda: _list("nothing comes in until the day of return")),
        NO_FORM,
        PageState(name="long", build=lambda: _list(LONG, long=True)),
    ),
    "isf:absence-create": (
        A_FORM,
        PageState(name="full", build=lambda: _new("the first full day away")),
        PageState(name="error", build=lambda: _new(PROBLEM, fill={})),
        PageState(name="long", build=lambda: _new(LONG, long=True)),
    ),
    "isf:absence-edit": (
        A_FORM,
        PageState(name="full", build=lambda: _change("Away since")),
        PageState(name="error", build=lambda: _change(PROBLEM, fill={"first_on_day": "40"})),
        PageState(name="long", build=lambda: _change(LONG, long=True)),
    ),
    "isf:absence-tell": (
        A_FORM,
        PageState(name="full", build=lambda: _tell("you need not say why")),
        PageState(name="error", build=lambda: _tell(PROBLEM, fill={})),
        PageState(name="long", build=lambda: _tell("you need not say why", long=True)),
    ),
}
