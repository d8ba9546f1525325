"""The pages of agreements and of fees above the limit, in each of their states."""

from __future__ import annotations

from dataclasses import replace

from accounts.web import clock
from isf.models import FeeApproval, Fund
from isf.operations import fee_approvals
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import isf as make


def _agreement(
    *, shows: str, long: bool = False, fill: dict[str, str] | None = None, is_new: bool = False
) -> Visit:
    place = borough()
    name = {"full_name": LONG} if long else {}
    fund = place.fund(person=place.person(**name))
    if not is_new:
        _asked(place, fund, reason=LONG if long else "Two new workers are trained")
    return Visit(
        user=place.commissioner.user,
        kwargs={"reference": fund.agreement.reference},
        shows=shows,
        fill=fill,
    )


def _asked(place: make.Borough, fund: Fund, *, reason: str) -> FeeApproval:
    return fee_approvals.ask(
        fund_id=fund.pk,
        starts_on=place.today,
        ends_on=None,
        reason=reason,
        by=place.council,
        at=clock.now(),
        on=place.today,
    )


def _to_agree(*, shows: str, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    place = borough()
    person = place.person(**({"full_name": LONG} if long else {}))
    budget = place.budget(person, weekly_pence=48_000, starts_on=place.today)
    return Visit(
        user=place.commissioner.user,
        kwargs={"budget": budget.reference},
        shows=shows,
        fill=fill,
    )


def _approval(*, shows: str, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    place = borough()
    fund = place.fund(person=place.person(**({"full_name": LONG} if long else {})))
    asked = _asked(place, fund, reason=LONG if long else "Two new workers are trained")
    return Visit(
        user=place.second_commissioner.user,
        kwargs={"reference": asked.reference},
        shows=shows,
        fill=fill,
    )


def _approvals(*, long: bool = False) -> Visit:
    return replace(_approval(shows="Waiting for a decision", long=long), kwargs={})


def _council(shows: str) -> Visit:
    return Visit(user=borough().commissioner.user, shows=shows)


PAGES: Pages = {
    "isf:agreement-create": (
        NotApplicable(name="empty", reason="a form of one page"),
        PageState(name="full", build=lambda: _to_agree(shows="Make the agreement")),
        PageState(name="error", build=lambda: _to_agree(shows="There is a problem", fill={})),
        PageState(name="long", build=lambda: _to_agree(shows=LONG, long=True)),
    ),
    "isf:agreement-detail": (
        PageState(name="empty", build=lambda: _agreement(shows="The fee by date", is_new=True)),
        PageState(name="full", build=lambda: _agreement(shows="Fees above the limit")),
        NO_FORM,
        PageState(name="long", build=lambda: _agreement(shows=LONG, long=True)),
    ),
    "isf:agreement-fee": (
        NotApplicable(name="empty", reason="a form of one page"),
        PageState(name="full", build=lambda: _agreement(shows="Agree another fee")),
        PageState(name="error", build=lambda: _agreement(shows="There is a problem", fill={})),
        PageState(name="long", build=lambda: _agreement(shows=LONG, long=True)),
    ),
    "isf:agreement-suspend": (
        NotApplicable(name="empty", reason="a form of one page"),
        PageState(name="full", build=lambda: _agreement(shows="no fee is earned")),
        PageState(name="error", build=lambda: _agreement(shows="There is a problem", fill={})),
        PageState(name="long", build=lambda: _agreement(shows=LONG, long=True)),
    ),
    "isf:fee-approval-create": (
        NotApplicable(name="empty", reason="a form of one page"),
        PageState(name="full", build=lambda: _agreement(shows="other than you decides")),
        PageState(name="error", build=lambda: _agreement(shows="There is a problem", fill={})),
        PageState(name="long", build=lambda: _agreement(shows=LONG, long=True)),
    ),
    "isf:fee-approval-list": (
        PageState(name="empty", build=lambda: _council("Nobody has asked")),
        PageState(name="full", build=_approvals),
        NO_FORM,
        PageState(name="long", build=lambda: _approvals(long=True)),
    ),
    "isf:fee-approval-decide": (
        NotApplicable(name="empty", reason="it is about what was asked"),
        PageState(name="full", build=lambda: _approval(shows="Do you approve")),
        PageState(name="error", build=lambda: _approval(shows="There is a problem", fill={})),
        PageState(name="long", build=lambda: _approval(shows=LONG, long=True)),
    ),
}
