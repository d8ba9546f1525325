"""How to try the operations about what a person contributes, and shares, on what is Rosa's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from isf.enums import ContributionMode
from isf.operations import contribution_weeks, contributions, shared_bills, uprating
from isf.rules.contributions import Contribution
from isf.rules.uprating import Terms, Uplift
from tests.factories.money import bought
from tests.who_may.life import TODAY
from tests.who_may.world import World

RISE = Terms(starts_on=TODAY, budget=Uplift(rate_bp=300), contribution=Uplift())


def shared_bill(world: World) -> Mapping[str, Any]:
    parts = world.own.shared.parts.all()
    return {
        "fund_ids": [part.fund_id for part in parts],
        "bought": bought(1000, approved_by_id=None),
        "reference": uuid4(),
    }


TRIED: Mapping[Callable[..., Any], Callable[[World], Mapping[str, Any]]] = {
    contributions.agree: lambda w: {
        "fund_id": w.own.fund.pk,
        "wanted": Contribution(starts_on=TODAY, weekly_pence=1_000, mode=ContributionMode.GROSS),
    },
    contributions.receive: lambda w: {
        "fund_id": w.own.fund.pk,
        "paid": contributions.Paid(reference=uuid4(), pence=100, mode=ContributionMode.NET),
    },
    contributions.take_out: lambda w: {
        "fund_id": w.own.fund.pk,
        "payment": w.own.contributed,
    },
    shared_bills.ask: shared_bill,
    shared_bills.try_out: shared_bill,
    uprating.uprate: lambda w: {
        "authority_id": w.own.borough.authority.pk,
        "terms": RISE,
    },
    uprating.uprate_one: lambda w: {
        "budget_id": w.own.fund.deployment.budget_id,
        "terms": RISE,
    },
    contribution_weeks.settle: lambda w: {"fund_id": w.own.fund.pk},
}
