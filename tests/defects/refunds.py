"""Defects in money that providers give back."""

from __future__ import annotations

from tests.defects import Defect

OPERATIONS = "tests/integration/isf/operations/test_refunds.py"

DEFECTS = (
    Defect(
        name="a refund forgets what came back before",
        path="isf/rules/refunds.py",
        old="left = paid_pence - refunded_pence",
        new="left = paid_pence",
        tests=f"{OPERATIONS} -k last_penny",
    ),
    Defect(
        name="a refund restores what its provider was paid last",
        path="isf/rules/origins.py",
        old="named = step.reverses_id or step.gives_back_of",
        new="named = step.reverses_id",
        tests=f"{OPERATIONS} -k restores_the_tranche",
    ),
    Defect(
        name="a refund stays in a closed fund",
        path="isf/operations/refunds.py",
        old="    closings.move_on(fund_id=bill.fund_id, by=by, at=at, on=on)\n",
        new="",
        tests=f"{OPERATIONS} -k moves_on",
    ),
    Defect(
        name="a payment is refunded and taken back as well",
        path="isf/operations/reversals.py",
        old="    if Refund.objects.filter(line__entry_id=original.entry_id).exists():\n",
        new="    if False:\n",
        tests=f"{OPERATIONS} -k as_well",
    ),
)
