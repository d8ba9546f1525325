"""The funds one holder has for a council, and what they add up to."""

from django.db.models import Sum

from isf.enums import FundState
from isf.models import Fund
from isf.models.journal import LedgerAccount


def list_held(*, authority_id: int, holder_id: int) -> list[Fund]:
    """The open funds a holder has for a council, in the order they are locked. Source: POR-6."""
    rows = Fund.objects.filter(authority_id=authority_id, holder_id=holder_id, state=FundState.OPEN)
    return list(rows.select_related("deployment").order_by("id"))


def sum_held(*, authority_id: int, holder_id: int) -> int:
    """What all funds of a holder for a council add up to, closing ones too, in whole pence.

    Source: ISF-POR-6 (the bank balance is compared with the sum of its funds).
    """
    rows = LedgerAccount.objects.filter(
        fund__authority_id=authority_id, fund__holder_id=holder_id
    ).exclude(fund__state=FundState.CLOSED)
    return rows.aggregate(total=Sum("posted"))["total"] or 0
