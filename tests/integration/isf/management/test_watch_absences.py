"""The daily look at who has been away for long, as an operator runs it."""

from __future__ import annotations

import io
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from isf.models import Case
from tests.factories.absences import away
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-1")]


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("watch_absences", stdout=out, **options)
    return out.getvalue()


@time_machine.travel("2026-07-01T12:00:00Z", tick=False)
def test_a_review_opens_on_its_day_and_once() -> None:
    borough = Borough()
    borough.open_fund()
    away(borough, MONDAY, on=MONDAY)
    day = MONDAY + 55 * DAY
    before = (day - DAY).isoformat()
    assert "0 cases opened" in run(on=before)
    assert f"1 case would be opened on {day}." in run(on=day.isoformat(), dry_run=True)
    assert Case.objects.count() == 0
    assert f"1 case opened on {day}." in run(on=day.isoformat())
    assert "0 cases opened" in run(on=day.isoformat())
    assert "0 cases would be opened" in run(dry_run=True)
    assert Case.objects.count() == 1
