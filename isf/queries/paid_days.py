"""Until which day the money of an order pays its visits, for who shows the order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from isf.enums import PromiseState
from isf.models import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidDays:
    """The last day whose visits are paid, None for no end; `any` is false where none is paid."""

    last_on: date | None = None
    any: bool = True


def list_of_orders(*, orders: Collection[UUID]) -> Mapping[UUID, PaidDays]:
    """Until when each order is paid; an order the money does not know is not in it.

    A notice ends what an order was promised, not the order itself. Source: ISF-POR-2.
    """
    rows = Promise.objects.filter(order__in=orders).values_list("order", "ends_on", "state")
    return {
        order: PaidDays(last_on=ends_on, any=state != PromiseState.RELEASED)
        for order, ends_on, state in rows
    }
