"""What people contribute: agreed by date, the weeks that are over, care delivered, money paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Subquery, Sum

from accounts.enums import Nation
from accounts.fields import to_pence
from accounts.rules.calendar import day_type, week_of
from isf.enums import ContributionMode, EntryKind, VisitState
from isf.models import (
    ContributionPaid,
    ContributionVersion,
    ContributionWeek,
    Deployment,
    Fund,
    PlannedVisit,
    Purchase,
)
from isf.models.journal import JournalEntry, Posting
from isf.queries.funding import funded
from isf.queries.policies import PolicyMissing, get_policy
from isf.queries.terms import deployment_term
from isf.rules import contributions as rules
from isf.rules.amounts import line_amount
from isf.rules.contributions import Contribution, Week, week, weeks_to_settle, without
from isf.rules.entitlement import ONE_DAY, Term

DELIVERED = (VisitState.DELIVERED, VisitState.SETTLED)
SUNDAY = rules.ONE_WEEK - ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is due, paid and owed of a contribution, to the fund or to the council; whole pence."""

    due_pence: int
    paid_pence: int

    @property
    def arrears_pence(self) -> int:
        """What is due and not paid."""
        return max(self.due_pence - self.paid_pence, 0)


def list_of(*, deployment_ids: Collection[int]) -> Mapping[int, tuple[Contribution, ...]]:
    """What was agreed for several deployments, by deployment, in one query. Source: ISF-FUN-2."""
    found: dict[int, list[Contribution]] = defaultdict(list)
    rows = ContributionVersion.objects.filter(deployment__in=deployment_ids)
    for row in rows.order_by("starts_on", "number"):
        found[row.deployment_id].append(
            Contribution(
                starts_on=row.starts_on,
                weekly_pence=to_pence(row.weekly),
                mode=ContributionMode(row.mode),
            )
        )
    return {one: tuple(found[one]) for one in deployment_ids}


def list_for(*, deployment_id: int) -> tuple[Contribution, ...]:
    """What was agreed for one deployment, by date. Source: ISF-FUN-2."""
    return list_of(deployment_ids=[deployment_id])[deployment_id]


def council_term(*, deployment: Deployment) -> Term:
    """The life of a deployment at what the council pays in for each day. Source: ISF-FUN-2."""
    return without(
        term=deployment_term(deployment=deployment),
        contributions=list_for(deployment_id=deployment.pk),
        modes=rules.NET,
    )


def list_to_settle(*, authority_id: int | None, on: date) -> list[Fund]:
    """Funds with a week of contribution that can be settled by a day and is not yet, in order.

    A fund with nothing to settle is not among them, so that no run waits for it. Where a council
    has no policy its funds are, for the run to say so. Source: ISF-FUN-2.
    """
    agreed = ContributionVersion.objects.filter(deployment=OuterRef("deployment"))
    settled = ContributionWeek.objects.filter(fund=OuterRef("pk"))
    funds = Fund.objects.annotate(
        first_on=Subquery(agreed.order_by("starts_on").values("starts_on")[:1]),
        settled=Subquery(settled.order_by("-monday").values("monday")[:1]),
    ).filter(first_on__lte=on)
    if authority_id is not None:
        funds = funds.filter(authority_id=authority_id)
    rows = list(funds.select_related("deployment").order_by("id"))
    days = {id_: _days_after(authority_id=id_, on=on) for id_ in {row.authority_id for row in rows}}
    return [fund for fund in rows if _has_weeks(fund=fund, days=days[fund.authority_id], on=on)]


def _days_after(*, authority_id: int, on: date) -> int | None:
    """How many days after its Sunday a week is settled; None without a policy."""
    try:
        return get_policy(authority_id=authority_id, on=on).contribution_days
    except PolicyMissing:
        return None


def _has_weeks(*, fund: Fund, days: int | None, on: date) -> bool:
    """Whether a week of a fund waits, by what was read with it: `first_on` and `settled`."""
    if days is None:
        return True
    deployment, read = fund.deployment, vars(fund)
    term = Term(starts_on=deployment.starts_on, ends_on=deployment.ends_on, rates=())
    return bool(
        weeks_to_settle(
            term=term, first_on=read["first_on"], settled=read["settled"], days=days, on=on
        )
    )


def list_open_weeks(*, fund: Fund, on: date) -> list[Week]:
    """The weeks of a fund that can be settled by a day and are not yet, each with what is due.

    What was delivered up to a Sunday and has not counted before counts in that week: a visit
    recorded after its week was settled counts in the first week that is open. Units: whole pence.
    Errors: `PolicyMissing`. Source: ISF-FUN-2.
    """
    contributions = list_for(deployment_id=fund.deployment_id)
    if not contributions:
        return []
    settled = ContributionWeek.objects.filter(fund=fund)
    last = settled.order_by("-monday").values_list("monday", flat=True).first()
    term, first = deployment_term(deployment=fund.deployment), contributions[0].starts_on
    policy = get_policy(authority_id=fund.authority_id, on=on)
    mondays = weeks_to_settle(
        term=term, first_on=first, settled=last, days=policy.contribution_days, on=on
    )
    if not mondays:
        return []
    care = care_by_day(fund=fund, first_on=week_of(day=first), last_on=mondays[-1] + SUNDAY)
    counted = settled.aggregate(total=Sum("care_pence"))["total"] or 0
    found = []
    for monday in mondays:
        so_far = sum(pence for day, pence in care.items() if day <= monday + SUNDAY)
        one = week(
            term=term,
            contributions=contributions,
            monday=monday,
            care_pence=so_far - counted,
        )
        counted += one.care_pence
        found.append(one)
    return found


def care_by_day(*, fund: Fund, first_on: date, last_on: date) -> Mapping[date, int]:
    """What was delivered on each day at its price, and bought outside the marketplace.

    A visit counts at most as it was ordered, whatever became of its bill; a fee is no care.
    Units: whole pence. Source: ISF-FUN-2, ISF-BIL-8, ISF-BUY-2.
    """
    found: dict[date, int] = defaultdict(int)
    visits = PlannedVisit.objects.filter(
        line__promise__fund=fund, day__gte=first_on, day__lte=last_on, state__in=DELIVERED
    )
    for row in visits.select_related("line__promise").order_by():
        found[row.day] += visit_pence(visit=row)
    undone = Exists(JournalEntry.objects.filter(reverses=OuterRef("entry")))
    bought = Purchase.objects.filter(fund=fund, bought_on__gte=first_on, bought_on__lte=last_on)
    for purchase in bought.exclude(undone).order_by():
        found[purchase.bought_on] += to_pence(purchase.amount)
    return found


def visit_pence(*, visit: PlannedVisit) -> int:
    """What a delivered visit costs, at most what was ordered, in whole pence. Source: ISF-BIL-8."""
    line = visit.line
    price = {
        "WEEKDAY": line.weekday_pence,
        "SATURDAY": line.saturday_pence,
        "SUNDAY": line.sunday_pence,
        "BANK_HOLIDAY": line.bank_holiday_pence,
    }[day_type(day=visit.day, nation=Nation(line.promise.nation))]
    return min(
        line_amount(price_pence=price, quantity=visit.delivered_quantity * visit.delivered_workers),
        line_amount(price_pence=price, quantity=line.quantity * line.workers),
    )


def owed_by_mode(*, fund: Fund, on: date = date.max) -> Mapping[ContributionMode, Owed]:
    """What is due of the weeks settled by a day and what was paid: to the fund, to the council.

    Units: whole pence. Source: ISF-FUN-2, ISF-FUN-3.
    """
    due = ContributionWeek.objects.filter(fund=fund, settled_on__lte=on).aggregate(
        whole=Sum("due_pence"), net=Sum("net_due_pence")
    )
    whole, net = due["whole"] or 0, due["net"] or 0
    to_fund, to_council = received(fund=fund, on=on), paid_council(fund=fund, on=on)
    return {
        ContributionMode.NET: Owed(due_pence=net, paid_pence=to_fund),
        ContributionMode.GROSS: Owed(due_pence=whole - net, paid_pence=to_council),
    }


def received(*, fund: Fund, on: date = date.max) -> int:
    """What came into the fund by a day as contribution, reversals taken off, in whole pence.

    Source: ISF-FUN-2.
    """
    rows = Posting.objects.filter(
        entry__fund=fund, entry__kind=EntryKind.CONTRIBUTION, account__fund=fund, day__lte=on
    )
    return rows.aggregate(total=Sum("pence"))["total"] or 0


def paid_council(*, fund: Fund, on: date = date.max) -> int:
    """What was paid to the council by a day, mistakes taken off, whole pence. Source: FUN-2."""
    rows = ContributionPaid.objects.filter(fund=fund, received_on__lte=on)
    return rows.aggregate(total=Sum("pence"))["total"] or 0


def not_returned(*, fund: Fund, week: Week | None = None) -> int:
    """What the council paid in for weeks in which it was not due, and has not back yet.

    With a week that is being settled, that one too; a week that was not paid in gives nothing
    back until it is. Units: whole pence. Source: ISF-FUN-2.
    """
    through = funded(fund=fund).through_on
    rows = list(ContributionWeek.objects.filter(fund=fund))
    parts = [(row.monday, gross_not_due(row=row)) for row in rows]
    parts += [(week.monday, week.gross_not_due_pence)] if week else []
    back = sum(pence for monday, pence in parts if through is not None and monday <= through)
    return max(back - sum(row.returned_pence for row in rows), 0)


def gross_not_due(*, row: ContributionWeek) -> int:
    """What of a settled week the council paid in for the person and was not due, whole pence.

    Source: ISF-FUN-2.
    """
    return (row.agreed_pence - row.net_pence) - (row.due_pence - row.net_due_pence)
