"""What a provider might send instead of its bill: none of it is money, and none of it breaks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest

from accounts.enums import Role
from isf.models import Invoice, InvoiceLine
from isf.operations.invoices import InvoiceImpossible
from isf.operations.posting import KeyReused
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, line_sent
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-BIL-2")]


def delivered() -> tuple[Borough, Any, Any]:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=1)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY)
    return borough, fund, order


def refusals(invoice: Invoice) -> list[str]:
    return [line.refusal for line in InvoiceLine.objects.filter(invoice=invoice)]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"price_pence": 2001}, "PRICE_ABOVE_ORDER"),
        ({"price_pence": -2000}, "NOTHING_BILLED"),
        ({"price_pence": 0}, "NOTHING_BILLED"),
        ({"quantity": Fraction(-1)}, "NOTHING_BILLED"),
        ({"quantity": Fraction(1, 10_000)}, "NOTHING_BILLED"),
        ({"quantity": Fraction(10_001, 10_000)}, "BILLED_ABOVE_DELIVERED"),
        ({"price_pence": 10**8, "quantity": Fraction(10**3)}, "PRICE_ABOVE_ORDER"),
        ({"delivery": uuid4()}, "NOT_DELIVERED"),
        ({"line": uuid4()}, "NO_ORDER"),
        ({"order": uuid4()}, "NO_ORDER"),
    ],
)
def test_a_changed_line_is_refused_for_its_one_reason(changed: dict[str, Any], reason: str) -> None:
    borough, fund, order = delivered()
    invoice = borough.bill(fund, [line_sent(order, MONDAY, **changed)])
    assert refusals(invoice) == [reason]
    assert_ledger_sound()


@pytest.mark.parametrize(
    "changed",
    [
        {"price_pence": 10**8 + 1},
        {"quantity": Fraction(10**3) + 1},
        {"price_pence": -(10**30)},
        {"quantity": Fraction(10**30)},
        {"quantity": Fraction(1, 10**30)},
        {"service": "x" * 201},
    ],
)
def test_what_no_bill_can_say_is_refused_whole(changed: dict[str, Any]) -> None:
    borough, fund, order = delivered()
    before = fingerprint()
    with pytest.raises(InvoiceImpossible):
        borough.bill(fund, [line_sent(order, MONDAY, **changed)])
    assert fingerprint() == before


@pytest.mark.parametrize("number", ["", " ", "9" * 65])
def test_a_bill_has_a_number_that_can_be_kept(number: str) -> None:
    borough, fund, order = delivered()
    before = fingerprint()
    with pytest.raises(InvoiceImpossible):
        borough.bill(fund, [line_sent(order, MONDAY)], number=number)
    assert fingerprint() == before


def test_the_same_visit_twice_on_one_bill_is_paid_once() -> None:
    borough, fund, order = delivered()
    invoice = borough.bill(fund, [line_sent(order, MONDAY)] * 2)
    assert refusals(invoice) == ["", "BILLED_BEFORE"]
    assert borough.approve(invoice).paid_pence == 2000
    assert_ledger_sound()


def test_neither_another_providers_visit_nor_another_fund_can_be_billed() -> None:
    borough, fund, order = delivered()
    other = make.ProviderOrganisation()
    worker = make.actor_with_role(other, Role.PROVIDER_FINANCE)
    theirs = borough.bill(fund, [line_sent(order, MONDAY)], by=worker, payee=other)
    person = make.Person(authority=borough.authority)
    elsewhere = borough.bill(
        borough.open_fund(person=person), [line_sent(order, MONDAY)], number="B2"
    )
    assert refusals(theirs) == refusals(elsewhere) == ["NO_ORDER"]
    assert refusals(borough.bill(fund, [line_sent(order, MONDAY)], number="B3")) == [""]


def test_a_reference_again_with_other_lines_is_refused() -> None:
    borough, fund, order = delivered()
    reference = uuid4()
    first = borough.bill(fund, [line_sent(order, MONDAY)], reference=reference)
    before = fingerprint()
    assert borough.bill(fund, [line_sent(order, MONDAY)], reference=reference) == first
    for changed in ({"price_pence": 1}, {"quantity": Fraction(1, 2)}, {"service": "Gardening"}):
        with pytest.raises(KeyReused):
            borough.bill(fund, [line_sent(order, MONDAY, **changed)], reference=reference)
    assert fingerprint() == before
