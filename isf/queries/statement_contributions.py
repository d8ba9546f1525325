"""What a person's contribution came to in a closed month, worked out again from what was kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Sum

from isf.enums import ContributionMode, EntryKind
from isf.models import ContributionPaid, ContributionVersion, ContributionWeek, Fund
from isf.models.journal import JournalEntry, Posting
from isf.queries.closed_months import find_closing
from isf.rules.entitlement import ONE_DAY
from isf.rules.statement_contributions import ContributionMonth, Through, month

NOTHING = Through(due=dict.fromkeys(ContributionMode, 0), paid=dict.fromkeys(ContributionMode, 0))


def derive(*, fund: Fund, first_on: date, last_on: date, head_seq: int) -> ContributionMonth | None:
    """What was due, paid and owed of a contribution in a month; None where none had begun.

    Weeks and payments to the council that were written down after the month was closed count in
    the next, as entries do. Units: whole pence. Source: ISF-FUN-2, ISF-FUN-3, ISF-LED-5.
    """
    begun = ContributionVersion.objects.filter(deployment=fund.deployment_id)
    if not begun.filter(starts_on__lte=last_on).exists():
        return None
    closed = find_closing(fund=fund, month=first_on - ONE_DAY)
    before = _through(fund, first_on - ONE_DAY, closed[0]) if closed else NOTHING
    return month(before=before, now=_through(fund, last_on, head_seq))


def _through(fund: Fund, day: date, head_seq: int) -> Through:
    at = JournalEntry.objects.values_list("recorded_at", flat=True).get(fund=fund, seq=head_seq)
    whole, net = _due(fund, day, at)
    own = Posting.objects.filter(entry__fund=fund, account__fund=fund, seq__lte=head_seq)
    into_fund = own.filter(entry__kind=EntryKind.CONTRIBUTION, day__lte=day)
    to_council = ContributionPaid.objects.filter(fund=fund, received_on__lte=day)
    council = to_council.filter(recorded_at__lte=at).aggregate(total=Sum("pence"))["total"]
    return Through(
        due={ContributionMode.NET: net, ContributionMode.GROSS: whole - net},
        paid={
            ContributionMode.NET: into_fund.aggregate(total=Sum("pence"))["total"] or 0,
            ContributionMode.GROSS: council or 0,
        },
    )


def _due(fund: Fund, day: date, at: datetime) -> tuple[int, int]:
    weeks = ContributionWeek.objects.filter(fund=fund, settled_on__lte=day, recorded_at__lte=at)
    due = weeks.aggregate(whole=Sum("due_pence"), net=Sum("net_due_pence"))
    return due["whole"] or 0, due["net"] or 0
