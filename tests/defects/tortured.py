"""Defects that random lives, faults and tampering found, or would find."""

from __future__ import annotations

from tests.defects import Defect

OPERATIONS = "tests/integration/isf/operations"
LIVES = "tests/properties/test_lives_against_oracle.py"

DEFECTS = (
    Defect(
        name="what comes back goes whole to the last of alike tranches",
        path="isf/rules/origins.py",
        old="in groupby(reversed(ours), key=lambda part: part.turn):",
        new="in groupby(reversed(ours), key=id):",
        tests="tests/unit/isf/test_origins.py -k proportion",
    ),
    Defect(
        name="the fee due is rounded to the nearest penny",
        path="isf/rules/fees.py",
        old="        due_pence=round_down(due),",
        new="        due_pence=round_down(due + Fraction(1, 2)),",
        tests=LIVES,
    ),
    Defect(
        name="something is bought after the last day of a fund",
        path="isf/operations/purchases.py",
        old="    if not days.cover(bought_on):",
        new="    if False:",
        tests=f"{OPERATIONS}/test_purchases.py -k last_day",
    ),
    Defect(
        name="a posting without an entry is noticed and not named",
        path="isf/queries/orphans.py",
        old="        found = list(_headerless_postings())",
        new="        found: list[Orphan] = []",
        tests="tests/integration/isf/queries/test_tampered_rows.py",
    ),
    Defect(
        name="a deadlock is not tried again",
        path="accounts/operations/transactions.py",
        old='frozenset({"40001", "40P01", "55P03"})',
        new='frozenset({"40001", "55P03"})',
        tests="tests/integration/isf/races/test_faults.py",
        database="postgres",
    ),
    Defect(
        name="the audit of a posting is a transaction of its own",
        path="accounts/operations/transactions.py",
        old="                with transaction.atomic():\n                    return",
        new="                if True:\n                    return",
        tests="tests/integration/isf/races/test_faults.py",
    ),
    Defect(
        name="what a full disk refused counts as done",
        path="accounts/operations/transactions.py",
        old="                    raise\n                time",
        new="                    return None  # type: ignore[return-value]\n                time",
        tests="tests/integration/isf/races/test_disk_full.py",
    ),
)
