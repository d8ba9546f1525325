"""What the marketplace asks of funds: what they hold, are worth a week, and who holds them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction

from accounts.enums import Scope
from accounts.permissions import Actor, can_acts_for
from isf import api
from marketplace.rules.compliance_money import Billing, Held


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyEffect:
    """What so much a week would cost, and what the week's money would leave; whole pence."""

    cost_pence: int
    left_pence: int
    fits: bool


def list_funds(*, by: Actor, on: date) -> tuple[api.FundSummary, ...]:
    """The funds of the person the actor acts for now; none for who may not see them."""
    if by.person_id is None or not can_acts_for(by=by, person_id=by.person_id, scope=Scope.SEE):
        return ()
    return tuple(api.list_funds(by=by, person_id=by.person_id, on=on))


def list_saved(*, by: Actor) -> tuple[api.SavedMoney, ...]:
    """What the person the actor acts for has saved for purposes; none for who may not see it."""
    if by.person_id is None or not can_acts_for(by=by, person_id=by.person_id, scope=Scope.SEE):
        return ()
    return tuple(api.list_saved(by=by, person_id=by.person_id))


def weekly_effect(*, fund: api.FundSummary, price_pence: int, quantity: Fraction) -> WeeklyEffect:
    """What buying so many units a week would leave of this fund's week.

    Units: whole pence. Rounding: half up, once. Source: ISF-BIL-8.
    """
    cost = api.visit_amount(price_pence=price_pence, quantity=quantity)
    left = fund.weekly_pence - fund.fee_weekly_pence - fund.promised_weekly_pence - cost
    return WeeklyEffect(cost_pence=cost, left_pence=left, fits=left >= 0)


def provider_figures(
    *, by: Actor, authority_id: int, providers: Collection[int], on: date
) -> Mapping[int, tuple[Held, Billing]]:
    """What providers hold and bill for a council, by organisation, in values without names.

    Units: whole pence. Raises NotAllowed. Source: ISF-FEE-6, ISF-BIL-2.
    """
    found = api.provider_figures(by=by, authority_id=authority_id, providers=providers, on=on)
    return {
        one: (Held(**asdict(figures.holder)), Billing(**asdict(figures.bills)))
        for one, figures in found.items()
    }
