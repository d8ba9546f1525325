"""What the marketplace may know of funds held, late bills and fees: figures without names."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

import pytest

from accounts.enums import Role
from accounts.permissions import NotAllowed
from isf import api
from isf.models import PlannedVisit
from isf.operations import policies
from isf.queries import compliance
from tests.factories import accounts
from tests.factories import marketplace as make
from tests.factories import reviews as bought
from tests.factories.policies import usual_numbers

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 30)


def figures(fund, *, of=None, by=None, on=JUNE):
    one = fund.holder_id if of is None else of
    by = by or accounts.actor_with_role(fund.authority, Role.COMMISSIONER)
    return api.provider_figures(by=by, authority_id=fund.authority_id, providers=[one], on=on)[one]


@pytest.mark.rule("ISF-FEE-6")
def test_a_fund_is_held_from_its_first_day_with_its_fee_below_the_cap():
    fund = make.fund(weekly_pence=48_000, fee_rate_bp=900)
    held = figures(fund).holder
    assert (held.funds, held.since) == (1, date(2026, 6, 1))
    assert (held.fee_weekly_pence, held.cap_weekly_pence) == (4_320, 4_800)
    assert (held.fullest_bp, held.capped, held.fees_since) == (9_000, 0, date(2026, 6, 1))
    assert figures(fund, on=date(2026, 5, 31)).holder.funds == 0


@pytest.mark.rule("ISF-FEE-3")
def test_a_cap_that_falls_below_the_fee_bites_from_its_day():
    fund = make.fund(fee_rate_bp=1000)
    by = accounts.actor_with_role(fund.authority, Role.COMMISSIONER)
    policies.publish(
        authority_id=fund.authority_id,
        starts_on=date(2026, 6, 20),
        numbers=usual_numbers(soft_cap_bp=800),
        by=by,
        at=make.noon(date(2026, 6, 20)),
        on=date(2026, 6, 20),
    )
    assert figures(fund, on=date(2026, 6, 19)).holder.capped == 0
    held = figures(fund, on=date(2026, 6, 20)).holder
    assert (held.capped, held.capped_since) == (1, date(2026, 6, 20))
    assert held.fullest_bp == 12_500


def test_a_delivered_visit_waits_until_it_is_billed():
    provider = make.Provider()
    order = make.accepted(version=make.published(provider=provider))
    fund = make.Fund.objects.get(reference=order.fund)
    bought.deliveries.record(
        by=make.manager(provider),
        line=order.lines.get().reference,
        day=date(2026, 6, 1),
        quantity=2,
        workers=1,
        at=make.noon(date(2026, 6, 1)),
        on=date(2026, 6, 1),
    )
    of = provider.organisation_id
    waits = figures(fund, of=of, on=date(2026, 6, 29)).bills
    assert (waits.unbilled, waits.late, waits.oldest_on) == (1, 0, date(2026, 6, 1))
    assert figures(fund, of=of, on=date(2026, 6, 30)).bills.late == 1
    assert PlannedVisit.objects.filter(state="DELIVERED").count() == 1


def test_a_billed_visit_waits_no_more_and_a_late_bill_is_remembered():
    provider = make.Provider()
    _, invoice = bought.bill(provider=provider)
    bills = figures(invoice.fund, of=provider.organisation_id).bills
    assert (bills.unbilled, bills.oldest_on, bills.last_late_on) == (0, None, None)
    assert bills.first_on == date(2026, 6, 1)
    type(invoice).objects.update(received_on=date(2026, 6, 1) + timedelta(days=28))
    assert figures(invoice.fund, of=provider.organisation_id).bills.last_late_on is None
    type(invoice).objects.update(received_on=date(2026, 6, 1) + timedelta(days=29))
    late = figures(invoice.fund, of=provider.organisation_id).bills
    assert late.last_late_on == date(2026, 6, 30)


def test_only_the_council_and_the_provider_itself_are_told():
    fund = make.fund()
    own = accounts.actor_with_role(fund.holder, Role.PROVIDER_OWNER)
    assert figures(fund, by=own).holder.funds == 1
    for stranger in (
        accounts.actor_with_role(accounts.Authority(), Role.COMMISSIONER),
        accounts.actor_with_role(accounts.ProviderOrganisation(), Role.PROVIDER_OWNER),
        accounts.actor_for_person(fund.person),
    ):
        with pytest.raises(NotAllowed):
            figures(fund, by=stranger)
    with pytest.raises(NotAllowed):
        api.provider_figures(
            by=own, authority_id=fund.authority_id, providers=[fund.holder_id, 0], on=JUNE
        )


def test_what_is_told_names_nobody():
    names = {
        column.name
        for kind in ("HolderFigures", "BillFigures")
        for column in fields(getattr(compliance, kind))
    }
    assert not names & {"person", "person_id", "fund", "fund_id", "reference", "name"}
