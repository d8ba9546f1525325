"""The pages of statements and the states in which each must be fit to be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from accounts.enums import LettersBy, Role
from accounts.web import clock
from isf.enums import ContributionMode, LetterState
from isf.models import Fund, IssuedStatement, Letter
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough, long_fund, of
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import isf as make
from tests.factories import issuing
from tests.factories.contributions import agreed, paid, settled


def _closed() -> tuple[make.Borough, date]:
    """A borough whose first month is closed and not issued."""
    place, fund = make.lived_in(today=clock.today())
    month = fund.deployment.starts_on.replace(day=1)
    issuing.close(place, month)
    return place, month


def _issued(*, name: str = "Ada Ford", quiet: bool = False) -> tuple[make.Borough, IssuedStatement]:
    place = borough()
    if quiet or name != "Ada Ford":
        fund = place.fund(weeks_ago=9, paid=False, person=place.person(full_name=name))
        month = fund.deployment.starts_on.replace(day=1)
        if not quiet:
            _contributing(place, fund)
        issuing.close(place, month)
        return place, issuing.issue(fund, month, on=clock.today())
    return issuing.issued(today=clock.today())


def _contributing(place: make.Borough, fund: Fund) -> None:
    """Money of the council and of the person, who owes a part of what a visit a week made due."""
    first = fund.deployment.starts_on
    agreed(fund, ContributionMode.NET, by=place.council, starts_on=first, on=first)
    place.pay(fund, through=place.today)
    visits = place.order(fund, weekdays=frozenset({0}), price_pence=5_000, starts_on=first)
    place.deliver(visits, days=[first])
    settled(fund, by=place.finance, on=first + timedelta(days=8))
    paid(fund, 1_500, by=place.finance, on=first + timedelta(days=9))


def _keeps(shows: str, *, name: str = "Ada Ford", quiet: bool = False) -> Visit:
    place, statement = _issued(name=name, quiet=quiet)
    kwargs = of(statement.fund, month=statement.month)
    reader = place.commissioner.user if name == LONG else statement.fund.person.user
    return Visit(user=reader, kwargs=kwargs, shows=shows)


def _list(visit: Visit) -> Visit:
    return replace(visit, kwargs={"reference": visit.kwargs["reference"]})


def _long_list() -> Visit:
    place = borough()
    place.holder.name = LONG
    place.holder.save()
    fund = place.fund(weeks_ago=9, person=place.person(full_name=LONG), weekly_pence=99_999_999)
    month = fund.deployment.starts_on.replace(day=1)
    issuing.close(place, month)
    issuing.issue(fund, month, on=clock.today())
    return Visit(user=place.commissioner.user, kwargs={"month": month}, shows=LONG)


def _month_to_issue() -> Visit:
    place, month = _closed()
    return Visit(user=place.commissioner.user, kwargs={"month": month}, shows="Issue 1 statement")


def _months() -> Visit:
    place, statement = _issued()
    holder = make.member(place.holder, Role.PROVIDER_FINANCE)
    return Visit(user=holder.user, shows=f"{statement.month:%B %Y}")


def _no_month() -> Visit:
    month = clock.today().replace(day=1)
    return Visit(user=borough().commissioner.user, kwargs={"month": month}, shows="has been closed")


def _letters(*, name: str = "Ada Ford") -> Visit:
    """One to print, one without an address, one that failed."""
    place = borough()
    people = [
        place.person(full_name=name, address="14 Long Lane", letters_by=LettersBy.POST.value),
        place.person(full_name="Bea Gray", address="", letters_by=LettersBy.POST.value),
        place.person(full_name=name, email="a@example.org", letters_by=LettersBy.EMAIL.value),
    ]
    funds = [place.fund(weeks_ago=9, person=person) for person in people]
    month = funds[0].deployment.starts_on.replace(day=1)
    issuing.close(place, month)
    for fund in funds:
        issuing.issue(fund, month, on=clock.today())
    Letter.objects.filter(way=LettersBy.EMAIL).update(state=LetterState.FAILED)
    return Visit(user=place.finance_officer.user, shows="Print a letter instead")


PAGES: Pages = {
    "isf:letter-list": (
        PageState(
            name="empty",
            build=lambda: Visit(
                user=borough().finance_officer.user, shows="There are no letters here"
            ),
        ),
        PageState(name="full", build=_letters),
        NotApplicable(name="error", reason="a form with nothing ticked leads back and says so"),
        PageState(name="long", build=lambda: replace(_letters(name=LONG), shows=LONG)),
    ),
    "isf:statement-list": (
        PageState(
            name="empty", build=lambda: replace(long_fund(), shows="No statement was issued yet")
        ),
        PageState(name="full", build=lambda: _list(_keeps("S-000001"))),
        NO_FORM,
        PageState(name="long", build=lambda: _list(_keeps("S-000001", name=LONG))),
    ),
    "isf:statement-issued": (
        PageState(name="empty", build=lambda: _keeps("No money moved", quiet=True)),
        PageState(name="full", build=lambda: _keeps("Every movement of money")),
        NO_FORM,
        PageState(name="long", build=lambda: _keeps("Became due this month", name=LONG)),
    ),
    "isf:statement-run-list": (
        PageState(
            name="empty",
            build=lambda: Visit(user=borough().commissioner.user, shows="No month is closed yet"),
        ),
        PageState(name="full", build=_months),
        NO_FORM,
        PageState(
            name="long", build=lambda: replace(_long_list(), kwargs={}, shows="Month by month")
        ),
    ),
    "isf:statement-run-detail": (
        PageState(name="empty", build=_no_month),
        PageState(name="full", build=_month_to_issue),
        NotApplicable(name="error", reason="its form is one button"),
        PageState(name="long", build=_long_list),
    ),
}

NOT_PAGES = {
    "isf:statement-document": "a file",
    "isf:letter-document": "a file",
    "isf:letter-print": "a file",
    "isf:letter-post": "the button of the letters that were posted",
    "isf:letter-again": "a button beside a message that failed",
    "isf:letter-paper": "a button beside a message that failed",
}
