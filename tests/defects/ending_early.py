"""Defects in charges for orders that end early."""

from __future__ import annotations

from tests.defects import Defect

OPERATIONS = "tests/integration/isf/operations/test_cancellations.py"
UNIT = "tests/unit/isf/test_cancellation.py"

DEFECTS = (
    Defect(
        name="the last day of the notice is charged",
        path="isf/rules/cancellation.py",
        old="if last_day >= told_on",
        new="if last_day > told_on",
        tests=f"{UNIT} -k seventh_day",
    ),
    Defect(
        name="a bill takes a penny more than was published",
        path="isf/rules/bills.py",
        old="facts.pence > (facts.agreed_pence or 0)",
        new="facts.pence > (facts.agreed_pence or 0) + 1",
        tests=f"{UNIT} -k one_reason",
    ),
    Defect(
        name="a holder is paid for the end of its own services",
        path="isf/queries/cancellations.py",
        old="if terms is None or fund.holder_id == promise.payee_id:",
        new="if terms is None:",
        tests=f"{OPERATIONS} -k paid_nothing",
    ),
    Defect(
        name="a charge goes while its bill waits",
        path="isf/operations/cancellations.py",
        old="charges = list(reads.unbilled(charges=late))",
        new="charges = list(late)",
        tests=f"{OPERATIONS} -k keeps_its_money",
    ),
    Defect(
        name="more than was shown is charged",
        path="isf/operations/endings.py",
        old="cost.pence > shown_pence",
        new="cost.pence < shown_pence",
        tests=f"{OPERATIONS} -k not_shown",
    ),
)
