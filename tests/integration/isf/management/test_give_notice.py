"""Notice from a terminal: tried out, given, given again, and refused."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from isf.models import Notice
from tests.factories.borough import Borough
from tests.factories.money import account
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-1")]


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("give_notice", *words, stdout=out)
    return out.getvalue()


@time_machine.travel("2026-04-20T12:00:00Z", tick=False)
def test_a_trial_writes_nothing_and_a_repetition_changes_nothing() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=8)
    words = (str(fund.reference), "--by", "PERSON", "--received", "2026-04-06")
    before = fingerprint()
    assert "would end on 2026-05-04: -£1,851.43 posted" in run(*words, "--dry-run")
    assert fingerprint() == before
    assert "ends on 2026-05-04: -£1,851.43 posted, 0 orders ended" in run(*words)
    after = fingerprint()
    assert "It had been given before" in run(*words)
    assert fingerprint() == after
    assert account(fund).posted == 198_857
    assert_ledger_sound()


@time_machine.travel("2026-04-20T12:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--last-day", "2026-05-17"), "2026-05-18 at the earliest"),
        (("--received", "2026-04-21"), "cannot be taken"),
        (("--received", "soon"), "written as 2026-04-30"),
        (("--on", "2026-04-21"), "has not come yet"),
    ],
)
def test_what_is_refused_is_said(words: tuple[str, ...], said: str) -> None:
    fund = Borough().open_fund()
    with pytest.raises(CommandError, match=said):
        run(str(fund.reference), "--by", "HOLDER", *words)
    assert not Notice.objects.exists()


def test_an_unknown_fund_is_said() -> None:
    with pytest.raises(CommandError, match="There is no fund"):
        run("nobody", "--by", "COUNCIL")
