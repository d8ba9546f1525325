"""Closing a fund: when each step may be taken, and until when bills are taken in."""

from datetime import date

from accounts.rules.registry import rule


class NotLastDay(Exception):
    """A closing before the last day of the fund, or of a fund nothing ends (ISF-POR-3)."""

    rule = "ISF-POR-3"

    def __init__(self, *, last_day: date | None) -> None:
        self.last_day = last_day
        super().__init__("A fund closes on its last day or later.")


class StillReserved(Exception):
    """Money is kept for bills that may still come, or are not answered yet (ISF-POR-3)."""

    rule = "ISF-POR-3"

    def __init__(self, *, still_reserved_pence: int, until: date) -> None:
        self.still_reserved_pence = still_reserved_pence
        self.until = until
        super().__init__(f"{still_reserved_pence} pence are kept for bills until {until}.")


class StillDue(Exception):
    """The council has not paid everything up to the last day (ISF-POR-3)."""

    rule = "ISF-POR-3"

    def __init__(self, *, due_pence: int) -> None:
        self.due_pence = due_pence
        super().__init__(f"{due_pence} pence are still to be paid into the fund.")


class BillTooLate(Exception):
    """A bill that comes after the days for late bills (ISF-POR-3)."""

    rule = "ISF-POR-3"

    def __init__(self, *, accepted_until: date) -> None:
        self.accepted_until = accepted_until
        super().__init__(f"Bills to this fund were taken in until {accepted_until}.")


class PlaceImpossible(Exception):
    """A place this money cannot go to: another person's, another council's, one that closes."""

    rule = "ISF-POR-3"


class AnothersMoney(PlaceImpossible):
    """Money of one person that would move into another person's fund (ISF-RES-1)."""

    rule = "ISF-RES-1"


class PlaceEnds(PlaceImpossible):
    """A fund that ends before the money would be there (ISF-POR-4)."""

    rule = "ISF-POR-4"

    def __init__(self, *, last_day: date) -> None:
        self.last_day = last_day
        super().__init__(f"The last day of that fund is {last_day}.")


@rule("ISF-POR-4", "A part moves only to a fund that has not ended before the day it begins.")
def check_still_there(*, last_day: date | None, starts_on: date, on: date) -> None:
    """Refuse a place whose last day is over, or comes before the part begins there.

    Errors: `PlaceEnds`. Source: ISF-POR-4.
    """
    if last_day is not None and last_day < max(starts_on, on):
        raise PlaceEnds(last_day=last_day)


@rule("ISF-POR-3", "Closing begins on the last day: fee trued up, all but a reserve moves.")
def check_begins(*, last_day: date | None, on: date) -> date:
    """The last day of a fund that may begin to close. Errors: `NotLastDay`. Source: ISF-POR-3."""
    if last_day is None or on < last_day:
        raise NotLastDay(last_day=last_day)
    return last_day


@rule("ISF-POR-3", "Bills for days up to the last are taken in for a policy number of days.")
def check_received(*, received_on: date, accepted_until: date) -> None:
    """Refuse a bill received after the days for late bills; the last of them counts.

    Errors: `BillTooLate`. Source: ISF-POR-3.
    """
    if received_on > accepted_until:
        raise BillTooLate(accepted_until=accepted_until)


@rule("ISF-POR-3", "The rest moves when the reserve is settled, or the days for bills are over.")
def check_finishes(*, reserved_pence: int, open_lines: int, until: date, on: date) -> None:
    """Refuse the last step while money is kept and the days for late bills are not over.

    Units: whole pence. Errors: `StillReserved`. Source: ISF-POR-3.
    """
    if (reserved_pence or open_lines) and on <= until:
        raise StillReserved(still_reserved_pence=reserved_pence, until=until)


def check_paid(*, due_pence: int) -> None:
    """Refuse the last step while money for days up to the last is not paid in.

    Units: whole pence. Errors: `StillDue`. Source: ISF-POR-3, ISF-FUN-1.
    """
    if due_pence > 0:
        raise StillDue(due_pence=due_pence)
