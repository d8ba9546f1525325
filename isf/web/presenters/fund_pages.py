"""The page of one fund: every amount of money that is there opens to the entries behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accounts.permissions import Actor, can_role
from accounts.web.presenters import wording as words_for
from accounts.web.presenters.chart import FEWEST_POINTS, Chart, Point, line
from isf.enums import EntryKind, FundState, ReservationKind
from isf.permissions import (
    SAFEGUARDING_ROLES,
    can_bank,
    can_issue,
    can_see_budget,
    can_see_recovery,
    can_tell_absence,
    find_notice_side,
)
from isf.queries.carried import Carried
from isf.queries.fee_positions import FeePosition
from isf.queries.fund_details import FundDetail, OrderLine
from isf.rules.money_left import WeekLeft
from isf.web.presenters import (
    absences,
    closings,
    contributions,
    deaths,
    funds,
    notices,
    purposes,
    tied_parts,
    topups,
    wording,
)
from isf.web.presenters.entry_links import Amount, Opener

FEE_KINDS = (EntryKind.FEE, EntryKind.FEE_BACK)
_SUNDAY = timedelta(days=6)
_WEEK_HEADING = "At the end of the week from"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why money is set aside, and how much."""

    words: str
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A running order: what it costs in the coming week, and what is set aside for it."""

    service: str
    payee: str
    days: str
    weekly_pence: int
    reserved: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """The management fee (ISF-FEE-6); room is counted to the last day a fee was charged for."""

    words: str
    weekly_pence: int
    charged: Amount
    owed_pence: int
    counted_to: date | None
    soft_cap: str
    hard_cap: str
    soft_room_pence: int
    hard_room_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the page of a fund says."""

    reference: UUID
    caption: funds.Caption
    heading: str
    person: UUID
    left: str
    died: str
    is_overspent: bool
    posted: Amount
    reserved: Amount
    available: Amount
    promised_weekly_pence: int
    promised_from: date
    weekly_pence: int
    reasons: tuple[Reason, ...]
    orders: tuple[Order, ...]
    saved: tuple[purposes.Line, ...]
    may_save: bool
    fee: Fee | None
    chart: Chart | None
    carried: Chart | None
    bills_waiting: str
    waiting_pence: int
    purchases_waiting: str
    recovery: UUID | None
    added: tuple[topups.Line, ...]
    contribution: contributions.Summary | None
    may_add: bool
    recovery_pence: int
    paid_through: date | None
    state: str
    state_colour: str
    is_open: bool
    kind_explained: str
    this_month: date
    budget: UUID | None
    agreement: UUID
    end: notices.End | None
    way: closings.Way | None
    may_give_notice: bool
    away: str
    may_tell_away: bool
    stands_still: bool
    parts: tied_parts.Parts | None
    may_hold: bool


def page(*, detail: FundDetail, by: Actor) -> Page:
    """The page of a fund, as one reader sees it."""
    fund, balance = detail.fund, detail.balance
    caption = funds.caption(fund=fund, by=by)
    opener = Opener(fund=fund.reference)
    is_alive = fund.person.died_on is None
    takes_new = is_alive and fund.state == FundState.OPEN
    return Page(
        reference=fund.reference,
        caption=caption,
        heading=caption.who or "Your money",
        person=fund.person.reference,
        left=funds.left(balance=balance, who=caption.who, has_died=not is_alive),
        died=deaths.notice(
            person=fund.person, until=detail.timeline.bills_until if detail.timeline else None
        ),
        is_overspent=balance.available_pence < 0,
        posted=opener.posted(balance.posted_pence),
        reserved=opener.reserved(balance.reserved_pence),
        available=opener.available(balance.available_pence),
        promised_weekly_pence=detail.promised_weekly_pence,
        promised_from=detail.promised_from,
        weekly_pence=detail.fee.weekly_pence,
        reasons=tuple(
            Reason(words=wording.REASONS[kind], amount=opener.reserved(pence, reason=kind))
            for kind, pence in detail.reserved.items()
        ),
        orders=tuple(_order(row, opener) for row in detail.orders),
        saved=purposes.lines(saved=detail.saved, on=detail.on),
        may_save=can_bank(by=by, fund=fund) and takes_new,
        fee=_fee(detail.fee, opener),
        chart=chart(weeks=detail.weeks if is_alive else (), ends_on=fund.deployment.ends_on),
        carried=carried_chart(weeks=detail.carried if is_alive else ()),
        bills_waiting=wording.counted(detail.waiting.invoices, "bill"),
        waiting_pence=detail.waiting.pence,
        purchases_waiting=(
            wording.counted(detail.purchases_waiting, "purchase")
            if detail.purchases_waiting
            else ""
        ),
        recovery=_recovery(detail, by),
        added=topups.lines(added=detail.added),
        contribution=contributions.summary_of(fund=fund, standing=detail.contribution),
        may_add=can_issue(by=by, fund=fund) and takes_new,
        recovery_pence=detail.recovery.pence if detail.recovery else 0,
        paid_through=detail.paid_through,
        state=wording.FUND_STATES[fund.state],
        state_colour=wording.FUND_COLOURS[fund.state],
        is_open=fund.state == FundState.OPEN,
        kind_explained=wording.FUND_KINDS_EXPLAINED[fund.kind],
        this_month=detail.on.replace(day=1),
        budget=_budget(detail, by),
        agreement=fund.agreement.reference,
        away=absences.notice(stay=detail.away) if is_alive else "",
        stands_still=detail.stands_still,
        parts=tied_parts.parts(balances=detail.parts),
        may_hold=can_role(by=by, organisation_id=fund.authority_id, roles=SAFEGUARDING_ROLES),
        may_tell_away=can_tell_absence(by=by, fund=fund) and takes_new,
        end=_end(detail, by),
        way=_way(detail, by),
        may_give_notice=takes_new and find_notice_side(by=by, fund=fund) is not None,
    )


def _way(detail: FundDetail, by: Actor) -> closings.Way | None:
    if detail.place is None:
        return None
    return closings.way(fund=detail.fund, place=detail.place, closing=detail.closing, by=by)


def _end(detail: FundDetail, by: Actor) -> notices.End | None:
    if detail.timeline is None:
        return None
    return notices.end(timeline=detail.timeline, fund=detail.fund, by=by, on=detail.on)


def _recovery(detail: FundDetail, by: Actor) -> UUID | None:
    """What the council would like back; the holder is not told."""
    shown = detail.recovery and can_see_recovery(by=by, fund=detail.fund)
    return detail.recovery.reference if detail.recovery and shown else None


def _budget(detail: FundDetail, by: Actor) -> UUID | None:
    budget = detail.fund.deployment.budget
    return budget.reference if can_see_budget(by=by, budget=budget) else None


def _order(row: OrderLine, opener: Opener) -> Order:
    return Order(
        service=row.service,
        payee=row.payee,
        days=words_for.days(starts_on=row.starts_on, ends_on=row.ends_on),
        weekly_pence=row.weekly_pence,
        reserved=opener.reserved(row.reserved_pence, reason=ReservationKind.ORDER, order=row.order),
    )


def _fee(fee: FeePosition, opener: Opener) -> Fee | None:
    if fee.rate_bp is None and fee.stated_weekly_pence is None:
        return None
    return Fee(
        words=wording.fee(rate_bp=fee.rate_bp, weekly_pence=fee.stated_weekly_pence),
        weekly_pence=fee.fee_weekly_pence,
        charged=opener.posted(fee.charged_pence, kinds=FEE_KINDS),
        owed_pence=fee.owed_pence,
        counted_to=fee.through_on,
        soft_cap=wording.percent(bp=fee.soft_bp),
        hard_cap=wording.percent(bp=fee.hard_bp),
        soft_room_pence=fee.soft_room_pence,
        hard_room_pence=fee.hard_room_pence,
    )


def chart(*, weeks: Sequence[WeekLeft], ends_on: date | None = None) -> Chart | None:
    """How long the money lasts, with a sentence of what the picture says."""
    if len(weeks) < FEWEST_POINTS:
        return None
    return line(
        key="lasts",
        title="How long the money lasts",
        meaning=_how_long(weeks, ends_on),
        points=[_point(monday=week.monday, pence=week.left) for week in weeks],
        label_heading=_WEEK_HEADING,
        value_heading="Would be left",
    )


def carried_chart(*, weeks: Sequence[Carried]) -> Chart | None:
    """How the money carried from week to week, with a sentence of what the picture says."""
    if len(weeks) < FEWEST_POINTS:
        return None
    last = weeks[-1]
    left = words_for.pounds(pence=last.pence)
    day = words_for.day(on=last.monday + _SUNDAY)
    return line(
        key="carried",
        title="How the money carried from week to week",
        meaning=f"What is not spent stays in the fund by itself: {left} was there on {day}.",
        points=[_point(monday=week.monday, pence=week.pence) for week in weeks],
        label_heading=_WEEK_HEADING,
        value_heading="In the fund",
    )


def _point(*, monday: date, pence: int) -> Point:
    return Point(label=f"{monday.day} {monday:%b}", pence=pence)


def _how_long(weeks: Sequence[WeekLeft], ends_on: date | None) -> str:
    short = next((week for week in weeks if week.left < 0), None)
    if short is not None:
        day = words_for.weekday(on=short.monday)
        return (
            f"If everything goes as planned, the money runs out in the week from {day}. "
            "Ordering less, or talking to the council before then, keeps support going."
        )
    last = weeks[-1]
    left = words_for.pounds(pence=last.left)
    if ends_on is not None and ends_on <= last.monday + _SUNDAY:
        return (
            f"If everything goes as planned, the money lasts until the fund ends on "
            f"{words_for.day(on=ends_on)}: {left} would be left then, and moves on."
        )
    day = words_for.day(on=last.monday + _SUNDAY)
    return (
        f"If everything goes as planned, the money does not run out in the next "
        f"{'week' if len(weeks) == 1 else f'{len(weeks)} weeks'}: {left} would be left on {day}."
    )
