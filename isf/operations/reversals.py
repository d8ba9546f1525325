"""Reversals: a new entry that mirrors an old one; nothing posted is ever touched."""

from datetime import date, datetime

from accounts.enums import Role
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import (
    EntryKind,
    LineState,
    ReservationChange,
    ReservationKind,
    VisitState,
)
from isf.ledger.entries import Change, Draft, Move
from isf.models import Allocation, FeeCharge, Fund, InvoiceLine, Reversal
from isf.operations.cases import open_case
from isf.operations.posting import Original, Pen, Posted, find_original
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries.funding import charged
from isf.queries.terms import fee_terms
from isf.rules.fees import FEE_REFERENCE, figures_to

REVERSIBLE = frozenset(
    {
        EntryKind.ALLOCATION,
        EntryKind.ALLOCATION_DIFFERENCE,
        EntryKind.GRANT,
        EntryKind.PURCHASE,
        EntryKind.BILL,
        EntryKind.FEE,
    }
)


class NotReversible(Exception):
    """An entry that was reversed before, is a reversal itself, or moves no money (ISF-LED-2)."""

    rule = "ISF-LED-2"

    def __init__(self, *, entry_id: int, why: str) -> None:
        self.entry_id = entry_id
        self.why = why
        super().__init__(f"This entry cannot be reversed: {why}.")


@rule("ISF-LED-2", "A correction is a new entry; a reversal is not reversed: post again.")
@money_transaction
def reverse(*, entry_id: int, reason: str, by: Actor, at: datetime, on: date) -> Posted | None:
    """Reverse an entry with a mirror of its postings, or open a case where money is lacking.

    None means a case was opened and nothing was posted. The reason is kept beside the ledger:
    entries and the audit trail hold no words. Units: whole pence.
    Errors: `NotAllowed`, `NotReversible`. Source: ISF-LED-2, ISF-FUN-1, ISF-BIL-7.
    """
    original = find_original(entry_id=entry_id)
    fund = Fund.objects.select_related("deployment").get(pk=original.fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        original = find_original(entry_id=entry_id)
        check_reversible(original=original)
        wanted = -sum(m.pence for m in original.moves if m.account_id == pen.accounts[""].id)
        spare = pen.available + freed_fee(pen=pen, fund=fund, original=original)
        if pen.accounts[""].floor is not None and -wanted > max(spare, 0):
            lacking(pen=pen, fund=fund, original=original, needed=-wanted, by=by, on=on)
            keep_reason(original=original, posted=None, reason=reason, by=by, at=at)
            return None
        changes = fee_changes(pen=pen, fund=fund, original=original)
        posted = pen.write(
            Draft(
                kind=original.kind,
                day=on,
                key=f"reversal:{entry_id}",
                inputs=(str(entry_id),),
                memo=f"reverses:{entry_id}",
                reverses_id=entry_id,
                moves=tuple(
                    Move(account_id=move.account_id, pence=-move.pence) for move in original.moves
                ),
                changes=changes,
            )
        )
        undo(original=original, posted=posted, fund=fund)
        audit.record(
            by=by,
            action="ENTRY_REVERSED",
            at=at,
            person_id=fund.person_id,
            organisation_id=fund.authority_id,
            subject=f"entry:{entry_id}",
        )
        keep_reason(original=original, posted=posted, reason=reason, by=by, at=at)
    return posted


def keep_reason(
    *, original: Original, posted: Posted | None, reason: str, by: Actor, at: datetime
) -> None:
    """Keep why an entry was reversed, beside the ledger. Source: ISF-LED-2."""
    Reversal.objects.create(
        fund_id=original.fund_id,
        original_id=original.entry_id,
        entry_id=posted.entry_id if posted else None,
        reason=reason,
        asked_at=at,
        asked_by_id=by.user_id,
    )


def check_reversible(*, original: Original) -> None:
    """Refuse what cannot be reversed. Errors: `NotReversible`. Source: ISF-LED-2."""
    if original.reverses_id is not None:
        raise NotReversible(entry_id=original.entry_id, why="a reversal is not reversed")
    if original.reversed_before:
        raise NotReversible(entry_id=original.entry_id, why="reversed before")
    if original.kind not in REVERSIBLE:
        raise NotReversible(entry_id=original.entry_id, why="it has a correction of its own")


def freed_fee(*, pen: Pen, fund: Fund, original: Original) -> int:
    """The fee set aside for the days of an allocation, freed when it is reversed.

    Units: whole pence. Source: ISF-FUN-1.
    """
    if original.kind != EntryKind.ALLOCATION:
        return 0
    left = Allocation.objects.filter(fund=fund, reversed_by__isnull=True, is_difference=False)
    left = left.exclude(entry_id=original.entry_id)
    through = max(left.values_list("last_on", flat=True), default=None)
    due = 0
    if through is not None:
        due = figures_to(terms=fee_terms(fund=fund), through_on=through).due_pence
    keep = max(due - charged(fund=fund).charged_pence, 0)
    return max(pen.held(kind=ReservationKind.FEE, reference=FEE_REFERENCE) - keep, 0)


def fee_changes(*, pen: Pen, fund: Fund, original: Original) -> tuple[Change, ...]:
    """The release of that fee, if any. Source: ISF-FUN-1."""
    pence = freed_fee(pen=pen, fund=fund, original=original)
    if not pence:
        return ()
    return (
        Change(
            account_id=pen.accounts[""].id,
            kind=ReservationKind.FEE,
            reference=FEE_REFERENCE,
            change=ReservationChange.RELEASE,
            pence=pence,
        ),
    )


def lacking(*, pen: Pen, fund: Fund, original: Original, needed: int, by: Actor, on: date) -> None:
    """Open the case of a reversal that too little money is left for. Source: `ledger.md`."""
    open_case(
        fund=fund,
        rule="ISF-LED-2",
        key=f"reversal:{original.entry_id}:{pen.seq}",
        figures={
            "entry": str(original.entry_id),
            "needed": needed,
            "available": pen.available,
        },
        on=on,
        by=by,
        at=pen.at,
        owner_role=Role.FINANCE_OFFICER,
    )


def undo(*, original: Original, posted: Posted, fund: Fund) -> None:
    """Reopen what the entry stood for, so that it can be posted again. Source: ISF-LED-2."""
    Allocation.objects.filter(entry_id=original.entry_id).update(reversed_by_id=posted.entry_id)
    for line in InvoiceLine.objects.filter(entry_id=original.entry_id).select_related("visit"):
        line.state = LineState.CREDITED
        line.save(update_fields=["state"])
        if line.visit is not None:
            line.visit.state = VisitState.DELIVERED
            line.visit.planned_pence = line.visit.reserved_pence
            line.visit.save(update_fields=["state", "planned_pence"])
    for charge in FeeCharge.objects.filter(entry_id=original.entry_id):
        last = FeeCharge.objects.filter(fund=fund).order_by("-id")[0]
        own = next(-m.pence for m in original.moves if m.pence < 0)
        FeeCharge.objects.create(
            fund=fund,
            through_on=last.through_on,
            due_pence=max(last.due_pence, charge.due_pence),
            cumulative_fee_pence=last.cumulative_fee_pence - own,
            cumulative_cap_pence=last.cumulative_cap_pence,
            entry_id=posted.entry_id,
        )
