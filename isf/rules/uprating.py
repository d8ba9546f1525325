"""Raising budgets and contributions of many people alike: each one's new amounts, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from accounts.rules.registry import rule
from isf.enums import LeftOut
from isf.rules.amounts import round_half_up, split
from isf.rules.contributions import Contribution, in_force
from isf.rules.entitlement import Rate, Term, as_agreed, rate_on, weekly_on

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Uplift:
    """How a weekly amount rises: by a share in basis points, or by whole pence."""

    rate_bp: int = 0
    weekly_pence: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether amounts stay as they are."""
        return not self.rate_bp and not self.weekly_pence

    def of(self, weekly_pence: int) -> int:
        """The amount afterwards. Units: whole pence a week. Rounding: half up, once."""
        share = Fraction(weekly_pence * (WHOLE_BP + self.rate_bp), WHOLE_BP)
        return round_half_up(share) + self.weekly_pence


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """From which day budgets rise and by how much, and contributions by how much."""

    starts_on: date
    budget: Uplift
    contribution: Uplift


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One part of a budget: its life, whether its fund is open, what is contributed to it."""

    deployment_id: int
    term: Term
    is_open: bool
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRise:
    """One part before and after, and its contribution if that rises; whole pence a week."""

    deployment_id: int
    before_pence: int
    pence: int
    contributed_pence: int = 0
    contribution: Contribution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """A budget before and after, with its parts; whole pence a week."""

    before_pence: int
    pence: int
    parts: tuple[PartRise, ...]

    @property
    def figures(self) -> str:
        """Every amount that would hold afterwards, to know again what somebody saw."""
        contributed = [
            one.contribution.weekly_pence if one.contribution else "" for one in self.parts
        ]
        shares = [one.pence for one in self.parts]
        return "-".join(str(amount) for amount in (self.pence, *shares, *contributed))


@rule("ISF-RES-3", "Budgets are raised together only where nothing else was agreed from that day.")
def find_reason(
    *, budget: Sequence[Rate], parts: Sequence[Known], died_on: date | None, terms: Terms
) -> LeftOut | None:
    """Why a budget is left out, None where it rises.

    What was agreed from that day or a later one is not overwritten, and a fund that ends is for
    somebody to look at. Contributions alone overwrite no budget, so they rise after budgets too.
    Source: ISF-RES-3, ISF-FUN-4, ISF-LIF-2.
    """
    starts_on = terms.starts_on
    lasting = [part for part in parts if _lasts_to(part.term, starts_on)]
    if died_on is not None:
        return LeftOut.DIED
    if not rate_on(rates=budget, day=starts_on):
        return LeftOut.NOTHING
    agreed = [*budget, *(rate for part in lasting for rate in part.term.rates)]
    if not terms.budget.is_nothing and any(rate.starts_on >= starts_on for rate in agreed):
        return LeftOut.CHANGED
    if any(not part.is_open or part.term.ends_on is not None for part in lasting):
        return LeftOut.ENDING
    known = [one for part in lasting for one in part.contributions]
    if not terms.contribution.is_nothing and any(one.starts_on >= starts_on for one in known):
        return LeftOut.CONTRIBUTION
    planned = rise(budget=budget, parts=parts, terms=terms)
    rises = planned.pence != planned.before_pence or any(one.contribution for one in planned.parts)
    return None if rises else LeftOut.SAME


@rule("ISF-RES-3", "A raised budget is shared by its parts as before, to the penny, never beyond.")
def rise(*, budget: Sequence[Rate], parts: Sequence[Known], terms: Terms) -> Rise:
    """The new amounts of a budget and of its parts on the day it rises.

    What was not agreed keeps its share, so parts never exceed the budget. Units: whole pence a
    week. Rounding: the budget half up, its parts by largest remainders. Source: ISF-RES-3.
    """
    day = terms.starts_on
    lasting = [part for part in parts if _lasts_to(part.term, day)]
    before = rate_on(rates=budget, day=day)
    pence = terms.budget.of(before)
    rates = [weekly_on(term=as_agreed(term=part.term), day=day) for part in lasting]
    shares = split(total_pence=pence, weights=[*rates, before - sum(rates)])
    return Rise(
        before_pence=before,
        pence=pence,
        parts=tuple(
            _part(known, rate, share, terms)
            for known, rate, share in zip(lasting, rates, shares, strict=False)
        ),
    )


def _part(known: Known, before_pence: int, pence: int, terms: Terms) -> PartRise:
    """One part; a contribution rises only where one is paid."""
    now = in_force(contributions=known.contributions, day=terms.starts_on)
    paid = 0 if now is None else now.weekly_pence
    wanted = terms.contribution.of(paid)
    rises = now is not None and paid > 0 and wanted != paid
    return PartRise(
        deployment_id=known.deployment_id,
        before_pence=before_pence,
        pence=pence,
        contributed_pence=paid,
        contribution=Contribution(starts_on=terms.starts_on, weekly_pence=wanted, mode=now.mode)
        if rises and now is not None
        else None,
    )


def _lasts_to(term: Term, day: date) -> bool:
    return term.ends_on is None or term.ends_on >= day
