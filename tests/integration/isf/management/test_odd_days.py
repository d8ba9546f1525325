"""Days that no run can count for: a clear error, a status that is not 0, and nothing written."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from isf.operations import seals
from isf.operations.seals import SealedLater
from isf.queries.verification import verify
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db
TODAY = MONDAY + timedelta(days=60)
RUNS = (
    "approve_by_silence",
    "charge_fees",
    "issue_statements",
    "pay_allocations",
    "release_charges",
    "seal_ledger",
    "watch_fee_caps",
)
NONE = ("", "today", "2026-02-30", "31-12-2026", "0000-01-01", "10000-01-01", "-1", "NaN", "١٢٣")
FUTURE = ((TODAY + DAY).isoformat(), "9999-12-31")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def borough() -> Borough:
    made = Borough()
    made.pay(made.open_fund(), weeks=4)
    return made


@pytest.mark.parametrize("on", [*NONE, *FUTURE])
@pytest.mark.parametrize("command", RUNS)
@pytest.mark.usefixtures("borough")
def test_what_is_no_day_or_has_not_come_is_refused(command: str, on: str) -> None:
    before = fingerprint()
    with pytest.raises(CommandError, match=r"--on takes a date|has not come yet"):
        call_command(command, on=on, stdout=io.StringIO())
    assert fingerprint() == before


@pytest.mark.parametrize("on", ["0001-01-01", (MONDAY - DAY).isoformat()])
@pytest.mark.parametrize("command", [run for run in RUNS if run != "seal_ledger"])
@pytest.mark.usefixtures("borough")
def test_before_the_first_fund_there_is_nothing_to_do(command: str, on: str) -> None:
    before = fingerprint()
    call_command(command, on=on, stdout=io.StringIO())
    assert fingerprint() == before


@pytest.mark.parametrize(
    "month", ["", "2026", "2026-13", "2026-00", "9999-12", "2026-06", "10000-01", "2026-4-1"]
)
@pytest.mark.usefixtures("borough")
def test_a_month_that_is_none_or_is_not_over_is_not_closed(month: str) -> None:
    before = fingerprint()
    with pytest.raises(CommandError):
        call_command("close_month", month, stdout=io.StringIO())
    assert fingerprint() == before


@pytest.mark.rule("ISF-LED-4")
def test_a_day_before_a_sealed_one_is_sealed_no_more(borough: Borough) -> None:
    """It would be chained to a later seal, and never verify again."""
    call_command("seal_ledger", on=TODAY.isoformat(), stdout=io.StringIO())
    before, told = fingerprint(), io.StringIO()
    for on in ("0001-01-01", (TODAY - DAY).isoformat()):
        for dry_run in (True, False):
            with pytest.raises(SystemExit) as status:
                call_command("seal_ledger", on=on, dry_run=dry_run, stdout=told)
            assert status.value.code == 1
    assert told.getvalue().count(f"{TODAY} is sealed already") == len(("tried", "done")) * 2
    call_command("seal_ledger", on=TODAY.isoformat(), stdout=io.StringIO())
    with pytest.raises(SealedLater) as refusal:
        seals.seal(
            authority_id=borough.authority.pk,
            day=date(2026, 1, 1),
            by=borough.finance,
            at=noon(TODAY),
        )
    assert refusal.value.last_on == TODAY
    assert fingerprint() == before
    assert verify().damages == []
    assert_ledger_sound()
