"""The one pen: nobody else writes entries, postings, reservations or account balances."""

from isf.operations.posting.accounts import SharedAccounts, open_fund_accounts
from isf.operations.posting.opened import Posted
from isf.operations.posting.originals import Original, changed_by, find_original, list_returns
from isf.operations.posting.pen import Pen
from isf.operations.posting.refusals import (
    AccountClosed,
    InsufficientFunds,
    KeyReused,
    MonthClosed,
    ReservationTooSmall,
)
from isf.operations.posting.snapshots import keep_shared_snapshots, keep_snapshots

__all__ = [
    "AccountClosed",
    "InsufficientFunds",
    "KeyReused",
    "MonthClosed",
    "Original",
    "Pen",
    "Posted",
    "ReservationTooSmall",
    "SharedAccounts",
    "changed_by",
    "find_original",
    "keep_shared_snapshots",
    "keep_snapshots",
    "list_returns",
    "open_fund_accounts",
]
