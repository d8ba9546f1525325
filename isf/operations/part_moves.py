"""Moving a part of a budget: other weekly rates from a day, and a part of the balance with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import FundState
from isf.ledger import chain
from isf.models import Fund, PartMove
from isf.operations import budgets, closings, moves
from isf.operations.posting import InsufficientFunds, KeyReused, Pen
from isf.operations.transactions import money_transaction
from isf.permissions import BUDGET_ROLES, check_authority
from isf.queries import deaths, holds
from isf.queries import part_moves as reads
from isf.queries.closings import check_own
from isf.queries.part_moves import Standing
from isf.queries.terms import budget_rates
from isf.rules.closing import PlaceImpossible, check_still_there
from isf.rules.entitlement import rate_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What shall move: the new weekly pence of each fund from a day, and pence of the balance."""

    reference: UUID
    target: UUID
    weekly_pence: Mapping[UUID, int]
    pence: int
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How a budget and its funds stand from that day without a move, and with it; whole pence."""

    before: Standing
    after: Standing


@money_transaction
def try_out(*, fund_id: int, wish: Wish, by: Actor, at: datetime, on: date) -> Tried:
    """What a move would mean: it is made, looked at, and given up again.

    Units: whole pence. Errors: those of `move`. Source: ISF-POR-4.
    """
    fund = Fund.objects.select_related("deployment__budget").get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=BUDGET_ROLES)
    budget = fund.deployment.budget
    before = reads.stand(budget=budget, on=wish.starts_on)
    move(fund_id=fund_id, wish=wish, by=by, at=at, on=on)
    after = reads.stand(budget=budget, on=wish.starts_on)
    transaction.set_rollback(True)
    return Tried(before=before, after=after)


@rule("ISF-POR-4", "A person may move part of a budget and keep the rest, from a day on.")
@money_transaction
def move(*, fund_id: int, wish: Wish, by: Actor, at: datetime, on: date) -> PartMove:
    """Move a part of a budget to another open fund of the same person; the rest stays.

    The new weekly rates hold from the day that is said and are recorded in one step; the part of
    the balance moves now, with its origins. The same wish again is the first one. Units: whole
    pence. Money that would leave a fund under a hold waits; weekly rates do not.
    Errors: `NotAllowed`, `AnothersMoney`, `PlaceImpossible`, `PlaceEnds`, `OverDeployed`,
    `InsufficientFunds`, `KeyReused`, `OnHold`.
    Source: ISF-POR-4, ISF-RES-1, ISF-RES-3, ISF-LED-3, ISF-LIF-3.
    """
    fund = Fund.objects.select_related("deployment").get(pk=fund_id)
    check_authority(by=by, authority_id=fund.authority_id, roles=BUDGET_ROLES)
    closings.lock_all(fund=fund)
    fund = Fund.objects.select_related("deployment__budget").get(pk=fund_id)
    fingerprint = request_hash(fund=fund, wish=wish)
    again = PartMove.objects.filter(reference=wish.reference).first()
    if again is not None:
        if again.request_hash != fingerprint:
            raise KeyReused(key=str(wish.reference))
        return again
    deaths.check_alive(person_id=fund.person_id)
    if wish.pence:
        holds.check_none(fund_id=fund.pk)
    parts = find_parts(fund=fund, wish=wish)
    target = parts[wish.target]
    check_still_there(last_day=target.deployment.ends_on, starts_on=wish.starts_on, on=on)
    done = PartMove.objects.create(
        reference=wish.reference,
        fund=fund,
        target=target,
        starts_on=wish.starts_on,
        moved_pence=wish.pence,
        recorded_at=at,
        recorded_by_id=by.user_id,
        request_hash=fingerprint,
    )
    change_rates(fund=fund, parts=parts, wish=wish, by=by, at=at, on=on)
    if wish.pence:
        move_balance(fund=fund, target=target, wish=wish, by=by, at=at, on=on)
    audit.record(
        by=by,
        action="BUDGET_PART_MOVED",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details={"pence": wish.pence, "starts_on": wish.starts_on.isoformat()},
    )
    return done


def request_hash(*, fund: Fund, wish: Wish) -> str:
    """The fingerprint of what shall move. Source: ISF-LED-3."""
    rates = sorted((str(one), pence) for one, pence in wish.weekly_pence.items())
    facts = (fund.reference, wish.target, wish.pence, wish.starts_on, rates)
    return chain.request_hash(kind="PART_MOVE", inputs=map(str, facts))


def find_parts(*, fund: Fund, wish: Wish) -> dict[UUID, Fund]:
    """The open funds of this person that a wish names, by reference.

    Errors: `AnothersMoney` for another person's; `PlaceImpossible` for any other, and for less than
    nothing. Source: ISF-RES-1, POR-6.
    """
    rows = Fund.objects.filter(
        person_id=fund.person_id, authority_id=fund.authority_id, state=FundState.OPEN
    ).select_related("deployment")
    parts = {row.reference: row for row in rows}
    named = {*wish.weekly_pence, wish.target, fund.reference}
    check_own(fund=fund, named=named - set(parts))
    negative = wish.pence < 0 or any(pence < 0 for pence in wish.weekly_pence.values())
    if wish.target == fund.reference or not named <= set(parts) or negative:
        raise PlaceImpossible("This money cannot go there.")
    return parts


def change_rates(
    *, fund: Fund, parts: Mapping[UUID, Fund], wish: Wish, by: Actor, at: datetime, on: date
) -> None:
    """Record the new weekly rates in one step; the budget stays. Errors: `OverDeployed`.

    Units: whole pence. Source: ISF-POR-4, ISF-RES-3.
    """
    if not wish.weekly_pence:
        return
    budget = fund.deployment.budget
    budgets.record(
        person_id=fund.person_id,
        authority_id=fund.authority_id,
        weekly_pence=rate_on(rates=budget_rates(budget=budget), day=wish.starts_on),
        starts_on=wish.starts_on,
        rates={
            parts[reference].deployment_id: pence for reference, pence in wish.weekly_pence.items()
        },
        by=by,
        at=at,
        on=on,
    )


def move_balance(
    *, fund: Fund, target: Fund, wish: Wish, by: Actor, at: datetime, on: date
) -> None:
    """Move a part of what is left to use. Units: whole pence. Errors: `InsufficientFunds`.

    Source: ISF-POR-4, ISF-RES-2.
    """
    pens = {pk: Pen(fund_id=pk, by=by, at=at) for pk in sorted((fund.pk, target.pk))}
    source = pens[fund.pk]
    if wish.pence > source.available:
        raise InsufficientFunds(available_pence=source.available, requested_pence=wish.pence)
    moves.send(
        source=source,
        target=pens[target.pk],
        pence=wish.pence,
        reference=f"part:{wish.reference}",
        step="1",
        on=on,
    )
    for pen in pens.values():
        pen.flush()
