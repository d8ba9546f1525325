"""Replays a scenario, event by event, through the same operations the pages use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from isf.operations import (
    policies,
)
from isf.queries.policies import get_policy
from tests.worked_examples.cast import SPACE, Event, day_of
from tests.worked_examples.council_events import CouncilEvents
from tests.worked_examples.market_events import MarketEvents

__all__ = ["SPACE", "Event", "Life"]


class Life(CouncilEvents, MarketEvents):
    """One fund's short life."""

    def replay(self, event: Event) -> None:
        """Run one event; a refusal is noted with its rule, anything else goes through."""
        on = day_of(event["on"])
        at = datetime.combine(on, time(12), tzinfo=UTC)
        if not self.started:
            numbers = policies.Numbers(**self.policy)
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
        except Exception as refusal:
            if not hasattr(refusal, "rule"):
                raise
            self.refusals.append({"on": event["on"], "rule": refusal.rule, "fact": refusal})

    def on_statement(self, event: Event, *, on: date, at: datetime) -> None:
        """Statements are compared by the test."""

    def on_budget_view(self, event: Event, *, on: date, at: datetime) -> None:
        """Views are compared by the test."""

    def on_day(self, event: Event, *, on: date, at: datetime) -> None:
        """A day passes."""

    def policy_on(self, on: date) -> Any:
        return get_policy(authority_id=self.authority.pk, on=on)
