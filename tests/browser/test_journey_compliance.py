"""From not met to met: provider and commissioner, each on their own page, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Page

from accounts.enums import Role
from marketplace.enums import InsuranceKind
from tests.browser.conftest import Enter
from tests.browser.scene import Scene
from tests.factories import accounts, compliance
from tests.factories import marketplace as make


@pytest.fixture
def june() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 6, 3, 9, tzinfo=ZoneInfo("Europe/London"))):
        yield


@pytest.fixture
def scene(page: Page, enter: Enter) -> Scene:
    return Scene(page=page, enter=enter)


@pytest.mark.django_db(transaction=True)
def test_a_provider_puts_its_papers_right_and_the_council_sees_it(scene: Scene, june: None) -> None:
    council = accounts.Authority(name="People's Borough")
    provider = make.Provider(organisation__name="Bright Days")
    compliance.insurance(provider=provider, kind=InsuranceKind.EMPLOYERS_LIABILITY)
    compliance.insurance(provider=provider, starts_on=date(2025, 5, 20), ends_on=date(2026, 5, 19))
    said = compliance.registration(provider=provider)
    compliance.look(
        council=council, said=said, checked_on=date(2026, 2, 1), ends_on=date(2026, 5, 31)
    )
    manager = accounts.Membership(
        organisation=provider.organisation, role=Role.PROVIDER_MANAGER
    ).user
    commissioner = accounts.Membership(organisation=council, role=Role.COMMISSIONER).user

    scene.arrives(commissioner, "Compliance")
    scene.shows("How providers stand", "Not met", "since 20 May 2026", "since 1 Jun 2026")
    scene.follows("Bright Days")
    scene.shows(
        "Public liability insurance ended after 19 May 2026.",
        "a certificate that covers today, for at least £5,000,000.00",
        "number 1-101668, has ended; the council looked on 1 February 2026",
        "The provider registers again and records its number; then the council looks it up.",
    )

    scene.arrives(manager, "Compliance")
    scene.shows("This is what People's Borough sees of you today", "ended after 19 May 2026")
    scene.follows("Record an insurance")
    scene.sends({"kind": "PUBLIC_LIABILITY", "insurer": "Mutual", "cover_pence": "10,000,000"})
    scene.shows("There is a problem")
    scene.sends(
        {
            "starts_on_day": "3", "starts_on_month": "6", "starts_on_year": "2026",
            "ends_on_day": "2", "ends_on_month": "6", "ends_on_year": "2027",
        }
    )  # fmt: skip
    scene.shows("The insurance is recorded", "In force to 31 March 2027")
    scene.follows("Record your registration")
    scene.sends({"number": "1-999001"})
    scene.shows("the council has not looked it up", "The council looks it up with the regulator")

    scene.arrives(commissioner, "Compliance")
    scene.shows("since 3 Jun 2026")
    scene.follows("Bright Days")
    scene.shows("Insurance Met", "Since 3 June 2026", "In force to 31 March 2027")
    scene.follows("Record what the regulator says")
    scene.shows("The provider says: number 1-999001")
    scene.sends({"status": "REGISTERED"})
    scene.shows("What you found is recorded", "Registration Met", "number 1-999001")

    scene.follows("Put it on a framework")
    scene.sends({"name": "Home care 2026", "starts_on_day": "1", "starts_on_month": "6",
                 "starts_on_year": "2026"})  # fmt: skip
    scene.shows("The framework agreement is recorded")
    scene.arrives(commissioner, "Compliance")
    scene.follows("Bright Days")
    scene.follows("Put it on a framework")
    scene.sends({"reason": "Its bid was accepted.", "starts_on_day": "3", "starts_on_month": "6",
                 "starts_on_year": "2026"})  # fmt: skip
    scene.shows("On the framework Home care 2026, from 3 June 2026", "Its bid was accepted.")

    scene.arrives(manager, "Compliance")
    scene.shows("On the framework Home care 2026", "number 1-999001", "Its bid was accepted.")
