"""Whom new numbers of a council would touch, and by how much, before they are published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.permissions import Actor
from isf.enums import DeploymentKind, FundState
from isf.models import Fund, Policy
from isf.permissions import POLICY_ROLES, check_authority
from isf.queries.fee_positions import list_terms
from isf.queries.policies import PolicyMissing, get_policy
from isf.queries.surplus import FUNDS_AT_ONCE, list_standings
from isf.rules.fees import Caps
from isf.rules.policy_changes import WeekOfFee, reviewed_with, week_of_fee
from isf.rules.surplus import Surplus


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many weeks' money may lie in a fund and in a direct payment."""

    weeks_isf: int
    weeks_dp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTouched:
    """A fund whose weekly fee would be another; whole pence a week."""

    fund: Fund
    week: WeekOfFee


@dataclass(frozen=True, slots=True, kw_only=True)
class SurplusTouched:
    """A fund that today would be a case by one of two limits and not by the other."""

    fund: Fund
    before: Surplus
    after: Surplus


def list_fees(*, by: Actor, authority_id: int, caps: Caps) -> list[FeeTouched]:
    """The funds whose weekly fee new caps would change, by the name of the person.

    Nobody is looked at where the caps stay as they are.
    The same queries for each few hundred funds. Units: whole pence a week. Errors: `NotAllowed`.
    Source: ISF-FEE-3.
    """
    check_authority(by=by, authority_id=authority_id, roles=POLICY_ROLES)
    before = _in_force(authority_id=authority_id, on=caps.starts_on)
    if before and (before.soft_cap_bp, before.hard_cap_bp) == (caps.soft_bp, caps.hard_bp):
        return []
    found = []
    for funds in _batches(authority_id):
        terms = list_terms(funds=funds)
        weeks = [(fund, week_of_fee(terms=terms[fund.pk], caps=caps)) for fund in funds]
        found += [
            FeeTouched(fund=fund, week=week)
            for fund, week in weeks
            if week.before_pence != week.after_pence
        ]
    return sorted(found, key=lambda one: (one.fund.person.full_name, one.fund.pk))


def list_surpluses(
    *, by: Actor, authority_id: int, limits: Limits, on: date
) -> list[SurplusTouched]:
    """The funds other limits would make a case today, or no case any more, by name.

    Units: whole pence. Errors: `NotAllowed`. Source: ISF-ROL-5.
    """
    check_authority(by=by, authority_id=authority_id, roles=POLICY_ROLES)
    now = _in_force(authority_id=authority_id, on=on)
    weeks_now = now and (now.surplus_weeks_isf, now.surplus_weeks_dp)
    if weeks_now in (None, (limits.weeks_isf, limits.weeks_dp)):
        return []
    found = []
    for fund, standing in list_standings(authority_id=authority_id, on=on):
        direct = fund.kind == DeploymentKind.DIRECT_PAYMENT
        weeks = limits.weeks_dp if direct else limits.weeks_isf
        before, after = reviewed_with(standing=standing, weeks=weeks)
        if before.is_case != after.is_case:
            found.append(SurplusTouched(fund=fund, before=before, after=after))
    return _with_people(found)


def _in_force(*, authority_id: int, on: date) -> Policy | None:
    """The version that holds on a day, None before the first."""
    try:
        return get_policy(authority_id=authority_id, on=on)
    except PolicyMissing:
        return None


def _with_people(found: list[SurplusTouched]) -> list[SurplusTouched]:
    """The same with who the funds are of, read at once."""
    rows = Fund.objects.select_related("person", "holder", "authority")
    funds = rows.in_bulk([one.fund.pk for one in found])
    named = [
        SurplusTouched(fund=funds[one.fund.pk], before=one.before, after=one.after) for one in found
    ]
    return sorted(named, key=lambda one: (one.fund.person.full_name, one.fund.pk))


def _batches(authority_id: int) -> Iterator[list[Fund]]:
    """The funds of a council that may still be charged a fee, a few hundred at a time."""
    rows = Fund.objects.filter(authority_id=authority_id).exclude(state=FundState.CLOSED)
    rows = rows.select_related("deployment", "person", "holder", "authority").order_by("id")
    after = 0
    while batch := list(rows.filter(pk__gt=after)[:FUNDS_AT_ONCE]):
        after = batch[-1].pk
        yield batch
