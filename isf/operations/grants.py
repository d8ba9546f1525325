"""One-off grants: money in that is not entitlement and never part of the fee base."""

from datetime import date, datetime

from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import AccountKind, EntryKind
from isf.ledger.entries import Draft, Move
from isf.models import Fund
from isf.operations.posting import Pen, Posted
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority


@money_transaction
def pay(*, fund_id: int, pence: int, key: str, by: Actor, at: datetime, on: date) -> Posted:
    """Pay a one-off grant into a fund; the same key again returns the first.

    Units: whole pence, more than nothing. Errors: `NotAllowed`, `KeyReused`, ValueError.
    Source: ISF-FEE-2 (never fee base), ISF-LED-3.
    """
    fund = Fund.objects.get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    if pence <= 0:
        raise ValueError("A grant is more than nothing.")
    inputs = (str(fund.reference), str(pence))
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        found = pen.find(key=f"grant:{key}", kind=EntryKind.GRANT, inputs=inputs)
        if found is not None:
            return found
        council = pen.shared.find(kind=AccountKind.COUNCIL)
        posted = pen.write(
            Draft(
                kind=EntryKind.GRANT,
                day=on,
                key=f"grant:{key}",
                inputs=inputs,
                moves=(
                    Move(account_id=council, pence=-pence),
                    Move(account_id=pen.accounts[""].id, pence=pence),
                ),
            )
        )
        audit.record(
            by=by,
            action="GRANT_PAID",
            at=at,
            person_id=fund.person_id,
            organisation_id=fund.authority_id,
            subject=f"fund:{fund.reference}",
            details={"pence": pence},
        )
    return posted
