"""The pages of unspent money to be taken back, and of money somebody adds, in their states."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from accounts.enums import LettersBy
from accounts.web import clock
from isf.models import Case, Recovery
from isf.operations import topups
from tests.browser.pages.isf_contributions import owing
from tests.browser.pages.isf_worlds import LONG, NO_FORM
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts as make
from tests.factories import isf as lived
from tests.factories import surplus

A_FORM = NotApplicable(name="empty", reason="a form of one page")


def _case(*, long: bool) -> tuple[lived.Borough, Case]:
    """More than four weeks' money lies in a fund that was paid for ten weeks."""
    place = lived.Borough(today=clock.today())
    name = {"full_name": LONG} if long else {}
    person = place.person(letters_by=LettersBy.POST.value, **name)
    fund = place.fund(person=person, weeks_ago=10)
    opened = surplus.reviewed(fund, by=place.finance, on=place.today).opened
    assert opened is not None
    return place, opened


def _recovery(*, long: bool = False, days_ago: int = 20) -> tuple[lived.Borough, Recovery]:
    place, case = _case(long=long)
    day = place.today - timedelta(days=days_ago)
    by = make.actor_for_member(place.second_commissioner)
    reason = f"{LONG} {LONG}" if long else "Agreed at the review in May"
    recovery = surplus.decided(case, pence=10_000, by=by, on=day, reason=reason)
    surplus.posted(recovery, by=place.finance, on=day)
    return place, recovery


def _create(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    place, case = _case(long=long)
    of = {"reference": case.reference}
    return Visit(user=place.commissioner.user, kwargs=of, shows=shows, fill=fill)


def _person(shows: str, *, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    _, recovery = _recovery(long=long, days_ago=3)
    user = recovery.fund.person.user
    return Visit(user=user, kwargs={"reference": recovery.reference}, shows=shows, fill=fill)


def _taken() -> Visit:
    place, recovery = _recovery()
    surplus.taken(recovery, by=place.finance, on=place.today)
    user = recovery.fund.person.user
    return Visit(user=user, kwargs={"reference": recovery.reference}, shows="Taken back")


def _add(
    shows: str, *, long: bool = False, fill: dict[str, str] | None = None, ordered: bool = True
) -> Visit:
    place = lived.Borough(today=clock.today())
    fund = place.fund(person=place.person(**({"full_name": LONG} if long else {})))
    if ordered:
        place.order(fund, service=LONG if long else "Chair lift service")
    user = place.finance_officer.user
    return Visit(user=user, kwargs={"reference": fund.reference}, shows=shows, fill=fill)


def added() -> Visit:
    """A fund in which much has happened: money added for one order, and a contribution owed."""
    place, fund = lived.lived_in(today=clock.today())
    order = fund.promises.order_by("id")[0].order
    said = topups.Paid(reference=uuid4(), order=order, pence=25_000, payer="Ana Ford")
    topups.receive(fund_id=fund.pk, paid=said, by=place.finance, at=clock.now(), on=clock.today())
    owing(place, fund)
    return Visit(user=fund.person.user, kwargs={"reference": fund.reference}, shows="Ana Ford")


PAGES: Pages = {
    "isf:topup-create": (
        PageState(name="empty", build=lambda: _add("There is no running order", ordered=False)),
        PageState(name="full", build=lambda: _add("Take it in")),
        PageState(name="error", build=lambda: _add("There is a problem", fill={})),
        PageState(name="long", build=lambda: _add(LONG, long=True)),
    ),
    "isf:recovery-create": (
        A_FORM,
        PageState(name="full", build=lambda: _create("Left without plans")),
        PageState(name="error", build=lambda: _create("There is a problem", fill={})),
        PageState(name="long", build=lambda: _create("Left without plans", long=True)),
    ),
    "isf:recovery-detail": (
        PageState(name="empty", build=_taken),
        PageState(name="full", build=lambda: _person("Nothing is taken before")),
        NO_FORM,
        PageState(name="long", build=lambda: _person(LONG, long=True)),
    ),
    "isf:recovery-save": (
        A_FORM,
        PageState(name="full", build=lambda: _person("stays in the fund")),
        PageState(name="error", build=lambda: _person("There is a problem", fill={})),
        PageState(name="long", build=lambda: _person("stays in the fund", long=True)),
    ),
}
NOT_PAGES: dict[str, str] = {
    "isf:recovery-take": "a button of the page of a recovery",
    "isf:topup-back": "a button of the page of a fund",
}


def noticed_case() -> Visit:
    """The case as the council sees it while the notice runs."""
    place, recovery = _recovery()
    of = {"reference": recovery.case.reference}
    return Visit(user=place.commissioner.user, kwargs=of, shows="How it was worked out")
