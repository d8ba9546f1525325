"""Which days an approval of a fee above the soft cap may cover."""

from datetime import date

from accounts.rules.registry import rule
from isf.rules.entitlement import ONE_DAY, Days


class ApprovalReachesBack(Exception):
    """An approval of days that are over or charged for, or that ends before it begins (FEE-3)."""

    rule = "ISF-FEE-3"

    def __init__(self, *, starts_on: date, earliest: date) -> None:
        self.starts_on = starts_on
        self.earliest = earliest
        super().__init__(f"An approval can begin on {earliest} at the earliest.")


def earliest_day(*, on: date, charged_through: date | None) -> date:
    """The first day an approval given on a day may cover: that day, unless its fee was charged.

    Source: ISF-FEE-3.
    """
    return on if charged_through is None else max(on, charged_through + ONE_DAY)


@rule("ISF-FEE-3", "An approval never reaches back: not to a day that is over or charged for.")
def check_days(*, days: Days, on: date, charged_through: date | None) -> None:
    """Refuse days over which the cap would rise after the fact, and days in the wrong order.

    Errors: `ApprovalReachesBack`. Source: ISF-FEE-3 (a cap change never reaches back).
    """
    earliest = earliest_day(on=on, charged_through=charged_through)
    if days.starts_on < earliest or (days.ends_on is not None and days.ends_on < days.starts_on):
        raise ApprovalReachesBack(starts_on=days.starts_on, earliest=earliest)
