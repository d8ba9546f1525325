"""A death from a terminal: tried out, recorded, recorded again, corrected, and refused."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from isf.models import Death
from tests.factories.deaths import Bereaved
from tests.factories.money import account
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-2")]


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("record_death", *words, stdout=out)
    return out.getvalue()


@time_machine.travel("2026-04-17T12:00:00Z", tick=False)
def test_a_trial_writes_nothing_and_a_repetition_changes_nothing() -> None:
    gone = Bereaved()
    words = (str(gone.borough.person.reference), "--day", "2026-04-15")
    before = fingerprint()
    assert "would end on 2026-04-15: -£1,234.29 posted, 1 order" in run(*words, "--dry-run")
    assert fingerprint() == before
    assert "ends on 2026-04-15: -£1,234.29 posted" in run(*words)
    assert "It had been recorded before" in run(*words)
    assert account(gone.fund).posted == 68_571
    back = run(words[0], "--day", "none", "--corrects", "1", "--reason", "Another person")
    assert "ends on no day: £1,234.29 posted" in back
    assert account(gone.fund).posted == 192_000
    assert_ledger_sound()


@time_machine.travel("2026-04-17T12:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--day", "2026-04-18"), "has not come yet"),
        (("--day", "soon"), "written as 2026-04-30"),
        (("--day", "none"), "nothing to correct"),
        (("--day", "2026-04-15", "--corrects", "1"), "corrected meanwhile"),
    ],
)
def test_what_is_refused_is_said(words: tuple[str, ...], said: str) -> None:
    person = Bereaved().borough.person
    with pytest.raises(CommandError, match=said):
        run(str(person.reference), *words)
    assert not Death.objects.exists()


def test_an_unknown_person_is_said() -> None:
    with pytest.raises(CommandError, match="There is no person"):
        run("nobody", "--day", "2026-04-15")
