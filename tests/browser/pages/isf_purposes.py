"""The pages of saved money, in each of their states."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from accounts.web import clock
from isf.models import Fund, Purpose
from isf.operations import banking
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts as make

A_FORM = NotApplicable(name="empty", reason="a form of one page")


def _fund(*, long: bool) -> Fund:
    place = borough()
    return place.fund(person=place.person(**({"full_name": LONG} if long else {})))


def _saved(fund: Fund, *, name: str, taken_back: bool = False) -> Purpose:
    by = make.actor_for_person(fund.person)
    purpose = banking.bank(
        fund_id=fund.pk,
        wish=banking.Wish(
            reference=uuid4(),
            name=name,
            target_on=clock.today() + timedelta(days=60),
            pence=15_000,
        ),
        by=by,
        at=clock.now(),
        on=clock.today(),
    )
    if taken_back:
        banking.unbank(
            purpose_id=purpose.pk,
            pence=None,
            token=uuid4(),
            by=by,
            at=clock.now(),
            on=clock.today(),
        )
    return purpose


def _to_save(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    fund = _fund(long=long)
    return Visit(
        user=fund.person.user, kwargs={"reference": fund.reference}, shows=shows, fill=fill
    )


def _one(
    shows: str,
    *,
    long: bool = False,
    taken_back: bool = False,
    fill: dict[str, str] | None = None,
) -> Visit:
    fund = _fund(long=long)
    name = LONG if long else "Respite in August"
    purpose = _saved(fund, name=name, taken_back=taken_back)
    return Visit(
        user=fund.person.user, kwargs={"reference": purpose.reference}, shows=shows, fill=fill
    )


PAGES: Pages = {
    "isf:purpose-create": (
        A_FORM,
        PageState(name="full", build=lambda: _to_save("can be saved")),
        PageState(name="error", build=lambda: _to_save("There is a problem", fill={})),
        PageState(name="long", build=lambda: _to_save("Save money for something", long=True)),
    ),
    "isf:purpose-detail": (
        PageState(name="empty", build=lambda: _one("Nothing is saved", taken_back=True)),
        PageState(name="full", build=lambda: _one("Take all of it back")),
        NO_FORM,
        PageState(name="long", build=lambda: _one(LONG, long=True)),
    ),
    "isf:purpose-add": (
        A_FORM,
        PageState(name="full", build=lambda: _one("How much more")),
        PageState(name="error", build=lambda: _one("There is a problem", fill={})),
        PageState(name="long", build=lambda: _one(LONG, long=True)),
    ),
    "isf:purpose-back": (
        A_FORM,
        PageState(name="full", build=lambda: _one("Leave empty to take all")),
        PageState(name="error", build=lambda: _one("There is a problem", fill={"pence": "much"})),
        PageState(name="long", build=lambda: _one(LONG, long=True)),
    ),
}
