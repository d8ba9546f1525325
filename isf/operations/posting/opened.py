"""What a pen holds of a fund while it is open: balances and reservations, in whole pence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from isf.enums import AccountKind, DeploymentKind, FundState
from isf.models.funds import Fund
from isf.operations.posting import rows
from isf.operations.posting.rows import Row, Statement
from isf.queries.columns import as_date, as_uuid

# The account, kind and reference of a reservation; the kind and organisation of a shared account.
Reason = tuple[int, str, str]
Place = tuple[AccountKind, int | None]
NOWHERE: Place = (AccountKind.COUNCIL, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where an entry stands; `replayed` when the same key had been posted before."""

    entry_id: int
    seq: int
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedFund:
    """Whose fund a pen holds locked; what never changes of it, and its state."""

    id: int
    reference: UUID
    person_id: int
    authority_id: int
    holder_id: int | None
    kind: DeploymentKind
    state: FundState
    seq: int
    head_hash: str
    closed_through: date | None


@dataclass(slots=True, kw_only=True)
class OpenAccount:
    """A fund account under the fund's lock, in whole pence."""

    id: int
    purpose: str
    posted: int
    reserved: int
    floor: int | None
    last_day: date | None
    posted_delta: int = 0
    reserved_delta: int = 0

    @property
    def available(self) -> int:
        """Posted less reserved."""
        return self.posted - self.reserved


@dataclass(slots=True, kw_only=True)
class OpenReservation:
    """A reservation under the fund's lock, in whole pence."""

    id: int
    amount: int
    remaining: int
    touched: bool = False


@dataclass(slots=True, kw_only=True)
class Opened:
    """Everything a pen starts with, read under the fund's lock."""

    fund: LockedFund
    accounts: dict[str, OpenAccount] = field(default_factory=dict)
    reservations: dict[Reason, OpenReservation] = field(default_factory=dict)
    keys: dict[str, Row | None] = field(default_factory=dict)
    shared: dict[Place, int] = field(default_factory=dict)
    beside: list[list[Any]] = field(default_factory=list)
    died_on: date | None = None


def open_fund(
    *,
    fund_id: int,
    key: str,
    shared: Place | None,
    payee_id: int | None,
    beside: Sequence[Statement],
) -> Opened:
    """Lock a fund and read its accounts, what they hold, a business key and a shared account.

    Holds on the payee, where there is one, stay as they are until the transaction ends.

    Errors: `Fund.DoesNotExist`. Source: `ledger.md` (lock first, then read).
    """
    kind, organisation_id = shared or NOWHERE
    locked, found, *more = rows.together(
        [
            rows.lock_fund(fund_id=fund_id, payee_id=payee_id),
            rows.opening(fund_id=fund_id, key=key, kind=str(kind), organisation_id=organisation_id),
            *beside,
        ]
    )
    if not locked:
        raise Fund.DoesNotExist("There is no such fund.")
    opened = Opened(fund=_read_fund(locked[0]), beside=more)
    for row in found:
        _read_account(opened, row)
    if found:
        *_, entry_id, seq, request_hash, shared_id, died_on = found[0]
        opened.died_on = None if died_on is None else as_date(died_on)
        opened.keys[key] = None if entry_id is None else (entry_id, seq, request_hash)
        if shared and shared_id is not None:
            opened.shared[shared] = shared_id
    return opened


def _read_fund(row: Row) -> LockedFund:
    """A fund from its locked row."""
    id_, reference, person, authority, holder, kind, state, seq, head_hash, closed_through, _ = row
    return LockedFund(
        id=id_,
        reference=as_uuid(reference),
        person_id=person,
        authority_id=authority,
        holder_id=holder,
        kind=DeploymentKind(kind),
        state=FundState(state),
        seq=seq,
        head_hash=head_hash,
        closed_through=None if closed_through is None else as_date(closed_through),
    )


def _read_account(opened: Opened, row: Row) -> None:
    """Take in an account, and one thing it holds; an account has a row for each of them."""
    account_id, purpose, posted, reserved, floor, last_day, held_id, kind, reference = row[:9]
    opened.accounts[purpose] = OpenAccount(
        id=account_id,
        purpose=purpose,
        posted=posted,
        reserved=reserved,
        floor=floor,
        last_day=None if last_day is None else as_date(last_day),
    )
    if held_id is not None:
        opened.reservations[account_id, kind, reference] = OpenReservation(
            id=held_id, amount=row[9], remaining=row[10]
        )
