"""Closings from a terminal: tried out, taken, taken again, and what waits."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.core.management import call_command

from isf.enums import DeploymentKind
from isf.models import Fund
from tests.factories.leaving import UNTIL, Leaving
from tests.factories.money import DAY
from tests.factories.notices import LAST
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-3")]


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("close_funds", *words, stdout=out)
    return out.getvalue()


def test_closing_from_the_first_to_the_last_day() -> None:
    leaving = Leaving()
    with time_machine.travel(f"{UNTIL + 3 * DAY}T12:00:00Z", tick=False):
        assert "0 funds began to close" in run("--on", str(LAST - DAY))
        before = fingerprint()
        assert "1 fund would begin to close" in run("--on", str(LAST), "--dry-run")
        assert fingerprint() == before
        said = run("--on", str(LAST))
        assert "1 fund began to close on 2026-05-04, 0 closed, £1,209.72 moved." in said
        assert f"WAITS: fund {leaving.fund.reference}: 58000 pence are kept" in said
        before = fingerprint()
        run("--on", str(LAST))
        assert fingerprint() == before
        assert "1 closed, £580.00 moved" in run("--on", str(UNTIL + DAY))
        before = fingerprint()
        assert "0 closed, £0.00 moved" in run("--on", str(UNTIL + 2 * DAY))
        assert fingerprint() == before
    managed = Fund.objects.get(kind=DeploymentKind.MANAGED)
    assert leaving.held(managed) == (120_972 + 58_000, 0)
    assert_ledger_sound()


def test_a_fund_with_nothing_to_keep_closes_at_once() -> None:
    leaving = Leaving()
    leaving.fund = leaving.borough.open_fund(weekly_pence=0, ends_on=LAST)
    with time_machine.travel(f"{LAST}T12:00:00Z", tick=False):
        assert "2 funds began to close on 2026-05-04, 1 closed" in run()
    assert leaving.state() == "CLOSED"
