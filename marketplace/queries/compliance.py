"""Reading how providers stand with a council: the same few queries for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from accounts.enums import OrganisationKind
from accounts.fields import to_pence
from accounts.models import Organisation
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import (
    Check,
    CheckState,
    InsuranceKind,
    OfferState,
    RegistrationStatus,
    Regulator,
)
from marketplace.models import (
    CompliancePolicy,
    FrameworkListing,
    FrameworkVersion,
    Insurance,
    OfferVersion,
    Provider,
    Registration,
    RegistrationCheck,
)
from marketplace.rules import compliance, compliance_insurance, compliance_money, compliance_papers
from marketplace.rules.compliance import Days, Finding, Listing, Numbers, Standing
from marketplace.rules.compliance_money import Billing, Held
from marketplace.rules.compliance_papers import Cover, Looked, OnSale, Registered

LONDON = ZoneInfo("Europe/London")
# What providers hold and bill, by their organisations, as the money side told it.
Money = Mapping[int, tuple[Held, Billing]]
_WORST = tuple(CheckState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One provider as a council sees it on a day."""

    provider: Provider
    standing: Standing
    findings: tuple[Finding, ...]

    def count(self, state: CheckState) -> int:
        """How many checks stand so."""
        return sum(finding.state is state for finding in self.findings)


def get_numbers(*, authority_id: int, on: date) -> Numbers:
    """What a council asks of providers on a day; the proposals where it has said nothing."""
    row = (
        CompliancePolicy.objects.filter(authority=authority_id, starts_on__lte=on)
        .order_by("-starts_on", "-pk")
        .first()
    )
    return Numbers() if row is None else read_numbers(row=row)


def read_numbers(*, row: CompliancePolicy) -> Numbers:
    """The numbers of one version. Units: days, basis points, whole pence."""
    return Numbers(
        soon_days=row.soon_days,
        recheck_days=row.recheck_days,
        bill_soon_days=row.bill_soon_days,
        fee_near_bp=row.fee_near_bp,
        public_liability_pence=to_pence(row.public_liability),
        employers_liability_pence=to_pence(row.employers_liability),
    )


def list_organisations(*, text: str = "") -> list[int]:
    """The organisations of providers, by part of a name if given."""
    return list(
        Provider.objects.filter(organisation__name__icontains=text).values_list(
            "organisation", flat=True
        )
    )


def list_board(*, by: Actor, authority_id: int, money: Money, on: date) -> list[Row]:
    """These providers as the council sees them, the worst first. Raises NotAllowed."""
    permissions.check_commissions(by=by, authority_id=authority_id)
    return sorted(_rows(authority_id, money, on), key=_worst_first)


def get_row(*, by: Actor, authority_id: int, money: Money, on: date) -> Row:
    """One provider as the council sees it. Raises NotAllowed."""
    permissions.check_commissions(by=by, authority_id=authority_id)
    return _rows(authority_id, money, on)[0]


def get_own(*, by: Actor, organisation_id: int, authority_id: int, money: Money, on: date) -> Row:
    """A provider as a council sees it, for its own people. Raises NotAllowed."""
    permissions.check_works_for(by=by, organisation_id=organisation_id)
    return _rows(authority_id, {organisation_id: money[organisation_id]}, on)[0]


def narrow(
    *,
    rows: Iterable[Row],
    is_on: bool | None = None,
    check: Check | None = None,
    state: CheckState | None = None,
) -> list[Row]:
    """Those on or off the framework, and with this check, or any, in this state."""
    return [
        row
        for row in rows
        if (is_on is None or row.standing.is_on is is_on)
        and (
            state is None
            or any(
                finding.state is state
                for finding in row.findings
                if check is None or finding.check is check
            )
        )
    ]


def list_councils(*, organisation_id: int, on: date) -> list[Organisation]:
    """The councils that look at a provider, those on whose framework it is first."""
    listed = set(
        FrameworkListing.objects.current()
        .filter(provider__organisation=organisation_id, starts_on__lte=on)
        .values_list("framework__authority", flat=True)
    )
    councils = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY)
    return sorted(councils, key=lambda council: (council.pk not in listed, council.name))


def _worst_first(row: Row) -> tuple[int, int, int, str]:
    not_met, not_known, soon, _ = (-row.count(state) for state in _WORST)
    return not_met, not_known, soon, row.provider.organisation.name


def _rows(authority_id: int, money: Money, on: date) -> list[Row]:
    providers = list(
        Provider.objects.select_related("organisation").filter(organisation__in=money.keys())
    )
    numbers = get_numbers(authority_id=authority_id, on=on)
    offers, insurances = _offers(providers), _covers(providers)
    registrations = _registrations(authority_id, providers)
    listings = _listings(authority_id, providers)
    rows = []
    for one in providers:
        held, billing = money[one.organisation_id]
        findings = (
            compliance_papers.check_price(offers=offers[one.pk], on=on),
            compliance_papers.check_registration(
                registered=registrations.get(one.pk), numbers=numbers, on=on
            ),
            compliance_insurance.check_insurance(covers=insurances[one.pk], numbers=numbers, on=on),
            compliance_money.check_funds(held=held, on=on),
            compliance_money.check_bills(billing=billing, numbers=numbers, on=on),
            compliance_money.check_fee(held=held, numbers=numbers),
        )
        standing = compliance.standing(listings=tuple(listings[one.pk]), on=on)
        rows.append(Row(provider=one, standing=standing, findings=findings))
    return rows


def _offers(providers: Sequence[Provider]) -> Mapping[int, list[OnSale]]:
    """Each offer that was ever published, with its first version."""
    found: dict[int, list[OnSale]] = defaultdict(list)
    rows = (
        OfferVersion.objects.published()
        .filter(offer__provider__in=providers)
        .order_by("offer", "number")
        .values_list(
            "offer",
            "offer__provider",
            "offer__state",
            "offer__moved_at",
            "starts_on",
            "published_at",
        )
    )
    seen = set()
    for offer, provider, state, moved_at, starts_on, published_at in rows:
        if offer not in seen and published_at is not None:
            seen.add(offer)
            moved = moved_at or published_at
            found[provider].append(
                OnSale(
                    is_published=state == OfferState.PUBLISHED,
                    moved_on=_day(moved),
                    starts_on=starts_on,
                )
            )
    return found


def _covers(providers: Sequence[Provider]) -> Mapping[int, list[Cover]]:
    found: dict[int, list[Cover]] = defaultdict(list)
    for row in Insurance.objects.current().filter(provider__in=providers):
        found[row.provider_id].append(
            Cover(
                kind=InsuranceKind(row.kind),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                pence=to_pence(row.cover),
            )
        )
    return found


def _registrations(authority_id: int, providers: Sequence[Provider]) -> Mapping[int, Registered]:
    looked: dict[int, list[Looked]] = defaultdict(list)
    checks = RegistrationCheck.objects.current().filter(
        authority=authority_id, registration__provider__in=providers
    )
    for check in checks.order_by("checked_on", "pk"):
        looked[check.registration_id].append(
            Looked(
                status=RegistrationStatus(check.status),
                checked_on=check.checked_on,
                ends_on=check.ends_on,
            )
        )
    return {
        row.provider_id: Registered(
            regulator=Regulator(row.regulator),
            number=row.registration_number,
            recorded_on=_day(row.recorded_at),
            looked=tuple(looked[row.pk]),
        )
        for row in Registration.objects.current().filter(provider__in=providers)
    }


def _listings(authority_id: int, providers: Sequence[Provider]) -> Mapping[int, list[Listing]]:
    """Days on a framework that runs: a listing counts within the framework's own days."""
    frameworks = {
        row.framework_id: row
        for row in FrameworkVersion.objects.current().filter(framework__authority=authority_id)
    }
    found: dict[int, list[Listing]] = defaultdict(list)
    rows = FrameworkListing.objects.current().filter(
        framework__authority=authority_id, provider__in=providers
    )
    for row in rows:
        framework = frameworks.get(row.framework_id)
        days = None if framework is None else _within(row, framework)
        if framework is not None and days is not None:
            found[row.provider_id].append(
                Listing(days=days, framework=framework.name, reason=row.reason)
            )
    return found


def _within(row: FrameworkListing, framework: FrameworkVersion) -> Days | None:
    ends = [day for day in (row.ends_on, framework.ends_on) if day is not None]
    starts_on, ends_on = max(row.starts_on, framework.starts_on), min(ends, default=None)
    if ends_on is not None and ends_on < starts_on:
        return None
    return Days(starts_on=starts_on, ends_on=ends_on)


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
