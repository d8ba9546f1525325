"""Real processes ask for the same money at the same moment: exactly one gets it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from isf.models import Allocation, Promise
from isf.models.journal import JournalEntry
from tests.architecture.sources import ROOT
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, account, line_sent
from tests.ledger_sound import assert_ledger_sound

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
RUNNERS = 3
PATIENCE_SECONDS = 120


def database() -> str:
    """The address of the database this test has just written to."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    address = os.environ["DATABASE_URL"]
    base, _, query = address.partition("?")
    head = base.rpartition("/")[0]
    return f"{head}/{settings['NAME']}" + (f"?{query}" if query else "")


def race(what: str, **facts: Any) -> list[dict[str, Any]]:
    """Start the processes, open the barrier when all are at it, and hear what each was told."""
    with tempfile.TemporaryDirectory(prefix="race-") as folder:
        barrier = str(Path(folder) / "barrier")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.bind(barrier)
            door.listen(RUNNERS)
            door.settimeout(PATIENCE_SECONDS)
            asked = json.dumps({"what": what, "barrier": barrier, **facts})
            runners = [start(asked) for _ in range(RUNNERS)]
            waiting = [door.accept()[0] for _ in runners]
            for runner in waiting:
                runner.settimeout(PATIENCE_SECONDS)
                assert runner.recv(1) == b"r"
            for runner in waiting:
                runner.sendall(b"g")
                runner.close()
        return [answer(runner) for runner in runners]


def start(asked: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.isf.races.one", asked],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answer(runner: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = runner.communicate(timeout=PATIENCE_SECONDS)
    assert runner.returncode == 0, err
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    return told


@pytest.mark.rule("ISF-RES-2")
def test_the_last_pound_is_promised_once() -> None:
    """1.00 is left of the week; each process orders one visit of 1.00."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    borough.buy(fund, 43100)
    entries = JournalEntry.objects.count()

    told = race("order", fund=fund.pk, payee=borough.carer.pk, pence=100)

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

    told = race("approve", invoice=invoice.pk)

    assert told == [{"done": 2000}] * RUNNERS
    assert JournalEntry.objects.filter(kind="BILL").count() == 1
    assert account(fund).posted == 48000 - 2000
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-1")
@pytest.mark.rule("ISF-LED-3")
def test_one_allocation_paid_by_many_is_paid_once() -> None:
    borough = Borough()
    fund = borough.open_fund()

    told = race("pay", fund=fund.pk, user=borough.finance.user_id)

    assert sorted(str(one["done"]) for one in told) == [
        *["[192000, False]"] * (RUNNERS - 1),
        "[192000, True]",
    ]
    assert Allocation.objects.count() == 1
    assert account(fund).posted == 192000
    assert_ledger_sound()
