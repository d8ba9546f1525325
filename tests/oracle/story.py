"""What is agreed about one fund, as facts of plain Python; amounts in whole pence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Rate = tuple[date, int]
Stretch = tuple[date, date | None]
# From a day: ("RATE", basis points) or ("WEEKLY", pence).
Fee = tuple[date, str, int]
# From a day: soft and hard cap in basis points.
Caps = tuple[date, int, int]
# From a day: pence a week, "NET" or "GROSS".
Contribution = tuple[date, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The facts of a fund, each in the order in which it was recorded."""

    begins: date
    ends: date | None
    rates: tuple[Rate, ...]
    fees: tuple[Fee, ...] = ()
    caps: tuple[Caps, ...] = ()
    approvals: tuple[Stretch, ...] = ()
    suspensions: tuple[Stretch, ...] = ()
    stays: tuple[Stretch, ...] = ()
    funded_days: int = 28
    apart_days: int = 7
    contributions: tuple[Contribution, ...] = ()
