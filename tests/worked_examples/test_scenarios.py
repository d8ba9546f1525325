"""Short lives of funds, replayed through the operations, compared to the penny."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest

from isf.models import CancellationCharge, Case, Fund
from isf.models.journal import LedgerAccount, Posting
from isf.models.reservations import ReservationEvent
from isf.queries.fee_positions import get_position
from isf.queries.tranches import list_tranches
from isf.rules.tranches import Party, by_funder
from tests.worked_examples.life import SPACE, Life

SCENARIOS = Path(__file__).parent / "scenarios"
pytestmark = pytest.mark.django_db


def load(name: str) -> dict[str, Any]:
    scenario: dict[str, Any] = json.loads((SCENARIOS / name).read_text())
    return scenario


def replay(name: str) -> tuple[Life, dict[str, Any]]:
    scenario = load(name)
    life = Life(policy=scenario["policy"])
    for event in scenario["events"]:
        life.replay(event)
    return life, scenario


def account_name(life: Life, account: LedgerAccount) -> str:
    if account.fund_id is not None:
        name = next(key for key, fund in life.funds.items() if fund.pk == account.fund_id)
        purpose = purpose_name(life, account)
        return f"FUND:{name}:{purpose}" if purpose else f"FUND:{name}"
    if account.kind in ("PROVIDER", "FEE") and account.organisation_id:
        return f"{account.kind}:{account.organisation.name}"
    return str(account.kind)


def purpose_name(life: Life, account: LedgerAccount) -> str:
    """A purpose as the scenarios write it: money added for an order by the order's name."""
    orders = {f"topup:{uuid5(SPACE, name)}": f"topup:{name}" for name in life.lines}
    return orders.get(account.purpose, account.purpose)


def moved(life: Life) -> Counter[tuple[str, str, str]]:
    """The sum per day, kind and account."""
    sums: Counter[tuple[str, str, str]] = Counter()
    rows = Posting.objects.select_related("entry", "account__organisation")
    for posting in rows:
        place = account_name(life, posting.account)
        if not place.startswith("FUND"):
            continue
        key = (posting.entry.day.isoformat(), posting.entry.kind, place)
        sums[key] += posting.pence
    return sums


def expected_moves(scenario: dict[str, Any]) -> Counter[tuple[str, str, str]]:
    sums: Counter[tuple[str, str, str]] = Counter()
    for movement in scenario["expected"]["movements"]:
        for side, sign in (("debit", -1), ("credit", 1)):
            place = movement[side]
            if place.startswith("FUND"):
                key = (movement["on"], movement["kind"], place)
                sums[key] += sign * movement["pence"]
    return sums


def reserved(life: Life) -> Counter[tuple[str, ...]]:
    names = {str(uuid5(SPACE, name)): name for name in life.orders}
    charges = CancellationCharge.objects.select_related("promise")
    names |= {
        f"cancel:{charge.reference}": f"CANCEL:{names[str(charge.promise.order)]}"
        for charge in charges
    }
    names |= {str(purpose.reference): name for name, purpose in life.purposes.items()}
    sums: Counter[tuple[str, ...]] = Counter()
    rows = ReservationEvent.objects.select_related("entry", "reservation__account")
    for event in rows:
        reservation = event.reservation
        fund = account_name(life, reservation.account).split(":")[1]
        purpose = purpose_name(life, reservation.account)
        reference = names.get(reservation.reference, reservation.reference)
        day = event.entry.day.isoformat()
        key = (day, reservation.kind, fund, event.change, reference, purpose)
        sums[key] += event.pence
    return sums


def expected_reserved(scenario: dict[str, Any]) -> Counter[tuple[str, ...]]:
    sums: Counter[tuple[str, ...]] = Counter()
    for row in scenario["expected"]["reservations"]:
        key = (row["on"], row["kind"], row["fund"], row["event"], row["ref"])
        key += (row.get("purpose", ""),)
        sums[key] += row["pence"]
    return sums


@pytest.mark.parametrize("name", sorted(p.name for p in SCENARIOS.glob("*.json")))
def test_scenario(name: str) -> None:
    life, scenario = replay(name)
    assert moved(life) == expected_moves(scenario)
    assert reserved(life) == expected_reserved(scenario)
    assert Counter((r["on"], r["rule"]) for r in life.refusals) == Counter(
        (r["on"], r["rule"]) for r in scenario["expected"]["refusals"]
    )
    cases = Case.objects.values_list("opened_on", "rule")
    assert Counter((day.isoformat(), rule) for day, rule in cases) == Counter(
        (case["on"], case["rule"]) for case in scenario["expected"]["cases"]
    )
    check_figures(
        told=[fact if isinstance(fact := r["fact"], str) else vars(fact) for r in life.refusals],
        facts=[r["fact"] for r in scenario["expected"]["refusals"]],
    )
    check_figures(
        told=[row.figures for row in Case.objects.order_by("id")],
        facts=[case["fact"] for case in scenario["expected"]["cases"]],
    )
    for fund, balance in scenario["expected"]["balances"].items():
        accounts = list(LedgerAccount.objects.filter(fund=life.funds[fund]))
        posted, held = sum(row.posted for row in accounts), sum(row.reserved for row in accounts)
        assert posted == balance["posted"]
        assert held == balance["reserved"]
        assert posted - held == balance["available"]
        by_purpose = {purpose_name(life, row) or "untied": row.posted for row in accounts}
        if "untied" not in balance["by_purpose"]:
            assert by_purpose.pop("untied") == 0
        assert by_purpose == balance["by_purpose"]
        check_standing(life.funds[fund], balance, on=last_day(scenario))
        left = by_funder(tranches=list_tranches(fund=life.funds[fund], on=last_day(scenario)))
        assert {funder_name(party): pence for party, pence in left.items()} == {
            name: Fraction(pence) for name, pence in balance["by_funder"].items()
        }
    assert life.views == scenario["expected"]["statements"]


def check_figures(*, told: list[Any], facts: list[dict[str, Any]]) -> None:
    """What a refusal or a case says has every whole number the scenario names, in its order.

    A refused line of a bill has a reason in one word; its figures stand on the line.
    """
    for said, fact in zip(told, facts, strict=True):
        if isinstance(said, str):
            assert said.lower().replace("_", " ") == fact.get("reason", "no order")
            continue
        wanted = [value for value in fact.values() if type(value) is int]
        given = [int(value) for value in said.values() if str(value).lstrip("-").isdecimal()]
        assert [value for value in wanted if value not in given] == [], (said, fact)


def last_day(scenario: dict[str, Any]) -> date:
    return date.fromisoformat(scenario["events"][-1]["on"])


def check_standing(fund: Fund, balance: dict[str, Any], *, on: date) -> None:
    """The state of a fund, and its fee: what was charged, and what the last charge left owed."""
    fee = get_position(fund=fund, on=on)
    assert Fund.objects.get(pk=fund.pk).state == balance["status"]
    assert (fee.charged_pence, fee.owed_pence) == (balance["fee_charged"], balance["fee_owed"])


def funder_name(party: Party) -> str:
    """A funder as the scenarios write one."""
    return f"{party.kind}:{party.reference}" if party.reference else str(party.kind)
