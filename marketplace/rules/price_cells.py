"""Reading one cell of a price list: a price, a day, or why it is neither."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.rules.versions import HIGHEST_PRICE_PENCE

_PRICE = re.compile(r"£? ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})(?:\.([0-9]{1,2}))?")
_DAYS = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"),
)
_SERIAL = re.compile(r"[0-9]{5}")


class Trouble(StrEnum):
    """What is wrong with a row of a price list, or with one of its cells."""

    ROW_TOO_LONG = "ROW_TOO_LONG"
    ROW_TWICE = "ROW_TWICE"
    OFFER_MISSING = "OFFER_MISSING"
    OFFER_UNKNOWN = "OFFER_UNKNOWN"
    DRAFT_WAITING = "DRAFT_WAITING"
    VERSION_WAITING = "VERSION_WAITING"
    WORKER_UNKNOWN = "WORKER_UNKNOWN"
    PRICE_MISSING = "PRICE_MISSING"
    PRICE_NOT_OFFERED = "PRICE_NOT_OFFERED"
    PRICE_UNREADABLE = "PRICE_UNREADABLE"
    PRICE_DECIMAL_COMMA = "PRICE_DECIMAL_COMMA"
    PRICE_ROUNDED = "PRICE_ROUNDED"
    PRICE_PARTS_OF_PENNY = "PRICE_PARTS_OF_PENNY"
    PRICE_NOT_POSITIVE = "PRICE_NOT_POSITIVE"
    PRICE_TOO_HIGH = "PRICE_TOO_HIGH"
    DAY_UNREADABLE = "DAY_UNREADABLE"
    DAY_IS_NUMBER = "DAY_IS_NUMBER"
    DAY_NOT_IN_CALENDAR = "DAY_NOT_IN_CALENDAR"
    DAY_PAST = "DAY_PAST"
    DAY_TOO_FAR = "DAY_TOO_FAR"
    DAYS_DIFFER = "DAYS_DIFFER"
    RISE_TOO_SOON = "RISE_TOO_SOON"


_PRICE_TROUBLES = (
    (re.compile(r"£? ?[0-9]+,[0-9]{1,2}"), Trouble.PRICE_DECIMAL_COMMA),
    (re.compile(r"[0-9.]+[eE][+-]?[0-9]+"), Trouble.PRICE_ROUNDED),
    (re.compile(r"£? ?[0-9,]+\.[0-9]{3,}"), Trouble.PRICE_PARTS_OF_PENNY),
    (re.compile(r"[-\u2212(].*"), Trouble.PRICE_NOT_POSITIVE),
)


@dataclass(eq=False)
class Refused(Exception):
    """A cell that cannot be read."""

    trouble: Trouble


def read_price(*, text: str) -> int:
    """Whole pence of a price such as 24.10, £24.1 or 1,024.10, exactly; never rounded.

    Raises Refused.
    """
    found = _PRICE.fullmatch(text)
    if found is None:
        kinds = (trouble for pattern, trouble in _PRICE_TROUBLES if pattern.fullmatch(text))
        raise Refused(next(kinds, Trouble.PRICE_UNREADABLE))
    pence = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0") or 0)
    if pence == 0:
        raise Refused(Trouble.PRICE_NOT_POSITIVE)
    if pence > HIGHEST_PRICE_PENCE:
        raise Refused(Trouble.PRICE_TOO_HIGH)
    return pence


def read_day(*, text: str) -> date:
    """The day of 2026-07-01 or 01/07/2026, the day first as in Britain. Raises Refused."""
    if _SERIAL.fullmatch(text):
        raise Refused(Trouble.DAY_IS_NUMBER)
    found = next((match for pattern in _DAYS if (match := pattern.fullmatch(text))), None)
    if found is None:
        raise Refused(Trouble.DAY_UNREADABLE)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError as unreal:
        raise Refused(Trouble.DAY_NOT_IN_CALENDAR) from unreal
