"""What a council may know of providers' dealings with money: funds held, bills late, fee room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
)

from accounts.permissions import Actor, can_role
from isf.enums import DeploymentKind, FundState, LineState, VisitState
from isf.models import Fund, InvoiceLine, PlannedVisit
from isf.permissions import AUTHORITY_READERS, HOLDER_ROLES, check_authority
from isf.queries.fee_positions import FeePosition, list_positions, list_terms
from isf.queries.policies import PolicyMissing, get_policy
from isf.rules.amounts import round_down
from isf.rules.entitlement import weekly_on
from isf.rules.fees import (
    WHOLE_BP,
    FeeTerms,
    as_agreed_terms,
    cap_bp_on,
    capped_on,
    cut_days,
    list_capped,
    stated_weekly,
    version_on,
)

NOT_BILLED = (LineState.REFUSED, LineState.CREDITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderFigures:
    """The individual service funds one provider holds for a council, and their fees together.

    Whole pence; a week's fee and cap are today's, the room is up to `through_on`. `fullest_bp` is
    the highest stated fee in basis points of the cap that covers it, rounded down.
    """

    funds: int = 0
    since: date | None = None
    last_on: date | None = None
    fee_weekly_pence: int = 0
    cap_weekly_pence: int = 0
    charged_pence: int = 0
    room_pence: int = 0
    through_on: date | None = None
    fullest_bp: int = 0
    fees_since: date | None = None
    capped: int = 0
    capped_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BillFigures:
    """A provider's delivered visits on no bill, how many of them too long, and when that began.

    `late_days` is the council's number; None: it has published none.
    """

    late_days: int | None = None
    unbilled: int = 0
    late: int = 0
    oldest_on: date | None = None
    first_on: date | None = None
    last_late_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFigures:
    """Both, for one provider and one council; nothing in it says whose money it is."""

    holder: HolderFigures
    bills: BillFigures


def provider_figures(
    *, by: Actor, authority_id: int, providers: Collection[int], on: date
) -> Mapping[int, ProviderFigures]:
    """The figures of organisations by their ids, for staff of the council, or of the only one.

    Units: whole pence. In the same few queries for any number of providers. Errors: `NotAllowed`.
    Source: ISF-FEE-6, ISF-BIL-2.
    """
    own = len(providers) == 1 and can_role(
        by=by, organisation_id=next(iter(providers)), roles=HOLDER_ROLES
    )
    if not own:
        check_authority(by=by, authority_id=authority_id, roles=AUTHORITY_READERS)
    holders = _holders(authority_id, providers, on)
    bills = _bills(authority_id, providers, on)
    return {one: ProviderFigures(holder=holders[one], bills=bills[one]) for one in providers}


def _holders(
    authority_id: int, providers: Collection[int], on: date
) -> Mapping[int, HolderFigures]:
    funds = list(
        Fund.objects.filter(
            authority_id=authority_id,
            holder_id__in=providers,
            kind=DeploymentKind.ISF,
            deployment__starts_on__lte=on,
        ).select_related("deployment")
    )
    by_holder: dict[int, list[Fund]] = defaultdict(list)
    for fund in funds:
        by_holder[fund.holder_id or 0].append(fund)
    held = [fund for fund in funds if _is_held(fund, on)]
    terms = {one: as_agreed_terms(terms=own) for one, own in list_terms(funds=held).items()}
    positions = list_positions(funds=held, on=on)
    return {one: _together(by_holder[one], terms, positions, on) for one in providers}


def _is_held(fund: Fund, on: date) -> bool:
    last_on = fund.deployment.ends_on
    return fund.state != FundState.CLOSED and (last_on is None or on <= last_on)


def _together(
    funds: Sequence[Fund],
    terms: Mapping[int, FeeTerms],
    positions: Mapping[int, FeePosition],
    on: date,
) -> HolderFigures:
    held = [fund for fund in funds if fund.pk in terms]
    if not held:
        ends = [fund.deployment.ends_on for fund in funds if fund.deployment.ends_on is not None]
        return HolderFigures(last_on=max(ends, default=None))
    own = [terms[fund.pk] for fund in held]
    mine = [positions[fund.pk] for fund in held]
    streaks = [_capped_since(one, on) for one in own]
    capped = [day for day in streaks if day is not None]
    charged_to = [one.through_on for one in mine if one.through_on is not None]
    return HolderFigures(
        funds=len(held),
        since=min(fund.deployment.starts_on for fund in held),
        fee_weekly_pence=sum(one.fee_weekly_pence for one in mine),
        cap_weekly_pence=sum(round_down(_cap(one, on)) for one in own),
        charged_pence=sum(one.charged_pence for one in mine),
        room_pence=sum(one.soft_room_pence for one in mine),
        through_on=max(charged_to, default=None),
        fullest_bp=max(_share_bp(one, on) for one in own),
        fees_since=max(_terms_since(one, on) for one in own),
        capped=len(capped),
        capped_since=min(capped, default=None),
    )


def _cap(terms: FeeTerms, on: date) -> Fraction:
    return Fraction(weekly_on(term=terms.term, day=on) * cap_bp_on(terms=terms, day=on), WHOLE_BP)


def _share_bp(terms: FeeTerms, on: date) -> int:
    version, cap = version_on(terms=terms, day=on), _cap(terms, on)
    if version is None or not cap:
        return 0
    stated = stated_weekly(version=version, weekly_pence=weekly_on(term=terms.term, day=on))
    return round_down(stated * WHOLE_BP / cap)


def _terms_since(terms: FeeTerms, on: date) -> date:
    return cut_days(terms=terms, first_on=terms.term.starts_on, last_on=on)[-1]


def _capped_since(terms: FeeTerms, on: date) -> date | None:
    if capped_on(terms=terms, day=on) is None:
        return None
    return list_capped(terms=terms, first_on=terms.term.starts_on, last_on=on)[-1].day


def _bills(authority_id: int, providers: Collection[int], on: date) -> Mapping[int, BillFigures]:
    try:
        late_days = get_policy(authority_id=authority_id, on=on).late_bill_days
    except PolicyMissing:
        return dict.fromkeys(providers, BillFigures())
    delivered = PlannedVisit.objects.filter(
        line__promise__fund__authority_id=authority_id,
        line__promise__payee_id__in=providers,
        state__in=(VisitState.DELIVERED, VisitState.SETTLED),
    )
    billed = InvoiceLine.objects.filter(visit=OuterRef("pk")).exclude(state__in=NOT_BILLED)
    open_ = Q(~Exists(billed), state=VisitState.DELIVERED)
    too_old = Q(day__lt=on - timedelta(days=late_days))
    rows = (
        delivered.order_by()
        .values("line__promise__payee_id")
        .annotate(
            unbilled=Count("pk", filter=open_),
            late=Count("pk", filter=open_ & too_old),
            oldest_on=Min("day", filter=open_),
            first_on=Min("day"),
        )
        .values_list("line__promise__payee_id", "unbilled", "late", "oldest_on", "first_on")
    )
    late_on = _last_late(authority_id, providers, late_days)
    found = {
        payee: BillFigures(
            late_days=late_days,
            unbilled=unbilled,
            late=late,
            oldest_on=oldest_on,
            first_on=first_on,
            last_late_on=late_on.get(payee),
        )
        for payee, unbilled, late, oldest_on, first_on in rows
    }
    return {one: found.get(one, BillFigures(late_days=late_days)) for one in providers}


def _last_late(authority_id: int, providers: Collection[int], late_days: int) -> Mapping[int, date]:
    """The day the last bill came whose visit had waited too long, by provider."""
    waited = ExpressionWrapper(
        F("invoice__received_on") - F("service_on"), output_field=DurationField()
    )
    return dict(
        InvoiceLine.objects.filter(
            invoice__payee_id__in=providers, invoice__fund__authority_id=authority_id
        )
        .exclude(state__in=NOT_BILLED)
        .annotate(waited=waited)
        .filter(waited__gt=timedelta(days=late_days))
        .order_by()
        .values_list("invoice__payee_id")
        .annotate(Max("invoice__received_on"))
    )
