"""Where a person's contribution to one fund stands: agreed, week by week, paid and owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Sum

from isf.enums import ContributionMode, EntryKind
from isf.models import ContributionPaid, ContributionWeek, Fund
from isf.models.journal import JournalEntry, Posting
from isf.queries.contributions import Owed, list_for, owed_by_mode
from isf.rules.contributions import Contribution, in_force, spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is agreed on a day, what is to come, and what is due and paid so far; whole pence."""

    agreed: tuple[Contribution, ...]
    now: Contribution | None
    owed: Mapping[ContributionMode, Owed]

    @property
    def due_pence(self) -> int:
        """What is due of the weeks that are settled, to the fund and to the council."""
        return sum(one.due_pence for one in self.owed.values())

    @property
    def paid_pence(self) -> int:
        """What was paid, to the fund and to the council."""
        return sum(one.paid_pence for one in self.owed.values())

    @property
    def arrears_pence(self) -> int:
        """What is due and not paid."""
        return sum(one.arrears_pence for one in self.owed.values())

    @property
    def modes(self) -> frozenset[ContributionMode]:
        """To whom a contribution was ever to be paid."""
        return frozenset(one.mode for one in self.agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """One settled week: agreed, care delivered, due, and paid of it; whole pence."""

    monday: date
    agreed_pence: int
    care_pence: int
    due_pence: int
    paid_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What a person paid: an entry of the fund, or a row beside it where it went to the council."""

    paid_on: date
    pence: int
    is_undone: bool
    entry_seq: int | None = None
    reference: UUID | None = None


def find(*, fund: Fund, on: date) -> Standing | None:
    """Where the contribution of a fund stands on a day; None where none was ever agreed.

    Units: whole pence. Source: ISF-FUN-2, ISF-FUN-3.
    """
    agreed = list_for(deployment_id=fund.deployment_id)
    if not agreed:
        return None
    return Standing(
        agreed=agreed,
        now=in_force(contributions=agreed, day=on),
        owed=owed_by_mode(fund=fund, on=on),
    )


def list_weeks(*, fund: Fund, owed: Mapping[ContributionMode, Owed]) -> list[WeekLine]:
    """The settled weeks, the newest first, each with what is paid of it: the oldest is paid first.

    Units: whole pence. Source: ISF-FUN-2, ISF-FUN-3.
    """
    rows = list(ContributionWeek.objects.filter(fund=fund).order_by("monday"))
    net = spread(
        due=[row.net_due_pence for row in rows], paid_pence=owed[ContributionMode.NET].paid_pence
    )
    gross = spread(
        due=[row.due_pence - row.net_due_pence for row in rows],
        paid_pence=owed[ContributionMode.GROSS].paid_pence,
    )
    lines = [
        WeekLine(
            monday=row.monday,
            agreed_pence=row.agreed_pence,
            care_pence=row.care_pence,
            due_pence=row.due_pence,
            paid_pence=to_fund + to_council,
        )
        for row, to_fund, to_council in zip(rows, net, gross, strict=True)
    ]
    return lines[::-1]


def list_payments(*, fund: Fund) -> list[Payment]:
    """What was paid, the newest first: into the fund, and to the council. Source: ISF-FUN-2."""
    found: Sequence[Payment] = [*_into_fund(fund), *_to_council(fund)]
    return sorted(found, key=lambda one: one.paid_on, reverse=True)


def _into_fund(fund: Fund) -> list[Payment]:
    undone = Exists(JournalEntry.objects.filter(reverses=OuterRef("entry")))
    rows = (
        Posting.objects.filter(entry__fund=fund, entry__kind=EntryKind.CONTRIBUTION)
        .filter(account__fund=fund, entry__reverses=None)
        .values("entry__seq", "day", undone=undone)
        .annotate(total=Sum("pence"))
        .order_by("-entry__seq")
    )
    return [
        Payment(
            paid_on=row["day"],
            pence=row["total"],
            is_undone=row["undone"],
            entry_seq=row["entry__seq"],
        )
        for row in rows
    ]


def _to_council(fund: Fund) -> list[Payment]:
    undone = Exists(ContributionPaid.objects.filter(undoes=OuterRef("pk")))
    rows = ContributionPaid.objects.filter(fund=fund, undoes=None).annotate(undone=undone)
    return [
        Payment(
            paid_on=row.received_on,
            pence=row.pence,
            is_undone=row.undone,
            reference=row.reference,
        )
        for row in rows.order_by("-id")
    ]
