"""What a council does in a scenario: budgets, funds, allocations, fees, corrections."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4, uuid5

from accounts.enums import Role
from isf.enums import DeploymentKind, NoticeKind
from isf.models import Case, PersonalBudget, Recovery
from isf.models.journal import JournalEntry
from isf.operations import (
    absences,
    agreements,
    allocations,
    budgets,
    fee_approvals,
    fees,
    grants,
    reversals,
    safeguards,
    topups,
)
from isf.rules.absences import Stay
from isf.rules.fees import FeeVersion
from isf.rules.schedule import Period
from isf.rules.tied_parts import Part
from tests.factories import accounts as make
from tests.factories import surplus
from tests.worked_examples.cast import SPACE, Cast, Event, day_of


def notice_of(text: str) -> tuple[NoticeKind, int]:
    """Notice as a scenario writes it: a number of days, or by the month."""
    if text == "month":
        return NoticeKind.MONTH, 28
    return NoticeKind.DAYS, int(text.removesuffix(" days"))


class CouncilEvents(Cast):
    """Events that the council records."""

    def on_set_budget(self, event: Event, *, on: date, at: datetime) -> None:
        rates = {
            self.funds[name].deployment_id: weekly
            for name, weekly in event.get("deployments", {}).items()
        }
        budgets.record(
            person_id=self.person(event.get("person", "P1")).pk,
            authority_id=self.authority.pk,
            weekly_pence=event["weekly_pence"],
            starts_on=on,
            rates=rates,
            by=self.council,
            at=at,
            on=on,
        )

    def on_open_fund(self, event: Event, *, on: date, at: datetime) -> None:
        kind = DeploymentKind(event["kind"])
        starts_on = day_of(event.get("start", event["on"]))
        person = self.person(event.get("person", "P1"))
        fee = event.get("fee")
        approval = event.get("approval")
        direct = kind is DeploymentKind.DIRECT_PAYMENT
        self.funds[event["fund"]] = agreements.agree(
            budget_id=self.budget_of(person),
            kind=kind,
            holder_id=None if direct else self.organisation(event["holder"]).pk,
            weekly_pence=event["weekly_pence"],
            starts_on=starts_on,
            fee=FeeVersion(starts_on=starts_on, **fee) if fee else None,
            approved=fee_approvals.Approved(
                starts_on=day_of(approval["from"]), reason="agreed", by=self.approver
            )
            if approval
            else None,
            notice=notice_of(event.get("notice", "28 days")),
            parts=[
                Part(code=name, name=name, share_bp=int(Decimal(share) * 10_000))
                for name, share in event.get("purposes", {}).items()
            ],
            by=self.council,
            at=at,
            on=on,
        )

    def budget_of(self, person: Any) -> int:
        return PersonalBudget.objects.get(person=person).pk

    def on_new_agreement_version(self, event: Event, *, on: date, at: datetime) -> None:
        agreements.change_fee(
            fund_id=self.funds[event["fund"]].pk,
            fee=FeeVersion(starts_on=day_of(event["from"]), **event["fee"]),
            by=self.council,
            at=at,
            on=on,
        )

    def on_pay_allocation(self, event: Event, *, on: date, at: datetime) -> None:
        allocations.pay(
            fund_id=self.funds[event["fund"]].pk,
            period=Period(first_on=day_of(event["from"]), last_on=day_of(event["to"])),
            by=self.finance,
            at=at,
            on=on,
        )

    def on_charge_fee(self, event: Event, *, on: date, at: datetime) -> None:
        fees.charge(
            fund_id=self.funds[event["fund"]].pk,
            month=day_of(f"{event['month']}-01"),
            by=self.finance,
            at=at,
            on=on,
        )

    def on_absence(self, event: Event, *, on: date, at: datetime) -> None:
        returned = event.get("returned")
        absences.record(
            budget_id=self.budget_of(self.person(event.get("person", "P1"))),
            reference=uuid4(),
            stay=Stay(
                first_on=day_of(event["first_day"]),
                returned_on=day_of(returned) if returned else None,
            ),
            by=self.staff(Role.CARE_MANAGER),
            at=at,
            on=on,
        )

    def on_hold(self, event: Event, *, on: date, at: datetime) -> None:
        self.holds[event["id"]] = safeguards.put(
            authority_id=self.authority.pk,
            reference=uuid4(),
            target=self.held(event),
            reason="a concern",
            by=self.staff(Role.SAFEGUARDING_LEAD),
            at=at,
            on=on,
        )

    def held(self, event: Event) -> safeguards.Target:
        name = event["id"]
        if event["scope"] == "provider":
            return safeguards.Target(provider_id=self.organisation(name).pk)
        if event["scope"] == "fund":
            return safeguards.Target(fund_id=self.funds[name].pk)
        return safeguards.Target(person_id=self.person(name).pk)

    def on_lift(self, event: Event, *, on: date, at: datetime) -> None:
        role = event["by_role"]
        by = (
            make.actor_with_role(next(iter(self.funds.values())).holder, Role.PROVIDER_OWNER)
            if role == "holder"
            else self.staff(Role(role.upper()))
        )
        safeguards.lift(
            hold_id=self.holds[event["id"]].pk, reason=event.get("reason", ""), by=by, at=at, on=on
        )

    def on_grant(self, event: Event, *, on: date, at: datetime) -> None:
        grants.pay(
            fund_id=self.funds[event["fund"]].pk,
            pence=event["pence"],
            key=event.get("key", f"grant-{event['on']}"),
            by=self.finance,
            at=at,
            on=on,
        )

    def on_reverse(self, event: Event, *, on: date, at: datetime) -> None:
        """Each event is a wish of its own, in words of its own: none repeats another."""
        fund, number = event["entry"].split("-")
        reversals.reverse(
            entry_id=self.movement(fund, int(number)),
            reason=f"wrong: {uuid4()}",
            by=self.finance,
            at=at,
            on=on,
        )

    def on_topup(self, event: Event, *, on: date, at: datetime) -> None:
        """The line is known by the order it will be."""
        self.lines.add(event["line"])
        topups.receive(
            fund_id=self.funds[event["fund"]].pk,
            paid=topups.Paid(
                reference=uuid5(SPACE, f"topup {event['line']} {event['on']}"),
                order=uuid5(SPACE, event["line"]),
                pence=event["pence"],
                payer=event["payer"].removeprefix("THIRD_PARTY:").replace("PERSON", ""),
            ),
            by=self.finance,
            at=at,
            on=on,
        )

    def on_surplus_review(self, event: Event, *, on: date, at: datetime) -> None:
        found = surplus.reviewed(self.funds[event["fund"]], by=self.finance, on=on).found
        self.views.setdefault("surplus_reviews", []).append(
            {
                "on": event["on"],
                "fund": event["fund"],
                "uncommitted": found.uncommitted_pence,
                "threshold": found.threshold_pence,
                "expired": found.expired_pence,
            }
        )

    def on_recover_surplus(self, event: Event, *, on: date, at: datetime) -> None:
        """The notice comes first, on its own day; whoever gave it takes nothing back."""
        case = Case.objects.get(fund=self.funds[event["fund"]], rule="ISF-ROL-5")
        recovery = Recovery.objects.filter(case=case).first()
        if recovery is None:
            noticed, pence = day_of(event["notice_on"]), event["pence"]
            recovery = surplus.decided(case, pence=pence, by=self.council, on=noticed)
            surplus.posted(recovery, by=self.finance, on=noticed)
        surplus.taken(recovery, by=self.finance, on=on)

    def movement(self, fund: str, number: int) -> int:
        """The entry behind the n-th movement of a fund: those that move money, in order."""
        moved = JournalEntry.objects.filter(fund=self.funds[fund]).exclude(kind="RESERVATION")
        return moved.order_by("seq").values_list("id", flat=True)[number - 1]
