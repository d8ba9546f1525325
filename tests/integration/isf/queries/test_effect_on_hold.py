"""What is said before an order is placed knows of holds, as placing it does."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.enums import Role
from isf import api
from isf.operations import safeguards
from isf.rules.holds import OnHold
from tests.factories import accounts
from tests.factories import marketplace as make
from tests.factories.money import planned

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-3")]
JUNE = date(2026, 6, 1)


@pytest.mark.parametrize("what", ["fund", "person", "provider", "another"])
def test_it_would_be_refused_under_a_hold_on_fund_person_or_provider(what: str) -> None:
    fund, seller = make.fund(), make.Provider().organisation
    target = {
        "fund": safeguards.Target(fund_id=fund.pk),
        "person": safeguards.Target(person_id=fund.person_id),
        "provider": safeguards.Target(provider_id=seller.pk),
        "another": safeguards.Target(provider_id=make.Provider().organisation_id),
    }[what]
    safeguards.put(
        authority_id=fund.authority_id,
        reference=fund.reference,
        target=target,
        reason="A concern",
        by=accounts.actor_with_role(fund.authority, Role.SAFEGUARDING_LEAD),
        at=make.noon(JUNE),
        on=JUNE,
    )
    effect = api.effect_of(
        by=accounts.actor_for_person(fund.person),
        fund=fund.reference,
        plan=planned(1000, starts_on=JUNE),
        what="HELP_AT_HOME",
        payee_id=seller.pk,
        at=make.noon(JUNE),
    )
    assert isinstance(effect.refused, OnHold) is (what != "another")
    assert effect.fits is (what == "another")
