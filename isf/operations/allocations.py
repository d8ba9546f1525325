"""Allocations: money paid in for a period, which first sets aside the fee, then running orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import AccountKind, EntryKind, FundState
from isf.ledger.entries import Change, Draft, Move
from isf.models import Allocation, Fund
from isf.operations import contribution_shares, fee_parts, fees, tied_parts, visits
from isf.operations.posting import Pen, Posted
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries.funding import Funded, charged, funded
from isf.queries.terms import fee_terms
from isf.rules.fees import FeeTerms, figures_to
from isf.rules.schedule import Period


class TakesBack(Exception):
    """Days were paid too much: the difference is taken back, not paid (ISF-FUN-4)."""

    rule = "ISF-FUN-4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What an allocation did, in whole pence; `is_new` is false for a repetition or nothing."""

    amount_pence: int
    is_new: bool
    posted: Posted | None


@money_transaction
def pay(
    *, fund_id: int, period: Period, by: Actor, at: datetime, on: date, keep: bool = True
) -> Paid:
    """Pay what is due for a period, cumulatively; paying it again changes nothing.

    In the same transaction what is owed of the fee is charged first, then the fee for the days is
    set aside, then the visits of running orders, oldest order first. What the person pays to the
    fund themself is not paid here. `keep=False` computes without writing. A closed fund is paid
    nothing. Units: whole pence. Errors: `NotAllowed`.
    Source: ISF-FUN-1, ISF-FUN-2, ISF-FEE-7, ISF-RES-6, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment__budget").get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    with Pen(fund_id=fund_id, by=by, at=at, shared=(AccountKind.COUNCIL, None)) as pen:
        before = funded(fund=fund)
        terms = fee_terms(fund=fund)
        draft = draft_for(fund=fund, period=period, before=before, on=on)
        found = pen.find(key=draft.key, kind=draft.kind, inputs=draft.inputs)
        if found is not None:
            return Paid(amount_pence=paid_by(entry_id=found.entry_id), is_new=False, posted=found)
        due = tied_parts.due(pen=pen, fund=fund, before=before, through_on=period.last_on)
        amounts = {code: max(pence, 0) for code, pence in due.items()}
        amount = sum(amounts.values())
        if pen.fund.state == FundState.CLOSED:
            return Paid(amount_pence=0, is_new=False, posted=None)
        if not amount or not keep:
            return Paid(amount_pence=amount, is_new=False, posted=None)
        posted = pen.write(replace(draft, moves=moves_of(pen=pen, amounts=amounts)))
        Allocation.objects.create(
            fund=fund,
            first_on=period.first_on,
            last_on=period.last_on,
            amount_pence=amount,
            entry_id=posted.entry_id,
        )
        days = (period.first_on, period.last_on)
        contribution_shares.keep(
            fund=fund, entry_id=posted.entry_id, days=days, pence=amount, on=on
        )
        set_aside(pen=pen, fund=fund, terms=terms, through_on=period.last_on, draft=draft, by=by)
        audit.record(
            by=by,
            action="ALLOCATION_PAID",
            at=at,
            person_id=fund.person_id,
            organisation_id=fund.authority_id,
            subject=f"fund:{fund.reference}",
            details={"pence": amount, "through": period.last_on.isoformat()},
        )
        return Paid(amount_pence=amount, is_new=True, posted=posted)


def paid_by(*, entry_id: int) -> int:
    """The whole pence an earlier call paid. Source: ISF-LED-3."""
    return Allocation.objects.values_list("amount_pence", flat=True).get(entry_id=entry_id)


def draft_for(*, fund: Fund, period: Period, before: Funded, on: date) -> Draft:
    """The entry that pays a period, before its amount: keyed by what it is, never by the run.

    Source: ISF-FUN-1, ISF-LED-3.
    """
    version = fund.deployment.budget.versions.order_by("-number").values_list("pk", flat=True)[0]
    first, last = period.first_on.isoformat(), period.last_on.isoformat()
    return Draft(
        kind=EntryKind.ALLOCATION,
        day=on,
        key=f"allocation:{fund.deployment.reference}:{first}:{last}:v{version}"
        f":r{before.last_reversal_id}",
        inputs=(str(fund.reference), first, last, str(version)),
        memo=f"{first}..{last}",
    )


def moves_of(*, pen: Pen, amounts: Mapping[str, int]) -> tuple[Move, ...]:
    """From the council into the fund's untied money, or its parts, in whole pence.

    Source: ISF-FUN-1, ISF-RES-5.
    """
    council = pen.shared.find(kind=AccountKind.COUNCIL)
    whole = Move(account_id=council, pence=-sum(amounts.values()))
    given = (whole,) if whole.pence else ()
    return (*given, *tied_parts.into(pen=pen, amounts=amounts))


def set_aside(
    *, pen: Pen, fund: Fund, terms: FeeTerms, through_on: date, draft: Draft, by: Actor
) -> None:
    """Charge the fee that is owed, set aside the fee of the days, then running orders' visits.

    Source: ISF-FEE-7, ISF-RES-6.
    """
    fees.charge_owed(pen=pen, fund=fund, terms=terms, allocation=draft)
    hold_fee(pen=pen, fund=fund, terms=terms, through_on=through_on, draft=draft)
    visits.reserve_running(pen=pen, fund=fund, through_on=through_on, draft=draft, by=by)


def hold_fee(*, pen: Pen, fund: Fund, terms: FeeTerms, through_on: date, draft: Draft) -> None:
    """Hold the fee up to a day, less what is charged and held already, as far as money reaches.

    Units: whole pence. Source: ISF-FEE-7, ISF-RES-5.
    """
    due = figures_to(terms=terms, through_on=through_on).due_pence
    wanted = due - charged(fund=fund).charged_pence - fee_parts.held(pen=pen)
    amounts = fee_parts.holdable(pen=pen, pence=wanted)
    changes = fee_parts.hold(pen=pen, amounts=amounts)
    if changes:
        pen.write(holding(draft=draft, key="fee", changes=changes))


def holding(*, draft: Draft, key: str, changes: Sequence[Change]) -> Draft:
    """An entry that only sets money aside, keyed under the allocation it came with.

    Source: ISF-RES-6.
    """
    return replace(
        draft,
        kind=EntryKind.RESERVATION,
        key=f"{draft.key}:{key}",
        moves=(),
        changes=tuple(changes),
    )
