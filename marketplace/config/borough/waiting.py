"""What waits for the council at the end: a fee to approve, and a case to decide."""

from datetime import timedelta
from uuid import UUID

from isf.enums import DeploymentKind
from isf.models import Fund
from isf.operations import fee_approvals, purchases
from isf.queries.balances import fund_balance
from marketplace.config.borough.world import Holder, World

NOTICE = timedelta(days=28)
OVERSPENT_PENCE = 2_450


def leave_for_the_council(world: World) -> None:
    """Ask for a fee, and overspend a direct payment, so that somebody has to decide."""
    ask_for_a_fee(world, holder=world.holders[-1])
    for holder in world.holders:
        fund = Fund.objects.filter(person=holder.person, kind=DeploymentKind.DIRECT_PAYMENT).first()
        if fund is not None:
            overspend(world, holder=holder, fund=fund)
            return


def ask_for_a_fee(world: World, *, holder: Holder) -> None:
    """A care manager asks for a fee above the soft cap, from a day that is to come."""
    fee_approvals.ask(
        fund_id=holder.fund_id,
        starts_on=world.size.until + NOTICE,
        ends_on=None,
        reason="Two workers learn to sign with this person, which takes the holder more time.",
        by=world.acting(world.users["CARE_MANAGER"], organisation=world.authority),
        at=world.at,
        on=world.day,
    )
    world.tell("a fee above the soft cap that waits for approval")


def overspend(world: World, *, holder: Holder, fund: Fund) -> None:
    """Buy for a little more than a direct payment holds, which opens a case."""
    by = world.for_person(holder)
    purchases.record(
        fund_id=fund.pk,
        bought=purchases.Bought(
            payee="Mobility Shop",
            what="mobility scooter",
            pence=fund_balance(fund=fund).available_pence + OVERSPENT_PENCE,
            receipt=f"R-{world.day.isoformat()}-scooter",
            approved_by_id=by.user_id,
        ),
        by=by,
        at=world.at,
        on=world.day,
        reference=UUID(bytes=world.dice.randbytes(16), version=4),
    )
    world.tell("an overspent direct payment, a case to decide")
