"""Notice: given by any side, changed when the other agrees; what it does to the fund's end."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.permissions import Actor, NotAllowed
from isf.enums import FundState, NoticeAnswer, NoticeChange, NoticeParty, NoticeState
from isf.ledger import chain
from isf.models import Fund, Notice, NoticeWish
from isf.operations import last_days
from isf.operations.last_days import Moved
from isf.operations.posting import KeyReused
from isf.operations.transactions import money_transaction
from isf.permissions import (
    check_answers_wish,
    check_gives_notice,
    check_safeguards,
    find_notice_side,
)
from isf.queries import deaths
from isf.queries.notices import held_by_another, standing_days, terms_of
from isf.rules import notice as rules


class WishAnswered(Exception):
    """A wish that was answered before, or a notice that no longer counts (ISF-POR-1)."""

    rule = "ISF-POR-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A notice as somebody gives it; the reference is the notice's own.

    Without a last day it is the earliest the agreement allows.
    """

    reference: UUID
    party: NoticeParty
    received_on: date
    last_day: date | None = None
    for_safeguarding: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """A notice and what it did: the last day that now stands, and the figures in whole pence."""

    notice: Notice
    last_day: date
    moved: Moved
    is_new: bool


@money_transaction
def give(
    *, fund_id: int, said: Said, by: Actor, at: datetime, on: date, keep: bool = True
) -> Noticed:
    """Give notice on a fund: orders end with it, and money for days after it goes back.

    The same notice again returns the first. `keep=False` works everything out and writes nothing.
    Units: whole pence. Errors: `NotAllowed`, `NoticeTooShort`, `NoticeInThePast`, `NoticeStands`,
    `ReasonMissing`, `KeyReused`. Source: ISF-POR-1, ISF-POR-2, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    as_told = said.received_on != on
    check_gives_notice(by=by, fund=fund, party=said.party, as_told=as_told)
    if said.for_safeguarding:
        check_safeguards(by=by, fund=fund)
    fund = lock(fund_id=fund_id)
    fingerprint = request_hash(fund=fund, said=said)
    again = Notice.objects.filter(reference=said.reference).first()
    if again is not None:
        return repeat(notice=again, fund=fund, fingerprint=fingerprint)
    last_day = check(fund=fund, said=said, on=on)
    notice = Notice.objects.create(
        reference=said.reference,
        fund=fund,
        given_by=said.party,
        received_on=said.received_on,
        last_day=last_day,
        agreed_end_on=agreed_end(fund=fund),
        for_safeguarding=said.for_safeguarding,
        reason=said.reason.strip(),
        recorded_at=at,
        recorded_by_id=by.user_id,
        request_hash=fingerprint,
    )
    moved = move(notice=notice, code=f"n{notice.pk}", by=by, at=at, on=on)
    last_days.say(notice=notice, action="NOTICE_GIVEN", moved=moved, by=by, at=at)
    given = Noticed(notice=notice, last_day=end_of(notice=notice), moved=moved, is_new=True)
    if not keep:
        transaction.set_rollback(True)
    return given


def lock(*, fund_id: int) -> Fund:
    """The fund with its row locked, and its last day as it stands under the lock."""
    Fund.objects.select_for_update(no_key=True).get(pk=fund_id)
    return Fund.objects.select_related("deployment__budget", "agreement").get(pk=fund_id)


def request_hash(*, fund: Fund, said: Said) -> str:
    """The fingerprint of a notice as it was given. Source: ISF-LED-3."""
    facts = (fund.reference, said.party, said.received_on, said.last_day)
    return chain.request_hash(
        kind="NOTICE", inputs=map(str, (*facts, said.for_safeguarding, said.reason.strip()))
    )


def repeat(*, notice: Notice, fund: Fund, fingerprint: str) -> Noticed:
    """What the same notice did before. Errors: `KeyReused`. Source: ISF-LED-3."""
    if notice.fund_id != fund.pk or notice.request_hash != fingerprint:
        raise KeyReused(key=str(notice.reference))
    return Noticed(notice=notice, last_day=end_of(notice=notice), moved=Moved(), is_new=False)


def check(*, fund: Fund, said: Said, on: date) -> date:
    """The last day of a notice that may be given.

    Errors: `NoticeTooShort`, `NoticeInThePast`, `NoticeStands`, `ReasonMissing`, `PersonDied`.
    Source: ISF-POR-1, ISF-LIF-2.
    """
    deaths.check_alive(person_id=fund.person_id)
    terms = terms_of(fund=fund)
    rules.check_received(received_on=said.received_on, today=on)
    if said.for_safeguarding:
        rules.check_reason(reason=said.reason)
    earliest = rules.earliest_last_day(terms=terms, received_on=said.received_on)
    last = rules.check_day(
        asked=said.last_day, earliest=earliest, shorter=said.for_safeguarding, today=on
    )
    last = max(last, terms.starts_on)
    ends_on = fund.deployment.ends_on
    given = Notice.objects.filter(fund=fund, given_by=said.party, state=NoticeState.STANDING)
    told = given.filter(last_day__lte=last).exists()
    over = fund.state != FundState.OPEN or (ends_on is not None and ends_on < on)
    if ends_on is not None and (told or over):
        raise rules.NoticeStands(last_day=ends_on)
    return last


def agreed_end(*, fund: Fund) -> date | None:
    """What the fund would end on if no notice had been given. Source: ISF-POR-1."""
    before = Notice.objects.filter(fund=fund, state=NoticeState.STANDING).first()
    return before.agreed_end_on if before else fund.deployment.ends_on


def end_of(*, notice: Notice) -> date:
    """The last day that stands of all notices on a fund. Source: ISF-POR-1."""
    days = standing_days(fund_id=notice.fund_id)
    standing = rules.standing_end(agreed_on=notice.agreed_end_on, notices=days)
    return standing or notice.last_day


def move(*, notice: Notice, code: str, by: Actor, at: datetime, on: date) -> Moved:
    """Let the fund end on the day that now stands. Source: ISF-POR-1, ISF-POR-2."""
    days = standing_days(fund_id=notice.fund_id)
    ends_on = rules.standing_end(agreed_on=notice.agreed_end_on, notices=days)
    return last_days.move(fund_id=notice.fund_id, ends_on=ends_on, code=code, by=by, at=at, on=on)


@money_transaction
def ask(
    *,
    notice_id: int,
    change: NoticeChange,
    last_day: date | None,
    reference: UUID,
    by: Actor,
    at: datetime,
    on: date,
) -> NoticeWish:
    """Ask the other side for less notice, or to take the notice back; nothing changes until it
    agrees.

    Person and holder may ask for less; only who gave a notice asks to withdraw it. The same wish
    again returns the first. Errors: `NotAllowed`, `WishAnswered`, `NoticeInThePast`,
    `NoticeStands`. Source: ISF-POR-1, ISF-LED-3.
    """
    notice = Notice.objects.select_related("fund").get(pk=notice_id)
    asked_by = check_asks(notice=notice, change=change, by=by)
    asks = rules.other_side(party=asked_by, held_by_another=held_by_another(fund=notice.fund))
    fund = lock(fund_id=notice.fund_id)
    again = NoticeWish.objects.filter(reference=reference).first()
    if again is not None:
        return again
    check_wish(notice_id=notice_id, fund=fund, change=change, last_day=last_day, on=on)
    wish = NoticeWish.objects.create(
        reference=reference,
        notice=notice,
        change=change,
        last_day=last_day if change is NoticeChange.SHORTER else None,
        asked_by=asked_by,
        asks=asks,
        asked_at=at,
        asked_by_id=by.user_id,
    )
    last_days.say(notice=notice, action="NOTICE_CHANGE_ASKED", moved=Moved(), by=by, at=at)
    return wish


def check_asks(*, notice: Notice, change: NoticeChange, by: Actor) -> NoticeParty:
    """The side that asks: who gave the notice to withdraw it, person or holder for less of it.

    Errors: `NotAllowed`. Source: ISF-POR-1.
    """
    given_by = NoticeParty(notice.given_by)
    if change is NoticeChange.WITHDRAWAL:
        check_gives_notice(by=by, fund=notice.fund, party=given_by, as_told=False)
        return given_by
    side = find_notice_side(by=by, fund=notice.fund)
    holds = NoticeParty.HOLDER if held_by_another(fund=notice.fund) else NoticeParty.COUNCIL
    if side is None or side not in (NoticeParty.PERSON, holds):
        raise NotAllowed(rule="GIVES-NOTICE", needed="the person or the holder")
    return side


def check_wish(
    *, notice_id: int, fund: Fund, change: NoticeChange, last_day: date | None, on: date
) -> None:
    """Refuse to change what is over, what waits for an answer, and what would change nothing.

    Errors: `WishAnswered`, `NoticeInThePast`, `NoticeStands`. Source: ISF-POR-1.
    """
    notice = Notice.objects.get(pk=notice_id)
    waits = notice.wishes.filter(answer=NoticeAnswer.ASKED).exists()
    if notice.state != NoticeState.STANDING or waits:
        raise WishAnswered("The notice was withdrawn, or a wish about it waits for an answer.")
    check_running(fund=fund, on=on)
    if change is NoticeChange.SHORTER:
        day = last_day or on
        if day < on:
            raise rules.NoticeInThePast(day=day, today=on)
        ends_on = fund.deployment.ends_on
        if ends_on is not None and day >= ends_on:
            raise rules.NoticeStands(last_day=ends_on)


def check_running(*, fund: Fund, on: date) -> None:
    """Refuse once the last day is over: then the fund closes, as after a death.

    Errors: `NoticeInThePast`, `PersonDied`. Source: ISF-POR-1, ISF-LIF-2.
    """
    deaths.check_alive(person_id=fund.person_id)
    ends_on = fund.deployment.ends_on
    if ends_on is not None and (ends_on < on or fund.state != FundState.OPEN):
        raise rules.NoticeInThePast(day=ends_on, today=on)


@money_transaction
def answer(*, wish_id: int, agrees: bool, by: Actor, at: datetime, on: date) -> Noticed:
    """Agree to less notice or to its withdrawal, or decline; agreeing takes effect at once.

    A withdrawal posts back what the notice had taken. The same answer again changes nothing.
    Units: whole pence. Errors: `NotAllowed`, `WishAnswered`, `NoticeInThePast`, `OverDeployed`
    where the money is used elsewhere by now. Source: ISF-POR-1, ISF-POR-2, ISF-RES-3, ISF-LED-3.
    """
    wish = NoticeWish.objects.select_related("notice__fund__deployment").get(pk=wish_id)
    check_answers_wish(by=by, wish=wish)
    last_days.lock_budget(fund=wish.notice.fund)
    fund = lock(fund_id=wish.notice.fund_id)
    wish = NoticeWish.objects.select_related("notice").get(pk=wish_id)
    notice, said = wish.notice, NoticeAnswer.AGREED if agrees else NoticeAnswer.DECLINED
    if wish.answer == said and wish.answered_by_id == by.user_id:
        return Noticed(notice=notice, last_day=end_of(notice=notice), moved=Moved(), is_new=False)
    if wish.answer != NoticeAnswer.ASKED or notice.state != NoticeState.STANDING:
        raise WishAnswered("This was answered before.")
    moved = Moved()
    if agrees:
        check_running(fund=fund, on=on)
        moved = apply(wish=wish, by=by, at=at, on=on)
    wish.answer, wish.answered_at, wish.answered_by_id = said, at, by.user_id
    wish.save(update_fields=["answer", "answered_at", "answered_by_id"])
    last_days.say(notice=notice, action=f"NOTICE_CHANGE_{said}", moved=moved, by=by, at=at)
    return Noticed(notice=notice, last_day=end_of(notice=notice), moved=moved, is_new=True)


def apply(*, wish: NoticeWish, by: Actor, at: datetime, on: date) -> Moved:
    """Do what both sides agreed. Errors: `NoticeInThePast`, `OverDeployed`. Source: ISF-POR-1."""
    notice = wish.notice
    if wish.change == NoticeChange.WITHDRAWAL:
        notice.state = NoticeState.WITHDRAWN
    else:
        assert wish.last_day is not None  # a constraint says so of every other wish
        if wish.last_day < on:
            raise rules.NoticeInThePast(day=wish.last_day, today=on)
        notice.last_day = wish.last_day
    notice.save(update_fields=["state", "last_day"])
    return move(notice=notice, code=f"w{wish.pk}", by=by, at=at, on=on)
