"""Codes of the money context in plain English, for people who never heard of an ISF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accounts.web.presenters import wording
from isf.enums import (
    ApprovalState,
    CaseState,
    DeploymentKind,
    FundState,
    LineState,
    NoticeKind,
    PromiseState,
    ReservationChange,
    Schedule,
    Term,
)
from isf.rules import words

FUND_KINDS: Final = words.FUND_KINDS
FUND_KINDS_EXPLAINED: Final[Mapping[str, str]] = {
    DeploymentKind.ISF: (
        "A provider holds the money and may only spend it on this person. The person decides what "
        "it buys, from that provider or from anybody else."
    ),
    DeploymentKind.DIRECT_PAYMENT: (
        "The money is paid to the person, who buys support with it and keeps the receipts."
    ),
    DeploymentKind.MANAGED: "The council keeps the money and pays for what the person chooses.",
}
FUND_STATES: Final[Mapping[str, str]] = {
    FundState.OPEN: "Open",
    FundState.CLOSING: "Closing",
    FundState.CLOSED: "Closed",
}
FUND_COLOURS: Final[Mapping[str, str]] = {
    FundState.OPEN: "green",
    FundState.CLOSING: "yellow",
    FundState.CLOSED: "grey",
}
SCHEDULES: Final[Mapping[str, str]] = {
    Schedule.WEEKLY: "Every week",
    Schedule.TWO_WEEKLY: "Every two weeks",
    Schedule.FOUR_WEEKLY: "Every four weeks",
    Schedule.CALENDAR_MONTH: "Every calendar month",
}
NOTICES: Final[Mapping[str, str]] = {
    NoticeKind.DAYS: "A number of days",
    NoticeKind.MONTH: "One calendar month",
}
ENTRY_KINDS: Final = words.ENTRY_KINDS
TERMS: Final[Mapping[str, str]] = {
    Term.IN: "Money in",
    Term.OUT: "Money out",
    Term.TRANSFERS: "Moved to or from another fund",
    Term.RETURNS: "Returned to who paid it in",
    Term.NONE: "No money moved",
}
ACCOUNT_KINDS: Final = words.ACCOUNT_KINDS
REASONS: Final = words.REASONS
CHANGES: Final[Mapping[str, str]] = {
    ReservationChange.HOLD: "Set aside",
    ReservationChange.SETTLE: "Used to pay",
    ReservationChange.RELEASE: "Set free",
}
LINE_STATES: Final[Mapping[str, str]] = {
    LineState.WAITING: "Waiting for an answer",
    LineState.APPROVED: "Approved",
    LineState.HELD: "Approved, payment waits",
    LineState.QUERIED: "Queried",
    LineState.REFUSED: "Not accepted",
    LineState.CREDITED: "Taken back",
}
LINE_COLOURS: Final[Mapping[str, str]] = {
    LineState.WAITING: "yellow",
    LineState.APPROVED: "green",
    LineState.HELD: "yellow",
    LineState.QUERIED: "orange",
    LineState.REFUSED: "red",
    LineState.CREDITED: "grey",
}
PROMISE_STATES: Final[Mapping[str, str]] = {
    PromiseState.RUNNING: "Running",
    PromiseState.ENDED: "Ended",
    PromiseState.RELEASED: "Declined",
}
CASE_STATES: Final[Mapping[str, str]] = {
    CaseState.OPEN: "To decide",
    CaseState.DECIDED: "Decided",
}
APPROVAL_STATES: Final[Mapping[str, str]] = {
    ApprovalState.ASKED: "Waiting for a decision",
    ApprovalState.APPROVED: "Approved",
    ApprovalState.REFUSED: "Refused",
}
REFUSED_LINES: Final[Mapping[str, str]] = {
    "NO_ORDER": "You did not order this from this provider.",
    "BILLED_BEFORE": "The same visit is on another bill.",
    "NOT_DELIVERED": "The provider has not recorded that this visit took place.",
    "PRICE_ABOVE_ORDER": "The price is higher than the one ordered.",
    "BILLED_ABOVE_DELIVERED": "More time is billed than was delivered.",
    "ABOVE_ORDERED": "More was delivered and billed than was ordered.",
    "NOTHING_BILLED": "The line bills nothing.",
    "FUND_CLOSED": "The fund has closed, and its money has moved on.",
    "NO_CHARGE": "Nothing was agreed about ending this order early, or it did not end early.",
    "CHARGED_BEFORE": "The same early end is on another bill.",
    "ABOVE_PUBLISHED": "More is asked for the early end than was published with the offer.",
    "CHARGE_LET_GO": "The early end was not billed in time, and nothing is kept for it any more.",
}
MUST_ACT: Final[Mapping[str, str]] = {
    "PROVIDER": "The provider must send a corrected bill",
    "BUDGET_HOLDER": "The person, or who acts for them, must agree it with the provider",
    "AUTHORITY": "The council must settle this visit from the next fund of this person",
}


def percent(*, bp: int) -> str:
    """Write basis points as a percentage: 1000 is 10%, 1250 is 12.5%."""
    whole, part = divmod(bp, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%"


def fee(*, rate_bp: int | None, weekly_pence: int | None) -> str:
    """Write what an agreement states as the fee: a share of the budget, or an amount a week."""
    if weekly_pence is not None:
        return f"{wording.pounds(pence=weekly_pence)} a week"
    if rate_bp is None:
        return "No fee"
    return f"{percent(bp=rate_bp)} of the weekly money"


def notice(*, kind: str, days: int) -> str:
    """Write how long before the end one has to say so."""
    return "One calendar month" if kind == NoticeKind.MONTH else counted(days, "day")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number and what it counts: 1 day, 2 days."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
