"""What finance does once a month: the month that is over is closed, its statements are issued."""

from datetime import date, timedelta

from isf.models import Fund
from isf.operations import months, statements
from isf.queries import issued
from marketplace.config.borough.world import World

FIRST_DAY, LAST_DAY = 8, 14
DAYS_TO_THE_NEXT = 35
MOST_FUNDS = 60


def close_last_month(world: World) -> None:
    """On the second Monday of a month: close the one before, and issue its statements.

    The newest month is issued for half of the funds; the others wait for whoever looks around.
    """
    through_on = world.day.replace(day=1) - timedelta(days=1)
    if not FIRST_DAY <= world.day.day <= LAST_DAY or not world.holders:
        return
    by = world.acting(world.users["FINANCE_OFFICER"], organisation=world.authority)
    months.close(
        authority_id=world.authority.pk, month=through_on, by=by, at=world.at, on=world.day
    )
    funds = Fund.objects.filter(authority_id=world.authority.pk).order_by("id")
    oldest = list(funds.values_list("pk", flat=True)[:MOST_FUNDS])
    is_newest = world.size.until - world.day < timedelta(days=days_to_the_next(world.day))
    issue(world, funds=oldest[: len(oldest) // 2] if is_newest else oldest)


def days_to_the_next(day: date) -> int:
    """Days from the second Monday of a month to that of the month after."""
    later = day + timedelta(days=DAYS_TO_THE_NEXT)
    return DAYS_TO_THE_NEXT if FIRST_DAY <= later.day <= LAST_DAY else DAYS_TO_THE_NEXT - 7


def issue(world: World, *, funds: list[int]) -> None:
    """Issue what is due for some funds, the oldest month of each first."""
    by = world.acting(world.users["FINANCE_OFFICER"], organisation=world.authority)
    due = list(issued.list_due(funds=Fund.objects.filter(pk__in=funds)))
    loaded = issued.list_funds(due=due)
    for row in due:
        statements.issue(
            fund=loaded[row.fund_id], month=row.month, by=by, at=world.at, on=world.day
        )
        world.tell("statements")
