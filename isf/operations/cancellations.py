"""Charges for ending an order early: kept when it ends, paid by a bill, free if never billed."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import uuid4

from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import ChargeState, EntryKind
from isf.ledger.entries import Draft
from isf.models import CancellationCharge, Fund, Promise, PromiseTerms
from isf.operations.cases import open_case
from isf.operations.holds import Holds, spare
from isf.operations.posting import Pen
from isf.operations.settling import kept_for
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries import cancellations as reads
from isf.queries.cancellations import Cost
from isf.rules.promises import CancellationTerms


def keep_terms(*, promise: Promise, terms: CancellationTerms | None) -> None:
    """Keep what an order agreed about ending it early, for ever. Source: ISF-POR-2."""
    if terms is not None:
        PromiseTerms.objects.create(
            promise=promise,
            notice_days=terms.notice_days,
            kind=terms.kind,
            pence=terms.pence,
            days=terms.days,
        )


def holds_of(*, pen: Pen, charge: CancellationCharge) -> Holds:
    """What is kept for a charge."""
    promise = charge.promise
    return kept_for(pen=pen, order=promise.order, charge=charge.reference, part=promise.part)


@rule("ISF-POR-2", "A published cancellation charge is set aside when the provider is told.")
def reserve(
    *, pen: Pen, promise: Promise, cost: Cost, last_day: date, on: date, cause: str = ""
) -> int:
    """Keep what an early end of an order costs, of the money it sets free; the whole pence owed.

    Nothing goes below what there is: what cannot be kept opens a case, and its bill is paid from
    what is available then. Source: ISF-POR-2, ISF-RES-2.
    """
    if not cost.pence:
        return 0
    kept = min(cost.pence, max(spare(pen=pen, order=promise.order, part=promise.part), 0))
    charge = CancellationCharge.objects.create(
        reference=uuid4(),
        promise=promise,
        told_on=on,
        last_day=last_day,
        bill_until=cost.bill_until,
        pence=cost.pence,
        reserved_pence=kept,
        cause=cause,
    )
    if kept:
        pen.write(
            Draft(
                kind=EntryKind.RESERVATION,
                day=on,
                key=f"cancel:{charge.reference}:keep",
                inputs=(str(charge.reference), str(charge.pence)),
                changes=holds_of(pen=pen, charge=charge).hold(kept),
            )
        )
    if kept < cost.pence:
        open_case(
            fund=promise.fund,
            rule="ISF-POR-2",
            key=f"cancel:{charge.reference}:short",
            figures={"needed": cost.pence, "kept": kept},
            on=on,
            by=pen.by,
            at=pen.at,
        )
    return cost.pence


def free(*, pen: Pen, charges: Iterable[CancellationCharge], on: date) -> int:
    """Let charges go that will not be paid; the whole pence that are free again.

    Source: ISF-POR-2, ISF-POR-3.
    """
    freed = 0
    for charge in charges:
        pence = charge.reserved_pence
        if pence:
            pen.write(
                Draft(
                    kind=EntryKind.RESERVATION,
                    day=on,
                    key=f"cancel:{charge.reference}:free",
                    inputs=(str(charge.reference),),
                    changes=holds_of(pen=pen, charge=charge).release(pence),
                )
            )
        charge.state, charge.reserved_pence = ChargeState.RELEASED, 0
        charge.save(update_fields=["state", "reserved_pence"])
        freed += pence
    return freed


def free_unbilled(*, pen: Pen, fund: Fund, on: date) -> int:
    """Let every charge of a fund go that no bill asks for; the whole pence. Source: ISF-POR-3."""
    charges = reads.unbilled(charges=reads.open_charges(fund=fund))
    return free(pen=pen, charges=list(charges), on=on)


def free_of(*, pen: Pen, promise: Promise, on: date) -> int:
    """Let the charges of one order go that no bill asks for; the whole pence. Source: POR-2."""
    rows = reads.open_charges(fund=promise.fund).filter(promise=promise)
    return free(pen=pen, charges=list(reads.unbilled(charges=rows)), on=on)


@rule("ISF-POR-3", "A charge that was never billed in time is free again, the day after.")
@money_transaction
def release_late(*, fund_id: int, by: Actor, at: datetime, on: date) -> int:
    """Let the charges of a fund go whose days for bills are over; the whole pence set free.

    A charge on a bill that came in time keeps its money until the bill is decided. Again, it
    changes nothing. Errors: `NotAllowed`. Source: ISF-POR-2, ISF-POR-3.
    """
    fund = Fund.objects.get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        late = reads.open_charges(fund=fund).filter(bill_until__lt=on)
        charges = list(reads.unbilled(charges=late))
        freed = free(pen=pen, charges=charges, on=on)
        if charges:
            say(fund=fund, charges=charges, freed=freed, by=by, at=at)
    return freed


def say(
    *, fund: Fund, charges: Collection[CancellationCharge], freed: int, by: Actor, at: datetime
) -> None:
    """Audit charges that were let go: how many, and pence."""
    audit.record(
        by=by,
        action="CANCELLATION_CHARGES_RELEASED",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details={"charges": len(charges), "freed_pence": freed},
    )
