"""The money commands as an operator runs them, on both databases."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import time_machine
from beancount import loader
from django.core.management import CommandError, call_command

from isf.enums import EntryKind
from isf.models import Case, Fund
from isf.models.journal import JournalEntry, LedgerAccount
from tests.factories.borough import Borough
from tests.factories.money import account
from tests.worked_examples.life import Life

pytestmark = pytest.mark.django_db


def run(*words: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def begin() -> Life:
    life = Life(policy={})
    for event in (
        {"on": "2026-04-01", "do": "set_budget", "weekly_pence": 48000},
        {
            "on": "2026-04-01",
            "do": "open_fund",
            "fund": "F1",
            "kind": "ISF",
            "holder": "GOODCARE",
            "weekly_pence": 48000,
            "fee": {"rate_bp": 1000},
        },
    ):
        life.replay(event)
    return life


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
def test_allocations_are_paid_once_per_period() -> None:
    begin()
    planned = "3 allocations would be paid on 2026-06-02, £5,760.00 in all."
    assert planned in run("pay_allocations", dry_run=True)
    assert JournalEntry.objects.count() == 0
    assert "3 allocations paid on 2026-06-02, £5,760.00 in all." in run("pay_allocations")
    assert "0 allocations paid" in run("pay_allocations")
    assert LedgerAccount.objects.get(fund__isnull=False).posted == 576000


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
def test_fees_of_months_that_are_over_are_charged_once() -> None:
    begin()
    run("pay_allocations")
    assert "1 fee would be charged on 2026-06-02, £418.28" in run("charge_fees", dry_run=True)
    assert "2 fees charged on 2026-06-02, £418.28; £0.00 owed." in run("charge_fees")
    assert "0 fees charged" in run("charge_fees")


@time_machine.travel("2026-06-23T12:00:00Z", tick=False)
@pytest.mark.rule("ISF-ROL-5")
def test_unspent_money_is_reviewed_and_a_case_opened_once() -> None:
    """84 days of 480.00 a week less the fee: 5,760.00 - 576.00 = 5,184.00, and 1,920.00 may lie."""
    begin()
    run("pay_allocations")
    tried = run("review_surplus", on="2026-06-23", dry_run=True)
    assert "£5,184.00 without plans, £1,920.00 may lie" in tried
    assert "1 fund looked at, 1 case would be opened on 2026-06-23." in tried
    assert Case.objects.count() == 0
    assert "1 case opened" in run("review_surplus", on="2026-06-23")
    assert "1 fund looked at, 0 cases opened" in run("review_surplus", on="2026-06-23")
    assert Case.objects.get().rule == "ISF-ROL-5"


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("on", "words"),
    [("2026-06-03", "has not come yet"), ("second of May", "takes a date"), ("2026-13-01", "date")],
)
def test_a_run_refuses_a_day_that_is_none(on: str, words: str) -> None:
    begin()
    with pytest.raises(CommandError, match=words):
        run("pay_allocations", on=on)
    assert JournalEntry.objects.count() == 0


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
@pytest.mark.parametrize(
    "command",
    [
        "pay_allocations",
        "charge_fees",
        "watch_fee_caps",
        "review_surplus",
        "approve_by_silence",
        "release_charges",
        "issue_statements",
        "seal_ledger",
    ],
)
def test_an_unknown_council_is_refused(command: str) -> None:
    with pytest.raises(CommandError, match="no council"):
        run(command, authority="Nowhere")


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
@pytest.mark.rule("ISF-LED-5")
def test_what_one_fund_refuses_holds_up_no_other_and_the_run_says_so() -> None:
    """A day in a month one council has closed: its fund is named, the other's is paid."""
    begin()
    run("pay_allocations", on="2026-04-01")
    run("close_month", "2026-04")
    closed = Fund.objects.get()
    other = Borough()
    fund = other.open_fund()
    said = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("pay_allocations", on="2026-04-29", stdout=said)
    assert left.value.code == 1
    assert f"NOT DONE: fund {closed.reference}: " in said.getvalue()
    assert "1 allocation paid on 2026-04-29, £1,920.00 in all." in said.getvalue()
    assert account(fund).posted == 192000


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
def test_the_ledger_verifies_and_a_printed_head_is_found() -> None:
    begin()
    run("pay_allocations")
    run("seal_ledger")
    fund = Fund.objects.get()
    head = f"{fund.reference}:{fund.seq}:{fund.head_hash}"
    assert "Sound" in run("verify_ledger", head=[head])
    with pytest.raises(SystemExit) as left:
        run("verify_ledger", head=[f"{fund.reference}:{fund.seq}:{'0' * 64}"])
    assert left.value.code == 1
    with pytest.raises(CommandError, match="FUND:NUMBER:HASH"):
        run("verify_ledger", head=["nonsense"])


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
def test_a_closed_month_takes_no_more_entries() -> None:
    life = begin()
    run("pay_allocations", on="2026-04-01")
    with pytest.raises(CommandError, match="2026-06-30"):
        run("close_month", "2026-06")
    with pytest.raises(CommandError, match="2026-04"):
        run("close_month", "April")
    assert "1 fund closed for April 2026" in run("close_month", "2026-04")
    assert "0 funds closed for April 2026" in run("close_month", "2026-04")
    life.replay({"on": "2026-04-30", "do": "grant", "fund": "F1", "pence": 100})
    assert [refusal["rule"] for refusal in life.refusals] == ["ISF-LED-5"]
    life.replay({"on": "2026-05-01", "do": "grant", "fund": "F1", "pence": 100})
    assert JournalEntry.objects.filter(kind=EntryKind.GRANT).count() == 1
    assert "Sound" in run("verify_ledger")


def pay_a_provider(life: Life) -> None:
    """One visit ordered, delivered, billed and approved for 20.00."""
    day = {"start": "2026-05-05", "end": "2026-05-05"}
    order = {"order": "V", "provider": "CAREWELL", "price_pence": 2000, **day}
    for event in (
        {"on": "2026-05-04", "do": "place_order", "fund": "F1", **order},
        {"on": "2026-05-06", "do": "deliver", "order": "V", "through": "2026-05-05"},
        {
            "on": "2026-05-06",
            "do": "bill",
            "bill": "B1",
            "fund": "F1",
            "provider": "CAREWELL",
            "lines": [{"order": "V", "through": "2026-05-05"}],
        },
        {"on": "2026-05-07", "do": "approve", "bill": "B1", "by": "PERSON"},
    ):
        life.replay(event)
    assert life.refusals == []


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
@pytest.mark.rule("ISF-LED-8")
def test_beancount_accepts_the_journal_and_reports_the_same_balances(tmp_path: Path) -> None:
    life = begin()
    run("pay_allocations")
    run("charge_fees")
    life.replay({"on": "2026-05-01", "do": "grant", "fund": "F1", "pence": 100, "key": "late"})
    taxi = {"payee": "TAXI", "what": "taxi", "pence": 100, "receipt": "R", "approved_by": "PERSON"}
    life.replay({"on": "2026-05-02", "do": "purchase", "fund": "F1", **taxi})
    pay_a_provider(life)
    book = tmp_path / "journal.beancount"
    book.write_text(run("export_journal", format="beancount"))
    entries, errors, _ = loader.load_file(str(book))
    assert errors == []
    assert len(entries) > 5
    wrong = book.read_text().replace("5321.72 ~", "5321.73 ~")
    assert wrong != book.read_text()
    book.write_text(wrong)
    assert loader.load_file(str(book))[1]


@time_machine.travel("2026-06-02T12:00:00Z", tick=False)
@pytest.mark.rule("ISF-LED-8")
def test_the_hledger_export_declares_and_asserts() -> None:
    begin()
    run("pay_allocations")
    text = run("export_journal", format="hledger")
    assert "commodity 1000.00 GBP" in text
    assert "= 5760.00 GBP" in text


@pytest.mark.parametrize(
    "command",
    ["pay_allocations", "charge_fees", "review_surplus", "close_funds", "watch_fee_caps"],
)
def test_before_the_first_fund_a_run_says_that_there_is_none(command: str) -> None:
    Borough()
    assert "There is no fund yet." in run(command)
    Borough().open_fund()
    assert "no fund yet" not in run(command)
