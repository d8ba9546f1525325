"""A price list from its template to the day on which everybody sees the new prices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Page

from accounts.enums import Role
from tests.browser.conftest import Enter
from tests.browser.scene import Scene
from tests.factories import accounts
from tests.factories import marketplace as make

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def traveller() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=LONDON)) as going:
        yield going


@pytest.mark.django_db(transaction=True)
def test_prices_are_sent_corrected_published_and_seen_from_their_day(
    page: Page, enter: Enter, traveller: time_machine.Coordinates, tmp_path: Path
) -> None:
    scene = Scene(page=page, enter=enter)
    provider = make.Provider(organisation__name="Bright Days")
    lower = make.published(provider=provider, title="Mornings")
    higher = make.published(provider=provider, title="Nights", prices=make.grid(pence=3000))
    manager = accounts.Membership(organisation=provider.organisation, role=Role.PROVIDER_MANAGER)

    scene.arrives(manager.user, "Your offers")
    scene.follows("Change many prices with a price list")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the template").first.click()
    filled = Path(download.value.path()).read_text(encoding="utf-8-sig")

    def send(words: str) -> None:
        file = tmp_path / "prices.csv"
        file.write_text(words, encoding="cp1252")
        page.set_input_files("input[type=file]", file)
        scene.sends(button="Check the file")

    wrong = filled.replace("24.10", '"£23,50"').replace("30.00", "31.00")
    send(wrong)
    scene.shows("Nothing was changed. 1 problem", "2 monday to friday", "with a full stop")

    send(wrong.replace('"£23,50"', "£23.50"))
    scene.shows("2 offers change", "Mornings, from 1 June 2026", "Nights, from 29 June 2026")
    scene.shows("£24.10 £23.50 lower", "£30.00 £31.00 higher", "it begins with notice")
    scene.sends(button="Publish these prices")
    scene.shows("The prices are published", "new prices of 2 offers")

    anybody_sees(scene, f"/offers/{lower.offer.reference}/", "£23.50")
    anybody_sees(scene, f"/offers/{higher.offer.reference}/", "£30.00")
    traveller.move_to(datetime(2026, 6, 29, 9, tzinfo=LONDON))
    anybody_sees(scene, f"/offers/{higher.offer.reference}/", "£31.00")


def anybody_sees(scene: Scene, path: str, price: str) -> None:
    scene.page.context.clear_cookies()
    scene.opens(path)
    scene.shows(price)
