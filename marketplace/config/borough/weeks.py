"""The life of a week: visits recorded, bills sent, approved or queried, allocations and fees."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from isf.enums import LineState
from isf.models import Invoice, InvoiceLine
from isf.operations import allocations, decisions, fees, purchases, seals
from isf.queries import due
from marketplace.config.borough.world import Holder, Seller, World
from marketplace.enums import DeliveryState, MissedReason
from marketplace.models import Delivery, Order
from marketplace.operations import deliveries, invoices
from marketplace.queries import order_content
from marketplace.rules.visits import list_planned

MISSED = 0.03
QUERIED = 0.06
WAITS = 0.25
BILL_EVERY_WEEKS = 4
TAXI_PENCE = 1_450
TAXIS = 0.15


def pay_and_charge(world: World) -> None:
    """What the council's runs do on a Monday."""
    by = world.acting(world.users["FINANCE_OFFICER"], organisation=world.authority)
    number = world.authority.pk
    months = due.list_months(authority_id=number, on=world.day)
    paying = due.list_periods(authority_id=number, on=world.day)
    for (fund, periods), (_, over) in zip(paying, months, strict=True):
        for period in periods:
            allocations.pay(fund_id=fund.pk, period=period, by=by, at=world.at, on=world.day)
            world.tell("allocations")
        for month in over:
            fees.charge(fund_id=fund.pk, month=month, by=by, at=world.at, on=world.day)
            world.tell("fees")
    seals.seal(authority_id=world.authority.pk, day=world.day, by=by, at=world.at)


def list_orders(world: World) -> Mapping[int, list[Order]]:
    """The accepted orders with their lines, by the person they are for."""
    orders: dict[int, list[Order]] = defaultdict(list)
    accepted = [reference for holder in world.holders for reference in holder.orders]
    rows = Order.objects.filter(reference__in=accepted)
    for order in rows.select_related("provider").prefetch_related("lines"):
        orders[order.person_id].append(order)
    return orders


def record_everybodys_visits(world: World) -> None:
    """Providers record what came of the last fortnight, person by person."""
    orders = list_orders(world)
    for holder in world.holders:
        record_visits(world, orders=orders[holder.person.pk])


def record_visits(world: World, *, orders: list[Order]) -> None:
    """Providers record the visits of the fortnight that has passed; a few did not happen."""
    first, last = world.day - timedelta(days=14), world.day - timedelta(days=1)
    for order in orders:
        seller = seller_of(world, order.provider.organisation_id)
        by = world.acting(seller.manager, organisation=seller.organisation)
        patterns = order_content.read_patterns(order=order)
        planned = list_planned(patterns=patterns, first=first, last=last)
        visits = [(visit.line, visit.day) for visit in planned]
        missed = [visit for visit in visits if world.dice.random() < MISSED]
        for line, day in missed:
            deliveries.record_missed(
                by=by,
                line=line,
                day=day,
                reason=MissedReason.PERSON_CANCELLED,
                at=world.at,
                on=world.day,
            )
        kept = [visit for visit in visits if visit not in missed]
        if kept:
            deliveries.record_as_planned(by=by, visits=kept, at=world.at, on=world.day)
        world.told["visits"] = world.told.get("visits", 0) + len(kept)


def seller_of(world: World, organisation_id: int) -> Seller:
    """The provider an order was placed with."""
    return next(s for s in world.sellers if s.organisation.pk == organisation_id)


def send_bills(world: World, *, holder: Holder) -> None:
    """Every provider of a person bills what was delivered since the last bill."""
    waiting: dict[int, list[UUID]] = defaultdict(list)
    rows = Delivery.objects.filter(
        line__order__reference__in=holder.orders,
        state=DeliveryState.DELIVERED,
        invoice__isnull=True,
        day__lt=world.day,
    ).order_by("day", "pk")
    for organisation_id, reference in rows.values_list(
        "line__order__provider__organisation_id", "reference"
    ):
        waiting[organisation_id].append(reference)
    for number, visits in sorted(waiting.items()):
        send_bill(world, holder=holder, seller=seller_of(world, number), visits=visits)


def send_bill(world: World, *, holder: Holder, seller: Seller, visits: list[UUID]) -> None:
    """One bill to one person from one provider."""
    seller.bills += 1
    token = UUID(bytes=world.dice.randbytes(16), version=4)
    invoices.raise_invoice(
        by=world.acting(seller.finance, organisation=seller.organisation),
        organisation_id=seller.organisation.pk,
        asked=invoices.Asked(
            token=token,
            person=holder.person.reference,
            fund=holder.fund,
            number=f"{seller.organisation.pk}-{seller.bills:05d}",
            deliveries=visits,
        ),
        at=world.at,
    )
    world.tell("bills")


def leaves_for_later(world: World, *, holder: Holder) -> bool:
    """The first person leaves the newest bill to whoever looks around."""
    newest = timedelta(weeks=BILL_EVERY_WEEKS)
    return holder is world.holders[0] and world.size.until - world.day < newest


def list_waiting(world: World) -> dict[int, list[Invoice]]:
    """The bills with a line that waits, by the fund that would pay them."""
    waiting: dict[int, list[Invoice]] = defaultdict(list)
    lines = InvoiceLine.objects.filter(state=LineState.WAITING)
    for invoice in Invoice.objects.filter(
        fund__authority=world.authority, pk__in=lines.values("invoice")
    ):
        waiting[invoice.fund_id].append(invoice)
    return waiting


def decide(world: World, *, holder: Holder, invoice: Invoice) -> None:
    """The person approves, queries a line, or leaves the bill for later."""
    by = world.for_person(holder)
    lines = dict(invoice.lines.values_list("number", "state"))
    must_query = "queried lines" not in world.told
    if world.dice.random() < QUERIED or must_query:
        asked = world.dice.choice(list(lines))
        decisions.query(
            invoice_id=invoice.pk,
            lines=[asked],
            words="I was at my sister's that day. Did somebody come?",
            by=by,
            at=world.at,
        )
        world.tell("queried lines")
        lines[asked] = LineState.QUERIED
    if LineState.WAITING in lines.values():
        decisions.approve(invoice_id=invoice.pk, by=by, at=world.at, on=world.day)


def take_taxi(world: World, *, holder: Holder) -> None:
    """A purchase outside the catalogue, with its receipt."""
    if holder.user is None or holder.is_held or world.dice.random() > TAXIS:
        return
    by = world.for_person(holder)
    purchases.record(
        fund_id=holder.fund_id,
        bought=purchases.Bought(
            payee="Borough Taxis",
            what="taxi",
            pence=TAXI_PENCE,
            receipt=f"R-{world.day.isoformat()}",
            approved_by_id=by.user_id,
        ),
        by=by,
        at=world.at,
        on=world.day,
        reference=UUID(bytes=world.dice.randbytes(16), version=4),
    )
    world.tell("purchases")


def spend_down(world: World, *, holder: Holder, pence: int) -> None:
    """Something large near the end, so that less than a week's money is left."""
    by = world.for_person(holder)
    purchases.record(
        fund_id=holder.fund_id,
        bought=purchases.Bought(
            payee="Mobility Shop",
            what="riser chair",
            pence=pence,
            receipt=f"R-{world.day.isoformat()}-chair",
            approved_by_id=by.user_id,
        ),
        by=by,
        at=world.at,
        on=world.day,
        reference=UUID(bytes=world.dice.randbytes(16), version=4),
    )
    world.tell("a fund with under one week left")


def is_bill_day(world: World, *, first: date) -> bool:
    """Bills go out every fourth Monday."""
    return (world.day - first).days // 7 % BILL_EVERY_WEEKS == 0
