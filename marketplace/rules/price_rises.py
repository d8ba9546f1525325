"""When a higher price may begin: with notice, so that nobody is surprised by a bill."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from accounts.enums import DayType
from accounts.rules.registry import rule
from marketplace.enums import Grade

PriceGrid = Mapping[tuple[Grade, DayType], int]

# As long as the longest notice an offer may ask for.
NOTICE = timedelta(days=28)


def rises(*, before: PriceGrid, after: PriceGrid) -> bool:
    """Whether any price is higher than before; a grade or kind of day that is new is not.

    Where every grade is another one, each price is held against the lowest for its kind of day.
    """
    is_other = {grade for grade, _ in before}.isdisjoint(grade for grade, _ in after)
    for (grade, day_type), pence in after.items():
        known = before.get((grade, day_type))
        if known is None and is_other:
            known = min(
                (was for (_, kind), was in before.items() if kind is day_type), default=None
            )
        if known is not None and pence > known:
            return True
    return False


def lowest(*, grids: Iterable[PriceGrid]) -> PriceGrid:
    """For each cell the lowest price of several versions: what has been promised to anybody."""
    found: dict[tuple[Grade, DayType], int] = {}
    for grid in grids:
        for cell, pence in grid.items():
            found[cell] = min(pence, found.get(cell, pence))
    return found


@rule("ISF-BIL-4", "A price rise is a new version with notice; running orders keep their price.")
def first_day(*, before: PriceGrid, after: PriceGrid, today: date) -> date:
    """The first day new prices may begin: today, or 28 days from now where any is higher.

    Source: ISF-BIL-4.
    """
    return today + NOTICE if rises(before=before, after=after) else today
