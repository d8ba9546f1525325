"""What is bought with the money of an invented fund: orders, visits, bills, purchases.

`Support` is the half of `tests.factories.isf.Borough` that acts for people and providers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from accounts import models as people
from accounts.enums import DayType, Nation, Role
from accounts.permissions import Actor
from isf.models import Fund, Invoice
from isf.operations import decisions, delivered, invoices, judging, promises, purchases
from isf.rules.promises import Plan, PlanLine
from tests.factories import accounts

WEEKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order as the money sees it."""

    order: UUID
    line: UUID
    fund: Fund
    payee: people.Organisation
    quantity: Fraction
    price_pence: int


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


class Support:
    """Ordering, delivering, billing and approving, each through its operation."""

    today: date
    provider: people.Organisation

    def actor(self, fund: Fund) -> Actor:
        """The person of a fund, acting for themself."""
        return accounts.actor_for_person(fund.person)

    def worker(self, organisation: people.Organisation) -> Actor:
        """Somebody of a provider who records visits and sends bills."""
        return accounts.actor_with_role(organisation, Role.PROVIDER_OWNER)

    def order(
        self,
        fund: Fund,
        *,
        payee: people.Organisation | None = None,
        service: str = "Help at home",
        weekdays: frozenset[int] = WEEKDAYS,
        quantity: Fraction = Fraction(1),
        price_pence: int = 2410,
        starts_on: date | None = None,
        ends_on: date | None = None,
        placed_on: date | None = None,
    ) -> Ordered:
        """An order from the fund's second week on, placed the week before."""
        starts_on = starts_on or fund.deployment.starts_on + timedelta(weeks=1)
        ordered = Ordered(
            order=uuid4(),
            line=uuid4(),
            fund=fund,
            payee=payee or self.provider,
            quantity=quantity,
            price_pence=price_pence,
        )
        day = placed_on or fund.deployment.starts_on
        line = PlanLine(
            reference=ordered.line,
            weekdays=weekdays,
            starts_at=time(10),
            quantity=quantity,
            price_pence=dict.fromkeys(DayType, price_pence),
        )
        promises.place(
            fund_id=fund.pk,
            request=promises.Request(
                order=ordered.order,
                payee_id=ordered.payee.pk,
                service=service,
                what="support",
                plan=Plan(
                    starts_on=starts_on, ends_on=ends_on, nation=Nation.ENGLAND, lines=(line,)
                ),
            ),
            by=self.actor(fund),
            at=noon(day),
            on=day,
        )
        return ordered

    def deliver(
        self, ordered: Ordered, *, days: list[date], quantity: Fraction | None = None
    ) -> dict[date, UUID]:
        """Record visits, each on its day; what was delivered by day."""
        by = self.worker(ordered.payee)
        done = {day: uuid4() for day in days}
        for day, delivery in done.items():
            outcome = delivered.Outcome(
                line=ordered.line,
                day=day,
                delivery=delivery,
                quantity=ordered.quantity if quantity is None else quantity,
                workers=1,
            )
            delivered.record(order=ordered.order, outcomes=[outcome], by=by, at=noon(day), on=day)
        return done

    def invoice(
        self,
        ordered: Ordered,
        *,
        done: dict[date, UUID],
        number: str = "",
        on: date | None = None,
        quantity: Fraction | None = None,
        price_pence: int | None = None,
        service: str = "Help at home",
    ) -> Invoice:
        """A bill of the provider for visits, sent today unless said otherwise."""
        day = on or self.today
        lines = [
            judging.LineSent(
                delivery=delivery,
                order=ordered.order,
                line=ordered.line,
                service=service,
                day=visit,
                starts_at=time(10),
                quantity=ordered.quantity if quantity is None else quantity,
                price_pence=price_pence or ordered.price_pence,
            )
            for visit, delivery in done.items()
        ]
        return invoices.receive(
            payee_id=ordered.payee.pk,
            fund_id=ordered.fund.pk,
            reference=uuid4(),
            number=number or f"INV-{Invoice.objects.count() + 1}",
            lines=lines,
            by=self.worker(ordered.payee),
            at=noon(day),
            on=day,
        )

    def approve(
        self, invoice: Invoice, *, lines: list[int] | None = None, on: date | None = None
    ) -> decisions.Decided:
        day = on or self.today
        return decisions.approve(
            invoice_id=invoice.pk,
            by=accounts.actor_for_person(invoice.person),
            at=noon(day),
            on=day,
            lines=lines,
        )

    def buy(self, fund: Fund, *, pence: int, on: date | None = None, **bought: Any) -> None:
        """A recorded purchase outside the catalogue."""
        day = on or self.today
        by = self.actor(fund)
        purchases.record(
            fund_id=fund.pk,
            bought=purchases.Bought(
                **{
                    "payee": "Station Taxis",
                    "what": "taxi",
                    "pence": pence,
                    "receipt": "R-1",
                    "approved_by_id": by.user_id,
                    **bought,
                }
            ),
            by=by,
            at=noon(day),
            on=day,
        )
