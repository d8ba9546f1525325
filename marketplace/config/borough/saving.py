"""Money that people of the borough save for something."""

from datetime import timedelta
from uuid import UUID

from isf.models import Fund
from isf.operations import banking
from isf.queries.balances import fund_balance
from marketplace.config.borough.world import Holder, World

UNTIL_HOLIDAY = timedelta(weeks=10)
MOST_PENCE = 24_000


def save_for_a_holiday(world: World, *, holder: Holder) -> None:
    """Save a part of what is left for a week of respite."""
    available = fund_balance(fund=Fund.objects.get(pk=holder.fund_id)).available_pence
    pence = min(MOST_PENCE, available // 3)
    if pence <= 0:
        return
    banking.bank(
        fund_id=holder.fund_id,
        wish=banking.Wish(
            reference=UUID(bytes=world.dice.randbytes(16), version=4),
            name="A week of respite by the sea",
            target_on=world.day + UNTIL_HOLIDAY,
            pence=pence,
        ),
        by=world.for_person(holder),
        at=world.at,
        on=world.day,
    )
    world.tell("money saved for something")
