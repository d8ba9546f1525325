"""Real processes ask for the same money at the same moment: exactly one gets it."""

from __future__ import annotations

import pytest
from django.test import override_settings

from accounts.enums import LettersBy
from accounts.models import AuditEvent
from isf.enums import LetterState
from isf.models import Allocation, FeeCharge, IssuedStatement, Letter, Promise
from isf.models.journal import JournalEntry
from tests import mail_server
from tests.factories import isf as lived
from tests.factories.borough import Borough
from tests.factories.issuing import APRIL, MAY, TODAY, close, issue
from tests.factories.money import MONDAY, account, line_sent
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
NOW = "2026-06-10T12:00:00Z"
ASKS = "tests.integration.isf.races.requests"


@pytest.mark.rule("ISF-RES-2")
def test_the_last_pound_is_promised_once() -> None:
    """1.00 is left of the week; each process orders one visit of 1.00."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    borough.buy(fund, 43100)
    entries = JournalEntry.objects.count()

    told = race(f"{ASKS}:order", fund=fund.pk, payee=borough.carer.pk, pence=100)

    assert [one for one in told if one.get("done") == 100] == [{"done": 100}]
    refused = [one for one in told if "done" not in one]
    assert [one["refused"] for one in refused] == ["InsufficientFunds"] * (RUNNERS - 1)
    assert [one["facts"] for one in refused] == [{"available_pence": 0, "requested_pence": 100}] * (
        RUNNERS - 1
    )
    assert Promise.objects.count() == 1
    assert JournalEntry.objects.count() == entries + 1
    assert account(fund).posted - account(fund).reserved == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-3")
@pytest.mark.rule("ISF-LED-3")
def test_one_bill_approved_by_many_is_paid_once() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY)
    invoice = borough.bill(fund, [line_sent(order, MONDAY)])

    told = race(f"{ASKS}:approve", invoice=invoice.pk)

    assert told == [{"done": 2000}] * RUNNERS
    assert JournalEntry.objects.filter(kind="BILL").count() == 1
    assert account(fund).posted == 48000 - 2000
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-1")
@pytest.mark.rule("ISF-LED-3")
def test_one_allocation_paid_by_many_is_paid_once() -> None:
    borough = Borough()
    fund = borough.open_fund()

    told = race(f"{ASKS}:pay", fund=fund.pk, user=borough.finance.user_id)

    assert sorted(str(one["done"]) for one in told) == [
        *["[192000, False]"] * (RUNNERS - 1),
        "[192000, True]",
    ]
    assert Allocation.objects.count() == 1
    assert account(fund).posted == 192000
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-7")
def test_statements_issued_by_many_have_numbers_without_a_gap() -> None:
    """Three runs issue the April and May of three people's funds at the same moment."""
    borough = lived.Borough(today=TODAY)
    for _ in range(3):
        borough.fund(weeks_ago=9)
    close(borough, APRIL)
    close(borough, MAY)

    told = race(f"{ASKS}:run", command="issue_statements", clock=NOW)

    assert [one for one in told if "done" not in one] == []
    rows = IssuedStatement.objects.order_by("number")
    assert list(rows.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert len(set(rows.values_list("fund", "month"))) == 6
    assert Letter.objects.count() == 6
    assert AuditEvent.objects.filter(action="STATEMENT_ISSUED").count() == 6
    assert sum(int(one["done"][0].split()[0]) for one in told) == 6
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-7")
def test_a_letter_claimed_by_many_is_sent_once() -> None:
    borough = lived.Borough(today=TODAY)
    ada = borough.person(email="ada@example.org", letters_by=LettersBy.EMAIL.value)
    fund = borough.fund(weeks_ago=9, person=ada)
    close(borough, APRIL)
    with override_settings(EMAIL_BACKEND=mail_server.CLOSED):
        issue(fund, APRIL)
    assert Letter.objects.get().state == LetterState.FAILED

    told = race(f"{ASKS}:run", command="send_letters", clock=NOW)

    assert sorted(one["done"][1] for one in told) == [0] * (RUNNERS - 1) + [1]
    letter = Letter.objects.get()
    assert (letter.state, letter.tries) == (LetterState.SENT, 2)


@pytest.mark.rule("ISF-FUN-1")
@pytest.mark.rule("ISF-FEE-2")
@pytest.mark.parametrize(
    ("command", "rows", "wanted"),
    [("pay_allocations", Allocation, 6), ("charge_fees", FeeCharge, 4)],
)
def test_two_runs_at_once_pay_and_say_together_what_one_would(
    command: str, rows: type[Allocation] | type[FeeCharge], wanted: int
) -> None:
    borough = lived.Borough(today=TODAY)
    for _ in range(2):
        borough.fund(weeks_ago=9, paid=command != "pay_allocations")

    told = race(f"{ASKS}:run", command=command, clock=NOW)

    assert [one for one in told if "done" not in one] == []
    assert rows._default_manager.count() == wanted
    assert sum(int(one["done"][0].split()[0]) for one in told) == wanted
    assert_ledger_sound()
