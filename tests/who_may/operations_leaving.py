"""How to try the operations on the way out of a fund on what is Rosa's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from isf.enums import ClosingPlace, NoticeChange, NoticeParty
from isf.operations import (
    cancellations,
    closing_places,
    closings,
    deaths,
    holder_exits,
    notices,
    part_moves,
)
from tests.who_may.life import TODAY
from tests.who_may.world import World

JULY = date(2026, 7, 6)


def fund(world: World, **more: Any) -> Mapping[str, Any]:
    return {"fund_id": world.own.fund.pk, **more}


def part_move(world: World) -> Mapping[str, Any]:
    wish = part_moves.Wish(
        reference=uuid4(),
        target=world.own.notice.fund.reference,
        weekly_pence={},
        pence=100,
        starts_on=JULY,
    )
    return fund(world, wish=wish)


TRIED: Mapping[Callable[..., Any], Callable[[World], Mapping[str, Any]]] = {
    deaths.record: lambda w: {
        "person_id": w.own.fund.person_id,
        "said": deaths.Said(reference=uuid4(), day=TODAY),
    },
    closing_places.choose: lambda w: fund(
        w, place=ClosingPlace.MANAGED, target=None, reference=uuid4()
    ),
    cancellations.release_late: fund,
    closings.begin: fund,
    closings.finish: fund,
    notices.give: lambda w: fund(
        w,
        said=notices.Said(reference=uuid4(), party=NoticeParty.PERSON, received_on=TODAY),
    ),
    notices.ask: lambda w: {
        "notice_id": w.own.notice.pk,
        "change": NoticeChange.SHORTER,
        "last_day": JULY,
        "reference": uuid4(),
    },
    notices.answer: lambda w: {"wish_id": w.own.wish.pk, "agrees": True},
    part_moves.move: part_move,
    part_moves.try_out: part_move,
    holder_exits.end_all: lambda w: {
        "authority_id": w.own.borough.authority.pk,
        "said": holder_exits.Said(
            reference=uuid4(),
            holder_id=w.own.fund.holder_id,
            last_day=JULY,
            reason="It fails",
            bank_pence=0,
        ),
    },
}
