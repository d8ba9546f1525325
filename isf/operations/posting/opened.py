"""What a pen holds of a fund while it is open: balances and reservations, in whole pence."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where an entry stands; `replayed` when the same key had been posted before."""

    entry_id: int
    seq: int
    replayed: bool = False


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
