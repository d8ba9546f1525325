"""What a death does to one fund, and how a correction takes it back with new entries."""

from datetime import date, datetime

from accounts.enums import Role
from accounts.fields import to_money
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import (
    ClosingPlace,
    EntryKind,
    FundState,
    RecoveryState,
    ReservationChange,
)
from isf.ledger.entries import Draft
from isf.models import Closing, Death, DeathEnd, DeploymentRate, Fund, Purpose, Recovery
from isf.operations import banking, death_orders, last_days, reversals
from isf.operations.cases import open_case
from isf.operations.posting import Pen, find_original, list_returns
from isf.queries.deaths import ends_of, orders_of
from isf.queries.notices import bills_until
from isf.queries.terms import deployment_term
from isf.rules.deaths import last_day
from isf.rules.entitlement import rate_on


def end(
    *, death: Death, last: Death | None, fund: Fund, by: Actor, at: datetime, on: date
) -> DeathEnd | None:
    """Let one fund end with a death, inside the caller's transaction with everything locked.

    `last` is the record this one corrects, if any: what it did is taken back first. A fund it has
    closed by now takes no more postings: a case says what is different. Source: ISF-LIF-2, POR-3.
    """
    before = ends_of(death=last).get(fund.pk)
    if before is not None and fund.state == FundState.CLOSED:
        report(death=death, before=before, by=by, at=at, on=on)
        return None
    if before is not None:
        reopen(before=before, reason=death.reason, by=by, at=at, on=on)
    without = before.ends_on_before if before else fund.deployment.ends_on
    ends_on = last_day(starts_on=fund.deployment.starts_on, without=without, died_on=death.day)
    state, seq = Fund.objects.values_list("state", "seq").get(pk=fund.pk)
    weekly = change_rate(fund=fund, death=death, before=before)
    orders = orders_of(death=last, fund_id=fund.pk)
    death_orders.let_charges_go(fund=fund, last=last, by=by, at=at, on=on)
    death_orders.restore(rows=orders, last_day=ends_on)
    ended, unbanked = last_days.Moved(), 0
    code = f"death:{death.reference}"
    if death.day is not None and ends_on is not None:
        death_orders.keep(death=death, fund=fund, last_day=ends_on, before=orders)
        ended = last_days.end_orders(fund=fund, ends_on=ends_on, code=code, by=by, at=at, on=on)
        death_orders.forget_later(fund=fund, death=death, by=by, at=at, on=on)
        unbanked = unbank(fund=fund, code=code, by=by, at=at, on=on)
    moved = last_days.move(fund_id=fund.pk, ends_on=ends_on, code=code, by=by, at=at, on=on)
    move_closing(fund=fund, ends_on=ends_on)
    return DeathEnd.objects.create(
        death=death,
        fund=fund,
        seq=seq,
        state_before=before.state_before if before else state,
        ends_on_before=without,
        ends_on=ends_on,
        weekly_before_pence=weekly,
        difference_pence=moved.difference_pence,
        orders_ended=ended.orders_ended,
        freed_pence=ended.freed_pence,
        unbanked_pence=unbanked,
    )


def change_rate(*, fund: Fund, death: Death, before: DeathEnd | None) -> int | None:
    """Let a fund that begins after the death bring nothing, and bring it again if it was wrong.

    The weekly rate it had, in whole pence, None where nothing was changed. Source: ISF-LIF-2.
    """
    term, had = fund.deployment, before.weekly_before_pence if before else None
    begins_after = death.day is not None and term.starts_on > death.day
    if begins_after == (had is not None):
        return had
    rates = deployment_term(deployment=term).rates
    weekly = rate_on(rates=rates, day=term.starts_on)
    if begins_after and not weekly:
        return None
    DeploymentRate.objects.create(
        deployment=term,
        version=term.budget.versions.order_by("-number")[0],
        starts_on=term.starts_on,
        weekly=to_money(had or 0),
    )
    return weekly if begins_after else None


def unbank(*, fund: Fund, code: str, by: Actor, at: datetime, on: date) -> int:
    """Set free what was saved for purposes, and let go what was to be taken back; whole pence.

    Source: ISF-LIF-2, ISF-ROL-3.
    """
    Recovery.objects.filter(fund=fund, state=RecoveryState.NOTICED).update(
        state=RecoveryState.DROPPED
    )
    with Pen(fund_id=fund.pk, by=by, at=at) as pen:
        saved = [
            (purpose, banking.left_in(pen=pen, purpose=purpose))
            for purpose in Purpose.objects.filter(fund=fund).order_by("id")
        ]
        kept = [(purpose, pence) for purpose, pence in saved if pence]
        if kept:
            pen.write(
                Draft(
                    kind=EntryKind.RESERVATION,
                    day=on,
                    key=f"{code}:saved:{fund.reference}",
                    inputs=(code, str(fund.reference)),
                    changes=tuple(
                        banking.change(
                            pen=pen, purpose=purpose, kind=ReservationChange.RELEASE, pence=pence
                        )
                        for purpose, pence in kept
                    ),
                )
            )
    return sum(pence for _, pence in kept)


def move_closing(*, fund: Fund, ends_on: date | None) -> None:
    """Let a closing that has begun go by the day that now stands. Source: ISF-POR-3."""
    if ends_on is not None:
        until = bills_until(authority_id=fund.authority_id, last_day=ends_on)
        Closing.objects.filter(fund=fund, fund__state=FundState.CLOSING).update(
            last_day=ends_on, bills_until=until
        )


@rule("ISF-LIF-2", "What a wrong record gave back comes back in new entries, until it is CLOSED.")
def reopen(*, before: DeathEnd, reason: str, by: Actor, at: datetime, on: date) -> None:
    """Post back what a closing gave away since a death was recorded; nothing where none began.

    A fund that was closing before the death goes on closing, to another place. Source: ISF-LIF-2,
    ISF-LED-2 (a correction is a new entry).
    """
    if before.fund.state != FundState.CLOSING:
        return
    with Pen(fund_id=before.fund_id, by=by, at=at) as pen:
        for entry_id in list_returns(fund_id=before.fund_id, after=before.seq):
            original = find_original(entry_id=entry_id)
            posted = pen.write(reversals.draft_for(original=original, on=on))
            reversals.keep_reason(original=original, posted=posted, reason=reason, by=by, at=at)
    if before.state_before == FundState.OPEN:
        Fund.objects.filter(pk=before.fund_id).update(state=FundState.OPEN)
    else:
        Closing.objects.filter(fund=before.fund_id).update(place=ClosingPlace.MANAGED, target=None)


def report(*, death: Death, before: DeathEnd, by: Actor, at: datetime, on: date) -> None:
    """Open the case of a correction that reaches into a fund a death has closed, once.

    Source: ISF-LIF-2, ISF-POR-3 (a CLOSED fund takes no more postings of its own).
    """
    was = before.death.day
    open_case(
        fund=before.fund,
        rule="ISF-LIF-2",
        key=f"death-corrected:{before.fund.reference}:{death.number}",
        figures={
            "died_on_before": was.isoformat() if was else "",
            "died_on_now": death.day.isoformat() if death.day else "",
        },
        on=on,
        by=by,
        at=at,
        owner_role=Role.FINANCE_OFFICER,
    )
