"""What was paid into a fund, through which day, and what fee was charged."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, Sum

from isf.models import Allocation, FeeCharge, Fund

KEPT = Q(reversed_by__isnull=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Funded:
    """Whole pence posted for a deployment, and the last day it was paid for (None: never)."""

    posted_pence: int
    through_on: date | None
    last_reversal_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """Cumulative whole pence of fee due and charged, and the last day it was charged for."""

    due_pence: int
    charged_pence: int
    through_on: date | None

    @property
    def owed_pence(self) -> int:
        """What was due and could not be charged (ISF-FEE-7)."""
        return self.due_pence - self.charged_pence


def funded(*, fund: Fund) -> Funded:
    """What has been posted for a fund's deployment, reversals taken off. Source: ISF-FUN-1."""
    found = Allocation.objects.filter(fund=fund).aggregate(
        total=Sum("amount_pence", filter=KEPT),
        last=Max("last_on", filter=KEPT & Q(is_difference=False)),
        reversal=Max("reversed_by_id"),
    )
    return Funded(
        posted_pence=found["total"] or 0,
        through_on=found["last"],
        last_reversal_id=found["reversal"] or 0,
    )


def paid_through(*, authority_id: int | None) -> dict[int, date]:
    """The last day each fund was paid for, of one authority or of all. Source: ISF-FUN-1."""
    rows = Allocation.objects.filter(KEPT, is_difference=False)
    if authority_id is not None:
        rows = rows.filter(fund__authority_id=authority_id)
    found = rows.order_by().values("fund_id").annotate(last=Max("last_on"))
    return dict(found.values_list("fund_id", "last"))


def charged_through(*, authority_id: int | None) -> dict[int, date]:
    """The last day each fund was charged for, of one authority or of all. Source: ISF-FEE-2."""
    rows = FeeCharge.objects.all()
    if authority_id is not None:
        rows = rows.filter(fund__authority_id=authority_id)
    newest = rows.order_by().values("fund_id").annotate(last=Max("id")).values("last")
    return dict(FeeCharge.objects.filter(id__in=newest).values_list("fund_id", "through_on"))


def charged(*, fund: Fund) -> Charged:
    """The cumulative fee of a fund at its last charge. Source: ISF-FEE-6, ISF-FEE-7."""
    last = FeeCharge.objects.filter(fund=fund).order_by("-id").first()
    if last is None:
        return Charged(due_pence=0, charged_pence=0, through_on=None)
    return Charged(
        due_pence=last.due_pence,
        charged_pence=last.cumulative_fee_pence,
        through_on=last.through_on,
    )
