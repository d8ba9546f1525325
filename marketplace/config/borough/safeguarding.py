"""A concern about one person of the borough: a hold on their fund, which somebody may lift."""

from uuid import UUID

from isf.operations import safeguards
from marketplace.config.borough.world import Holder, World


def put_a_hold(world: World, *, holder: Holder) -> None:
    """The safeguarding lead stops orders and payments of a fund until it is looked into."""
    safeguards.put(
        authority_id=world.authority.pk,
        reference=UUID(bytes=world.dice.randbytes(16), version=4),
        target=safeguards.Target(fund_id=holder.fund_id),
        reason="A neighbour says that somebody else uses this person's post and telephone.",
        by=world.acting(world.users["SAFEGUARDING_LEAD"], organisation=world.authority),
        at=world.at,
        on=world.day,
    )
    holder.is_held = True
    world.tell("a fund under a safeguarding hold")
