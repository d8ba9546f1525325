"""Reversals: a new entry that mirrors an old one; nothing posted is ever touched."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.enums import Role
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import (
    CaseState,
    ChargeState,
    EntryKind,
    FundState,
    LineState,
    VisitState,
)
from isf.ledger.entries import Draft
from isf.models import Allocation, Case, FeeCharge, Fund, InvoiceLine, Refund, Reversal
from isf.operations import closings, fee_parts, tied_parts
from isf.operations.cases import open_case
from isf.operations.posting import Original, Pen, Posted, find_original
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries.funding import charged, funded
from isf.queries.terms import fee_terms
from isf.rules.amounts import split
from isf.rules.fees import figures_to
from isf.rules.reversals import REFUNDED, REVERSED, why_not


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

    None means that money is lacking: nothing was posted, and a case is open, one until it is
    decided. The same wish again, by the same person in the same words, returns the first
    reversal; any other is refused. The reason is kept beside the ledger: entries and the audit
    trail hold no words. Units: whole pence.
    Errors: `NotAllowed`, `NotReversible`.
    Source: ISF-LED-2, ISF-LED-3, ISF-FUN-1, ISF-FEE-7, ISF-BIL-7.
    """
    original = find_original(entry_id=entry_id)
    fund = Fund.objects.select_related("deployment").get(pk=original.fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        draft = draft_for(original=original, on=on)
        first = pen.find(key=draft.key, kind=draft.kind, inputs=draft.inputs)
        if first is not None:
            check_repeats(original=original, first=first, reason=reason, by=by)
            return first
        check_reversible(original=original, fund=fund)
        freed = freed_fee(pen=pen, fund=fund, original=original)
        short = find_short(pen=pen, original=original, freed=freed)
        if short is not None:
            if lacking(pen=pen, fund=fund, original=original, short=short, by=by, on=on):
                keep_reason(original=original, posted=None, reason=reason, by=by, at=at)
            return None
        changes = (
            *fee_parts.release(pen=pen, amounts=freed),
            *fee_parts.hold(pen=pen, amounts=held_again(pen=pen, fund=fund, original=original)),
        )
        posted = pen.write(replace(draft, changes=changes))
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
    closings.move_on(fund_id=fund.pk, by=by, at=at, on=on)
    return posted


def draft_for(*, original: Original, on: date) -> Draft:
    """The mirror of an entry, keyed by what it reverses. Source: ISF-LED-2, ISF-LED-3."""
    return Draft(
        kind=original.kind,
        day=on,
        key=f"reversal:{original.entry_id}",
        inputs=(str(original.entry_id),),
        memo=f"reverses:{original.entry_id}",
        reverses_id=original.entry_id,
        moves=tuple(replace(move, pence=-move.pence) for move in original.moves),
    )


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


def check_repeats(*, original: Original, first: Posted, reason: str, by: Actor) -> None:
    """Refuse another wish than the one that was granted. Errors: `NotReversible`. Source: LED-3."""
    wish = Reversal.objects.filter(entry_id=first.entry_id, reason=reason, asked_by_id=by.user_id)
    if not wish.exists():
        raise NotReversible(entry_id=original.entry_id, why=REVERSED)


def check_reversible(*, original: Original, fund: Fund) -> None:
    """Refuse what cannot be reversed: a fee too that was given back since, even in part.

    The last day is read with the fund locked. Errors: `NotReversible`.
    Source: ISF-LED-2, ISF-FEE-5, ISF-POR-2.
    """
    about = Allocation.objects.filter(entry_id=original.entry_id).first()
    why = why_not(
        kind=original.kind,
        is_reversal=original.reverses_id is not None,
        first_on=about.first_on if about else None,
        ends_on=Fund.objects.values_list("deployment__ends_on", flat=True).get(pk=fund.pk),
    )
    if why:
        raise NotReversible(entry_id=original.entry_id, why=why)
    if Refund.objects.filter(line__entry_id=original.entry_id).exists():
        raise NotReversible(entry_id=original.entry_id, why=REFUNDED)
    still_charged = charged(fund=fund).charged_pence
    if original.kind == EntryKind.FEE and taken_by(original=original) > still_charged:
        raise NotReversible(entry_id=original.entry_id, why="its fee was given back since")


def taken_by(*, original: Original) -> int:
    """The whole pence an entry took out of the fund: the negative side of its postings."""
    return sum(-move.pence for move in original.moves if move.pence < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """What a reversal needs and what there is, in whole pence, of one part or untied money."""

    needed_pence: int
    available_pence: int


def find_short(*, pen: Pen, original: Original, freed: Mapping[str, int]) -> Short | None:
    """The first of untied money and parts that has too little for the mirror of an entry.

    Units: whole pence. Source: ISF-LED-2, ISF-RES-2, ISF-RES-5.
    """
    for code in ("", *tied_parts.codes(pen=pen)):
        account = pen.accounts[code]
        needed = sum(move.pence for move in original.moves if move.account_id == account.id)
        spare = account.available + freed.get(code, 0)
        if account.floor is not None and needed > max(spare, 0):
            return Short(needed_pence=needed, available_pence=account.available)
    return None


def freed_fee(*, pen: Pen, fund: Fund, original: Original) -> dict[str, int]:
    """The fee set aside for the days of an allocation, freed when it is reversed, by part.

    Units: whole pence. Source: ISF-FUN-1, ISF-RES-5.
    """
    if original.kind != EntryKind.ALLOCATION:
        return {}
    left = Allocation.objects.filter(fund=fund, reversed_by__isnull=True, is_difference=False)
    left = left.exclude(entry_id=original.entry_id)
    through = max(left.values_list("last_on", flat=True), default=None)
    due = 0
    if through is not None:
        due = figures_to(terms=fee_terms(fund=fund), through_on=through).due_pence
    keep = max(due - charged(fund=fund).charged_pence, 0)
    return fee_parts.releasable(pen=pen, pence=fee_parts.held(pen=pen) - keep)


@rule("ISF-FEE-7", "A fee that was taken back is due still: it is set aside again, and owed.")
def held_again(*, pen: Pen, fund: Fund, original: Original) -> dict[str, int]:
    """What of a fee taken back is set aside again: that of the days that are paid for, by part.

    Each part sets aside again of what it had given. Units: whole pence.
    Source: ISF-FEE-7 (an allocation sets aside the fee of its days), ISF-RES-5.
    """
    if original.kind != EntryKind.FEE or pen.fund.state == FundState.CLOSED:
        return {}
    through = funded(fund=fund).through_on
    if through is None:
        return {}
    due = figures_to(terms=fee_terms(fund=fund), through_on=through).due_pence
    still = charged(fund=fund).charged_pence - taken_by(original=original)
    wanted = max(due - still - fee_parts.held(pen=pen), 0)
    codes = {account.id: code for code, account in pen.accounts.items()}
    gave = {codes[move.account_id]: -move.pence for move in original.moves if move.pence < 0}
    again = min(wanted, taken_by(original=original))
    return dict(zip(gave, split(total_pence=again, weights=list(gave.values())), strict=True))


def lacking(*, pen: Pen, fund: Fund, original: Original, short: Short, by: Actor, on: date) -> bool:
    """Open the case of a reversal that too little money is left for, if none is open already.

    Whether it is new; the next one comes when this one was decided. Source: `ledger.md`, LED-3.
    """
    cases = Case.objects.filter(fund=fund, key__startswith=f"reversal-of:{original.entry_id}:")
    if cases.filter(state=CaseState.OPEN).exists():
        return False
    open_case(
        fund=fund,
        rule="ISF-LED-2",
        key=f"reversal-of:{original.entry_id}:{cases.count() + 1}",
        figures={
            "entry": str(original.entry_id),
            "needed": short.needed_pence,
            "available": short.available_pence,
        },
        on=on,
        by=by,
        at=pen.at,
        owner_role=Role.FINANCE_OFFICER,
    )
    return True


def undo(*, original: Original, posted: Posted, fund: Fund) -> None:
    """Reopen what the entry stood for, so that it can be posted again. Source: ISF-LED-2."""
    Allocation.objects.filter(entry_id=original.entry_id).update(reversed_by_id=posted.entry_id)
    lines = InvoiceLine.objects.filter(entry_id=original.entry_id)
    for line in lines.select_related("visit", "charge"):
        line.state = LineState.CREDITED
        line.save(update_fields=["state"])
        if line.charge is not None:
            line.charge.state = ChargeState.OPEN
            line.charge.save(update_fields=["state"])
        if line.visit is not None:
            line.visit.state = VisitState.DELIVERED
            line.visit.planned_pence = line.visit.reserved_pence
            line.visit.save(update_fields=["state", "planned_pence"])
    if original.kind == EntryKind.FEE:
        keep_owed(original=original, posted=posted, fund=fund)


def keep_owed(*, original: Original, posted: Posted, fund: Fund) -> None:
    """Keep the cumulative figures after a charge was taken back: what is due stays due, and owed.

    Units: whole pence. Source: ISF-FEE-2, ISF-FEE-5, ISF-FEE-7.
    """
    last = FeeCharge.objects.filter(fund=fund).order_by("-id")[0]
    FeeCharge.objects.create(
        fund=fund,
        through_on=last.through_on,
        due_pence=last.due_pence,
        cumulative_fee_pence=last.cumulative_fee_pence - taken_by(original=original),
        cumulative_cap_pence=last.cumulative_cap_pence,
        entry_id=posted.entry_id,
    )
