"""Replays a scenario, event by event, through the same operations the pages use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid5

from accounts.enums import DayType, Nation, Role, Scope
from accounts.permissions import Actor
from isf.enums import DeploymentKind, NoticeKind
from isf.models import (
    Fund,
    Invoice,
    InvoiceLine,
    PersonalBudget,
    PlannedVisit,
    Promise,
    PromiseLine,
)
from isf.models.journal import JournalEntry
from isf.operations import (
    agreements,
    allocations,
    budgets,
    decisions,
    delivered,
    fees,
    grants,
    invoices,
    policies,
    promises,
    purchases,
    reversals,
)
from isf.queries.policies import get_policy
from isf.rules.fees import FeeVersion
from isf.rules.promises import Plan, PlanLine
from isf.rules.schedule import Period
from tests.factories import accounts as factories

SPACE = UUID("00000000-0000-4000-8000-000000000001")
EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
Event = dict[str, Any]


def day_of(text: str) -> date:
    return date.fromisoformat(text)


class Life:
    """One fund's short life: people, holders and providers are made as they are named."""

    def __init__(self, *, policy: dict[str, Any]) -> None:
        self.authority = factories.Authority()
        self.people: dict[str, Any] = {}
        self.organisations: dict[str, Any] = {}
        self.funds: dict[str, Fund] = {}
        self.orders: dict[str, tuple[UUID, UUID]] = {}
        self.entries: dict[str, int] = {}
        self.refusals: list[dict[str, Any]] = []
        self.views: dict[str, Any] = {}
        self.council = self.staff(Role.COMMISSIONER)
        self.finance = self.staff(Role.FINANCE_OFFICER)
        self.approver = self.staff(Role.COMMISSIONER)
        self.policy = policy
        self.started = False

    def staff(self, role: Role) -> Actor:
        user = factories.User()
        return Actor(
            user_id=user.pk,
            organisation_id=self.authority.pk,
            roles=frozenset({role}),
            works_for=frozenset({self.authority.pk}),
        )

    def organisation(self, name: str) -> Any:
        if name not in self.organisations:
            self.organisations[name] = factories.ProviderOrganisation(name=name)
        return self.organisations[name]

    def provider(self, name: str) -> Actor:
        organisation = self.organisation(name)
        user = factories.User()
        return Actor(
            user_id=user.pk,
            organisation_id=organisation.pk,
            roles=frozenset({Role.PROVIDER_FINANCE, Role.PROVIDER_OWNER}),
            works_for=frozenset({organisation.pk}),
        )

    def person(self, name: str = "P1") -> Any:
        if name not in self.people:
            self.people[name] = factories.Person(authority=self.authority)
        return self.people[name]

    def holder_of_budget(self, person: Any, works_for: str | None = None) -> Actor:
        employer = {self.organisation(works_for).pk} if works_for else set()
        return Actor(
            user_id=person.user_id,
            person_id=person.pk,
            scopes=frozenset(Scope),
            works_for=frozenset(employer),
        )

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
            approved=agreements.Approved(
                starts_on=day_of(approval["from"]), reason="agreed", by=self.approver
            )
            if approval
            else None,
            notice=(NoticeKind.DAYS, 28),
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

    def on_grant(self, event: Event, *, on: date, at: datetime) -> None:
        grants.pay(
            fund_id=self.funds[event["fund"]].pk,
            pence=event["pence"],
            key=event.get("key", f"grant-{event['on']}"),
            by=self.finance,
            at=at,
            on=on,
        )

    def on_purchase(self, event: Event, *, on: date, at: datetime) -> None:
        fund = self.funds[event["fund"]]
        holder = self.holder_of_budget(fund.person)
        purchases.record(
            fund_id=fund.pk,
            bought=purchases.Bought(
                payee=event["payee"],
                what=event["what"],
                pence=event["pence"],
                receipt=event.get("receipt", ""),
                approved_by_id=holder.user_id if event.get("approved_by") else None,
                reimburse=event.get("reimburse", False),
            ),
            by=holder,
            at=at,
            on=on,
        )

    def on_place_order(self, event: Event, *, on: date, at: datetime) -> None:
        fund = self.funds[event["fund"]]
        order, line = uuid5(SPACE, event["order"]), uuid5(SPACE, event["order"] + "-line")
        plan_line = PlanLine(
            reference=line,
            weekdays=frozenset(event.get("weekdays", EVERY_DAY)),
            starts_at=time(10),
            quantity=Fraction(event.get("quantity", "1")),
            price_pence=dict.fromkeys(DayType, event["price_pence"]),
        )
        promises.place(
            fund_id=fund.pk,
            request=promises.Request(
                order=order,
                payee_id=self.organisation(event["provider"]).pk,
                service="Support",
                what="support",
                plan=Plan(
                    starts_on=day_of(event["start"]),
                    ends_on=day_of(event["end"]) if event.get("end") else None,
                    nation=Nation.ENGLAND,
                    lines=(plan_line,),
                ),
                set_aside_pence=event.get("set_aside_pence", 0),
            ),
            by=self.holder_of_budget(fund.person),
            at=at,
            on=on,
        )
        self.orders[event["order"]] = (order, line)

    def visit_days(self, event: Event, order: UUID) -> list[date]:
        """The days an event speaks of: named ones, or every unrecorded one up to a day."""
        if "days" in event:
            return [day_of(text) for text in event["days"]]
        if "day" in event:
            return [day_of(event["day"])]
        promise = Promise.objects.get(order=order)
        line = PromiseLine.objects.get(promise=promise)
        done = set(
            PlannedVisit.objects.filter(line=line, delivery__isnull=False).values_list(
                "day", flat=True
            )
        )
        days = []
        last = min(day_of(event["through"]), promise.ends_on or date.max)
        for number in range(promise.starts_on.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            if str(day.weekday()) in line.weekdays and (event["do"] == "bill" or day not in done):
                days.append(day)
        return days

    def on_deliver(self, event: Event, *, on: date, at: datetime) -> None:
        order, line = self.orders[event["order"]]
        promise = Promise.objects.get(order=order)
        provider = self.provider(promise.payee.name)
        ordered = PromiseLine.objects.get(promise=promise).quantity
        delivered.record(
            order=order,
            outcomes=[
                delivered.Outcome(
                    line=line,
                    day=day,
                    delivery=uuid5(SPACE, f"{order}{day}"),
                    quantity=Fraction(event.get("quantity", ordered)),
                    workers=1,
                )
                for day in self.visit_days(event, order)
            ],
            by=provider,
            at=at,
            on=on,
        )

    def on_bill(self, event: Event, *, on: date, at: datetime) -> None:
        fund = self.funds[event["fund"]]
        sent = []
        for line in event["lines"]:
            order, line_reference = self.orders[line["order"]]
            promise_line = PromiseLine.objects.get(reference=line_reference)
            for day in self.visit_days({"do": "bill", **line}, order):
                visit = PlannedVisit.objects.filter(line=promise_line, day=day).first()
                delivered = visit.delivered_quantity if visit else None
                billed = line.get("quantity") or (
                    promise_line.quantity if event["bill"] == "B2" else delivered
                )
                sent.append(
                    invoices.LineSent(
                        delivery=uuid5(SPACE, f"{order}{day}"),
                        order=order,
                        line=line_reference,
                        service="Support",
                        day=day,
                        starts_at=time(10),
                        quantity=Fraction(billed or promise_line.quantity),
                        price_pence=line.get("price_pence", promise_line.weekday_pence),
                    )
                )
        by = self.provider(event["provider"])
        invoice = invoices.receive(
            payee_id=self.organisation(event["provider"]).pk,
            fund_id=fund.pk,
            reference=uuid5(SPACE, event["bill"]),
            number=event["bill"],
            lines=sent,
            by=by,
            at=at,
            on=on,
        )
        for row in InvoiceLine.objects.filter(invoice=invoice, state="REFUSED"):
            rule = "ISF-BIL-1" if row.refusal == "NO_ORDER" else "ISF-BIL-2"
            self.refusals.append({"on": event["on"], "rule": rule, "fact": row.refusal})

    def on_approve(self, event: Event, *, on: date, at: datetime) -> None:
        invoice = Invoice.objects.get(number=event["bill"])
        if event["by"] == "PERSON":
            by = self.holder_of_budget(invoice.person, event.get("works_for"))
        else:
            by = self.provider(event["by"])
        decisions.approve(invoice_id=invoice.pk, lines=event.get("lines"), by=by, at=at, on=on)

    def on_query(self, event: Event, *, on: date, at: datetime) -> None:
        invoice = Invoice.objects.get(number=event["bill"])
        decisions.query(
            invoice_id=invoice.pk,
            lines=event["lines"],
            words="Was it a whole hour?",
            by=self.holder_of_budget(invoice.person),
            at=at,
        )

    def on_reverse(self, event: Event, *, on: date, at: datetime) -> None:
        fund, number = event["entry"].split("-")
        reversals.reverse(
            entry_id=self.movement(fund, int(number)),
            reason="wrong",
            by=self.finance,
            at=at,
            on=on,
        )

    def movement(self, fund: str, number: int) -> int:
        """The entry behind the n-th movement of a fund: those that move money, in order."""
        moved = JournalEntry.objects.filter(fund=self.funds[fund]).exclude(kind="RESERVATION")
        return moved.order_by("seq").values_list("id", flat=True)[number - 1]

    def on_statement(self, event: Event, *, on: date, at: datetime) -> None:
        """Statements are compared by the test."""

    def on_budget_view(self, event: Event, *, on: date, at: datetime) -> None:
        """Views are compared by the test."""

    def on_day(self, event: Event, *, on: date, at: datetime) -> None:
        """A day passes."""

    def policy_on(self, on: date) -> Any:
        return get_policy(authority_id=self.authority.pk, on=on)
