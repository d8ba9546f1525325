"""Banking: money of a fund saved for a named purpose, added to, and taken back in one step."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.permissions import Actor
from isf.enums import EntryKind, FundState, ReservationChange, ReservationKind
from isf.ledger.entries import Change, Draft
from isf.models import Fund, Promise, Purpose
from isf.operations.posting import KeyReused, Pen, changed_by
from isf.operations.transactions import money_transaction
from isf.permissions import can_agree_longer, check_bank
from isf.queries import deaths
from isf.queries.policies import get_policy
from isf.rules.banking import check_amount, check_target
from isf.rules.entitlement import Days
from isf.rules.placing import FundNotOpen


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to save money for, in whole pence; the reference is the wish's own."""

    reference: UUID
    name: str
    target_on: date
    pence: int


@money_transaction
def bank(*, fund_id: int, wish: Wish, by: Actor, at: datetime, on: date) -> Purpose:
    """Save money of a fund for a purpose: it is no longer available to orders.

    The same wish again returns the first. Units: whole pence. Errors: `NotAllowed`,
    `FundNotOpen`, `BankedTooLong`, `BankedForThePast`, `BankedNothing`, `InsufficientFunds`,
    `KeyReused`. Source: ISF-ROL-3, ISF-RES-2, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_bank(by=by, fund=fund)
    key = f"bank:{wish.reference}"
    inputs = (str(fund.reference), wish.name, wish.target_on.isoformat(), str(wish.pence))
    with Pen(fund_id=fund_id, by=by, at=at, key=key) as pen:
        if pen.find(key=key, kind=EntryKind.RESERVATION, inputs=inputs) is not None:
            return Purpose.objects.get(reference=wish.reference)
        if Purpose.objects.filter(reference=wish.reference).exists():
            raise KeyReused(key=str(wish.reference))
        check_open(fund=fund, pen=pen)
        check_amount(pence=wish.pence)
        agrees = can_agree_longer(by=by, fund=fund)
        months = get_policy(authority_id=fund.authority_id, on=on).bank_months
        check_target(on=on, target_on=wish.target_on, months=months, longer_agreed=agrees)
        purpose = Purpose.objects.create(
            reference=wish.reference,
            fund=fund,
            name=wish.name,
            target_on=wish.target_on,
            longer_agreed_by_id=by.user_id if agrees else None,
            banked_at=at,
            banked_by_id=by.user_id,
        )
        hold = change(pen=pen, purpose=purpose, kind=ReservationChange.HOLD, pence=wish.pence)
        write(pen=pen, purpose=purpose, change=hold, key=key, inputs=inputs, on=on)
    return purpose


@money_transaction
def add(*, purpose_id: int, pence: int, token: UUID, by: Actor, at: datetime, on: date) -> int:
    """Save more for a purpose; the same token again adds nothing. What it adds, in whole pence.

    Errors: `NotAllowed`, `FundNotOpen`, `BankedForThePast`, `BankedNothing`, `InsufficientFunds`,
    `KeyReused`. Source: ISF-ROL-3, ISF-RES-2, ISF-LED-3.
    """
    purpose = Purpose.objects.select_related("fund__deployment").get(pk=purpose_id)
    check_bank(by=by, fund=purpose.fund)
    key = f"bank:{purpose.reference}:add:{token}"
    with Pen(fund_id=purpose.fund_id, by=by, at=at, key=key) as pen:
        inputs = (str(purpose.reference), str(pence))
        if pen.find(key=key, kind=EntryKind.RESERVATION, inputs=inputs) is None:
            check_open(fund=purpose.fund, pen=pen)
            check_amount(pence=pence)
            check_target(on=on, target_on=purpose.target_on, months=0, longer_agreed=True)
            hold = change(pen=pen, purpose=purpose, kind=ReservationChange.HOLD, pence=pence)
            write(pen=pen, purpose=purpose, change=hold, key=key, inputs=inputs, on=on)
    return pence


@money_transaction
def unbank(
    *, purpose_id: int, pence: int | None, token: UUID, by: Actor, at: datetime, on: date
) -> int:
    """Take saved money back, all of it without an amount: it is available again at once.

    The same token again takes nothing more; the whole pence it took. Taking all of nothing writes
    nothing. Errors: `NotAllowed`, `BankedNothing`, `ReservationTooSmall`, `KeyReused`.
    Source: ISF-ROL-3 (one step), ISF-LED-3.
    """
    purpose = Purpose.objects.select_related("fund").get(pk=purpose_id)
    check_bank(by=by, fund=purpose.fund)
    key = f"bank:{purpose.reference}:back:{token}"
    inputs = (str(purpose.reference), "all" if pence is None else str(pence))
    with Pen(fund_id=purpose.fund_id, by=by, at=at, key=key) as pen:
        if pen.find(key=key, kind=EntryKind.RESERVATION, inputs=inputs) is not None:
            return changed_by(
                authority_id=pen.fund.authority_id, key=key, change=ReservationChange.RELEASE
            )
        taken = left_in(pen=pen, purpose=purpose) if pence is None else pence
        if pence is not None:
            check_amount(pence=pence)
        if taken:
            back = change(pen=pen, purpose=purpose, kind=ReservationChange.RELEASE, pence=taken)
            write(pen=pen, purpose=purpose, change=back, key=key, inputs=inputs, on=on)
    return taken


def turn(*, pen: Pen, promise: Promise, kind: ReservationChange, most: int) -> tuple[Change, ...]:
    """What an order drew from a purpose: released from it when placed, held again when declined.

    It goes into the entry that holds or frees the order's own money, of which it is a part: at
    most `most`. Units: whole pence. Source: ISF-ROL-3.
    """
    pence = min(promise.drawn_pence, most)
    if promise.purpose is None or not pence:
        return ()
    return (change(pen=pen, purpose=promise.purpose, kind=kind, pence=pence),)


def check_open(*, fund: Fund, pen: Pen) -> None:
    """Refuse to save money of a fund that closes, or of a person who has died.

    Errors: `FundNotOpen`, `PersonDied`. Source: ISF-POR-2, ISF-LIF-2.
    """
    deaths.check_alive(person_id=fund.person_id)
    if pen.fund.state != FundState.OPEN:
        days = Days(starts_on=fund.deployment.starts_on, ends_on=fund.deployment.ends_on)
        raise FundNotOpen(first_on=days.starts_on, last_on=days.ends_on)


def left_in(*, pen: Pen, purpose: Purpose) -> int:
    """What a purpose still holds, in whole pence. Source: ISF-ROL-3."""
    return pen.held(kind=ReservationKind.BANK, reference=str(purpose.reference))


def change(*, pen: Pen, purpose: Purpose, kind: ReservationChange, pence: int) -> Change:
    """A change of the money saved for a purpose, in whole pence. Source: ISF-ROL-3."""
    return Change(
        account_id=pen.accounts[""].id,
        kind=ReservationKind.BANK,
        reference=str(purpose.reference),
        change=kind,
        pence=pence,
    )


def write(
    *, pen: Pen, purpose: Purpose, change: Change, key: str, inputs: tuple[str, ...], on: date
) -> None:
    """One entry that moves no money but what is set aside, and its audit event.

    Neither the ledger nor the trail has the name of a purpose. Source: ISF-ROL-3.
    """
    pen.write(Draft(kind=EntryKind.RESERVATION, day=on, key=key, inputs=inputs, changes=(change,)))
    pen.audit(
        action="MONEY_BANKED" if change.change is ReservationChange.HOLD else "MONEY_UNBANKED",
        subject=f"purpose:{purpose.reference}",
        details={"pence": change.pence},
    )
