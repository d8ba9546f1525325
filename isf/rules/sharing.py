"""A bill for several people's support: whose funds it may be shared over, and what each bears."""

from collections.abc import Sequence

from accounts.rules.registry import rule
from isf.rules.amounts import split

FEWEST = 2


class NotShared(Exception):
    """A bill of one person alone, or one that names a person twice (ISF-RES-4)."""

    rule = "ISF-RES-4"

    def __init__(self, *, people: int) -> None:
        self.people = people
        super().__init__("A shared bill is for at least two people, each of them once.")


class BillTooSmall(Exception):
    """A bill of which somebody's part would be nothing (ISF-RES-4)."""

    rule = "ISF-RES-4"

    def __init__(self, *, people: int) -> None:
        self.people = people
        super().__init__("A shared bill is at least a penny for each person.")


@rule("ISF-RES-4", "A shared bill becomes one part per person; parts differ by a penny at most.")
def share(*, total_pence: int, person_ids: Sequence[int]) -> list[int]:
    """What each person bears of a bill, in the order they are named.

    Units: whole pence. Rounding: largest remainders, so that the parts are the bill; the pennies
    left over go to those named first. Errors: `NotShared`, `BillTooSmall`. Source: ISF-RES-4.
    """
    people = len(person_ids)
    if people < FEWEST or len(set(person_ids)) != people:
        raise NotShared(people=len(set(person_ids)))
    if total_pence < people:
        raise BillTooSmall(people=people)
    return split(total_pence=total_pence, weights=[1] * people)
