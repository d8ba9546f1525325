"""How the money of a fund carried from week to week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.rules.calendar import week_of
from accounts.rules.registry import rule
from isf.models import Fund
from isf.queries.balances import fund_posted_on
from isf.queries.statements import list_days
from isf.rules.entitlement import ONE_DAY
from isf.rules.promises import ONE_WEEK

WEEKS_SHOWN = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What was in a fund when a week ended, and so at the start of the next, in whole pence."""

    monday: date
    pence: int


@rule("ISF-ROL-1", "What is not spent stays, and carries into the next week by itself.")
def list_weeks(*, fund: Fund, on: date) -> list[Carried]:
    """The weeks of a fund that are over, the last half year of them, oldest first.

    A week is Monday to Sunday. Units: whole pence, by counting day. Source: ISF-ROL-1, ISF-LED-6.
    """
    this = week_of(day=on)
    began = week_of(day=fund.deployment.starts_on)
    first, last = max(began, this - WEEKS_SHOWN * ONE_WEEK), this - ONE_DAY
    if first > last:
        return []
    opening = fund_posted_on(fund=fund, day=first - ONE_DAY)
    days = {
        day.day: day.pence
        for day in list_days(fund=fund, first_on=first, last_on=last, opening_pence=opening)
    }
    mondays = [first + number * ONE_WEEK for number in range((this - first).days // ONE_WEEK.days)]
    return [Carried(monday=monday, pence=days[monday + ONE_WEEK - ONE_DAY]) for monday in mondays]
