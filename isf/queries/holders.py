"""The funds one holder has for a council, what they add up to, and holders that ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from accounts.models import Organisation
from isf.enums import FundState
from isf.models import Fund, HolderExit
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A fund that a holder has, and what is in it, in whole pence."""

    fund: Fund
    posted_pence: int


def list_holders(*, authority_id: int) -> list[Organisation]:
    """The providers that hold an open fund for a council, by name. Source: ISF-POR-6."""
    funds = Fund.objects.filter(authority_id=authority_id, state=FundState.OPEN)
    rows = Organisation.objects.filter(pk__in=funds.values("holder"))
    return list(rows.order_by("name", "id"))


def get_holder(*, authority_id: int, reference: UUID) -> Organisation:
    """One of them. Errors: Organisation.DoesNotExist. Source: ISF-POR-6."""
    funds = Fund.objects.filter(authority_id=authority_id, state=FundState.OPEN)
    return Organisation.objects.get(pk__in=funds.values("holder"), reference=reference)


def list_held_sums(*, authority_id: int, holder_id: int) -> list[Held]:
    """Every fund that `sum_held` adds up, with what is in it; whole pence. Source: ISF-POR-6."""
    rows = Fund.objects.filter(authority_id=authority_id, holder_id=holder_id)
    funds = rows.exclude(state=FundState.CLOSED).select_related("person", "deployment")
    sums = _posted(funds=[fund.pk for fund in funds])
    return [
        Held(fund=fund, posted_pence=sums.get(fund.pk, 0))
        for fund in funds.order_by("person__full_name", "id")
    ]


def list_exits(*, authority_id: int) -> list[HolderExit]:
    """The holders whose funds a council ended at once, the newest first. Source: ISF-POR-6."""
    rows = HolderExit.objects.filter(authority_id=authority_id).select_related("holder")
    return list(rows.order_by("-recorded_at", "-id"))


def _posted(*, funds: list[int]) -> Mapping[int, int]:
    rows = LedgerAccount.objects.filter(fund__in=funds).values("fund").order_by("fund")
    return {row["fund"]: row["total"] for row in rows.annotate(total=Sum("posted"))}
