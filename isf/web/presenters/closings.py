"""Where the money of a fund goes when it closes, and how far that is, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.permissions import Actor
from isf.enums import ClosingPlace, FundState
from isf.models import Closing, Fund
from isf.permissions import can_choose_place, can_see_fund
from isf.queries.closings import Place
from isf.web.presenters import funds

MANAGED = "An account the council manages for the person"
BACK = "Back to who paid it in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where money goes, or went: in words, how much of it, and the fund it is in now."""

    words: str
    is_chosen: bool
    may_choose: bool
    has_begun: bool
    moved_pence: int
    closed_on: date | None
    target: UUID | None


def way(*, fund: Fund, place: Place, closing: Closing | None, by: Actor) -> Way:
    """Where the money of a fund goes, as one reader sees it."""
    kind = ClosingPlace(closing.place) if closing else place.place
    target = closing.target if closing else place.target
    return Way(
        words=name(place=kind, target=target),
        is_chosen=place.is_chosen or fund.person.died_on is not None,
        may_choose=fund.state == FundState.OPEN
        and fund.person.died_on is None
        and can_choose_place(by=by, fund=fund, place=ClosingPlace.MANAGED),
        has_begun=closing is not None,
        moved_pence=closing.moved_pence if closing else 0,
        closed_on=closing.closed_on if closing else None,
        target=target.reference if target and can_see_fund(by=by, fund=target) else None,
    )


def name(*, place: ClosingPlace, target: Fund | None) -> str:
    """A place in words; a fund by what it is called."""
    if target is not None:
        return funds.title(target)
    return BACK if place is ClosingPlace.COUNCIL else MANAGED


def places(*, fund: Fund, targets: list[Fund], by: Actor) -> list[tuple[str, str]]:
    """What the reader may choose from; only the person's side gives money back."""
    found = [(str(one.reference), funds.title(one)) for one in targets]
    found.append((str(ClosingPlace.MANAGED), MANAGED))
    if can_choose_place(by=by, fund=fund, place=ClosingPlace.COUNCIL):
        found.append((str(ClosingPlace.COUNCIL), BACK))
    return found
