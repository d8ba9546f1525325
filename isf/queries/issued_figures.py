"""A month of a fund worked out again from the chain alone, up to the entry that closed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, QuerySet, Sum, When

from isf.enums import EntryKind, ReservationChange, ReservationKind
from isf.models import Fund
from isf.models.journal import Posting
from isf.models.reservations import ReservationEvent
from isf.queries import statement_contributions, statement_purposes
from isf.rules import statement_content, words
from isf.rules.schedule import month_end
from isf.rules.statement_content import Figures, Moved

MOVED_KINDS = (EntryKind.TRANSFER, EntryKind.RETURN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The other side of a movement: an account, whose it is, and whether it is the holder's."""

    account_id: int
    name: str
    is_holder: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """The figures of a month, and who the other sides were."""

    figures: Figures
    sides: tuple[Side, ...]


def derive(*, fund: Fund, month: date, head: tuple[int, str]) -> Derived:
    """Add a month up from the postings of the chain up to an entry, and from nothing else.

    Balances that are stored are not read: this is what they are compared with. Units: whole pence.
    Source: ISF-LED-7, ISF-POR-5.
    """
    first_on, last_on = month.replace(day=1), month_end(day=month)
    other_sides = Posting.objects.filter(
        entry__fund=fund, account__fund__isnull=True, seq__lte=head[0]
    )
    moved, sides = _moved(other_sides.filter(day__gte=first_on, day__lte=last_on))
    before = other_sides.filter(day__lt=first_on).aggregate(total=Sum("pence"))["total"] or 0
    contribution = statement_contributions.derive(
        fund=fund, first_on=first_on, last_on=last_on, head_seq=head[0]
    )
    return Derived(
        figures=statement_content.figures(
            fund=fund.reference,
            first_on=first_on,
            last_on=last_on,
            head=head,
            opening_pence=-before,
            moved=moved,
            reserved=_reserved(fund=fund, last_on=last_on, head_seq=head[0]),
            contribution=contribution,
            holder_accounts=[side.account_id for side in sides if side.is_holder],
            purposes=statement_purposes.derive(
                fund=fund, first_on=first_on, last_on=last_on, head_seq=head[0]
            ),
        ),
        sides=tuple(sides),
    )


def _moved(rows: QuerySet[Posting]) -> tuple[list[Moved], list[Side]]:
    moved, sides = [], {}
    for row in rows.order_by("seq", "id").values(
        "seq",
        "day",
        "pence",
        "account_id",
        "entry__kind",
        "entry__memo",
        "entry__fund__holder_id",
        "account__kind",
        "account__organisation_id",
        "account__organisation__name",
    ):
        moved.append(
            Moved(
                seq=row["seq"],
                day=row["day"],
                kind=EntryKind(row["entry__kind"]),
                account_id=row["account_id"],
                pence=-row["pence"],
                reference=row["entry__memo"] if row["entry__kind"] in MOVED_KINDS else "",
            )
        )
        sides[row["account_id"]] = Side(
            account_id=row["account_id"],
            name=words.account_name(
                kind=row["account__kind"], owner=row["account__organisation__name"] or ""
            ),
            is_holder=bool(row["entry__fund__holder_id"])
            and row["account__organisation_id"] == row["entry__fund__holder_id"],
        )
    return moved, list(sides.values())


def _reserved(*, fund: Fund, last_on: date, head_seq: int) -> dict[ReservationKind, int]:
    signed = Case(When(change=ReservationChange.HOLD, then=F("pence")), default=-F("pence"))
    rows = (
        ReservationEvent.objects.filter(
            entry__fund=fund, entry__day__lte=last_on, entry__seq__lte=head_seq
        )
        .values_list("reservation__kind")
        .annotate(total=Sum(signed))
        .order_by("reservation__kind")
    )
    return {ReservationKind(kind): pence for kind, pence in rows}
