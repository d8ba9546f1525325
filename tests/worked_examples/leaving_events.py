"""Notice and closing in a scenario."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid5

from accounts.enums import Role
from isf.enums import ClosingPlace, DeploymentKind, NoticeParty
from isf.models import Fund
from isf.operations import closing_places, closings, deaths, notices, part_moves
from tests.worked_examples.cast import SPACE, Cast, Event, day_of


class LeavingEvents(Cast):
    """Events on the way out of a fund."""

    def on_give_notice(self, event: Event, *, on: date, at: datetime) -> None:
        party, fund = NoticeParty(event["by"]), self.funds[event["fund"]]
        received_on = day_of(event.get("received", event["on"]))
        last_day = event.get("last_day")
        if received_on != on:
            by = self.staff(Role.CARE_MANAGER)
        elif party is NoticeParty.PERSON:
            by = self.holder_of_budget(fund.person)
        else:
            by = self.provider(fund.holder.name) if fund.holder else self.council
        notices.give(
            fund_id=fund.pk,
            said=notices.Said(
                reference=uuid5(SPACE, f"notice {event}"),
                party=party,
                received_on=received_on,
                last_day=day_of(last_day) if last_day else None,
            ),
            by=by,
            at=at,
            on=on,
        )

    def on_death(self, event: Event, *, on: date, at: datetime) -> None:
        deaths.record(
            person_id=self.person(event.get("person", "P1")).pk,
            said=deaths.Said(reference=uuid5(SPACE, f"death {event}"), day=day_of(event["day"])),
            by=self.staff(Role.CARE_MANAGER),
            at=at,
            on=on,
        )

    def on_move_part(self, event: Event, *, on: date, at: datetime) -> None:
        fund, target = self.funds[event["fund"]], self.funds[event["to"]]
        part_moves.move(
            fund_id=fund.pk,
            wish=part_moves.Wish(
                reference=uuid5(SPACE, event["ref"]),
                target=target.reference,
                weekly_pence={
                    self.funds[name].reference: pence for name, pence in event["weekly"].items()
                },
                pence=event["pence"],
                starts_on=day_of(event["from"]),
            ),
            by=self.council,
            at=at,
            on=on,
        )

    def on_close_step(self, event: Event, *, on: date, at: datetime) -> None:
        fund = self.funds[event["fund"]]
        if event["step"] == 1 and "to" in event:
            to_council = event["to"] == "COUNCIL"
            closing_places.choose(
                fund_id=fund.pk,
                place=ClosingPlace.COUNCIL if to_council else ClosingPlace.FUND,
                target=None if to_council else self.funds[event["to"]].reference,
                reference=uuid5(SPACE, f"to {event}"),
                by=self.holder_of_budget(fund.person),
                at=at,
            )
        step = closings.begin if event["step"] == 1 else closings.finish
        step(fund_id=fund.pk, by=self.finance, at=at, on=on)
        for managed in Fund.objects.filter(kind=DeploymentKind.MANAGED):
            name = next(key for key, one in self.people.items() if one.pk == managed.person_id)
            if managed not in self.funds.values():
                self.funds[f"MANAGED-{name}"] = managed
