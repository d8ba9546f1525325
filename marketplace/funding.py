"""What the marketplace asks of money: the only importer of `isf.api`.

Prices, weekly patterns and deliveries go in, amounts and named refusals come out; the refusals are
passed on under the names they have there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from fractions import Fraction
from uuid import UUID, uuid5

from accounts.enums import DayType, Nation, Scope
from accounts.permissions import Actor, can_acts_for
from isf import api
from marketplace.rules.compliance_money import Billing, Held
from marketplace.rules.orders import Request
from marketplace.rules.price_rises import PriceGrid
from marketplace.rules.visits import Pattern

InsufficientFunds = api.InsufficientFunds
PromiseTooLarge = api.PromiseTooLarge
NotFundable = api.NotFundable
FundNotOpen = api.FundNotOpen
FundUnknown = api.FundUnknown
KeyReused = api.KeyReused
BillTooLate = api.BillTooLate
OnHold = api.OnHold
InvoiceEmpty = api.InvoiceEmpty
NumberUsed = api.NumberUsed
NothingToAnswer = api.NothingToAnswer
ReplyEmpty = api.ReplyEmpty
VisitBilled = api.VisitBilled
Outcome = api.Outcome
Fund = api.FundSummary
SavedMoney = api.SavedMoney
Effect = api.Effect
InvoiceSummary = api.InvoiceSummary
Reply = api.Reply
InvoiceReceived = api.InvoiceReceived
answer_query = api.answer_query
Invoices = Collection[api.InvoiceSummary]
InvoiceWhole = api.InvoiceWhole
InvoiceLineState = api.InvoiceLineState


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyEffect:
    """What so much a week would cost, and what the week's money would leave; whole pence."""

    cost_pence: int
    left_pence: int
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """The weekly patterns of an order with their prices, as the money has to know them."""

    patterns: Sequence[Pattern]
    prices: Mapping[DayType, int]
    nation: Nation
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """One delivery on an invoice; `quantity` counts every worker, the price is whole pence."""

    delivery: UUID
    order: UUID
    line: UUID
    service: str
    day: date
    starts_at: time
    quantity: Fraction
    price_pence: int


def list_funds(*, by: Actor, on: date) -> tuple[Fund, ...]:
    """The funds of the person the actor acts for now; none for who may not see them."""
    if by.person_id is None or not can_acts_for(by=by, person_id=by.person_id, scope=Scope.SEE):
        return ()
    return tuple(api.list_funds(by=by, person_id=by.person_id, on=on))


def weekly_effect(*, fund: Fund, price_pence: int, quantity: Fraction) -> WeeklyEffect:
    """What buying so many units a week would leave of this fund's week.

    Units: whole pence. Rounding: half up, once. Source: ISF-BIL-8.
    """
    cost = api.visit_amount(price_pence=price_pence, quantity=quantity)
    left = fund.weekly_pence - fund.fee_weekly_pence - fund.promised_weekly_pence - cost
    return WeeklyEffect(cost_pence=cost, left_pence=left, fits=left >= 0)


def asked(*, request: Request, prices: PriceGrid, nation: Nation) -> Bought:
    """What an order would buy, before there is one."""
    return Bought(
        patterns=[
            Pattern(
                line=uuid5(request.token, str(place)),
                weekdays=line.weekdays,
                starts_at=line.starts_at,
                quantity=line.quantity,
                workers=line.workers,
                starts_on=request.starts_on,
                ends_on=request.ends_on,
            )
            for place, line in enumerate(request.lines)
        ],
        prices={
            day_type: pence for (grade, day_type), pence in prices.items() if grade is request.grade
        },
        nation=nation,
        starts_on=request.starts_on,
        ends_on=request.ends_on,
    )


def list_saved(*, by: Actor) -> tuple[SavedMoney, ...]:
    """What the person the actor acts for has saved for purposes; none for who may not see it."""
    if by.person_id is None or not can_acts_for(by=by, person_id=by.person_id, scope=Scope.SEE):
        return ()
    return tuple(api.list_saved(by=by, person_id=by.person_id))


def effect_of(
    *,
    by: Actor,
    fund: UUID,
    what: str,
    bought: Bought,
    set_aside_pence: int,
    at: datetime,
    saved: UUID | None = None,
) -> Effect:
    """What an order would mean for the fund's money, and whether `place` would take it now.

    Raises NotAllowed, FundUnknown. Source: ISF-RES-6.
    """
    return api.effect_of(
        by=by,
        fund=fund,
        plan=_plan(bought),
        what=what,
        set_aside_pence=set_aside_pence,
        purpose=saved,
        at=at,
    )


def place(
    *,
    by: Actor,
    fund: UUID,
    order: UUID,
    payee_id: int,
    service: str,
    what: str,
    bought: Bought,
    set_aside_pence: int,
    at: datetime,
    saved: UUID | None = None,
) -> int:
    """Promise an order's money week by week; the whole pence set aside at once.

    Raises NotAllowed, FundUnknown, FundNotOpen, NotFundable, PromiseTooLarge, InsufficientFunds,
    OnHold. Source: ISF-RES-2, ISF-RES-6, ISF-LIF-3.
    """
    placed = api.place(
        by=by,
        fund=fund,
        order=order,
        payee_id=payee_id,
        service=service,
        what=what,
        plan=_plan(bought),
        set_aside_pence=set_aside_pence,
        purpose=saved,
        at=at,
    )
    return placed.reserved_pence


def end(*, by: Actor, order: UUID, ends_on: date, at: datetime) -> int:
    """Free what an order holds after its new last day; whole pence. Source: ISF-RES-6."""
    return api.end(by=by, order=order, ends_on=ends_on, at=at)


def release(*, by: Actor, order: UUID, at: datetime) -> int:
    """Free all that a declined or cancelled order holds; whole pence. Source: ISF-RES-6."""
    return api.release(by=by, order=order, at=at)


def record_deliveries(*, by: Actor, order: UUID, outcomes: Sequence[Outcome], at: datetime) -> None:
    """Tell the money what was delivered of an order's visits, or missed; all of it or nothing.

    Raises NotAllowed, VisitBilled. Source: ISF-BIL-2, ISF-RES-6.
    """
    api.record_deliveries(by=by, order=order, outcomes=outcomes, at=at)


def price_lines(*, lines: Sequence[tuple[int, Fraction]]) -> tuple[list[int], int]:
    """What each pair of price and quantity costs, and all together.

    Units: whole pence. Rounding: half up, once per delivery. Source: ISF-BIL-8.
    """
    amounts = [api.visit_amount(price_pence=price, quantity=much) for price, much in lines]
    return amounts, sum(amounts)


def receive_invoice(
    *,
    by: Actor,
    payee_id: int,
    fund: UUID,
    invoice: UUID,
    number: str,
    lines: Sequence[Billed],
    at: datetime,
) -> InvoiceReceived:
    """Send an invoice to who pays; the places of accepted and of refused lines, from 0.

    Raises NotAllowed, FundUnknown, InvoiceEmpty, NumberUsed, KeyReused, BillTooLate.
    Source: ISF-BIL-1, -2, ISF-POR-3.
    """
    sent = [
        api.LineSent(
            delivery=line.delivery,
            order=line.order,
            line=line.line,
            service=line.service,
            day=line.day,
            starts_at=line.starts_at,
            quantity=line.quantity,
            price_pence=line.price_pence,
        )
        for line in lines
    ]
    return api.receive_invoice(
        by=by, payee_id=payee_id, fund=fund, invoice=invoice, number=number, lines=sent, at=at
    )


def get_invoice(*, by: Actor, payee_id: int, invoice: UUID) -> InvoiceWhole:
    """One invoice of a provider with every line. Raises NotAllowed, ObjectDoesNotExist."""
    return api.get_invoice(by=by, payee_id=payee_id, invoice=invoice)


def list_invoices(*, by: Actor, payee_id: int) -> Invoices:
    """A provider's invoices, newest first. Raises NotAllowed."""
    return api.list_invoices(by=by, payee_id=payee_id)


def first_approved_on(*, person_id: int, payee_id: int) -> date | None:
    """The day a person first approved a line of a provider's bill. Source: ISF-BIL-3."""
    return api.first_approved_on(person_id=person_id, payee_id=payee_id)


def provider_figures(
    *, by: Actor, authority_id: int, providers: Collection[int], on: date
) -> Mapping[int, tuple[Held, Billing]]:
    """What providers hold and bill for a council, by organisation, in values without names.

    Units: whole pence. Raises NotAllowed. Source: ISF-FEE-6, ISF-BIL-2.
    """
    found = api.provider_figures(by=by, authority_id=authority_id, providers=providers, on=on)
    return {
        one: (Held(**asdict(figures.holder)), Billing(**asdict(figures.bills)))
        for one, figures in found.items()
    }


def _plan(bought: Bought) -> api.Plan:
    # A day an offer has no price for is a day it is never delivered on: its price is not used.
    dearest = max(bought.prices.values())
    prices = {day_type: bought.prices.get(day_type, dearest) for day_type in DayType}
    return api.Plan(
        starts_on=bought.starts_on,
        ends_on=bought.ends_on,
        nation=bought.nation,
        lines=tuple(
            api.PlanLine(
                reference=pattern.line,
                weekdays=pattern.weekdays,
                starts_at=pattern.starts_at,
                quantity=pattern.quantity,
                workers=pattern.workers,
                price_pence=prices,
            )
            for pattern in bought.patterns
        ),
    )
