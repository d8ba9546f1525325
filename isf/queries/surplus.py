"""What funds hold that nobody has plans for, for a review of many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from django.db.models import Max, Sum

from isf.enums import DeploymentKind, FundState, ReservationKind
from isf.models import Allocation, FeeCharge, Fund, PlannedVisit, Policy, Purpose
from isf.models.journal import LedgerAccount
from isf.models.reservations import Reservation
from isf.queries import contributions
from isf.queries.fee_positions import list_terms
from isf.queries.funding import KEPT
from isf.queries.policies import get_policy
from isf.queries.tranches import list_of
from isf.rules.amounts import round_half_up
from isf.rules.contributions import NET, without
from isf.rules.entitlement import Term, entitlement, rate_on
from isf.rules.fees import FeeTerms, figures_to
from isf.rules.surplus import Standing
from isf.rules.tied_parts import TOPUP
from isf.rules.tranches import NOTHING, Tranche, is_expired

FUNDS_AT_ONCE = 200


def list_standings(*, authority_id: int | None, on: date) -> Iterator[tuple[Fund, Standing]]:
    """Every open fund with what it holds now and keeps, a few hundred funds at a time.

    The same queries for each batch, however many funds are in it. Units: whole pence.
    Source: ISF-ROL-5.
    """
    funds = Fund.objects.filter(state=FundState.OPEN, deployment__starts_on__lte=on)
    if authority_id is not None:
        funds = funds.filter(authority_id=authority_id)
    rows, after = funds.select_related("deployment").order_by("id"), 0
    while batch := list(rows.filter(pk__gt=after)[:FUNDS_AT_ONCE]):
        after = batch[-1].pk
        found = standings(funds=batch, on=on)
        yield from ((fund, found[fund.pk]) for fund in batch)


def standing_of(*, fund: Fund, on: date) -> Standing:
    """One fund with what it holds now and keeps. Units: whole pence. Source: ISF-ROL-5."""
    return standings(funds=[fund], on=on)[fund.pk]


def standings(*, funds: Sequence[Fund], on: date) -> Mapping[int, Standing]:
    """What each of some funds holds now and keeps, top-ups left out, by its id.

    Units: whole pence. Source: ISF-ROL-5.
    """
    wanted = [fund.pk for fund in funds]
    posted, reserved = _balances(wanted)
    terms = list_terms(funds=funds)
    paid = _paid_through(wanted)
    resting = _resting(wanted, terms=terms, paid=paid, on=on)
    overdue = _overdue(wanted, on=on)
    policies = {id_: get_policy(authority_id=id_, on=on) for id_ in {f.authority_id for f in funds}}
    tranches = list_of(funds=funds, on=on)
    agreed = contributions.list_of(deployment_ids=[fund.deployment_id for fund in funds])
    return {
        fund.pk: Standing(
            posted_pence=posted.get(fund.pk, 0),
            reserved_pence=reserved.get(fund.pk, 0),
            later_pence=later(
                term=without(
                    term=terms[fund.pk].term,
                    contributions=agreed[fund.deployment_id],
                    modes=NET,
                ),
                paid=paid.get(fund.pk),
                on=on,
            ),
            resting_pence=resting.get(fund.pk, 0),
            overdue_pence=overdue.get(fund.pk, 0),
            expired_pence=expired(tranches=tranches[fund.pk], on=on),
            weekly_pence=(weekly := rate_on(rates=terms[fund.pk].term.rates, day=on)),
            weeks=weeks_of(policy=policies[fund.authority_id], kind=fund.kind),
            has_limit=fund.kind != DeploymentKind.MANAGED or weekly > 0,
        )
        for fund in funds
    }


def weeks_of(*, policy: Policy, kind: str) -> int:
    """How many weeks' money may lie in a fund of a kind. Source: ISF-ROL-5."""
    direct = kind == DeploymentKind.DIRECT_PAYMENT
    return policy.surplus_weeks_dp if direct else policy.surplus_weeks_isf


def expired(*, tranches: Iterable[Tranche], on: date) -> Fraction:
    """What has expired of a fund's money, top-ups left out, in exact pence. Source: ISF-ROL-2."""
    rows = (t for t in tranches if not t.purpose.startswith(TOPUP) and is_expired(tranche=t, on=on))
    return sum((tranche.pence for tranche in rows), NOTHING)


def later(*, term: Term, paid: date | None, on: date) -> int:
    """The allocation for days after a day, as far as it is paid, in whole pence.

    `term` is what the council pays in: what the person pays to the fund is none of it.
    Rounding: half up on the cumulative sums, as it was posted.
    Source: ISF-ROL-5, ISF-FUN-1, ISF-FUN-2.
    """
    if paid is None or paid <= on:
        return 0
    to_paid = entitlement(term=term, first_on=term.starts_on, last_on=paid)
    to_day = entitlement(term=term, first_on=term.starts_on, last_on=on)
    return round_half_up(to_paid) - round_half_up(to_day)


def _balances(fund_ids: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    rows = LedgerAccount.objects.filter(fund__in=fund_ids).exclude(purpose__startswith=TOPUP)
    sums = rows.values("fund_id").annotate(p=Sum("posted"), r=Sum("reserved")).order_by()
    found = list(sums.values_list("fund_id", "p", "r"))
    return {id_: p for id_, p, _ in found}, {id_: r for id_, _, r in found}


def _paid_through(fund_ids: list[int]) -> dict[int, date]:
    rows = Allocation.objects.filter(KEPT, fund__in=fund_ids, is_difference=False).order_by()
    return dict(rows.values("fund_id").annotate(last=Max("last_on")).values_list("fund_id", "last"))


def _resting(
    fund_ids: list[int], *, terms: Mapping[int, FeeTerms], paid: Mapping[int, date], on: date
) -> dict[int, int]:
    """What is set aside for paid days after a day: their visits, and the fee they will earn."""
    found: dict[int, int] = defaultdict(int)
    visits = PlannedVisit.objects.filter(
        line__promise__fund__in=fund_ids, day__gt=on, reserved_pence__gt=0
    ).order_by()
    by_day = visits.values("line__promise__fund_id", "day").annotate(pence=Sum("reserved_pence"))
    for fund_id, day, pence in by_day.values_list("line__promise__fund_id", "day", "pence"):
        if fund_id in paid and day <= paid[fund_id]:
            found[fund_id] += pence
    for fund_id, own in _held_of_topups(fund_ids):
        found[fund_id] = max(found[fund_id] - own, 0)
    last = FeeCharge.objects.filter(fund__in=fund_ids).order_by().values("fund")
    newest = FeeCharge.objects.filter(pk__in=last.annotate(last=Max("id")).values("last"))
    charged = dict(newest.values_list("fund_id", "cumulative_fee_pence"))
    for fund_id, held in _held(fund_ids, ReservationKind.FEE):
        due = figures_to(terms=terms[fund_id], through_on=on).due_pence - charged.get(fund_id, 0)
        found[fund_id] += max(held - max(due, 0), 0)
    return found


def _held(fund_ids: list[int], kind: ReservationKind) -> Iterable[tuple[int, int]]:
    rows = Reservation.objects.filter(
        account__fund__in=fund_ids, account__purpose="", kind=kind, remaining__gt=0
    )
    return rows.values_list("account__fund_id", "remaining")


def _held_of_topups(fund_ids: list[int]) -> Iterable[tuple[int, int]]:
    """What orders hold of money added for them, which is no part of what is reserved here."""
    rows = Reservation.objects.filter(
        account__fund__in=fund_ids, account__purpose__startswith=TOPUP, remaining__gt=0
    ).order_by()
    sums = rows.values("account__fund_id").annotate(pence=Sum("remaining"))
    return sums.values_list("account__fund_id", "pence")


def _overdue(fund_ids: list[int], *, on: date) -> dict[int, int]:
    """What is still saved for purposes whose date has passed."""
    found: dict[int, int] = defaultdict(int)
    over = Purpose.objects.filter(fund__in=fund_ids, target_on__lt=on)
    references = [str(reference) for reference in over.values_list("reference", flat=True)]
    rows = Reservation.objects.filter(
        account__fund__in=fund_ids, kind=ReservationKind.BANK, reference__in=references
    )
    for fund_id, remaining in rows.values_list("account__fund_id", "remaining"):
        found[fund_id] += remaining
    return found
