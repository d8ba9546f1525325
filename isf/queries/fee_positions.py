"""Where the management fee of funds stands: rate, charged, owed, and room up to each cap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Max

from accounts.fields import to_pence
from isf.enums import ApprovalState
from isf.models import (
    AgreementVersion,
    DeploymentRate,
    FeeApproval,
    FeeCharge,
    Fund,
    Policy,
    Suspension,
)
from isf.queries.absences import list_nil
from isf.rules.amounts import round_down
from isf.rules.entitlement import Days, Rate, Term, weekly_on
from isf.rules.fees import (
    Caps,
    FeeTerms,
    FeeVersion,
    as_agreed_terms,
    caps_on,
    figures_to,
    share_of,
    stated_weekly,
    version_on,
    weekly_fee_on,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePosition:
    """The fee of one fund on a day; whole pence, caps and rate in basis points.

    `stated_pence` is what the agreement states for a week of this day, `fee_weekly_pence` what
    the caps leave of it, `soft_weekly_pence` and `hard_weekly_pence` what each cap allows a week.
    `soft_room_pence` and `hard_room_pence` say what each cap would still have allowed up to
    `through_on`, the last day a fee was charged for (None: no charge yet, so no room is counted).
    """

    weekly_pence: int
    rate_bp: int | None
    stated_weekly_pence: int | None
    stated_pence: int
    fee_weekly_pence: int
    soft_bp: int
    hard_bp: int
    soft_weekly_pence: int
    hard_weekly_pence: int
    through_on: date | None
    charged_pence: int
    due_pence: int
    soft_pence: int
    hard_pence: int

    @property
    def owed_pence(self) -> int:
        """What was due and could not be charged (ISF-FEE-7)."""
        return self.due_pence - self.charged_pence

    @property
    def soft_room_pence(self) -> int:
        """Room up to the soft cap; below nothing where an approval went above it."""
        return self.soft_pence - self.charged_pence

    @property
    def hard_room_pence(self) -> int:
        """Room up to the hard cap."""
        return self.hard_pence - self.charged_pence


def get_position(*, fund: Fund, on: date) -> FeePosition:
    """The fee of one fund. Units: whole pence. Source: ISF-FEE-6."""
    return list_positions(funds=[fund], on=on)[fund.pk]


def list_positions(*, funds: Sequence[Fund], on: date) -> Mapping[int, FeePosition]:
    """The fee of each fund, by its id, in the same few queries for any number of funds.

    Units: whole pence, rounded down. Source: ISF-FEE-6 (counted to the last day charged).
    """
    terms = list_terms(funds=funds)
    last = FeeCharge.objects.filter(fund__in=funds).values("fund").annotate(last=Max("id"))
    charges = {
        charge.fund_id: charge for charge in FeeCharge.objects.filter(pk__in=last.values("last"))
    }
    return {
        fund.pk: position(terms=terms[fund.pk], charge=charges.get(fund.pk), on=on)
        for fund in funds
    }


def position(*, terms: FeeTerms, charge: FeeCharge | None, on: date) -> FeePosition:
    """The fee under these terms at its last charge. Units: whole pence. Source: ISF-FEE-6."""
    day = max(on, terms.term.starts_on)
    figures = figures_to(terms=terms, through_on=charge.through_on) if charge else None
    terms = as_agreed_terms(terms=terms)
    stated, caps = version_on(terms=terms, day=day), caps_on(terms=terms, day=day)
    weekly = weekly_on(term=terms.term, day=day)
    said = stated_weekly(version=stated, weekly_pence=weekly) if stated else Fraction(0)
    return FeePosition(
        weekly_pence=weekly,
        rate_bp=stated.rate_bp if stated else None,
        stated_weekly_pence=stated.weekly_pence if stated else None,
        stated_pence=round_down(said),
        fee_weekly_pence=round_down(weekly_fee_on(terms=terms, day=day)),
        soft_bp=caps.soft_bp,
        hard_bp=caps.hard_bp,
        soft_weekly_pence=round_down(share_of(weekly_pence=weekly, bp=caps.soft_bp)),
        hard_weekly_pence=round_down(share_of(weekly_pence=weekly, bp=caps.hard_bp)),
        through_on=charge.through_on if charge else None,
        charged_pence=charge.cumulative_fee_pence if charge else 0,
        due_pence=charge.due_pence if charge else 0,
        soft_pence=figures.soft_pence if figures else 0,
        hard_pence=figures.hard_pence if figures else 0,
    )


def list_terms(*, funds: Sequence[Fund]) -> Mapping[int, FeeTerms]:
    """Everything the fees of several funds depend on, by the fund's id. Source: ISF-FEE-1 to -4."""
    rates: dict[int, list[Rate]] = defaultdict(list)
    for rate in DeploymentRate.objects.filter(deployment__fund__in=funds).order_by(
        "starts_on", "id"
    ):
        rates[rate.deployment_id].append(
            Rate(starts_on=rate.starts_on, weekly_pence=to_pence(rate.weekly))
        )
    versions, approvals, suspensions = (
        list_versions(funds=funds),
        list_approvals(funds=funds),
        list_suspensions(funds=funds),
    )
    caps = list_caps(authority_ids={fund.authority_id for fund in funds})
    nil = list_nil(budget_ids={fund.deployment.budget_id for fund in funds})
    return {
        fund.pk: FeeTerms(
            term=Term(
                starts_on=fund.deployment.starts_on,
                ends_on=fund.deployment.ends_on,
                rates=tuple(rates[fund.deployment_id]),
                nil=nil.get(fund.deployment.budget_id, ()),
            ),
            versions=tuple(versions[fund.pk]),
            caps=tuple(caps[fund.authority_id]),
            approvals=tuple(approvals[fund.pk]),
            suspensions=tuple(suspensions[fund.pk]),
        )
        for fund in funds
    }


def list_versions(*, funds: Sequence[Fund]) -> Mapping[int, list[FeeVersion]]:
    """What the agreements of several funds state, by date. Source: ISF-FEE-1."""
    found: dict[int, list[FeeVersion]] = defaultdict(list)
    rows = AgreementVersion.objects.filter(agreement__fund__in=funds).select_related("agreement")
    for row in rows.order_by("starts_on", "number"):
        weekly = None if row.fee_weekly is None else to_pence(row.fee_weekly)
        found[row.agreement.fund_id].append(
            FeeVersion(starts_on=row.starts_on, rate_bp=row.fee_rate_bp, weekly_pence=weekly)
        )
    return found


def list_approvals(*, funds: Sequence[Fund]) -> Mapping[int, list[Days]]:
    """The days on which a fee above the soft cap is approved. Source: ISF-FEE-3."""
    found: dict[int, list[Days]] = defaultdict(list)
    for row in FeeApproval.objects.filter(fund__in=funds, state=ApprovalState.APPROVED):
        found[row.fund_id].append(Days(starts_on=row.starts_on, ends_on=row.ends_on))
    return found


def list_suspensions(*, funds: Sequence[Fund]) -> Mapping[int, list[Days]]:
    """The days on which agreements stand still. Source: ISF-FEE-4."""
    found: dict[int, list[Days]] = defaultdict(list)
    rows = Suspension.objects.filter(agreement__fund__in=funds).select_related("agreement")
    for row in rows:
        found[row.agreement.fund_id].append(Days(starts_on=row.starts_on, ends_on=row.ends_on))
    return found


def list_caps(*, authority_ids: set[int]) -> Mapping[int, list[Caps]]:
    """The caps of authorities by date, in basis points. Source: ISF-FEE-3."""
    found: dict[int, list[Caps]] = defaultdict(list)
    rows = Policy.objects.filter(authority_id__in=authority_ids).order_by("starts_on", "id")
    for row in rows:
        found[row.authority_id].append(
            Caps(starts_on=row.starts_on, soft_bp=row.soft_cap_bp, hard_bp=row.hard_cap_bp)
        )
    return found
