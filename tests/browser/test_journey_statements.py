"""A month is closed; its statement is issued, announced, read, downloaded and kept."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Page
from pypdf import PdfReader

from accounts.enums import LettersBy
from isf.models import IssuedStatement
from tests.browser.conftest import Enter
from tests.browser.scene import Scene
from tests.factories import isf
from tests.factories.issuing import APRIL, close

TODAY = date(2026, 6, 10)


@pytest.mark.django_db(transaction=True)
def test_a_statement_to_keep(page: Page, enter: Enter, tmp_path: Path) -> None:
    with time_machine.travel(isf.noon(TODAY)):
        borough, fund = isf.lived_in(today=TODAY)
        ada = fund.person
        ada.letters_by, ada.email = LettersBy.EMAIL.value, "ada@example.org"
        ada.save()
        bea = borough.fund(
            weeks_ago=9, person=borough.person(full_name="Bea Gray", address="1 Lane")
        )
        close(borough, APRIL)
        scene = Scene(page=page, enter=enter)

        the_commissioner_issues_the_month(scene, borough)
        (message,) = mail.outbox
        assert message.to == ["ada@example.org"]
        link = re.search(r"http\S+", message.body)
        assert link is not None

        scene.page.context.clear_cookies()
        scene.opens(link.group().removeprefix("http://127.0.0.1:8000"))
        number = ada_reads_and_keeps_it(scene, ada.user, tmp_path)
        assert number == "S-000001"

        finance_prints_and_posts_the_other(scene, borough, tmp_path)
        assert IssuedStatement.objects.get(fund=bea).letter.state == "POSTED"
        call_command("verify_statements", stdout=io.StringIO())


def the_commissioner_issues_the_month(scene: Scene, borough: isf.Borough) -> None:
    scene.arrives(borough.commissioner.user, "Statements")
    scene.follows("April 2026")
    scene.shows("0 issued, 2 to issue")
    scene.sends(button="Issue 2 statements")
    scene.shows("2 statements issued.", "S-000001", "Ada Ford", "S-000002", "Bea Gray")


def ada_reads_and_keeps_it(scene: Scene, user: object, folder: Path) -> str:
    scene.arrives(user, "Your money")  # type: ignore[arg-type]
    scene.follows("Individual service fund held by Goodcare")
    scene.follows("Statements to keep")
    scene.follows("April 2026")
    scene.shows("Number S-000001, for Ada Ford", "It does not change any more")
    with scene.page.expect_download() as coming:
        scene.page.get_by_role("link", name="Download as PDF").click()
    assert coming.value.suggested_filename == "statement-S-000001-2026-04.pdf"
    kept = folder / "kept.pdf"
    coming.value.save_as(kept)
    reader = PdfReader(kept)
    assert reader.metadata is not None
    said = " ".join(reader.pages[0].extract_text().split())
    assert "Ada Ford" in said
    found = re.search(r"S-\d{6}", reader.metadata.title or "")
    assert found is not None
    return found.group()


def finance_prints_and_posts_the_other(scene: Scene, borough: isf.Borough, folder: Path) -> None:
    scene.arrives(borough.finance_officer.user, "Statements")
    scene.follows("Letters to people: to print, failed, sent")
    scene.shows("Bea Gray, April 2026, S-000002", "Sent: 1")
    with scene.page.expect_download() as coming:
        scene.page.get_by_role("link", name="Download them as one PDF").click()
    printed = folder / "letters.pdf"
    coming.value.save_as(printed)
    assert "Dear Bea Gray" in PdfReader(printed).pages[0].extract_text()
    scene.page.get_by_label("Bea Gray, April 2026, S-000002").check()
    scene.sends(button="Mark as posted")
    scene.shows("1 letter marked as posted.", "Posted: 1")
