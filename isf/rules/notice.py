"""Notice on an agreement: its last day, what is too short, which of several notices stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.rules.registry import rule
from isf.enums import NoticeKind, NoticeParty
from isf.rules.schedule import months_after


class NoticeTooShort(Exception):
    """A last day before the notice of the agreement is over (ISF-POR-1)."""

    rule = "ISF-POR-1"

    def __init__(self, *, earliest: date, asked: date) -> None:
        self.earliest = earliest
        self.asked = asked
        super().__init__(f"The notice of the agreement ends on {earliest} at the earliest.")


class NoticeInThePast(Exception):
    """A last day that is over, or a day of receipt that has not come (ISF-POR-1)."""

    rule = "ISF-POR-1"

    def __init__(self, *, day: date, today: date) -> None:
        self.day = day
        self.today = today
        super().__init__(f"{day} cannot be taken: today is {today}.")


class NoticeStands(Exception):
    """A notice that would change nothing: the fund ends by that day already (ISF-POR-1)."""

    rule = "ISF-POR-1"

    def __init__(self, *, last_day: date) -> None:
        self.last_day = last_day
        super().__init__(f"The fund ends on {last_day} already.")


class ReasonMissing(Exception):
    """Shorter notice for safeguarding without a reason (ISF-POR-1)."""

    rule = "ISF-POR-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the agreement says of notice, and the first day of the fund."""

    kind: NoticeKind
    days: int
    starts_on: date


@rule("ISF-POR-1", "Notice ends so many days on, or the same day next month, as was agreed.")
def earliest_last_day(*, terms: Terms, received_on: date) -> date:
    """The last day a notice received on a day leads to; never before the fund begins.

    28 days after 27 April are 25 May, which counts; 31 January 2027 by the month is 28 February.
    Source: ISF-POR-1 (day of receipt plus the days, or the same day next month, clamped).
    """
    if terms.kind is NoticeKind.MONTH:
        last = months_after(day=received_on, months=1)
    else:
        last = received_on + timedelta(days=terms.days)
    return max(last, terms.starts_on)


def check_day(*, asked: date | None, earliest: date, shorter: bool, today: date) -> date:
    """The last day of a notice: the earliest one unless another is asked for.

    `shorter` is whether both sides agreed to less notice, or safeguarding needs it.
    Errors: `NoticeTooShort`, `NoticeInThePast`. Source: ISF-POR-1.
    """
    last = asked or earliest
    if last < earliest and not shorter:
        raise NoticeTooShort(earliest=earliest, asked=last)
    if last < today:
        raise NoticeInThePast(day=last, today=today)
    return last


def check_received(*, received_on: date, today: date) -> None:
    """Refuse a day of receipt that has not come. Errors: `NoticeInThePast`. Source: ISF-POR-1."""
    if received_on > today:
        raise NoticeInThePast(day=received_on, today=today)


def check_reason(*, reason: str) -> None:
    """Refuse shorter notice for safeguarding without words. Errors: `ReasonMissing`."""
    if not reason.strip():
        raise ReasonMissing("Say why safeguarding needs a shorter notice.")


@rule("ISF-POR-1", "Of several notices the earliest valid last day stands.")
def standing_end(*, agreed_on: date | None, notices: Iterable[date]) -> date | None:
    """The last day of a fund: the earliest of what was agreed from the start and of its notices.

    None while nothing ends it. Source: ISF-POR-1.
    """
    return min((day for day in (agreed_on, *notices) if day is not None), default=None)


def other_side(*, party: NoticeParty, held_by_another: bool) -> NoticeParty:
    """Who must agree when one side wants to change its notice.

    The holder, or the council where it holds the money itself; the person for both of them.
    Source: ISF-POR-1 (the giver may withdraw with the other's agreement).
    """
    if party is not NoticeParty.PERSON:
        return NoticeParty.PERSON
    return NoticeParty.HOLDER if held_by_another else NoticeParty.COUNCIL
