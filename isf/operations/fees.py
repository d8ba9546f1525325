"""The management fee: charged monthly in arrears, never above the caps, owed when short."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accounts.enums import Role
from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import AccountKind, EntryKind, FundState
from isf.ledger.entries import Draft, Move
from isf.models import Case, FeeCharge, Fund
from isf.operations import fee_parts, tied_parts
from isf.operations.cases import open_case
from isf.operations.posting import Pen, Posted
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries import holds
from isf.queries.funding import Charged, charged
from isf.queries.terms import fee_terms
from isf.rules.entitlement import ONE_DAY
from isf.rules.fees import Capped, FeeFigures, FeeTerms, figures_to, list_capped
from isf.rules.schedule import month_end


class MonthNotOver(Exception):
    """A month that has not ended yet (ISF-FEE-2)."""

    rule = "ISF-FEE-2"

    def __init__(self, *, last_day: date) -> None:
        self.last_day = last_day
        super().__init__(f"The fee for this month can be charged on {last_day} or later.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCharged:
    """What a charge took and what stays owed, in whole pence."""

    charged_pence: int
    owed_pence: int
    is_new: bool


@money_transaction
def charge(
    *, fund_id: int, month: date, by: Actor, at: datetime, on: date, keep: bool = True
) -> FeeCharged:
    """Charge the fee of a calendar month (any day of it), in arrears.

    The charge is the cumulative fee less what was charged before; if too little is available the
    rest is owed. A fund that closes is charged by its closing alone; under a hold nothing is
    charged, and the next charge catches up. Charging the month again changes nothing.
    Units: whole pence, rounded down.
    Errors: `NotAllowed`, `MonthNotOver`. Source: ISF-FEE-2, ISF-FEE-3, ISF-FEE-7.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    through_on = month_end(day=month)
    if on < through_on:
        raise MonthNotOver(last_day=through_on)
    inputs = (str(fund.reference), through_on.isoformat())
    key = f"fee:{fund.reference}:{through_on:%Y-%m}"
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        before = charged(fund=fund)
        done = before.through_on is not None and before.through_on >= through_on
        stopped = holds.find_open(fund_id=fund_id, payee_id=fund.holder_id) is not None
        if done or stopped or pen.fund.state != FundState.OPEN:
            return FeeCharged(charged_pence=0, owed_pence=before.owed_pence, is_new=False)
        terms = fee_terms(fund=fund)
        figures = figures_to(terms=terms, through_on=through_on)
        amounts = fee_parts.chargeable(pen=pen, pence=figures.due_pence - before.charged_pence)
        pence = sum(amounts.values())
        if not keep:
            owed = figures.due_pence - before.charged_pence - pence
            return FeeCharged(charged_pence=pence, owed_pence=owed, is_new=False)
        posted = take(pen=pen, fund=fund, amounts=amounts, key=key, inputs=inputs, on=on)
        owed = keep_figures(
            fund=fund,
            before=before,
            figures=figures,
            pence=pence,
            through=through_on,
            posted=posted,
        )
        open_capped_cases(
            fund=fund, terms=terms, before=before, through_on=through_on, by=by, at=at, on=on
        )
        audit.record(
            by=by,
            action="FEE_CHARGED",
            at=at,
            person_id=fund.person_id,
            organisation_id=fund.authority_id,
            subject=f"fund:{fund.reference}",
            details={"pence": pence, "owed_pence": owed, "through": through_on.isoformat()},
        )
        return FeeCharged(charged_pence=pence, owed_pence=owed, is_new=True)


@money_transaction
def watch_caps(*, fund_id: int, by: Actor, at: datetime, on: date) -> int:
    """Open the cases of days up to today on which a cap began to limit a fee; how many are new.

    Each day's case is opened once, whoever comes first. Errors: `NotAllowed`. Source: ISF-FEE-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    Fund.objects.select_for_update(no_key=True).get(pk=fund_id)
    return open_capped_cases(
        fund=fund,
        terms=fee_terms(fund=fund),
        before=charged(fund=fund),
        through_on=on,
        by=by,
        at=at,
        on=on,
    )


def open_capped_cases(
    *,
    fund: Fund,
    terms: FeeTerms,
    before: Charged,
    through_on: date,
    by: Actor,
    at: datetime,
    on: date,
) -> int:
    """Open the cases of days not charged yet; how many are new. Source: ISF-FEE-3."""
    known = Case.objects.filter(fund=fund, rule="ISF-FEE-3").count()
    first_on = terms.term.starts_on if before.through_on is None else before.through_on + ONE_DAY
    for capped in list_capped(terms=terms, first_on=first_on, last_on=through_on):
        open_capped_case(fund=fund, capped=capped, by=by, at=at, on=on)
    return Case.objects.filter(fund=fund, rule="ISF-FEE-3").count() - known


def open_capped_case(*, fund: Fund, capped: Capped, by: Actor, at: datetime, on: date) -> None:
    """Open the case of a stated fee that the cap of a day limits, once for that day.

    Units: whole pence a week. Source: ISF-FEE-3.
    """
    open_case(
        fund=fund,
        rule="ISF-FEE-3",
        key=f"fee-over-cap:{fund.reference}:{capped.day}",
        figures={
            "day": capped.day.isoformat(),
            "stated_weekly": capped.stated_pence,
            "charged_weekly": capped.charged_pence,
        },
        on=on,
        by=by,
        at=at,
        owner_role=Role.COMMISSIONER,
    )


def true_up(*, pen: Pen, fund: Fund, through_on: date, key: str, on: date) -> int:
    """Charge the fee to the last day, or give back what was charged beyond it; the whole pence.

    Inside the caller's transaction; nothing where nothing is left to charge.
    Source: ISF-POR-3, ISF-FEE-2, ISF-FEE-5.
    """
    terms = fee_terms(fund=fund)
    if not terms.versions:
        return 0
    before = charged(fund=fund)
    figures = figures_to(terms=terms, through_on=through_on)
    amounts = fee_parts.chargeable(pen=pen, pence=figures.due_pence - before.charged_pence)
    pence = sum(amounts.values())
    if pence == 0 and before.through_on is not None and before.through_on >= through_on:
        return 0
    inputs = (str(fund.reference), through_on.isoformat())
    posted = take(pen=pen, fund=fund, amounts=amounts, key=key, inputs=inputs, on=on)
    keep_figures(
        fund=fund, before=before, figures=figures, pence=pence, through=through_on, posted=posted
    )
    return pence


def take(
    *,
    pen: Pen,
    fund: Fund,
    amounts: Mapping[str, int],
    key: str,
    inputs: tuple[str, ...],
    on: date,
) -> Posted | None:
    """Write the charge: settle what is set aside, the rest from available money, by part.

    Negative amounts give fee back. Units: whole pence. Source: ISF-FEE-5, ISF-FEE-7, ISF-RES-5.
    """
    pence = sum(amounts.values())
    if pence == 0:
        return None
    fee_account = pen.shared.find(kind=AccountKind.FEE, organisation_id=fund.holder_id)
    return pen.write(
        Draft(
            kind=EntryKind.FEE if pence > 0 else EntryKind.FEE_BACK,
            day=on,
            key=key,
            inputs=inputs,
            moves=(
                *tied_parts.into(pen=pen, amounts={code: -part for code, part in amounts.items()}),
                Move(account_id=fee_account, pence=pence),
            ),
            changes=fee_parts.settle(pen=pen, amounts=amounts),
        )
    )


def keep_figures(
    *,
    fund: Fund,
    before: Charged,
    figures: FeeFigures,
    pence: int,
    through: date,
    posted: Posted | None,
) -> int:
    """Store the cumulative figures the database checks against the cap; what stays owed.

    Units: whole pence. Source: ISF-FEE-3.
    """
    FeeCharge.objects.create(
        fund=fund,
        through_on=through,
        due_pence=figures.due_pence,
        cumulative_fee_pence=before.charged_pence + pence,
        cumulative_cap_pence=figures.cap_pence,
        entry_id=posted.entry_id if posted else None,
    )
    return figures.due_pence - before.charged_pence - pence


def charge_owed(*, pen: Pen, fund: Fund, terms: FeeTerms, allocation: Draft) -> None:
    """Charge what is owed first from new money, inside the allocation's transaction.

    Units: whole pence. Source: ISF-FEE-7.
    """
    before = charged(fund=fund)
    if before.through_on is None or before.owed_pence <= 0:
        return
    if holds.find_open(fund_id=fund.pk, payee_id=fund.holder_id) is not None:
        return
    figures = figures_to(terms=terms, through_on=before.through_on)
    amounts = fee_parts.chargeable(pen=pen, pence=figures.due_pence - before.charged_pence)
    posted = take(
        pen=pen,
        fund=fund,
        amounts=amounts,
        key=f"{allocation.key}:fee-owed",
        inputs=allocation.inputs,
        on=allocation.day,
    )
    keep_figures(
        fund=fund,
        before=before,
        figures=figures,
        pence=sum(amounts.values()),
        through=before.through_on,
        posted=posted,
    )
