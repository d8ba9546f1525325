"""Money kept for a named purpose: until when it may be kept, and hours turned into money."""

from datetime import date
from fractions import Fraction

from accounts.rules.registry import rule
from isf.rules.amounts import line_amount, round_down
from isf.rules.schedule import months_after

MINUTES_AN_HOUR = 60


class BankedTooLong(Exception):
    """A target date further away than the person may choose alone (ISF-ROL-3)."""

    rule = "ISF-ROL-3"

    def __init__(self, *, target_on: date, latest_on: date) -> None:
        self.target_on = target_on
        self.latest_on = latest_on
        super().__init__(
            f"Without the care manager, money is kept until {latest_on} at the latest."
        )


class BankedForThePast(Exception):
    """A target date that has passed when the money is banked (ISF-ROL-3)."""

    rule = "ISF-ROL-3"

    def __init__(self, *, target_on: date, earliest_on: date) -> None:
        self.target_on = target_on
        self.earliest_on = earliest_on
        super().__init__(f"Money is kept for a day to come: {earliest_on} at the earliest.")


class BankedNothing(Exception):
    """An amount to save or take back that is not above nothing (ISF-ROL-3)."""

    rule = "ISF-ROL-3"


def check_amount(*, pence: int) -> None:
    """Refuse to save or take back nothing. Units: whole pence. Errors: `BankedNothing`.

    Source: ISF-ROL-3.
    """
    if pence <= 0:
        raise BankedNothing("Money that is saved or taken back is more than nothing.")


@rule("ISF-ROL-3", "Money is banked for a day at most so many months on; longer is agreed.")
def check_target(*, on: date, target_on: date, months: int, longer_agreed: bool) -> None:
    """Refuse a target date before today, or further away than the authority's months allow.

    `months` is the policy of the day, `longer_agreed` whether the care manager says so; the day
    that is exactly so many months away is allowed. Errors: `BankedForThePast`, `BankedTooLong`.
    Source: ISF-ROL-3.
    """
    if target_on < on:
        raise BankedForThePast(target_on=target_on, earliest_on=on)
    latest = months_after(day=on, months=months)
    if target_on > latest and not longer_agreed:
        raise BankedTooLong(target_on=target_on, latest_on=latest)


def drawn(*, lacking_pence: int, needed_pence: int, available_pence: int, saved_pence: int) -> int:
    """How much saved money becomes an order's: what its weeks or the fund lack, and no more.

    `lacking_pence` is what the weeks of the order do not bring, `needed_pence` what is set aside
    when it is placed. Units: whole pence. Source: ISF-ROL-3 (turned into the order's reservation
    when used), ISF-RES-6.
    """
    return min(saved_pence, max(lacking_pence, needed_pence - available_pence, 0), needed_pence)


@rule("ISF-ROL-4", "Hours are banked as money, at the price of the day they are banked.")
def hours_pence(*, hours: Fraction, price_pence: int) -> int:
    """What banked hours are worth: 2 hours at 24.10 are 48.20.

    Units: whole pence. Rounding: half up, once. Source: ISF-ROL-4.
    """
    return line_amount(price_pence=price_pence, quantity=hours)


def minutes_bought(*, pence: int, price_pence: int) -> int:
    """How many whole minutes an amount buys at an hourly price: 48.20 at 25.30 are 114.

    Rounding: down; nobody is promised a minute that is not paid for.
    Errors: ValueError for a price that is not above nothing. Source: ISF-ROL-4.
    """
    if price_pence <= 0:
        raise ValueError("An hourly price is above nothing.")
    return round_down(Fraction(pence * MINUTES_AN_HOUR, price_pence))
