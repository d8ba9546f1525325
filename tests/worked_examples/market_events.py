"""What is bought in a scenario: purchases, orders, deliveries, bills, decisions."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction
from uuid import UUID, uuid5

from accounts.enums import DayType, Nation, Role
from isf.enums import CancellationKind
from isf.models import (
    CancellationCharge,
    Invoice,
    InvoiceLine,
    PlannedVisit,
    Promise,
    PromiseLine,
)
from isf.operations import (
    banking,
    decisions,
    delivered,
    invoices,
    judging,
    promises,
    purchase_requests,
    purchases,
    refunds,
    shared_bills,
)
from isf.rules.banking import hours_pence
from isf.rules.promises import CancellationTerms, Plan, PlanLine
from tests.worked_examples.cast import EVERY_DAY, SPACE, Cast, Event, day_of


def published(event: Event) -> CancellationTerms | None:
    """What was published for an end without notice: an amount."""
    if "cancellation" not in event:
        return None
    pence = event["cancellation"]["pence"]
    return CancellationTerms(notice_days=0, kind=CancellationKind.AMOUNT, pence=pence)


def charge_sent(order: UUID, line: UUID, pence: int) -> judging.LineSent:
    """A line that bills the early end of an order."""
    charge = CancellationCharge.objects.get(promise__order=order)
    return judging.LineSent(
        delivery=charge.reference,
        order=order,
        line=line,
        service="Support",
        day=charge.last_day,
        starts_at=time(0),
        quantity=Fraction(1),
        price_pence=pence,
        is_charge=True,
    )


class MarketEvents(Cast):
    """Events between the person and providers."""

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
                part=event.get("purpose", ""),
            ),
            by=holder,
            at=at,
            on=on,
        )

    def on_shared_bill(self, event: Event, *, on: date, at: datetime) -> None:
        """The holder asks each person for their part, and each says yes."""
        funds = [self.funds[name] for name in event["funds"]]
        bill = shared_bills.ask(
            fund_ids=[fund.pk for fund in funds],
            bought=purchases.Bought(
                payee=event["provider"],
                what="a shared bill",
                pence=event["pence"],
                receipt=event["bill"],
                approved_by_id=None,
            ),
            by=self.provider(funds[0].holder.name),
            at=at,
            on=on,
            reference=uuid5(SPACE, event["bill"]),
        )
        for part in bill.parts.select_related("fund__person"):
            by = self.holder_of_budget(part.fund.person)
            purchase_requests.decide(request_id=part.pk, approve=True, by=by, at=at, on=on)

    def on_bank(self, event: Event, *, on: date, at: datetime) -> None:
        fund = self.funds[event["fund"]]
        keeper = self.staff(Role.CARE_MANAGER)
        pence = event.get("pence") or hours_pence(
            hours=Fraction(event["hours"]), price_pence=event["price_pence"]
        )
        self.purposes[event["bank"]] = banking.bank(
            fund_id=fund.pk,
            wish=banking.Wish(
                reference=uuid5(SPACE, f"{event['bank']}{event.get('care_manager', '')}"),
                name=event["bank"],
                target_on=day_of(event["target"]),
                pence=pence,
            ),
            by=keeper if event.get("care_manager") else self.holder_of_budget(fund.person),
            at=at,
            on=on,
        )

    def on_unbank(self, event: Event, *, on: date, at: datetime) -> None:
        purpose = self.purposes[event["bank"]]
        banking.unbank(
            purpose_id=purpose.pk,
            pence=event.get("pence"),
            token=uuid5(SPACE, f"{event['bank']}-{event['on']}"),
            by=self.holder_of_budget(self.funds[event["fund"]].person),
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
                    cancellation=published(event),
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
            if line.get("cancellation"):
                sent.append(charge_sent(order, line_reference, line["pence"]))
                continue
            promise_line = PromiseLine.objects.get(reference=line_reference)
            for day in self.visit_days({"do": "bill", **line}, order):
                visit = PlannedVisit.objects.filter(line=promise_line, day=day).first()
                delivered = visit.delivered_quantity if visit else None
                billed = line.get("quantity") or (
                    promise_line.quantity if event["bill"] == "B2" else delivered
                )
                sent.append(
                    judging.LineSent(
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

    def on_refund(self, event: Event, *, on: date, at: datetime) -> None:
        """The provider gives money back for one line, and says why."""
        (number,) = event["lines"]
        bill = Invoice.objects.get(number=event["bill"])
        refunds.give(
            invoice=bill.reference,
            number=number,
            wish=refunds.Back(
                reference=uuid5(SPACE, f"refund {event}"), pence=event["pence"], reason="A mistake"
            ),
            by=self.provider(bill.payee.name),
            at=at,
            on=on,
        )
