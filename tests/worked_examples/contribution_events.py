"""What a person contributes in a scenario: agreed, received, due by week."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid5

from isf.enums import ContributionMode
from isf.models import ContributionWeek
from isf.operations import contribution_weeks, contributions
from isf.queries.contributions import owed_by_mode
from isf.rules.contributions import Contribution
from tests.worked_examples.cast import SPACE, Cast, Event, day_of


class ContributionEvents(Cast):
    """Events about a person's contribution."""

    def on_set_contribution(self, event: Event, *, on: date, at: datetime) -> None:
        """Named with an event of its own, or with the fund it is opened with."""
        agreed = event["contribution"]
        contributions.agree(
            fund_id=self.funds[event["fund"]].pk,
            wanted=Contribution(
                starts_on=day_of(event.get("from", event["on"])),
                weekly_pence=agreed["weekly_pence"],
                mode=ContributionMode(agreed["mode"]),
            ),
            by=self.council,
            at=at,
            on=on,
        )

    def on_contribution_received(self, event: Event, *, on: date, at: datetime) -> None:
        contributions.receive(
            fund_id=self.funds[event["fund"]].pk,
            paid=contributions.Paid(
                reference=uuid5(SPACE, event.get("key", f"paid {event}")),
                pence=event["pence"],
                mode=ContributionMode.NET,
            ),
            by=self.finance,
            at=at,
            on=on,
        )

    def on_contribution_week(self, event: Event, *, on: date, at: datetime) -> None:
        """The week is settled by the run of that day, with those before it."""
        fund = self.funds[event["fund"]]
        contribution_weeks.settle(fund_id=fund.pk, by=self.finance, at=at, on=on)
        week = ContributionWeek.objects.get(fund=fund, monday=day_of(event["monday"]))
        owed = owed_by_mode(fund=fund).values()
        self.views.setdefault("contributions", []).append(
            {
                "fund": event["fund"],
                "week": event["monday"],
                "assessed": week.agreed_pence,
                "care_delivered": week.care_pence,
                "due": week.due_pence,
                "arrears": sum(one.arrears_pence for one in owed),
            }
        )
