"""The marketplace's codes in plain English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from fractions import Fraction

from accounts.enums import DayType
from marketplace.enums import (
    Band,
    BenchmarkCode,
    Category,
    DeclineReason,
    EndReason,
    Grade,
    HideReason,
    MissedReason,
    OfferState,
    OrderState,
    ReviewState,
    Unit,
    VatTreatment,
)
from marketplace.rules.orders import Line

CATEGORIES: Mapping[Category, str] = {
    Category.HOME_CARE: "Care at home",
    Category.PERSONAL_ASSISTANCE: "Personal assistant",
    Category.NIGHT_SUPPORT: "Support at night",
    Category.COMPANIONSHIP: "Company and visits",
    Category.DAY_ACTIVITIES: "Daytime activities",
    Category.SKILLS_AND_WORK: "Learning and work",
    Category.SHORT_BREAKS: "Short breaks",
    Category.MEALS: "Meals",
    Category.HOUSEWORK: "Cleaning and housework",
    Category.TRANSPORT: "Getting about",
    Category.EQUIPMENT: "Equipment and alarms",
    Category.SUPPORTED_LIVING: "Supported living",
}

GRADES: Mapping[Grade, str] = {
    Grade.ONE_PRICE: "One price, whoever comes",
    Grade.BASIC: "Support worker",
    Grade.SKILLED: "Skilled support worker",
    Grade.SPECIALIST: "Specialist, such as a nurse or therapist",
}

DAY_TYPES: Mapping[DayType, str] = {
    DayType.WEEKDAY: "Monday to Friday",
    DayType.SATURDAY: "Saturday",
    DayType.SUNDAY: "Sunday",
    DayType.BANK_HOLIDAY: "Bank holiday",
}

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

VAT: Mapping[VatTreatment, str] = {
    VatTreatment.EXEMPT: "No VAT is charged: the service is exempt",
    VatTreatment.STANDARD: "Prices include VAT at the standard rate",
    VatTreatment.ZERO: "Prices include VAT at 0%",
    VatTreatment.OUTSIDE: "No VAT is charged: the service is outside VAT",
}

BENCHMARKS: Mapping[BenchmarkCode, str] = {
    BenchmarkCode.COUNCIL_AVERAGE: "What councils pay on average",
    BenchmarkCode.COST_FLOOR: "What a worker costs by law",
    BenchmarkCode.MINIMUM_PRICE: "Lowest price the homecare trade recommends",
}

BANDS: Mapping[Band, str] = {
    Band.BELOW_FLOOR: "Below statutory employment cost",
    Band.BELOW_AVERAGE: "Below what councils pay on average",
    Band.AVERAGE_TO_MINIMUM: "Between what councils pay on average and the trade's minimum price",
    Band.AT_LEAST_MINIMUM: "At or above the trade's minimum price",
}

OFFER_STATES: Mapping[OfferState, str] = {
    OfferState.DRAFT: "Draft",
    OfferState.PUBLISHED: "Published",
    OfferState.WITHDRAWN: "Withdrawn",
}

ORDER_STATES: Mapping[OrderState, str] = {
    OrderState.PLACED: "Waiting for an answer",
    OrderState.ACCEPTED: "Accepted",
    OrderState.DECLINED: "Declined",
    OrderState.CANCELLED: "Cancelled",
    OrderState.ENDED: "Ended",
}

DECLINE_REASONS: Mapping[DeclineReason, str] = {
    DeclineReason.NO_WORKER: "We have nobody free at these times",
    DeclineReason.TIMES_NOT_POSSIBLE: "We cannot come at these times",
    DeclineReason.OUTSIDE_AREA: "The address is outside the areas we work in",
    DeclineReason.NEEDS_NOT_MET: "We cannot give the support that is needed",
    DeclineReason.OTHER: "Another reason: please ask us",
}

END_REASONS: Mapping[EndReason, str] = {
    EndReason.NO_LONGER_NEEDED: "I do not need it any more",
    EndReason.CHANGING_PROVIDER: "I am changing to another provider",
    EndReason.NOT_SATISFIED: "I am not happy with the service",
    EndReason.TOO_EXPENSIVE: "It costs too much",
    EndReason.OTHER: "Another reason",
}

MISSED_REASONS: Mapping[MissedReason, str] = {
    MissedReason.PROVIDER_COULD_NOT: "We could not come",
    MissedReason.PERSON_CANCELLED: "The person cancelled this visit",
    MissedReason.PERSON_AWAY: "The person was away, for example in hospital",
    MissedReason.PERSON_NOT_IN: "We came and nobody answered",
}

REVIEW_STATES: Mapping[ReviewState, str] = {
    ReviewState.SHOWN: "Everybody can read it",
    ReviewState.HIDDEN: "Hidden by a moderator",
    ReviewState.APPEALED: "Hidden, and another moderator is asked",
    ReviewState.KEPT_HIDDEN: "Hidden for good",
}

HIDE_REASONS: Mapping[HideReason, str] = {
    HideReason.PERSONAL_DETAILS: "It names somebody or says where they live",
    HideReason.OFFENSIVE: "It is insulting or threatening",
    HideReason.NOT_ABOUT_SERVICE: "It is not about the support that was bought",
    HideReason.NOT_GENUINE: "It was not written freely, or not by who it says",
    HideReason.ACCUSES_OF_CRIME: "It accuses somebody of a crime, which safeguarding looks into",
}

STARS: Mapping[int, str] = {
    5: "Very good",
    4: "Good",
    3: "Neither good nor bad",
    2: "Bad",
    1: "Very bad",
}

_PER: Mapping[Unit, str] = {
    Unit.HOUR: "an hour",
    Unit.VISIT: "a visit",
    Unit.DAY: "a day",
    Unit.WEEK: "a week",
    Unit.ITEM: "each",
}

_ONE_AND_MANY: Mapping[Unit, tuple[str, str]] = {
    Unit.HOUR: ("hour", "hours"),
    Unit.VISIT: ("visit", "visits"),
    Unit.DAY: ("day", "days"),
    Unit.WEEK: ("week", "weeks"),
    Unit.ITEM: ("item", "items"),
}

UNITS: Mapping[Unit, str] = {unit: words[0].capitalize() for unit, words in _ONE_AND_MANY.items()}


def per(*, unit: Unit) -> str:
    """What a price is for: an hour, a visit, each."""
    return _PER[unit]


def many(*, unit: Unit) -> str:
    """The plural of a unit: hours, visits."""
    return _ONE_AND_MANY[unit][1]


def number(*, value: Fraction) -> str:
    """Write an exact number as people do: 4, 1.5, or 1/3 where no short decimal is exact."""
    hundredths = value * 100
    if hundredths.denominator != 1:
        return str(value)
    whole, part = divmod(int(hundredths), 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def amount(*, quantity: Fraction, unit: Unit) -> str:
    """Write how much: 2 visits, 1 item; hours as hours and minutes."""
    if unit is Unit.HOUR:
        return hours(quantity=quantity)
    return count(quantity=quantity, unit=unit)


def count(*, quantity: Fraction, unit: Unit) -> str:
    """Write a number of units: 4 hours, 1.5 hours, 2 visits."""
    one, many = _ONE_AND_MANY[unit]
    return f"{number(value=quantity)} {one if quantity == 1 else many}"


def hours(*, quantity: Fraction) -> str:
    """Write hours: 45 minutes, 1 hour, 1 hour 30 minutes."""
    minutes = quantity * 60
    if minutes.denominator != 1:
        return f"{number(value=quantity)} hours"
    whole, rest = divmod(int(minutes), 60)
    parts = [f"{whole} hour{'' if whole == 1 else 's'}"] if whole else []
    parts += [f"{rest} minute{'' if rest == 1 else 's'}"] if rest else []
    return " ".join(parts) or "0 hours"


def clock(*, at: time) -> str:
    """Write a time of day: 9am, 2:30pm, midday, midnight."""
    if at == time(12):
        return "midday"
    if at == time(0):
        return "midnight"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at < time(12) else 'pm'}"


def weekdays(*, days: Iterable[int]) -> str:
    """Write days of the week: every day, Monday to Friday, Monday and Thursday."""
    chosen = sorted(days)
    if chosen == list(range(7)):
        return "every day"
    if len(chosen) > 2 and chosen == list(range(chosen[0], chosen[-1] + 1)):  # noqa: PLR2004
        return f"{WEEKDAYS[chosen[0]]} to {WEEKDAYS[chosen[-1]]}"
    return listed(words=[WEEKDAYS[day] for day in chosen])


def listed(*, words: Iterable[str]) -> str:
    """Write a list: a, b and c."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def pattern(*, line: Line, unit: Unit) -> str:
    """Write one visit: Monday and Thursday at 10am, 2 hours each time, 2 workers."""
    on = weekdays(days=line.weekdays)
    if unit is Unit.WEEK:
        return f"Every week, beginning on a {WEEKDAYS[min(line.weekdays)]}"
    parts = [f"{on[:1].upper()}{on[1:]} at {clock(at=line.starts_at)}"]
    if unit is Unit.DAY:
        parts = [f"{on[:1].upper()}{on[1:]}"]
    if unit in {Unit.HOUR, Unit.ITEM}:
        parts.append(f"{amount(quantity=line.quantity, unit=unit)} each time")
    if line.workers > 1:
        parts.append(workers(count=line.workers))
    return ", ".join(parts)


def days(*, number: int) -> str:
    """Write a number of days: 1 day, 7 days."""
    return f"{number} day{'' if number == 1 else 's'}"


def workers(*, count: int) -> str:
    """Write how many come: 1 worker, 2 workers."""
    return f"{count} worker{'' if count == 1 else 's'}"


def billed(*, at: time, service: str, ended: bool) -> str:
    """What a line of an invoice is for: a visit, or an order that ended early."""
    return f"{service}, ended with too little notice" if ended else f"{clock(at=at)}, {service}"


REFUSALS: Mapping[str, str] = {
    "NO_ORDER": "There is no such order of this person with you.",
    "BILLED_BEFORE": "This visit is on another invoice already.",
    "NOT_DELIVERED": "Nothing was recorded as delivered.",
    "PRICE_ABOVE_ORDER": "The price is higher than the one that was ordered.",
    "BILLED_ABOVE_DELIVERED": "More is billed than was delivered.",
    "ABOVE_ORDERED": "More was delivered than was ordered.",
    "NOTHING_BILLED": "The line bills nothing.",
    "FUND_CLOSED": "The fund has closed, and its money has moved on.",
    "NO_CHARGE": "Nothing was agreed about ending this order early, or it did not end early.",
    "CHARGED_BEFORE": "The same early end is on another invoice already.",
    "ABOVE_PUBLISHED": "More is asked for the early end than you published with the offer.",
    "CHARGE_LET_GO": "The early end was not billed in time, and nothing is kept for it any more.",
}

WHO_ACTS: Mapping[str, str] = {
    "PROVIDER": "You: put it right and bill it again.",
    "BUDGET_HOLDER": "The person who ordered: ask them to order more.",
    "AUTHORITY": "The council: it settles this visit from the next fund of this person.",
}

LINE_STATES: Mapping[str, str] = {
    "WAITING": "Waiting for the person",
    "APPROVED": "Approved",
    "HELD": "Approved, payment waits",
    "QUERIED": "Queried",
    "REFUSED": "Refused",
    "CREDITED": "Taken back",
}
