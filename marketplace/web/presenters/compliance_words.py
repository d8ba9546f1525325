"""The words of the compliance board: the same for a council and for the provider itself."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.enums import Nation
from marketplace.enums import (
    Acts,
    Check,
    CheckState,
    InsuranceKind,
    Reason,
    RegistrationStatus,
    Regulator,
)

CHECKS: Mapping[Check, str] = {
    Check.PRICE: "Price published",
    Check.REGISTRATION: "Registration",
    Check.INSURANCE: "Insurance",
    Check.FUNDS: "Holds individual service funds",
    Check.BILLS: "Bills in time",
    Check.FEE: "Fee below the cap",
}

STATES: Mapping[CheckState, str] = {
    CheckState.NOT_MET: "Not met",
    CheckState.NOT_KNOWN: "Not known",
    CheckState.SOON: "At risk",
    CheckState.MET: "Met",
}

ACTS: Mapping[Acts, str] = {
    Acts.PROVIDER: "The provider",
    Acts.COUNCIL: "The council",
    Acts.BOTH: "The provider and the council",
    Acts.NOBODY: "Nobody needs to act",
}

REGULATORS: Mapping[Regulator, str] = {
    Regulator.CQC: "the Care Quality Commission",
    Regulator.CIW: "Care Inspectorate Wales",
    Regulator.CARE_INSPECTORATE: "the Care Inspectorate",
    Regulator.RQIA: "the Regulation and Quality Improvement Authority",
}

REGULATOR_OF: Mapping[Nation, Regulator] = {
    Nation.ENGLAND: Regulator.CQC,
    Nation.WALES: Regulator.CIW,
    Nation.SCOTLAND: Regulator.CARE_INSPECTORATE,
    Nation.NORTHERN_IRELAND: Regulator.RQIA,
}

STATUSES: Mapping[RegistrationStatus, str] = {
    RegistrationStatus.REGISTERED: "It is registered",
    RegistrationStatus.ENDED: "Its registration has ended",
    RegistrationStatus.NOT_FOUND: "The regulator has no such registration",
    RegistrationStatus.NOT_NEEDED: "It needs none for what it sells",
}

INSURANCES: Mapping[InsuranceKind, str] = {
    InsuranceKind.PUBLIC_LIABILITY: "Public liability insurance",
    InsuranceKind.EMPLOYERS_LIABILITY: "Employer liability insurance",
}

_PUBLISH = "The provider publishes an offer with its price."
_LOOK = "The council looks it up with the regulator and records what it finds."
_CERTIFICATE = "The provider records a certificate that covers today, for at least {least_pence}."
_BILL = "The provider bills what it delivered."
_HOLD = "The provider offers to hold funds; then a person, the provider and the council agree one."

# Why a check stands as it does, and what would put it right: in the words of both sides.
WORDS: Mapping[Reason, tuple[str, str]] = {
    Reason.PRICE_PUBLISHED: ("{offers} with a price on the market.", ""),
    Reason.PRICE_COMING: ("The first price is on the market from {first_on}.", ""),
    Reason.PRICE_WITHDRAWN: ("Every offer was withdrawn.", _PUBLISH),
    Reason.PRICE_NEVER: ("No offer was ever published.", _PUBLISH),
    Reason.REGISTERED: (
        "Registered with {regulator}, {number}; the council looked on {checked_on}.",
        "",
    ),
    Reason.REGISTRATION_NOT_NEEDED: (
        "The council found on {checked_on} that it needs none for what it sells.",
        "",
    ),
    Reason.REGISTRATION_ENDS: (
        "The registration with {regulator}, {number}, ends on {ends_on}.",
        "The provider renews its registration; then the council looks it up again.",
    ),
    Reason.REGISTRATION_ENDED: (
        (
            "The registration with {regulator}, {number}, has ended; the council looked on "
            "{checked_on}."
        ),
        "The provider registers again and records its number; then the council looks it up.",
    ),
    Reason.REGISTRATION_NOT_FOUND: (
        "Not found with {regulator}, {number}; the council looked on {checked_on}.",
        "The provider puts the number right, or registers; then the council looks it up.",
    ),
    Reason.REGISTRATION_NOT_RECORDED: (
        "The provider has not said with whom it is registered.",
        "The provider records its number with the regulator, or says that it needs none.",
    ),
    Reason.REGISTRATION_NOT_CHECKED: (
        (
            "The provider recorded {regulator}, {number}, on {recorded_on}; the council has not "
            "looked it up."
        ),
        _LOOK,
    ),
    Reason.CHECK_DUE: ("The council looked on {checked_on}, and again by {again_on}.", _LOOK),
    Reason.CHECK_OLD: (
        "The council looked on {checked_on} and was to look again by {again_on}.",
        _LOOK,
    ),
    Reason.INSURED: ("In force to {ends_on}, for as much as the council asks.", ""),
    Reason.INSURANCE_NOT_ASKED: ("The council asks for no insurance.", ""),
    Reason.INSURANCE_ENDS: (
        "{kind} ends after {ends_on}.",
        "The provider renews it and records the new certificate.",
    ),
    Reason.INSURANCE_BEGINS: ("{kind} begins on {starts_on}.", _CERTIFICATE),
    Reason.INSURANCE_LAPSED: ("{kind} ended after {ends_on}.", _CERTIFICATE),
    Reason.INSURANCE_TOO_LOW: (
        "{kind} covers {cover_pence}; the council asks for {least_pence}.",
        "The provider raises the cover and records the new certificate.",
    ),
    Reason.INSURANCE_NOT_RECORDED: ("{kind} is not recorded.", _CERTIFICATE),
    Reason.HOLDS_FUNDS: ("Holds {funds} for people of this council.", ""),
    Reason.HELD_FUNDS: ("Holds no individual service fund any more.", _HOLD),
    Reason.NEVER_HELD_FUNDS: ("Has held no individual service fund.", _HOLD),
    Reason.BILLS_IN_TIME: ("{visits} not billed yet, none for longer than {late_days}.", ""),
    Reason.NOTHING_DELIVERED: ("Nothing was delivered to people of this council yet.", ""),
    Reason.BILLS_DUE: (
        "{visits} not billed yet, the oldest of {oldest_on}; its bill is late after {bill_by}.",
        _BILL,
    ),
    Reason.BILLS_LATE: (
        "{late} not billed for longer than {late_days}, the oldest of {oldest_on}.",
        _BILL,
    ),
    Reason.BILLS_NO_POLICY: (
        "The council has not said how soon a bill must come.",
        "The council publishes its policy on funds.",
    ),
    Reason.FEE_BELOW_CAP: ("{fee_pence} a week of at most {cap_pence}, in {funds}.", ""),
    Reason.FEE_NEAR_CAP: (
        "{fee_pence} a week of at most {cap_pence}, in {funds}.",
        "The provider lowers the fee before a smaller budget brings the cap below it.",
    ),
    Reason.FEE_CAPPED: (
        (
            "In {capped} the agreement states more than the cap, which is charged instead: "
            "{fee_pence} a week of at most {cap_pence}, in {funds}."
        ),
        "Both agree a lower fee, or a commissioner approves one above the cap.",
    ),
    Reason.NO_FEE: ("It holds no fund, so there is no fee.", ""),
}
CHARGED = " Charged up to {through_on}: {charged_pence}; the cap leaves {room_pence}."


def sentence(*, text: str) -> str:
    """Words as a sentence begins."""
    return f"{text[:1].upper()}{text[1:]}"
