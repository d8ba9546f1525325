"""Balances, reservations and heads worked out again from the journal, as after a lost column."""

from datetime import datetime

from accounts.operations import audit
from accounts.permissions import Actor
from isf.models import Fund
from isf.operations.posting.derived import put_right
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries import verification
from isf.queries.derived import list_different


class JournalDamaged(Exception):
    """The journal itself is not what was posted, so nothing can be worked out from it."""

    rule = "ISF-LED-4"

    def __init__(self, *, seq: int, what: str) -> None:
        self.seq = seq
        self.what = what
        super().__init__(f"Entry {seq}: {what}.")


@money_transaction
def rebuild(*, fund_id: int, by: Actor, at: datetime, keep: bool = True) -> int:
    """Write what a fund's chain adds up to over what is stored; how many rows were otherwise.

    Nothing that was posted is touched, and nothing is written where all is right or `keep` is not
    wanted. Errors: `NotAllowed`, `JournalDamaged`. Source: ISF-LED-2, ISF-LED-6.
    """
    fund = Fund.objects.select_for_update(no_key=True).get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    fold, damage = verification.fold_chain(fund=fund, report=verification.Report())
    if damage is not None:
        raise JournalDamaged(seq=damage.seq, what=damage.what)
    different = list_different(fund=fund, fold=fold)
    if not different or not keep:
        return len(different)
    put_right(different=different)
    audit.record(
        by=by,
        action="BALANCES_REBUILT",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details={"rows": len(different), "seq": fold.seq},
    )
    return len(different)
