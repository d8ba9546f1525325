"""What was paid into a fund, through which day, and what fee was charged."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from isf.models import Allocation, FeeCharge, Fund


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
    rows = Allocation.objects.filter(fund=fund)
    kept = rows.filter(reversed_by__isnull=True)
    total = kept.aggregate(total=Sum("amount_pence"))["total"]
    last = kept.filter(is_difference=False).aggregate(last=Max("last_on"))["last"]
    reversal = rows.aggregate(last=Max("reversed_by_id"))["last"]
    return Funded(
        posted_pence=total or 0,
        through_on=last,
        last_reversal_id=reversal or 0,
    )


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
