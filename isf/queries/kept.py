"""What visits and charges say is set aside for them, beside what the ledger set aside."""

from django.db.models import F, Sum

from isf.models import CancellationCharge, Fund, PlannedVisit
from isf.models.reservations import Reservation


def wrong_with_kept(*, fund: Fund) -> str:
    """Whether visits and charges hold what is set aside for them. Source: ISF-RES-6, POR-2."""
    visits = PlannedVisit.objects.filter(line__promise__fund=fund, reserved_pence__gt=0)
    sums = visits.values(order=F("line__promise__order")).annotate(total=Sum("reserved_pence"))
    held = {str(row["order"]): row["total"] for row in sums}
    if held != kept_for(fund=fund, kind="ORDER"):
        return "what visits hold is not what their orders' reservations hold"
    charges = CancellationCharge.objects.filter(promise__fund=fund, reserved_pence__gt=0)
    owed = {f"cancel:{row.reference}": row.reserved_pence for row in charges}
    if owed != kept_for(fund=fund, kind="RETAINED"):
        return "what charges for early ends keep is not what is set aside for them"
    return ""


def kept_for(*, fund: Fund, kind: str) -> dict[str, int]:
    """What is set aside in a fund for each reason of one kind, in whole pence."""
    rows = Reservation.objects.filter(account__fund=fund, kind=kind, remaining__gt=0)
    kept = rows.order_by().values("reference").annotate(pence=Sum("remaining"))
    return dict(kept.values_list("reference", "pence"))
