"""The daily seal: one hash an authority can print that fixes every fund's chain so far."""

from datetime import date, datetime

from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.ledger import chain
from isf.models import Fund, Seal, SealedHead
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority


class SealedLater(Exception):
    """A seal of a day before one that is sealed: each seal is chained to the one before it."""

    rule = "ISF-LED-4"

    def __init__(self, *, day: date, last_on: date) -> None:
        self.day = day
        self.last_on = last_on
        super().__init__(f"{last_on} is sealed already, so {day} can be sealed no more.")


@rule("ISF-LED-4", "Heads of all chains are sealed per authority each day.")
@money_transaction
def seal(*, authority_id: int, day: date, by: Actor, at: datetime) -> Seal:
    """Seal the heads of all funds of an authority as they stand; once per day.

    Sealing the day again returns its seal. Errors: `NotAllowed`, `SealedLater`.
    Source: ISF-LED-4.
    """
    check_authority(by=by, authority_id=authority_id, roles=RUN_ROLES)
    again = Seal.objects.filter(authority_id=authority_id, day=day).first()
    if again is not None:
        return again
    last = check_order(authority_id=authority_id, day=day)
    funds = Fund.objects.filter(authority_id=authority_id).order_by("id")
    heads = list(funds.values_list("id", "seq", "head_hash"))
    leaves = [chain.head_line(fund_id=i, seq=seq, head_hash=head) for i, seq, head in heads]
    root = chain.merkle_root(leaves=leaves)
    previous = last.hash if last else chain.GENESIS
    made = Seal.objects.create(
        authority_id=authority_id,
        day=day,
        root=root,
        previous_hash=previous,
        hash=chain.link(previous=previous, line=f"{day.isoformat()}|{root}"),
        recorded_at=at,
    )
    SealedHead.objects.bulk_create(
        SealedHead(seal=made, fund_id=fund_id, seq=seq, head_hash=head)
        for fund_id, seq, head in heads
    )
    audit.record(
        by=by,
        action="LEDGER_SEALED",
        at=at,
        organisation_id=authority_id,
        subject=f"seal:{day.isoformat()}",
    )
    return made


def check_order(*, authority_id: int, day: date) -> Seal | None:
    """The newest seal of an authority; a day before it is sealed only if it was sealed then.

    Errors: `SealedLater`. Source: ISF-LED-4.
    """
    seals = Seal.objects.filter(authority_id=authority_id)
    last = seals.order_by("-day").first()
    if last is not None and day < last.day and not seals.filter(day=day).exists():
        raise SealedLater(day=day, last_on=last.day)
    return last
