"""Plain words for the codes of the money; pages show them and issued statements keep them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from isf.enums import AccountKind, DeploymentKind, EntryKind, ReservationKind
from isf.rules.tied_parts import TOPUP, UNTIED, Part

FUND_KINDS: Final[Mapping[str, str]] = {
    DeploymentKind.ISF: "Individual service fund",
    DeploymentKind.DIRECT_PAYMENT: "Direct payment",
    DeploymentKind.MANAGED: "Account the council manages",
}
ENTRY_KINDS: Final[Mapping[str, str]] = {
    EntryKind.ALLOCATION: "Money from the council",
    EntryKind.ALLOCATION_DIFFERENCE: "Correction of what was paid in for days",
    EntryKind.GRANT: "One-off payment from the council",
    EntryKind.CONTRIBUTION: "Contribution paid in",
    EntryKind.CONTRIBUTION_NOT_DUE: "Contribution that was not due",
    EntryKind.TOPUP: "Extra money added for one service",
    EntryKind.BILL: "Support paid for",
    EntryKind.CANCELLATION: "Charge for ending an order early",
    EntryKind.REFUND: "Money given back by a provider",
    EntryKind.PURCHASE: "Something bought",
    EntryKind.FEE: "Management fee",
    EntryKind.FEE_BACK: "Management fee given back",
    EntryKind.TRANSFER: "Moved to or from another fund",
    EntryKind.RETURN: "Given back to who paid it in",
    EntryKind.RECOVERY: "Unspent money taken back",
    EntryKind.RESERVATION: "Money set aside or set free",
    EntryKind.MONTH_CLOSE: "Month closed",
}
ACCOUNT_KINDS: Final[Mapping[str, str]] = {
    AccountKind.FUND: "This fund",
    AccountKind.COUNCIL: "The council",
    AccountKind.PERSON: "The person",
    AccountKind.THIRD_PARTY: "Somebody who adds money",
    AccountKind.PROVIDER: "Shops, taxis and others outside the marketplace",
    AccountKind.FEE: "Management fee",
    AccountKind.TRANSFER: "On the way to another fund",
}
REASONS: Final[Mapping[str, str]] = {
    ReservationKind.ORDER: "Support that has been ordered",
    ReservationKind.FEE: "Management fee",
    ReservationKind.BANK: "Saved for a purpose",
    ReservationKind.RETAINED: "Kept back for last bills",
}

# Money of a tied budget that is for none of its purposes.
OTHER_PURPOSES: Final[dict[str, str]] = {
    UNTIED: "Not tied to a purpose",
    TOPUP: "Added for one order",
}


def part_name(*, code: str, parts: Iterable[Part]) -> str:
    """How a part of a tied budget is called, or its untied money. Source: ISF-RES-5."""
    names = OTHER_PURPOSES | {part.code: part.name for part in parts}
    return names.get(code, code)


def account_name(*, kind: str, owner: str) -> str:
    """Whose ledger account it is, in plain words. Source: the pages of entries."""
    plain = ACCOUNT_KINDS[AccountKind(kind)]
    if not owner:
        return plain
    return f"{plain}, {owner}" if kind == AccountKind.FEE else owner


def fund_title(*, kind: str, holder: str, authority: str) -> str:
    """What a fund is called: its kind, and who holds it. Source: the pages of funds."""
    name = FUND_KINDS[DeploymentKind(kind)]
    if kind == DeploymentKind.MANAGED:
        return f"{name}, {authority}"
    return f"{name} held by {holder}" if holder else name
