"""What people of the borough contribute to their own support."""

from datetime import timedelta
from uuid import uuid5

from isf.enums import ContributionMode
from isf.operations import contribution_weeks, contributions
from isf.rules.contributions import Contribution
from marketplace.config.borough.world import Holder, World

WEEKS = timedelta(weeks=4)
WEEKLY_PENCE = 2_500
PAID_PENCE = 4_000


def contribute(world: World, *, holder: Holder) -> None:
    """Agreed four weeks ago and paid to the council, which has not had all of it yet."""
    finance = world.acting(world.users["FINANCE_OFFICER"], organisation=world.authority)
    agreed = Contribution(
        starts_on=world.day - WEEKS, weekly_pence=WEEKLY_PENCE, mode=ContributionMode.GROSS
    )
    contributions.agree(
        fund_id=holder.fund_id,
        wanted=agreed,
        by=world.acting(world.users["CARE_MANAGER"], organisation=world.authority),
        at=world.at,
        on=world.day,
    )
    paid = contributions.Paid(
        reference=uuid5(holder.fund, "contribution"),
        pence=PAID_PENCE,
        mode=ContributionMode.GROSS,
    )
    contributions.receive(fund_id=holder.fund_id, paid=paid, by=finance, at=world.at, on=world.day)
    contribution_weeks.settle(fund_id=holder.fund_id, by=finance, at=world.at, on=world.day)
    world.tell("a contribution, some of it owed")
