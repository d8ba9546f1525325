"""Replays a scenario, event by event, through the same operations the pages use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from isf.enums import Term
from isf.ledger.entries import TERMS
from isf.models import PersonalBudget
from isf.operations import (
    policies,
)
from isf.queries import budgets, statements
from isf.queries.balances import fund_posted_on
from isf.queries.fee_positions import get_position
from isf.queries.policies import get_policy
from isf.rules.entitlement import ONE_DAY
from tests.factories.policies import usual_numbers
from tests.worked_examples.cast import SPACE, Event, day_of
from tests.worked_examples.contribution_events import ContributionEvents
from tests.worked_examples.council_events import CouncilEvents
from tests.worked_examples.leaving_events import LeavingEvents
from tests.worked_examples.market_events import MarketEvents

__all__ = ["SPACE", "Event", "Life"]


class Life(CouncilEvents, ContributionEvents, LeavingEvents, MarketEvents):
    """One fund's short life."""

    def replay(self, event: Event) -> None:
        """Run one event; a refusal is noted with its rule, anything else goes through."""
        on = day_of(event["on"])
        at = datetime.combine(on, time(12), tzinfo=UTC)
        if not self.started:
            numbers = usual_numbers(**self.policy)
            policies.publish(
                authority_id=self.authority.pk,
                starts_on=on,
                numbers=numbers,
                by=self.council,
                at=at,
                on=on,
            )
            self.started = True
        handler: Callable[..., None] = getattr(self, f"on_{event['do']}")
        try:
            handler(event, on=on, at=at)
            if event["do"] == "open_fund" and "contribution" in event:
                self.on_set_contribution(event, on=on, at=at)
        except Exception as refusal:
            if not hasattr(refusal, "rule"):
                raise
            self.refusals.append({"on": event["on"], "rule": refusal.rule, "fact": refusal})

    def on_statement(self, event: Event, *, on: date, at: datetime) -> None:
        fund = self.funds[event["fund"]]
        first, last = day_of(event["from"]), day_of(event["to"])
        terms = statements.sum_terms(fund=fund, first_on=first, last_on=last)
        fee = get_position(fund=fund, on=last)
        paid = [
            part
            for part in statements.list_parts(fund=fund, first_on=first, last_on=last)
            if TERMS[part.kind] is Term.OUT and not statements.is_fee(part)
        ]
        opening = fund_posted_on(fund=fund, day=first - ONE_DAY)
        self.views[f"{event['fund']} {event['from']} {event['to']}"] = {
            "opening": opening,
            "in": terms[Term.IN],
            "out": terms[Term.OUT],
            "transfers": terms[Term.TRANSFERS],
            "returns": terms[Term.RETURNS],
            "closing": fund_posted_on(fund=fund, day=last),
            "fee": {
                "charged_to_date": fee.charged_pence,
                "owed": fee.owed_pence,
                "headroom_soft_cap": fee.soft_room_pence,
                "headroom_hard_cap": fee.hard_room_pence,
            },
            "paid_to_providers": sum(part.pence for part in paid),
            "of_it_to_the_holder": sum(
                part.pence for part in paid if part.organisation_id == fund.holder_id
            ),
        }

    def on_budget_view(self, event: Event, *, on: date, at: datetime) -> None:
        name = event.get("person", "P1")
        budget = PersonalBudget.objects.get(person=self.person(name))
        detail = budgets.get(by=self.council, reference=budget.reference, on=day_of(event["day"]))
        view = detail.days[0].view
        self.views[f"budget {name} {event['day']}"] = {
            "budget": view.budget_pence,
            "deployed": view.deployed_pence,
            "unallocated": view.unallocated_pence,
            "mixed": view.mixed,
        }

    def on_day(self, event: Event, *, on: date, at: datetime) -> None:
        """A day passes."""

    def policy_on(self, on: date) -> Any:
        return get_policy(authority_id=self.authority.pk, on=on)
