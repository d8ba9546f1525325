"""What people contribute, in tests: agreed, paid, settled."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from accounts.permissions import Actor
from isf.enums import ContributionMode
from isf.models import ContributionVersion, Fund
from isf.operations import contribution_weeks, contributions
from isf.rules.contributions import Contribution
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, noon

NET, GROSS = ContributionMode.NET, ContributionMode.GROSS


def agreed(
    fund: Fund,
    mode: ContributionMode,
    *,
    by: Actor,
    weekly_pence: int = 4_000,
    starts_on: date = MONDAY,
    on: date = MONDAY,
) -> ContributionVersion:
    """What a person contributes each week to one fund."""
    wanted = Contribution(starts_on=starts_on, weekly_pence=weekly_pence, mode=mode)
    return contributions.agree(fund_id=fund.pk, wanted=wanted, by=by, at=noon(on), on=on)


def paid(
    fund: Fund,
    pence: int,
    *,
    by: Actor,
    mode: ContributionMode = NET,
    on: date = MONDAY,
    reference: UUID | None = None,
) -> contributions.Received:
    """Money the person paid, to the fund or to the council."""
    said = contributions.Paid(reference=reference or uuid4(), pence=pence, mode=mode)
    return contributions.receive(fund_id=fund.pk, paid=said, by=by, at=noon(on), on=on)


def settled(fund: Fund, *, by: Actor, on: date) -> contribution_weeks.Settled:
    """The weeks that are over by a day."""
    return contribution_weeks.settle(fund_id=fund.pk, by=by, at=noon(on), on=on)


def begun(mode: ContributionMode = NET, **more: Any) -> tuple[Borough, Fund]:
    """480.00 a week without a fee, 40.00 of it contributed, four weeks paid in."""
    borough = Borough()
    fund = borough.open_fund(rate_bp=0)
    agreed(fund, mode, by=borough.care_manager, **more)
    borough.pay(fund)
    return borough, fund
