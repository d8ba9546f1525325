"""The pages of isf and the states in which each must be fit to be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from accounts.enums import Role
from accounts.models import User
from accounts.web import clock
from isf.enums import DeploymentKind
from isf.models import Case
from isf.operations import cases, decisions, policies
from tests.browser.pages import (
    isf_absences,
    isf_agreements,
    isf_budgets,
    isf_contributions,
    isf_deaths,
    isf_holder_exits,
    isf_holds,
    isf_notices,
    isf_part_moves,
    isf_purchases,
    isf_purposes,
    isf_reversals,
    isf_scheduled_runs,
    isf_shared_bills,
    isf_statements,
    isf_surplus,
)
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough, long_fund, new_fund, of
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import isf as make
from tests.factories.policies import usual_numbers


def _no_funds() -> Visit:
    return Visit(user=borough().person().user, shows="There is no fund yet")


def _funds_of_a_council() -> Visit:
    place, _ = make.lived_in(today=clock.today())
    place.fund(kind=DeploymentKind.DIRECT_PAYMENT)
    place.fund(holder=place.provider)
    return Visit(user=place.commissioner.user, shows="Together")


def _narrowed_wrongly() -> Visit:
    user: User = borough().finance_officer.user
    return Visit(user=user, query="state=SOLD", status=400, shows="There is a problem")


def _long_names() -> Visit:
    place = borough()
    place.holder.name = LONG
    place.holder.save()
    place.fund(person=place.person(full_name=LONG), weekly_pence=99_999_999)
    return Visit(user=make.member(place.holder, Role.PROVIDER_OWNER).user, shows=LONG)


def _long_totals() -> Visit:
    place = borough()
    place.holder.name = LONG
    place.holder.save()
    place.fund(person=place.person(full_name=LONG), weekly_pence=99_999_999)
    return Visit(user=place.commissioner.user, shows=LONG)


def _lived_in_fund() -> Visit:
    _, fund = make.lived_in(today=clock.today())
    return Visit(user=fund.person.user, kwargs=of(fund), shows="Another")


def _no_entries() -> Visit:
    return replace(new_fund(), shows="Nothing has happened yet")


def _entries() -> Visit:
    return replace(_lived_in_fund(), query="sum=AVAILABLE", shows="is the sum of")


def _entries_asked_wrongly() -> Visit:
    return replace(
        new_fund(), query="from=yesterday", status=400, shows="Enter a real date, such as"
    )


def _first_entry(visit: Visit, *, shows: str, seq: int = 1) -> Visit:
    return replace(visit, kwargs={**visit.kwargs, "seq": seq}, shows=shows)


def _this_month(visit: Visit, *, shows: str) -> Visit:
    month = clock.today().replace(day=1)
    return replace(visit, kwargs={**visit.kwargs, "month": month}, shows=shows)


def _council(shows: str) -> Visit:
    return Visit(user=borough().commissioner.user, shows=shows)


def _policies_to_come() -> Visit:
    place = borough()
    for starts_in in (1, 400):
        policies.publish(
            authority_id=place.authority.pk,
            starts_on=place.today + timedelta(days=starts_in),
            numbers=usual_numbers(may_not_buy=(LONG, LONG.upper())),
            by=place.council,
            at=clock.now(),
            on=place.today,
        )
    return Visit(user=place.commissioner.user, shows="To come")


def _case(*, long: bool = False) -> tuple[make.Borough, Case]:
    place = borough()
    name = {"full_name": LONG} if long else {}
    fund = place.fund(person=place.person(**name))
    case = cases.open_case(
        fund=fund,
        rule="ISF-RES-6",
        key=f"shown:{fund.reference}",
        figures={"visits": 3, "first": f"order:{place.today.isoformat()}", "available": 1250},
        on=place.today,
        by=place.council,
        at=clock.now(),
    )
    return place, case


def _cases(*, long: bool = False) -> Visit:
    place, _ = _case(long=long)
    return Visit(user=place.commissioner.user, shows="did not reach")


def _one_case(*, shows: str, long: bool = False, fill: dict[str, str] | None = None) -> Visit:
    place, case = _case(long=long)
    of = {"reference": case.reference}
    return Visit(user=place.commissioner.user, kwargs=of, shows=shows, fill=fill)


def _billed(*, service: str = "Help at home", name: str = "Ada Ford") -> Visit:
    """A bill of three lines: one queried, one refused, and one that waits."""
    place = borough()
    fund = place.fund(weeks_ago=4, person=place.person(full_name=name))
    order = place.order(fund)
    days = [place.monday(weeks_ago=2) + timedelta(days=n) for n in range(3)]
    done = place.deliver(order, days=days[:2]) | {days[2]: uuid4()}
    bill = place.invoice(order, done=done, service=service[:200])
    decisions.query(
        invoice_id=bill.pk,
        lines=[1],
        words=f"Who came? {service}",
        by=place.actor(fund),
        at=clock.now(),
    )
    return Visit(user=fund.person.user, kwargs={"reference": bill.reference}, shows="Queried")


def _bills() -> Visit:
    return replace(_billed(), kwargs={}, shows="waits for an answer")


def _bills_of_a_council() -> Visit:
    place = borough()
    fund = place.fund(weeks_ago=4, person=place.person(full_name=LONG))
    order = place.order(fund)
    done = place.deliver(order, days=[place.monday(weeks_ago=2)])
    place.invoice(order, done=done, number="N" * 64)
    return Visit(user=place.care_manager.user, shows=LONG)


PAGES: Pages = {
    **isf_absences.PAGES,
    **isf_holder_exits.PAGES,
    **isf_holds.PAGES,
    **isf_scheduled_runs.PAGES,
    **isf_shared_bills.PAGES,
    **isf_budgets.PAGES,
    **isf_contributions.PAGES,
    **isf_agreements.PAGES,
    **isf_purchases.PAGES,
    **isf_deaths.PAGES,
    **isf_notices.PAGES,
    **isf_part_moves.PAGES,
    **isf_purposes.PAGES,
    **isf_reversals.PAGES,
    **isf_statements.PAGES,
    **isf_surplus.PAGES,
    "isf:overview": (
        PageState(name="empty", build=lambda: _council("There are no funds yet")),
        PageState(name="full", build=_funds_of_a_council),
        NO_FORM,
        PageState(name="long", build=_long_totals),
    ),
    "isf:policy-list": (
        NotApplicable(name="empty", reason="the borough has published its first policy"),
        PageState(name="full", build=lambda: _council("Holds now")),
        NO_FORM,
        PageState(name="long", build=_policies_to_come),
    ),
    "isf:policy-create": (
        NotApplicable(name="empty", reason="the form shows what holds now"),
        PageState(name="full", build=lambda: _council("Publish new policy numbers")),
        PageState(
            name="error",
            build=lambda: replace(
                _council("must not be higher than"), fill={"soft_cap": "16", "hard_cap": "15"}
            ),
        ),
        PageState(
            name="long",
            build=lambda: replace(_council("There is a problem"), fill={"may_not_buy": LONG * 9}),
        ),
    ),
    "isf:case-list": (
        PageState(name="empty", build=lambda: _council("Nothing here has to be decided")),
        PageState(name="full", build=_cases),
        PageState(
            name="error",
            build=lambda: replace(_council("There is a problem"), query="state=LOST", status=400),
        ),
        PageState(name="long", build=lambda: _cases(long=True)),
    ),
    "isf:case-detail": (
        NotApplicable(name="empty", reason="a case always says what it is about"),
        PageState(name="full", build=isf_surplus.noticed_case),
        PageState(name="error", build=lambda: _one_case(shows="There is a problem", fill={})),
        PageState(name="long", build=lambda: _one_case(shows=LONG, long=True)),
    ),
    "isf:invoice-list": (
        PageState(
            name="empty",
            build=lambda: Visit(user=borough().person().user, shows="There are no bills yet"),
        ),
        PageState(name="full", build=_bills),
        PageState(name="error", build=lambda: replace(_narrowed_wrongly(), query="state=LOST")),
        PageState(name="long", build=_bills_of_a_council),
    ),
    "isf:invoice-detail": (
        NotApplicable(name="empty", reason="a bill always has a line"),
        PageState(name="full", build=_billed),
        PageState(
            name="error",
            build=lambda: replace(
                _billed(), fill={"line_0": "QUERY"}, shows="Say what is wrong with line 1"
            ),
        ),
        PageState(name="long", build=lambda: _billed(service=LONG * 3, name=LONG)),
    ),
    "isf:fund-detail": (
        PageState(name="empty", build=new_fund),
        PageState(name="full", build=isf_surplus.added),
        NO_FORM,
        PageState(name="long", build=long_fund),
    ),
    "isf:entry-list": (
        PageState(name="empty", build=_no_entries),
        PageState(name="full", build=_entries),
        PageState(name="error", build=_entries_asked_wrongly),
        PageState(name="long", build=lambda: replace(long_fund(), query="sum=RESERVED")),
    ),
    "isf:entry-detail": (
        NotApplicable(name="empty", reason="an entry always says something"),
        PageState(
            name="full",
            build=lambda: _first_entry(_lived_in_fund(), shows="Money that moved", seq=9),
        ),
        NO_FORM,
        PageState(
            name="long",
            build=lambda: _first_entry(long_fund(), shows="Money set aside", seq=5),
        ),
    ),
    "isf:statement-detail": (
        PageState(name="empty", build=lambda: _this_month(new_fund(), shows="No money came in")),
        PageState(
            name="full", build=lambda: _this_month(_lived_in_fund(), shows="Its fingerprint is")
        ),
        NO_FORM,
        PageState(name="long", build=lambda: _this_month(long_fund(), shows=LONG)),
    ),
    "isf:fund-list": (
        PageState(name="empty", build=_no_funds),
        PageState(name="full", build=_funds_of_a_council),
        PageState(name="error", build=_narrowed_wrongly),
        PageState(name="long", build=_long_names),
    ),
}

# Addresses that show no page of their own, and why.
NOT_PAGES: dict[str, str] = {
    **isf_contributions.NOT_PAGES,
    **isf_purchases.NOT_PAGES,
    **isf_statements.NOT_PAGES,
    **isf_surplus.NOT_PAGES,
}
