"""The words of the marketplace as codes: what is offered, in which state, at which grade."""

from enum import StrEnum


class Category(StrEnum):
    HOME_CARE = "HOME_CARE"
    PERSONAL_ASSISTANCE = "PERSONAL_ASSISTANCE"
    NIGHT_SUPPORT = "NIGHT_SUPPORT"
    COMPANIONSHIP = "COMPANIONSHIP"
    DAY_ACTIVITIES = "DAY_ACTIVITIES"
    SKILLS_AND_WORK = "SKILLS_AND_WORK"
    SHORT_BREAKS = "SHORT_BREAKS"
    MEALS = "MEALS"
    HOUSEWORK = "HOUSEWORK"
    TRANSPORT = "TRANSPORT"
    EQUIPMENT = "EQUIPMENT"
    SUPPORTED_LIVING = "SUPPORTED_LIVING"


class Unit(StrEnum):
    HOUR = "HOUR"
    VISIT = "VISIT"
    DAY = "DAY"
    WEEK = "WEEK"
    ITEM = "ITEM"


class Grade(StrEnum):
    """Who comes to the door; ONE_PRICE where the price does not depend on it."""

    ONE_PRICE = "ONE_PRICE"
    BASIC = "BASIC"
    SKILLED = "SKILLED"
    SPECIALIST = "SPECIALIST"


class VatTreatment(StrEnum):
    EXEMPT = "EXEMPT"
    STANDARD = "STANDARD"
    ZERO = "ZERO"
    OUTSIDE = "OUTSIDE"


class CancellationKind(StrEnum):
    """What a provider charges for too short a notice: nothing, an amount, or so many days."""

    NONE = "NONE"
    AMOUNT = "AMOUNT"
    DAYS = "DAYS"


class OfferState(StrEnum):
    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


class OfferEvent(StrEnum):
    EDIT = "EDIT"
    PUBLISH = "PUBLISH"
    WITHDRAW = "WITHDRAW"
    ORDER = "ORDER"


class OrderState(StrEnum):
    PLACED = "PLACED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    CANCELLED = "CANCELLED"
    ENDED = "ENDED"


class OrderEvent(StrEnum):
    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    END = "END"
    RECORD = "RECORD"


class DeclineReason(StrEnum):
    NO_WORKER = "NO_WORKER"
    OUTSIDE_AREA = "OUTSIDE_AREA"
    NEEDS_NOT_MET = "NEEDS_NOT_MET"
    TIMES_NOT_POSSIBLE = "TIMES_NOT_POSSIBLE"
    OTHER = "OTHER"


class EndReason(StrEnum):
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED"
    CHANGING_PROVIDER = "CHANGING_PROVIDER"
    NOT_SATISFIED = "NOT_SATISFIED"
    TOO_EXPENSIVE = "TOO_EXPENSIVE"
    OTHER = "OTHER"


class DeliveryState(StrEnum):
    DELIVERED = "DELIVERED"
    MISSED = "MISSED"


class MissedReason(StrEnum):
    PROVIDER_COULD_NOT = "PROVIDER_COULD_NOT"
    PERSON_CANCELLED = "PERSON_CANCELLED"
    PERSON_AWAY = "PERSON_AWAY"
    PERSON_NOT_IN = "PERSON_NOT_IN"


class ReviewState(StrEnum):
    """SHOWN to everybody; else hidden, with an appeal that waits, or kept hidden for good."""

    SHOWN = "SHOWN"
    HIDDEN = "HIDDEN"
    APPEALED = "APPEALED"
    KEPT_HIDDEN = "KEPT_HIDDEN"


class ReviewEvent(StrEnum):
    WRITE = "WRITE"
    ANSWER = "ANSWER"
    HIDE = "HIDE"
    APPEAL = "APPEAL"
    RESTORE = "RESTORE"
    KEEP = "KEEP"


class HideReason(StrEnum):
    """Why a moderator hides a review; being unwelcome to the provider is none of them."""

    PERSONAL_DETAILS = "PERSONAL_DETAILS"
    OFFENSIVE = "OFFENSIVE"
    NOT_ABOUT_SERVICE = "NOT_ABOUT_SERVICE"
    NOT_GENUINE = "NOT_GENUINE"
    ACCUSES_OF_CRIME = "ACCUSES_OF_CRIME"


class BenchmarkCode(StrEnum):
    COUNCIL_AVERAGE = "COUNCIL_AVERAGE"
    COST_FLOOR = "COST_FLOOR"
    MINIMUM_PRICE = "MINIMUM_PRICE"


class Band(StrEnum):
    """Where a price lies among the benchmarks."""

    BELOW_FLOOR = "BELOW_FLOOR"
    BELOW_AVERAGE = "BELOW_AVERAGE"
    AVERAGE_TO_MINIMUM = "AVERAGE_TO_MINIMUM"
    AT_LEAST_MINIMUM = "AT_LEAST_MINIMUM"


class Regulator(StrEnum):
    """Who registers care in each nation: CQC, CIW, the Care Inspectorate, the RQIA."""

    CQC = "CQC"
    CIW = "CIW"
    CARE_INSPECTORATE = "CARE_INSPECTORATE"
    RQIA = "RQIA"


class RegistrationStatus(StrEnum):
    """What a council found when it looked a registration up with the regulator."""

    REGISTERED = "REGISTERED"
    ENDED = "ENDED"
    NOT_FOUND = "NOT_FOUND"
    NOT_NEEDED = "NOT_NEEDED"


class InsuranceKind(StrEnum):
    PUBLIC_LIABILITY = "PUBLIC_LIABILITY"
    EMPLOYERS_LIABILITY = "EMPLOYERS_LIABILITY"


class Check(StrEnum):
    """What a council looks at for every provider, in the order it is read."""

    PRICE = "PRICE"
    REGISTRATION = "REGISTRATION"
    INSURANCE = "INSURANCE"
    FUNDS = "FUNDS"
    BILLS = "BILLS"
    FEE = "FEE"


class CheckState(StrEnum):
    """How a check stands, the worst first."""

    NOT_MET = "NOT_MET"
    NOT_KNOWN = "NOT_KNOWN"
    SOON = "SOON"
    MET = "MET"


class Acts(StrEnum):
    """Who can put a finding right."""

    PROVIDER = "PROVIDER"
    COUNCIL = "COUNCIL"
    BOTH = "BOTH"
    NOBODY = "NOBODY"


class Reason(StrEnum):
    """Why a check stands as it does; pages have words for each."""

    PRICE_PUBLISHED = "PRICE_PUBLISHED"
    PRICE_COMING = "PRICE_COMING"
    PRICE_WITHDRAWN = "PRICE_WITHDRAWN"
    PRICE_NEVER = "PRICE_NEVER"
    REGISTERED = "REGISTERED"
    REGISTRATION_NOT_NEEDED = "REGISTRATION_NOT_NEEDED"
    REGISTRATION_ENDS = "REGISTRATION_ENDS"
    REGISTRATION_ENDED = "REGISTRATION_ENDED"
    REGISTRATION_NOT_FOUND = "REGISTRATION_NOT_FOUND"
    REGISTRATION_NOT_RECORDED = "REGISTRATION_NOT_RECORDED"
    REGISTRATION_NOT_CHECKED = "REGISTRATION_NOT_CHECKED"
    CHECK_DUE = "CHECK_DUE"
    CHECK_OLD = "CHECK_OLD"
    INSURED = "INSURED"
    INSURANCE_NOT_ASKED = "INSURANCE_NOT_ASKED"
    INSURANCE_ENDS = "INSURANCE_ENDS"
    INSURANCE_BEGINS = "INSURANCE_BEGINS"
    INSURANCE_LAPSED = "INSURANCE_LAPSED"
    INSURANCE_TOO_LOW = "INSURANCE_TOO_LOW"
    INSURANCE_NOT_RECORDED = "INSURANCE_NOT_RECORDED"
    HOLDS_FUNDS = "HOLDS_FUNDS"
    HELD_FUNDS = "HELD_FUNDS"
    NEVER_HELD_FUNDS = "NEVER_HELD_FUNDS"
    BILLS_IN_TIME = "BILLS_IN_TIME"
    NOTHING_DELIVERED = "NOTHING_DELIVERED"
    BILLS_DUE = "BILLS_DUE"
    BILLS_LATE = "BILLS_LATE"
    BILLS_NO_POLICY = "BILLS_NO_POLICY"
    FEE_BELOW_CAP = "FEE_BELOW_CAP"
    FEE_NEAR_CAP = "FEE_NEAR_CAP"
    FEE_CAPPED = "FEE_CAPPED"
    NO_FEE = "NO_FEE"
