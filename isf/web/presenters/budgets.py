"""Budgets as pages show them: what was agreed, how it is taken, and what is still free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import Person
from accounts.permissions import Actor
from accounts.web.presenters import wording as words_for
from isf.enums import FundState
from isf.queries.budgets import BudgetDetail, Part
from isf.rules.contributions import Contribution
from isf.rules.entitlement import Rate
from isf.web.presenters import contributions, deaths, wording
from isf.web.presenters.funds import title


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was agreed from a day; whole pence a week. Of one day the newest counts."""

    starts_on: date
    weekly_pence: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One part of a budget."""

    title: str
    days: str
    weekly_pence: int
    contribution: str
    fund: UUID
    agreement: UUID
    is_over: bool
    state: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """What the budget looks like from a day on, each part by its title; whole pence a week."""

    day: date
    budget_pence: int
    parts: tuple[tuple[str, int], ...]
    unallocated_pence: int
    mixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page of one budget."""

    reference: UUID
    who: str
    person: UUID
    authority: str
    heading: str
    meaning: str
    versions: tuple[Version, ...]
    parts: tuple[PartLine, ...]
    columns: tuple[str, ...]
    days: tuple[DayLine, ...]
    is_mixed: bool
    may_change: bool
    may_agree: bool
    may_move: bool
    died: str
    may_record_death: bool
    may_correct_death: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A person found, and the budget they have already, if any."""

    name: str
    postcode: str
    reference: UUID
    budget: UUID | None


def found(*, people: Iterable[Person], budgets: Mapping[int, UUID]) -> tuple[Found, ...]:
    """The people to choose from."""
    return tuple(
        Found(
            name=person.full_name,
            postcode=person.postcode,
            reference=person.reference,
            budget=budgets.get(person.pk),
        )
        for person in people
    )


def page(*, detail: BudgetDetail, by: Actor) -> Page:
    """The page of a budget, as one reader sees it."""
    budget = detail.budget
    is_own = (
        by.person_id == budget.person_id
        and by.representative_id is None
        and by.organisation_id is None
    )
    who = "" if is_own else budget.person.full_name
    is_alive = budget.person.died_on is None
    may_add = detail.may_change and is_alive
    live = [place for place, part in enumerate(detail.parts) if not part.is_over]
    return Page(
        reference=budget.reference,
        who=who,
        person=budget.person.reference,
        authority=budget.authority.name,
        heading="Your budget" if is_own else f"Budget of {who}",
        meaning=_meaning(detail) if is_alive else "This budget has ended.",
        versions=_versions(detail.rates),
        parts=tuple(
            _part(part, detail.contributions.get(part.deployment_id)) for part in detail.parts
        ),
        columns=tuple(title(detail.parts[place].fund) for place in live),
        days=tuple(
            DayLine(
                day=row.day,
                budget_pence=row.view.budget_pence,
                parts=tuple((title(detail.parts[place].fund), row.parts[place]) for place in live),
                unallocated_pence=row.view.unallocated_pence,
                mixed=row.view.mixed,
            )
            for row in (detail.days if is_alive else ())
        ),
        is_mixed=any(row.view.mixed for row in detail.days),
        may_change=may_add,
        may_agree=may_add and detail.free is not None,
        may_move=may_add and _is_movable(detail),
        died=deaths.notice(person=budget.person, until=None),
        may_record_death=may_add,
        may_correct_death=detail.may_change and not may_add,
    )


def _is_movable(detail: BudgetDetail) -> bool:
    """Whether there are two funds, so that money can go from one to the other."""
    return sum(part.fund.state == FundState.OPEN for part in detail.parts) > 1


def _versions(rates: Sequence[Rate]) -> tuple[Version, ...]:
    """The newest first; where a day has several, each says whether it counts."""
    of_day = Counter(rate.starts_on for rate in rates)
    newest = {rate.starts_on: place for place, rate in enumerate(rates)}
    return tuple(
        Version(
            starts_on=rate.starts_on,
            weekly_pence=rate.weekly_pence,
            note=""
            if of_day[rate.starts_on] == 1
            else "This is the one that counts"
            if newest[rate.starts_on] == place
            else "Replaced by a newer one from the same day",
        )
        for place, rate in reversed(list(enumerate(rates)))
    )


def _part(part: Part, contribution: Contribution | None) -> PartLine:
    return PartLine(
        title=title(part.fund),
        days=words_for.days(starts_on=part.term.starts_on, ends_on=part.term.ends_on),
        weekly_pence=part.weekly_pence,
        contribution=contributions.in_budget(contribution=contribution, fund=part.fund),
        fund=part.fund.reference,
        agreement=part.fund.agreement.reference,
        is_over=part.is_over,
        state=wording.FUND_STATES[part.fund.state],
        colour=wording.FUND_COLOURS[part.fund.state],
    )


def _meaning(detail: BudgetDetail) -> str:
    """What the budget is now, in one sentence."""
    now = detail.days[0].view
    if not now.budget_pence:
        coming = next((row for row in detail.days if row.view.budget_pence), None)
        if coming is None:
            return "There is no money in this budget."
        weekly = words_for.pounds(pence=coming.view.budget_pence)
        return f"The budget is {weekly} a week from {words_for.day(on=coming.day)}."
    weekly = words_for.pounds(pence=now.budget_pence)
    if not now.unallocated_pence:
        return f"The budget is {weekly} a week, and how all of it is taken is agreed."
    free = words_for.pounds(pence=now.unallocated_pence)
    return f"The budget is {weekly} a week. How {free} of it is taken is not agreed yet."
