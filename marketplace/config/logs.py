"""How a line of the log is written: what happened and where, never to whom."""

from __future__ import annotations

import logging
import re

# PostgreSQL repeats the values of a refused row after this word.
_VALUES = re.compile(r"^DETAIL:.*$", re.MULTILINE)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:=\"]+@[\w-]+(?:\.[\w-]+)*")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")


class WithoutPersons(logging.Formatter):
    """Leaves out e-mail addresses, what was typed into a search, and values of refused rows."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line, traceback included, then take out what names somebody."""
        line = _VALUES.sub("DETAIL: [left out]", super().format(record))
        return _QUERY.sub(r"\1?[left out]", _ADDRESS.sub("[address]", line))
