"""The pages on which all funds of a holder end, in each of their states."""

from __future__ import annotations

from uuid import uuid4

from accounts.web import clock
from isf.operations import holder_exits
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories.isf import Borough


def _typed() -> dict[str, str]:
    today = clock.today()
    return {
        "last_day_day": str(today.day),
        "last_day_month": str(today.month),
        "last_day_year": str(today.year),
        "bank": "100.00",
        "reason": "It cannot pay its staff",
    }


def _fails(place: Borough) -> None:
    holder_exits.end_all(
        authority_id=place.authority.pk,
        said=holder_exits.Said(
            reference=uuid4(),
            holder_id=place.holder.pk,
            last_day=clock.today(),
            reason="It cannot pay its staff",
            bank_pence=10_000,
        ),
        by=place.council,
        at=clock.now(),
        on=clock.today(),
    )


def _end(shows: str, *, fill: dict[str, str] | None = None, long: bool = False) -> Visit:
    place = borough()
    if long:
        place.holder.name = LONG
        place.holder.save()
    place.fund(person=place.person(full_name=LONG if long else "Ada Ford"))
    typed = _typed() | (fill or {})
    kwargs = {"reference": place.holder.reference}
    return Visit(user=place.commissioner.user, kwargs=kwargs, fill=typed, shows=shows)


def _list(shows: str, *, ended: bool = True, long: bool = False) -> Visit:
    place = borough()
    if long:
        place.holder.name = LONG
        place.holder.save()
    if ended:
        place.fund(person=place.person())
        _fails(place)
    return Visit(user=place.commissioner.user, shows=shows)


PAGES: Pages = {
    "isf:holder-exit-list": (
        PageState(name="empty", build=lambda: _list("No holder has failed", ended=False)),
        PageState(name="full", build=lambda: _list("1 fund ended with")),
        NO_FORM,
        PageState(name="long", build=lambda: _list(LONG, long=True)),
    ),
    "isf:holder-exit-create": (
        NotApplicable(name="empty", reason="it is led to from a holder that has a fund"),
        PageState(name="full", build=lambda: _end("less than the funds add up to")),
        PageState(name="error", build=lambda: _end("Enter what its bank", fill={"bank": ""})),
        PageState(name="long", build=lambda: _end(LONG, long=True)),
    ),
}
