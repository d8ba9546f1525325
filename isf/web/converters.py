"""What may stand in an address besides references: a month, and the number of an entry."""

from __future__ import annotations

from datetime import date

_DIGITS = 9


class Month:
    """A month as 2026-04; becomes its first day."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        """Read a month."""
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        """Write a month."""
        return f"{value:%Y-%m}"


class Sequence:
    """The number of an entry in its fund's chain, small enough for any database."""

    regex = f"[1-9][0-9]{{0,{_DIGITS - 1}}}"

    def to_python(self, value: str) -> int:
        """Read a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write a number."""
        return str(value)
