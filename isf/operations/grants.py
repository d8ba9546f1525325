"""One-off grants: money in that is not entitlement and never part of the fee base."""

from datetime import date, datetime

from accounts.permissions import Actor
from isf.enums import AccountKind, EntryKind, FundState
from isf.ledger.entries import Draft, Move
from isf.models import Deployment
from isf.operations.posting import Pen, Posted
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.rules.deaths import check_alive
from isf.rules.placing import FundNotOpen


@money_transaction
def pay(*, fund_id: int, pence: int, key: str, by: Actor, at: datetime, on: date) -> Posted:
    """Pay a one-off grant into a fund; the same key again returns the first.

    Units: whole pence, more than nothing. Errors: `NotAllowed`, `FundNotOpen` for a closed fund,
    `KeyReused`, `PersonDied`, ValueError.
    Source: ISF-FEE-2 (never fee base), ISF-LED-3, ISF-LIF-2.
    """
    if pence <= 0:
        raise ValueError("A grant is more than nothing.")
    own_key, council = f"grant:{key}", (AccountKind.COUNCIL, None)
    with Pen(fund_id=fund_id, by=by, at=at, key=own_key, shared=council) as pen:
        check_authority(by=by, authority_id=pen.fund.authority_id, roles=RUN_ROLES)
        inputs = (str(pen.fund.reference), str(pence))
        found = pen.find(key=own_key, kind=EntryKind.GRANT, inputs=inputs)
        if found is not None:
            return found
        check_not_closed(pen=pen)
        check_alive(died_on=pen.died_on)
        pen.audit(action="GRANT_PAID", details={"pence": pence})
        return pen.write(
            Draft(
                kind=EntryKind.GRANT,
                day=on,
                key=own_key,
                inputs=inputs,
                moves=(
                    Move(account_id=pen.shared.find(kind=AccountKind.COUNCIL), pence=-pence),
                    Move(account_id=pen.accounts[""].id, pence=pence),
                ),
            )
        )


def check_not_closed(*, pen: Pen) -> None:
    """Refuse new money for a fund that is closed. Errors: `FundNotOpen`. Source: ISF-POR-3."""
    if pen.fund.state == FundState.CLOSED:
        term = Deployment.objects.get(fund=pen.fund.id)
        raise FundNotOpen(first_on=term.starts_on, last_on=term.ends_on)
