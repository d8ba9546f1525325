"""Visits of a fund that has closed: its money has moved on, so the council settles them."""

from datetime import date, datetime

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.fields import to_pence
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.models import CancellationCharge, Case, Fund, Invoice, InvoiceLine
from isf.operations.cases import open_case
from isf.queries.closings import WAITS
from isf.rules.bills import FUND_CLOSED


@rule("ISF-POR-3", "What a closed fund cannot pay any more becomes a case, one for each visit.")
def report(
    *, fund: Fund, line_id: int, day: date, pence: int, by: Actor, at: datetime, on: date
) -> Case:
    """Open the case of a visit that a closed fund has no money for, once for each visit.

    Inside the caller's transaction. Units: whole pence.
    Source: ISF-POR-3 (settled in the person's next deployment).
    """
    return open_case(
        fund=fund,
        rule="ISF-POR-3",
        key=f"closed-visit:{line_id}:{day.isoformat()}",
        figures={"needed": pence, "visit_on": day.isoformat()},
        on=on,
        by=by,
        at=at,
        owner_role=Role.FINANCE_OFFICER,
    )


def report_charge(
    *,
    fund: Fund,
    charge: CancellationCharge,
    line: InvoiceLine,
    by: Actor,
    at: datetime,
    on: date,
) -> Case:
    """Open the case of an early end that a closed fund has no money for, once for each charge.

    Units: whole pence. Source: ISF-POR-3, ISF-POR-2.
    """
    return open_case(
        fund=fund,
        rule="ISF-POR-3",
        key=f"closed-charge:{charge.reference}",
        figures={"needed": to_pence(line.amount), "ended_on": charge.last_day.isoformat()},
        on=on,
        by=by,
        at=at,
        owner_role=Role.FINANCE_OFFICER,
    )


def report_refused(*, invoice: Invoice, by: Actor, at: datetime, on: date) -> None:
    """Open the cases of lines refused because their fund has closed; their day is the case's.

    Source: ISF-POR-3, ISF-BIL-2 (who must act, and by when).
    """
    rows = InvoiceLine.objects.filter(invoice=invoice, refusal=FUND_CLOSED)
    for line, case in report_lines(fund=invoice.fund, lines=rows, by=by, at=at, on=on):
        line.act_by = case.due_on
        line.save(update_fields=["act_by"])


def report_waiting(*, fund: Fund, by: Actor, at: datetime, on: date) -> None:
    """Open the cases of lines that still wait when a fund closes: nothing was kept for them.

    Source: ISF-POR-3.
    """
    rows = InvoiceLine.objects.filter(invoice__fund=fund, state__in=WAITS)
    report_lines(fund=fund, lines=rows, by=by, at=at, on=on)


def report_lines(
    *, fund: Fund, lines: QuerySet[InvoiceLine], by: Actor, at: datetime, on: date
) -> list[tuple[InvoiceLine, Case]]:
    """Each of these lines that points to a visit or a charge, with its case. Source: ISF-POR-3."""
    rows = lines.select_related("visit", "charge").order_by("id")
    charged = [
        (line, report_charge(fund=fund, charge=line.charge, line=line, by=by, at=at, on=on))
        for line in rows
        if line.charge is not None
    ]
    return charged + [
        (
            line,
            report(
                fund=fund,
                line_id=line.visit.line_id,
                day=line.visit.day,
                pence=to_pence(line.amount),
                by=by,
                at=at,
                on=on,
            ),
        )
        for line in rows
        if line.visit is not None
    ]
