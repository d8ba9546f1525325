"""The worlds in which pages of orders, visits and invoices are looked at."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from accounts.enums import Role
from accounts.models import User
from accounts.web import clock
from isf.models import Fund, Invoice
from isf.operations import decisions
from marketplace.enums import CancellationKind
from marketplace.models import OfferVersion, Order, Provider
from marketplace.operations import deliveries, invoices
from marketplace.rules.orders import Line
from tests.browser.registry import Visit
from tests.factories import accounts
from tests.factories import marketplace as make

ONE_WEEK = timedelta(weeks=1)


def monday(*, weeks_ago: int = 0) -> date:
    """The Monday of a week that is over, or of this one."""
    today = clock.today()
    return today - timedelta(days=today.weekday()) - weeks_ago * ONE_WEEK


def fund(**person: Any) -> Fund:
    """A fund that began five weeks ago and is paid up."""
    starts = monday(weeks_ago=5)
    return make.fund(
        person=accounts.Person(**person), starts_on=starts, paid_on=[starts, starts + 4 * ONE_WEEK]
    )


def staff(provider: Provider, role: Role = Role.PROVIDER_OWNER) -> User:
    """Somebody who works for the provider."""
    return accounts.Membership(organisation=provider.organisation, role=role).user


def order(*, accepted: bool = True, offer: OfferVersion | None = None, **person: Any) -> Order:
    """An order that began last week."""
    placing = make.accepted if accepted else make.placed
    every_day = Line(weekdays=frozenset(range(7)), starts_at=time(9, 30), quantity=Fraction(1))
    return placing(
        version=offer or make.published(),
        fund=fund(**person),
        on=monday(weeks_ago=2),
        starts_on=monday(weeks_ago=1),
        lines=(every_day,),
    )


def deliver(row: Order) -> None:
    """Record last week: all but one visit as planned, that one missed."""
    by, line = make.manager(row.provider), row.lines.get().reference
    first = monday(weeks_ago=1)
    deliveries.record_missed(
        by=by,
        line=line,
        day=first,
        reason=deliveries.MissedReason.PERSON_AWAY,
        at=clock.now(),
        on=clock.today(),
    )
    days = [first + timedelta(days=n) for n in range(1, 7)]
    deliveries.record_as_planned(
        by=by, visits=[(line, day) for day in days], at=clock.now(), on=clock.today()
    )


def bill(row: Order) -> invoices.funding.InvoiceReceived:
    """Bill everything that was delivered."""
    delivered = make.models.Delivery.objects.filter(line__order=row, state="DELIVERED")
    return invoices.raise_invoice(
        by=make.finance(row.provider),
        organisation_id=row.provider.organisation_id,
        asked=invoices.Asked(
            token=uuid4(),
            person=row.person.reference,
            fund=row.fund,
            number="INV-00001",
            deliveries=list(delivered.values_list("reference", flat=True)),
        ),
        at=clock.now(),
    )


def ask(row: Order, received: invoices.funding.InvoiceReceived, words: str) -> UUID:
    """The person asks about the first line of what was billed; the invoice."""
    decisions.query(
        invoice_id=Invoice.objects.get(reference=received.reference).pk,
        lines=[0],
        words=words,
        by=accounts.actor_for_person(row.person),
        at=clock.now(),
    )
    return received.reference


def asking(offer: OfferVersion, paid_from: Fund, *, hours: str = "1") -> str:
    """The query string of an order that is being checked."""
    first = clock.today() + ONE_WEEK
    return urlencode(
        {
            "token": str(uuid4()),
            "version": offer.number,
            "fund": str(paid_from.reference),
            "grade": "BASIC",
            "weekdays_1": [str(day) for day in range(7)],
            "starts_at_1": "8:00",
            "quantity_1": hours,
            "workers_1": "1",
            "starts_on_day": first.day,
            "starts_on_month": first.month,
            "starts_on_year": first.year,
        },
        doseq=True,
    )


def of(row: Order, user: User | None = None, **visit: Any) -> Visit:
    """A page about an order, for its person unless said otherwise."""
    return Visit(kwargs={"order": row.reference}, user=user or row.person.user, **visit)


def ends_early() -> Visit:
    """An order that ends today, with less notice than its provider published."""
    offer = make.published(cancellation=CancellationKind.AMOUNT, cancellation_pence=1500)
    today = clock.today()
    last_day = {f"last_day_{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    return of(order(offer=offer), fill=last_day | {"reason": "OTHER"}, shows="Check what it costs")
