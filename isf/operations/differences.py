"""The one difference a change of budget makes to days already paid."""

from datetime import date, datetime

from accounts.enums import Role
from accounts.permissions import Actor
from isf.enums import AccountKind, DeploymentKind, EntryKind
from isf.ledger.entries import Draft, Move
from isf.models import Allocation, BudgetVersion, Fund
from isf.operations.cases import open_case
from isf.operations.fees import open_capped_case
from isf.operations.posting import Pen
from isf.queries.funding import funded
from isf.queries.terms import fee_terms
from isf.rules.entitlement import instalment
from isf.rules.fees import capped_on


def post(*, fund_id: int, version: BudgetVersion, by: Actor, at: datetime, on: date) -> None:
    """Post what a change of rate makes of the days already paid, inside the caller's transaction.

    A decrease takes only uncommitted money, the rest opens a case; the next allocation takes it.
    Units: whole pence. Source: ISF-FUN-4, ISF-FEE-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        before = funded(fund=fund)
        terms = fee_terms(fund=fund)
        if before.through_on is not None:
            pence = instalment(
                term=terms.term, through_on=before.through_on, posted_pence=before.posted_pence
            )
            write(
                pen=pen,
                fund=fund,
                through_on=before.through_on,
                last_reversal_id=before.last_reversal_id,
                pence=pence,
                version=version,
                on=on,
                by=by,
            )
    capped = capped_on(terms=terms, day=version.starts_on)
    if capped is not None:
        open_capped_case(fund=fund, capped=capped, by=by, at=at, on=on)


def write(
    *,
    pen: Pen,
    fund: Fund,
    through_on: date,
    last_reversal_id: int,
    pence: int,
    version: BudgetVersion,
    on: date,
    by: Actor,
) -> None:
    """Write a difference in whole pence, or the part of a decrease that is uncommitted.

    Source: ISF-FUN-4.
    """
    restricted = fund.kind != DeploymentKind.DIRECT_PAYMENT
    taken = max(pence, -max(pen.available, 0)) if restricted else pence
    if taken != pence:
        open_case(
            fund=fund,
            rule="ISF-FUN-4",
            key=f"decrease:{fund.reference}:{version.pk}",
            figures={"needed": -pence, "taken": -taken},
            on=on,
            by=by,
            at=pen.at,
            owner_role=Role.FINANCE_OFFICER,
        )
    if taken == 0:
        return
    council = pen.shared.find(kind=AccountKind.COUNCIL)
    posted = pen.write(
        Draft(
            kind=EntryKind.ALLOCATION_DIFFERENCE,
            day=on,
            key=f"difference:{fund.reference}:{through_on}:v{version.pk}:r{last_reversal_id}",
            inputs=(str(fund.reference), str(through_on), str(version.pk)),
            moves=(
                Move(account_id=council, pence=-taken),
                Move(account_id=pen.accounts[""].id, pence=taken),
            ),
        )
    )
    Allocation.objects.create(
        fund=fund,
        first_on=version.starts_on,
        last_on=through_on,
        amount_pence=taken,
        is_difference=True,
        entry_id=posted.entry_id,
    )
