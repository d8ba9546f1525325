"""What a pen refuses: facts with typed fields, raised before anything is written."""

from datetime import date


class InsufficientFunds(Exception):
    """More was asked for than is available (ISF-RES-2); nothing was written.

    `part` is the name of the part of the budget that was asked, if it was one (ISF-RES-5).
    """

    rule = "ISF-RES-2"

    def __init__(self, *, available_pence: int, requested_pence: int, part: str = "") -> None:
        self.part = part
        self.available_pence = available_pence
        self.requested_pence = requested_pence
        super().__init__(f"{requested_pence} pence asked for, {available_pence} available")


class KeyReused(Exception):
    """The same business key with other inputs (ISF-LED-3)."""

    rule = "ISF-LED-3"

    def __init__(self, *, key: str) -> None:
        self.key = key
        super().__init__("This key was used before for something else.")


class MonthClosed(Exception):
    """A day in a closed month, or in the future (ISF-LED-5)."""

    rule = "ISF-LED-5"

    def __init__(self, *, day: date, open_from: date | None, today: date) -> None:
        self.day = day
        self.closed_through = open_from
        self.today = today
        super().__init__(f"Nothing can be posted for {day}.")


class AccountClosed(Exception):
    """The account was closed, or its row is not what its lock promised."""

    rule = "ISF-POR-3"


class ReservationTooSmall(Exception):
    """More was settled or released than is held (`ledger.md`)."""

    rule = "ISF-RES-2"

    def __init__(self, *, remaining_pence: int, requested_pence: int) -> None:
        self.remaining_pence = remaining_pence
        self.requested_pence = requested_pence
        super().__init__("More was taken from a reservation than it holds.")
