"""All funds of a holder that fails, ended in one operation, beside what its bank account holds."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from accounts.operations import audit
from accounts.permissions import Actor, system
from accounts.rules.registry import rule
from isf.enums import NoticeParty
from isf.ledger import chain
from isf.models import Fund, HolderExit
from isf.operations import notices
from isf.operations.posting import KeyReused
from isf.operations.transactions import money_transaction
from isf.permissions import POLICY_ROLES, check_authority
from isf.queries.holders import list_held, sum_held
from isf.rules.notice import NoticeInThePast, NoticeStands, check_reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Why all funds of a holder end, on which day, and what its bank account holds, in pence."""

    reference: UUID
    holder_id: int
    last_day: date
    reason: str
    bank_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """How many funds end, and what the bank holds more (or less) than them; whole pence."""

    row: HolderExit
    difference_pence: int
    is_new: bool


@rule("ISF-POR-6", "All funds of a failing holder move at once, beside what its bank holds.")
@money_transaction
def end_all(
    *, authority_id: int, said: Said, by: Actor, at: datetime, on: date, keep: bool = True
) -> Exit:
    """End every fund a holder has for a council; `close_funds` then moves each on its last day.

    Each person may still choose where the money goes; nothing chosen is a managed account. The
    holder's bank balance is set beside the sum of all its funds, those that close already too.
    The same again is the first; `keep=False` writes nothing. Units: whole pence.
    Errors: `NotAllowed`, `ReasonMissing`, `NoticeInThePast`, `KeyReused`.
    Source: ISF-POR-6, ISF-POR-1 (shorter for safeguarding, with a reason), ISF-LED-3.
    """
    check_authority(by=by, authority_id=authority_id, roles=POLICY_ROLES)
    check_reason(reason=said.reason)
    fingerprint = request_hash(authority_id=authority_id, said=said)
    again = HolderExit.objects.filter(reference=said.reference).first()
    if again is not None:
        if again.request_hash != fingerprint:
            raise KeyReused(key=str(said.reference))
        return Exit(row=again, difference_pence=difference(row=again), is_new=False)
    if said.last_day < on:
        raise NoticeInThePast(day=said.last_day, today=on)
    posted = sum_held(authority_id=authority_id, holder_id=said.holder_id)
    ended = 0
    for fund in list_held(authority_id=authority_id, holder_id=said.holder_id):
        ended += end_one(fund=fund, said=said, at=at, on=on)
    row = HolderExit.objects.create(
        reference=said.reference,
        authority_id=authority_id,
        holder_id=said.holder_id,
        last_day=said.last_day,
        reason=said.reason.strip(),
        funds=ended,
        posted_pence=posted,
        bank_pence=said.bank_pence,
        recorded_at=at,
        recorded_by_id=by.user_id,
        request_hash=fingerprint,
    )
    audit.record(
        by=by,
        action="HOLDER_FUNDS_ENDED",
        at=at,
        organisation_id=authority_id,
        subject=f"holder-exit:{said.reference}",
        details={"funds": ended, "posted_pence": posted, "bank_pence": said.bank_pence},
    )
    done = Exit(row=row, difference_pence=difference(row=row), is_new=True)
    if not keep:
        transaction.set_rollback(True)
    return done


def end_one(*, fund: Fund, said: Said, at: datetime, on: date) -> int:
    """Give notice on one fund for the council; nothing where it ends by that day already."""
    notice = notices.Said(
        reference=uuid5(said.reference, str(fund.reference)),
        party=NoticeParty.COUNCIL,
        received_on=on,
        last_day=max(said.last_day, fund.deployment.starts_on),
        for_safeguarding=True,
        reason=said.reason,
    )
    ends_on = fund.deployment.ends_on
    if ends_on is not None and ends_on <= said.last_day:
        return 0
    try:
        notices.give(fund_id=fund.pk, said=notice, by=system("end_holder"), at=at, on=on)
    except NoticeStands:
        return 0
    return 1


def difference(*, row: HolderExit) -> int:
    """What the bank holds more than the funds add up to; less than nothing where money lacks."""
    return row.bank_pence - row.posted_pence


def request_hash(*, authority_id: int, said: Said) -> str:
    """The fingerprint of what was said of a holder. Source: ISF-LED-3."""
    facts = (authority_id, said.holder_id, said.last_day, said.reason.strip(), said.bank_pence)
    return chain.request_hash(kind="HOLDER_EXIT", inputs=map(str, facts))
