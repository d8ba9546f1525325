"""The one pen: nobody else writes entries, postings, reservations or account balances."""

from isf.operations.posting.accounts import SharedAccounts, open_fund_accounts
from isf.operations.posting.originals import Original, find_original
from isf.operations.posting.pen import (
    AccountClosed,
    InsufficientFunds,
    KeyReused,
    MonthClosed,
    Pen,
    Posted,
    ReservationTooSmall,
)

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
    "find_original",
    "open_fund_accounts",
]
