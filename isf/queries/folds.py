"""What the history of one fund adds up to, entry after entry; stored state follows from it."""

from dataclasses import dataclass, field
from datetime import date

from isf.enums import EntryKind, ReservationChange
from isf.ledger import chain
from isf.models.journal import JournalEntry, Posting
from isf.models.reservations import ReservationEvent
from isf.rules.schedule import month_end

FEES = (EntryKind.FEE, EntryKind.FEE_BACK)


@dataclass(slots=True, kw_only=True)
class Fold:
    """The end of a chain so far, months closed, accounts and reservations, in whole pence.

    `closed` is how many months were closed, `closed_through` the last day of the last of them.
    `fee` is the management fee taken so far, `fees` what it was after each entry that moved it;
    `returned` is what each entry gave back of contributions that were not due.
    """

    previous: str = chain.GENESIS
    seq: int = 0
    closed: int = 0
    closed_through: date | None = None
    fee: int = 0
    fees: dict[int, int] = field(default_factory=dict)
    returned: dict[int, int] = field(default_factory=dict)
    posted: dict[int, int] = field(default_factory=dict)
    last_days: dict[int, date] = field(default_factory=dict)
    amounts: dict[int, int] = field(default_factory=dict)
    remaining: dict[int, int] = field(default_factory=dict)


def fold_month(*, entry: JournalEntry, fold: Fold) -> None:
    """Carry on which months were closed; the entry names its month first. Source: ISF-LED-5."""
    if entry.kind == EntryKind.MONTH_CLOSE:
        last = month_end(day=date.fromisoformat(f"{entry.memo.split()[0]}-01"))
        fold.closed += 1
        fold.closed_through = max(last, fold.closed_through or last)


def fold_fee(*, entry: JournalEntry, postings: list[Posting], fold: Fold) -> None:
    """Carry on what was taken as management fee; a reversal has its kind. Source: ISF-FEE-2."""
    if entry.kind in FEES:
        fold.fee -= sum(posting.pence for posting in postings if posting.after is not None)
        fold.fees[entry.pk] = fold.fee


def fold_returned(*, entry: JournalEntry, postings: list[Posting], fold: Fold) -> None:
    """Carry on what went back of contributions that were not due. Source: ISF-FUN-2."""
    if entry.kind == EntryKind.CONTRIBUTION_NOT_DUE:
        own = sum(posting.pence for posting in postings if posting.after is not None)
        fold.returned[entry.pk] = -own


def fold_entry(*, postings: list[Posting], events: list[ReservationEvent], fold: Fold) -> str:
    """Carry the running balances on; what does not follow from them. Source: ISF-LED-6."""
    for posting in postings:
        what = _fold_posting(posting, fold)
        if what:
            return what
    for event in events:
        is_hold = event.change == ReservationChange.HOLD
        left = fold.remaining.get(event.reservation_id, 0)
        left += event.pence if is_hold else -event.pence
        fold.remaining[event.reservation_id] = left
        if is_hold:
            held = fold.amounts.get(event.reservation_id, 0)
            fold.amounts[event.reservation_id] = held + event.pence
        if left != event.after or left < 0:
            return f"reservation {event.reservation_id} does not follow"
    return ""


def _fold_posting(posting: Posting, fold: Fold) -> str:
    """Shared accounts do not run: nothing of theirs is ever late."""
    account = posting.account_id
    if posting.after is None:
        return "a posting of a shared account is said to be late" if posting.late else ""
    fold.posted[account] = fold.posted.get(account, 0) + posting.pence
    if fold.posted[account] != posting.after:
        return f"the running balance of account {account} does not follow"
    newest = fold.last_days.get(account, posting.day)
    if posting.late != (posting.day < newest):
        return f"a posting of account {account} is late and does not say so, or the other way about"
    fold.last_days[account] = max(newest, posting.day)
    return ""
