"""Closing a fund in two steps, each taken once: on its last day, and when the bills are settled."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from uuid import uuid4

from django.db import transaction

from accounts.operations import audit
from accounts.permissions import Actor, system
from accounts.rules.registry import rule
from isf.enums import (
    ClosingPlace,
    DeploymentKind,
    EntryKind,
    FundState,
)
from isf.ledger.entries import Draft
from isf.models import Closing, Fund, PersonalBudget
from isf.operations import (
    agreements,
    closed_visits,
    closing_reserves,
    differences,
    fees,
    moves,
    tied_moves,
    topups,
    visits,
)
from isf.operations.transactions import money_transaction
from isf.permissions import RUN_ROLES, check_authority
from isf.queries import closings as reads
from isf.queries import holds
from isf.queries.cancellations import count_waiting
from isf.queries.deaths import died_on
from isf.queries.notices import bills_until
from isf.queries.purposes import list_saved
from isf.rules import closing as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """What a step did: the state of the fund, and the whole pence that moved in it."""

    state: FundState
    moved_pence: int
    is_new: bool


class Stage(Enum):
    """Which step of a closing is taken."""

    FIRST = auto()
    LAST = auto()
    LATE = auto()


@money_transaction
def begin(*, fund_id: int, by: Actor, at: datetime, on: date, keep: bool = True) -> Stepped:
    """Begin to close a fund: true up its fee, keep what bills may need, move the rest.

    Every planned visit up to the last day keeps its money. Taking the step again returns the
    first. `keep=False` works it out and writes nothing. Units: whole pence.
    Errors: `NotAllowed`, `NotLastDay`. Source: ISF-POR-3, ISF-LED-3.
    """
    fund = lock(fund_id=fund_id, by=by)
    before = reads.find(fund=fund)
    if before is not None:
        return Stepped(state=FundState(fund.state), moved_pence=before.begun_pence, is_new=False)
    last_day = rules.check_begins(last_day=fund.deployment.ends_on, on=on)
    place = reads.find_place(fund=fund)
    # The moves of a closing that was taken back still count: every entry has a number of its own.
    closing, _ = Closing.objects.update_or_create(
        fund=fund,
        defaults={
            "place": place.place,
            "target": place.target,
            "last_day": last_day,
            "bills_until": bills_until(authority_id=fund.authority_id, last_day=last_day),
            "begun_on": on,
            "moved_pence": 0,
        },
    )
    moved = take_step(stage=Stage.FIRST, closing=closing, fund=fund, by=by, at=at, on=on)
    Fund.objects.filter(pk=fund.pk).update(state=FundState.CLOSING)
    Closing.objects.filter(pk=closing.pk).update(begun_pence=moved)
    say(fund=fund, action="CLOSING_BEGUN", details={"moved_pence": moved}, by=by, at=at)
    if not keep:
        transaction.set_rollback(True)
    return Stepped(state=FundState.CLOSING, moved_pence=moved, is_new=True)


@money_transaction
def finish(*, fund_id: int, by: Actor, at: datetime, on: date, keep: bool = True) -> Stepped:
    """Move the rest and close the fund at exactly nothing, once its bills are settled.

    When the days for late bills are over, money that no bill asks for moves; the fund stays
    CLOSING while a bill received in time waits for its answer. Taking the step again returns the
    first; money found in a CLOSED fund moves on. Units: whole pence.
    Errors: `NotAllowed`, `NotLastDay`, `StillReserved`, `StillDue`. Source: ISF-POR-3, ISF-LED-3.
    """
    fund = lock(fund_id=fund_id, by=by)
    closing = reads.find(fund=fund)
    if closing is None:
        raise rules.NotLastDay(last_day=fund.deployment.ends_on)
    if fund.state == FundState.CLOSED:
        late = move_on(fund_id=fund_id, by=by, at=at, on=on)
        moved = late or closing.moved_pence - closing.begun_pence
        if not keep:
            transaction.set_rollback(True)
        return Stepped(state=FundState.CLOSED, moved_pence=moved, is_new=late > 0)
    rules.check_paid(due_pence=reads.still_due(fund=fund, last_day=closing.last_day))
    moved = take_step(stage=Stage.LAST, closing=closing, fund=fund, by=by, at=at, on=on)
    state = close_if_empty(closing=closing, fund=fund, by=by, at=at, on=on)
    if fund.kind == DeploymentKind.DIRECT_PAYMENT and state is FundState.CLOSING:
        closing_reserves.ask_to_repay(fund=fund, by=by, at=at, on=on)
    if moved or state is FundState.CLOSED:
        say(fund=fund, action=f"CLOSING_{state}", details={"moved_pence": moved}, by=by, at=at)
    if not keep:
        transaction.set_rollback(True)
    return Stepped(state=state, moved_pence=moved, is_new=True)


def lock(*, fund_id: int, by: Actor) -> Fund:
    """The fund, for who runs the money, with its budget and all funds of the person locked.

    The order is always the same: budget, then funds by id. A hold on the person or the fund stops
    the daily run, never a step that somebody of the council takes.
    Errors: `NotAllowed`, `OnHold`. Source: ISF-LIF-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=RUN_ROLES)
    lock_all(fund=fund)
    if by.is_system:
        holds.check_none(fund_id=fund_id)
    return Fund.objects.select_related("deployment__budget", "person").get(pk=fund_id)


def lock_all(*, fund: Fund) -> None:
    """Lock the budget and every fund of a person, in the order of all that touches several."""
    PersonalBudget.objects.select_for_update().get(pk=fund.deployment.budget_id)
    rows = Fund.objects.select_for_update(no_key=True).filter(person_id=fund.person_id)
    list(rows.order_by("id").values_list("id", flat=True))


def open_managed(*, fund: Fund, at: datetime, on: date) -> Fund:
    """Open the account the council manages for a person, without a weekly rate.

    Source: ISF-POR-3 (none chosen: a managed account, still the person's).
    """
    return agreements.agree(
        budget_id=fund.deployment.budget_id,
        kind=DeploymentKind.MANAGED,
        holder_id=None,
        weekly_pence=0,
        starts_on=on,
        reference=uuid4(),
        by=system("close_funds"),
        at=at,
        on=on,
    )


@rule("ISF-POR-3", "What comes back for a closed fund is posted in and moved on: it stays empty.")
def move_on(*, fund_id: int, by: Actor, at: datetime, on: date) -> int:
    """Move on what came back for a CLOSED fund, under the reference of its closing.

    Inside the caller's transaction, after the money was posted in; nothing for other funds.
    Units: whole pence. Source: ISF-POR-3.
    """
    fund = Fund.objects.select_related("deployment__budget", "person").get(pk=fund_id)
    if fund.state != FundState.CLOSED or not reads.holds_money(fund=fund):
        return 0
    lock_all(fund=fund)
    closing = Closing.objects.get(fund=fund)
    moved = take_step(stage=Stage.LATE, closing=closing, fund=fund, by=by, at=at, on=on)
    say(fund=fund, action="CLOSING_MOVED_ON", details={"moved_pence": moved}, by=by, at=at)
    return moved


@rule("ISF-POR-3", "Whenever money moves on, it goes where it can stay: never to a closed fund.")
def settle_target(*, closing: Closing, fund: Fund, at: datetime, on: date) -> None:
    """Where the money of a closing goes at this step, with all funds of the person locked.

    A fund that was open when the closing began, or when the money moved before, may have closed
    since: from then on the account the council manages for the person takes its place. What a
    person leaves who has died goes to its funders. Source: ISF-POR-3 (none chosen: a managed
    account, still the person's), ISF-LIF-2.
    """
    if died_on(person_id=fund.person_id) is not None and closing.place != ClosingPlace.COUNCIL:
        closing.place, closing.target = ClosingPlace.COUNCIL, None
        closing.save(update_fields=["place", "target"])
    if closing.place == ClosingPlace.COUNCIL:
        return
    open_funds = Fund.objects.filter(state=FundState.OPEN)
    if closing.target_id is not None and open_funds.filter(pk=closing.target_id).exists():
        return
    closing.target = reads.find_managed(fund=fund) or open_managed(fund=fund, at=at, on=on)
    closing.place = ClosingPlace.MANAGED
    closing.save(update_fields=["target", "place"])


def take_step(
    *, stage: Stage, closing: Closing, fund: Fund, by: Actor, at: datetime, on: date
) -> int:
    """Keep what is still needed and move the rest; the whole pence moved. Source: ISF-POR-3."""
    settle_target(closing=closing, fund=fund, at=at, on=on)
    number, reference = closing.moves + 1, reference_of(fund=fund)
    pens = tied_moves.open_pens(source=fund, target=closing.target, by=by, at=at)
    source = pens[fund.pk]
    key = f"{reference}:{number}"
    if stage is not Stage.LATE:
        fees.true_up(pen=source, fund=fund, through_on=closing.last_day, key=f"{key}:fee", on=on)
        closing_reserves.free_fee(pen=source, key=key, on=on)
    if stage is Stage.LAST:
        open_visits = reads.list_open_visits(fund=fund)
        rules.check_finishes(
            reserved_pence=sum(account.reserved for account in source.accounts.values()),
            open_lines=len(open_visits) + count_waiting(fund=fund),
            until=closing.bills_until,
            on=on,
        )
        closing_reserves.free_visits(pen=source, fund=fund, kept=open_visits, key=key, on=on)
    elif stage is Stage.FIRST:
        draft = Draft(kind=EntryKind.RESERVATION, day=on, key=f"{key}:visits", inputs=(reference,))
        visits.reserve_running(
            pen=source, fund=fund, through_on=closing.last_day, draft=draft, by=by
        )
    if stage is not Stage.LATE and died_on(person_id=fund.person_id) is not None:
        differences.take_rest(pen=source, fund=fund, code=key, on=on)
    topups.return_left(pen=source, fund=fund, on=on)
    saved = list_saved(funds=Fund.objects.filter(pk=fund.pk))
    pence = source.available + sum(one.pence for one in saved)
    if pence > 0 and closing.target_id is not None:
        moves.send(
            source=source,
            target=pens[closing.target_id],
            pence=pence,
            reference=reference,
            step=str(number),
            on=on,
            saved=saved,
        )
    elif pence > 0:
        moves.give_back(
            source=source, pence=pence, reference=reference, step=str(number), on=on, saved=saved
        )
    tied = tied_moves.move(
        source=source,
        target=pens.get(closing.target_id or 0),
        reference=reference,
        step=str(number),
        on=on,
    )
    for pen in pens.values():
        pen.flush()
    moved = max(pence, 0) + tied
    closing.moves, closing.moved_pence = number, closing.moved_pence + moved
    closing.save(update_fields=["moves", "moved_pence"])
    return moved


def reference_of(*, fund: Fund) -> str:
    """What every entry of a closing is known by, on both sides. Source: ISF-POR-3."""
    return f"close:{fund.reference}"


def close_if_empty(*, closing: Closing, fund: Fund, by: Actor, at: datetime, on: date) -> FundState:
    """Close the fund where nothing is left of it, posted or reserved. Source: ISF-POR-3."""
    state = FundState.CLOSED if reads.is_empty(fund=fund) else FundState.CLOSING
    if state is FundState.CLOSED:
        Fund.objects.filter(pk=fund.pk).update(state=state)
        closing.closed_on = on
        closing.save(update_fields=["closed_on"])
        closed_visits.report_waiting(fund=fund, by=by, at=at, on=on)
    return state


def say(*, fund: Fund, action: str, details: audit.Details, by: Actor, at: datetime) -> None:
    """Audit a step of a closing: codes and pence, no words."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details=details,
    )
