"""Notice as pages show it: who gave it, what follows when, and what may be asked or answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from accounts.enums import Scope
from accounts.permissions import Actor, can_acts_for
from accounts.web.presenters import wording as words_for
from isf.enums import NoticeAnswer, NoticeChange, NoticeParty, NoticeState
from isf.models import Fund, Notice, NoticeWish
from isf.operations.notices import Noticed
from isf.permissions import find_notice_side
from isf.queries.notices import Timeline, held_by_another, may_answer
from isf.rules.entitlement import ONE_DAY
from isf.web.presenters import funds, wording

_day = words_for.day
_MOVES_ON: Final = (
    (
        "The council pays for days up to this one, and the fee is worked out to it. What is not "
        "needed for bills moves on."
    ),
    (
        "What was kept and not billed follows, as soon as every bill is answered. Then the fund is "
        "closed."
    ),
)
_GOES_BACK: Final = (
    (
        "The council pays for days up to this one, and the fee is worked out to it. Orders ended "
        "with it."
    ),
    (
        "What is left when every bill is answered goes back to who paid it in: the council, "
        "the estate of the person, and whoever added money. Then the fund is closed."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One day on the way to the end of a fund, and what happens on it."""

    on: date
    title: str
    what: str
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a fund comes to its end, for its page."""

    heading: str
    steps: tuple[Step, ...]
    notices: tuple[tuple[UUID, str], ...]
    asked: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked about a notice, and what came of it."""

    reference: UUID
    asked_on: date
    words: str
    answer: str
    may_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One notice with what may be done about it."""

    reference: UUID
    caption: funds.Caption
    given_by: str
    received_on: date
    last_day: date
    state: str
    stands: bool
    is_safeguarding: bool
    wishes: tuple[Wish, ...]
    changes: tuple[tuple[NoticeChange, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a notice would do, before it is given."""

    last_day: date
    bills_until: date
    back_pence: int
    orders: str
    freed_pence: int
    charged_pence: int
    hidden: tuple[tuple[str, str], ...]


def name_of(*, party: str, fund: Fund, by: Actor) -> str:
    """Who a side is; “you” where it is the reader's own."""
    if party == NoticeParty.PERSON:
        mine = can_acts_for(by=by, person_id=fund.person_id, scope=Scope.SEE)
        return "you" if mine and funds.is_own(by=by, fund=fund) else fund.person.full_name
    if party == NoticeParty.HOLDER and fund.holder is not None:
        return fund.holder.name
    return fund.authority.name


def parties(*, fund: Fund, by: Actor) -> list[tuple[NoticeParty, str]]:
    """Who may have given notice, for the council to choose from."""
    sides = [NoticeParty.PERSON, NoticeParty.COUNCIL]
    if held_by_another(fund=fund):
        sides.insert(1, NoticeParty.HOLDER)
    return [(side, name_of(party=side, fund=fund, by=by)) for side in sides]


def end(*, timeline: Timeline, fund: Fund, by: Actor, on: date) -> End:
    """How a fund comes to its end, day by day, for everybody who may see it."""
    last, until = timeline.last_day, timeline.bills_until
    days = [
        (
            notice.received_on,
            f"Notice from {name_of(party=notice.given_by, fund=fund, by=by)}",
            (
                "Orders that went on for longer end with the last day. Nothing can be ordered for "
                "later days."
            ),
        )
        for notice in timeline.notices
    ]
    has_died = fund.person.died_on is not None
    days += [
        (last, "Last day", _GOES_BACK[0] if has_died else _MOVES_ON[0]),
        (
            until,
            "Bills are taken until",
            "Providers can send bills for visits up to the last day. Money for them is kept.",
        ),
        (
            until + ONE_DAY,
            "The rest goes back" if has_died else "The rest moves on",
            _GOES_BACK[1] if has_died else _MOVES_ON[1],
        ),
    ]
    steps = tuple(Step(on=d, title=t, what=w, is_over=d < on) for d, t, w in sorted(days, key=_on))
    asked = [wish for wish in timeline.wishes if may_answer(by=by, wish=wish)]
    return End(
        heading=("This fund ended on " if timeline.is_over else "This fund ends on ")
        + _day(on=last),
        steps=steps,
        notices=tuple(
            (notice.reference, name_of(party=notice.given_by, fund=fund, by=by))
            for notice in timeline.notices
        ),
        asked=tuple((wish.reference, asks(wish=wish, fund=fund, by=by)) for wish in asked),
    )


def _on(row: tuple[date, str, str]) -> date:
    return row[0]


def asks(*, wish: NoticeWish, fund: Fund, by: Actor) -> str:
    """What somebody asks, in a sentence without its full stop."""
    who = name_of(party=wish.asked_by, fund=fund, by=by)
    who = f"{who[0].upper()}{who[1:]} {'ask' if who == 'you' else 'asks'}"
    if wish.change == NoticeChange.WITHDRAWAL or wish.last_day is None:
        return f"{who} to take the notice back"
    return f"{who} for an earlier last day, {_day(on=wish.last_day)}"


def page(*, notice: Notice, wishes: list[NoticeWish], by: Actor, on: date) -> Page:
    """One notice, as one reader sees it."""
    fund = notice.fund
    return Page(
        reference=notice.reference,
        caption=funds.caption(fund=fund, by=by),
        given_by=name_of(party=notice.given_by, fund=fund, by=by),
        received_on=notice.received_on,
        last_day=notice.last_day,
        state="Counts" if notice.state == NoticeState.STANDING else "Taken back",
        stands=notice.state == NoticeState.STANDING,
        is_safeguarding=notice.for_safeguarding,
        wishes=tuple(_wish(wish, notice, by) for wish in wishes),
        changes=changes(notice=notice, wishes=wishes, by=by, on=on),
    )


def _wish(wish: NoticeWish, notice: Notice, by: Actor) -> Wish:
    other = name_of(party=wish.asks, fund=notice.fund, by=by)
    answers = {
        NoticeAnswer.ASKED: f"Waiting for {other} to answer",
        NoticeAnswer.AGREED: "Agreed",
        NoticeAnswer.DECLINED: "Declined",
    }
    return Wish(
        reference=wish.reference,
        asked_on=wish.asked_at.date(),
        words=asks(wish=wish, fund=notice.fund, by=by),
        answer=answers[NoticeAnswer(wish.answer)],
        may_answer=may_answer(by=by, wish=wish),
    )


def changes(
    *, notice: Notice, wishes: list[NoticeWish], by: Actor, on: date
) -> tuple[tuple[NoticeChange, str], ...]:
    """What the reader may ask for now: nothing while something waits or the fund is over."""
    fund, waits = notice.fund, any(wish.answer == NoticeAnswer.ASKED for wish in wishes)
    ends_on = fund.deployment.ends_on
    if waits or notice.state != NoticeState.STANDING or (ends_on and ends_on < on):
        return ()
    return options(notice=notice, by=by)


def options(*, notice: Notice, by: Actor) -> tuple[tuple[NoticeChange, str], ...]:
    """What a reader of this side may ask for at all."""
    fund = notice.fund
    side = find_notice_side(by=by, fund=fund)
    holds = NoticeParty.HOLDER if held_by_another(fund=fund) else NoticeParty.COUNCIL
    found = []
    if side in (notice.given_by, NoticeParty.COUNCIL):
        found.append((NoticeChange.WITHDRAWAL, "Take the notice back"))
    if side in (NoticeParty.PERSON, holds):
        found.append((NoticeChange.SHORTER, "An earlier last day"))
    return tuple(found)


def check(*, noticed: Noticed, bills_until: date, sent: list[tuple[str, str]]) -> Check:
    """What a notice would do, with what the form has to send again."""
    moved = noticed.moved
    return Check(
        last_day=noticed.last_day,
        bills_until=bills_until,
        back_pence=max(-moved.difference_pence, 0),
        orders=wording.counted(moved.orders_ended, "order"),
        freed_pence=moved.freed_pence,
        charged_pence=moved.charged_pence,
        hidden=(*sent, ("confirmed", "on")),
    )


def first_words(*, fund: Fund, earliest: date) -> str:
    """What the agreement says, and the day notice given now would lead to."""
    kind = wording.notice(kind=fund.agreement.notice_kind, days=fund.agreement.notice_days).lower()
    return (
        f"The agreement asks for notice of {kind}. Given today, the last day is "
        f"{_day(on=earliest)}."
    )


def answered(*, noticed: Noticed, agrees: bool) -> str:
    """What came of an answer."""
    if not agrees:
        return "You said no. Nothing was changed."
    if noticed.notice.state == NoticeState.WITHDRAWN:
        return "The notice was taken back. Orders it ended stay ended: order again what is needed."
    return f"Agreed. The last day is now {_day(on=noticed.last_day)}."
