"""What is wrong with a form, at which field, and how to put it right."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.rules import orders, versions

OrderProblem = orders.Problem
VersionProblem = versions.Problem

ORDER: Mapping[OrderProblem, tuple[str, str]] = {
    OrderProblem.NO_LINES: ("", "Say on which days somebody should come"),
    OrderProblem.GRADE_NOT_OFFERED: ("grade", "Choose one of the workers this provider offers"),
    OrderProblem.STARTS_IN_THE_PAST: ("starts_on", "The first day must be today or later"),
    OrderProblem.STARTS_TOO_FAR_AHEAD: ("starts_on", "The first day must be within a year"),
    OrderProblem.ENDS_BEFORE_START: ("ends_on", "The last day must not be before the first day"),
    OrderProblem.DAYS_MISSING: ("weekdays", "Choose at least one day"),
    OrderProblem.DAY_NOT_OFFERED: ("weekdays", "Choose only days on which this is offered"),
    OrderProblem.TIME_NOT_OFFERED: (
        "starts_at",
        "The visit must begin and end within the hours this is offered",
    ),
    OrderProblem.QUANTITY_WRONG: ("quantity", "Enter more than 0 and at most a whole day"),
    OrderProblem.QUANTITY_NOT_WHOLE: (
        "quantity",
        "Enter hours in steps of 5 minutes, such as 0.75 or 1.5; other things in whole numbers",
    ),
    OrderProblem.WORKERS_WRONG: ("workers", "Choose 1 to 4 workers"),
    OrderProblem.SAME_TIME_TWICE: (
        "",
        "Two of the visits begin at the same time on the same day: choose other times",
    ),
    OrderProblem.NO_VISIT_BEFORE_END: (
        "weekdays",
        "None of these days comes between the first and the last day",
    ),
    OrderProblem.ONE_DAY_FOR_A_WEEK: ("weekdays", "Choose the one day on which the week begins"),
}

VERSION: Mapping[VersionProblem, tuple[str, str]] = {
    VersionProblem.TITLE_MISSING: ("title", "Enter a title"),
    VersionProblem.INCLUDED_MISSING: ("included", "Say what is included"),
    VersionProblem.AREAS_MISSING: ("areas", "Choose at least one area"),
    VersionProblem.DAYS_MISSING: ("weekdays", "Choose at least one day"),
    VersionProblem.TIMES_WRONG: (
        "opens_at",
        "Enter both times, the first before the second, or leave both empty",
    ),
    VersionProblem.PRICES_MISSING: ("", "Enter at least one price"),
    VersionProblem.PRICES_INCOMPLETE: (
        "",
        "Enter a price for bank holidays and for every kind of day on which you offer this",
    ),
    VersionProblem.PRICE_NOT_POSITIVE: ("", "Each price must be more than £0.00"),
    VersionProblem.PRICE_TOO_HIGH: ("", "A price must be at most £10,000.00"),
    VersionProblem.GRADES_MIXED: (
        "",
        "Enter either one price whoever comes, or prices by who comes, not both",
    ),
    VersionProblem.NOTICE_WRONG: ("notice_days", "Notice must be 0 to 28 days"),
    VersionProblem.CANCELLATION_AMOUNT_MISSING: (
        "cancellation_pence",
        "Enter the amount you charge for short notice",
    ),
    VersionProblem.CANCELLATION_DAYS_MISSING: (
        "cancellation_days",
        "Enter how many days you charge for short notice",
    ),
    VersionProblem.CANCELLATION_DAYS_TOO_MANY: (
        "cancellation_days",
        "You cannot charge more days than the notice you ask for",
    ),
    VersionProblem.VAT_REASON_MISSING: ("vat_reason", "Say why no VAT or 0% VAT is charged"),
    VersionProblem.STARTS_IN_THE_PAST: ("starts_on", "The first day must be today or later"),
    VersionProblem.RISE_TOO_SOON: (
        "starts_on",
        "A higher price needs 28 days of notice: choose a later first day",
    ),
}
