"""Defects in whose money is left: which is spent first, what comes back, and how it is split."""

from __future__ import annotations

from tests.defects import Defect

ORIGINS = "tests/unit/isf/test_origins.py"
TRANCHES = "tests/unit/isf/test_tranches.py"

DEFECTS = (
    Defect(
        name="the newest money is spent first",
        path="isf/rules/tranches.py",
        old="return expired, tranche.expires_on or date.max, tranche.received_on",
        new="return expired, tranche.expires_on or date.max, date.max - tranche.received_on",
        tests=f"{ORIGINS} -k oldest",
    ),
    Defect(
        name="money has expired on its last day already",
        path="isf/rules/tranches.py",
        old="tranche.expires_on < on",
        new="tranche.expires_on <= on",
        tests=f"{TRANCHES} -k last_day",
    ),
    Defect(
        name="what comes back is new money",
        path="isf/rules/origins.py",
        old="            pence = self._restore(step, purpose, pence, self.taken.get(entry_id, []))",
        new="            pass",
        tests=f"{ORIGINS} -k restores",
    ),
    Defect(
        name="what goes back to a third party is taken of everybody",
        path="isf/rules/origins.py",
        old="        if party.kind == AccountKind.THIRD_PARTY:",
        new="        if False:",
        tests=f"{ORIGINS} -k third_parties",
    ),
    Defect(
        name="a penny of the person is rounded up",
        path="isf/rules/tranches.py",
        old="funder: round_down(Fraction(weight) * pence / whole)",
        new="funder: -round_down(-Fraction(weight) * pence / whole)",
        tests=f"{TRANCHES} -k rounds_down",
    ),
    Defect(
        name="four weeks' money is a case already",
        path="isf/rules/surplus.py",
        old="free > threshold and free > 0",
        new="free >= threshold and free > 0",
        tests="tests/unit/isf/test_surplus.py -k penny",
    ),
    Defect(
        name="money is taken back a day before the notice is over",
        path="isf/rules/surplus.py",
        old="if earliest_on is None or on < earliest_on:",
        new="if earliest_on is None or on < earliest_on - timedelta(days=1):",
        tests="tests/unit/isf/test_surplus.py -k fifteenth",
    ),
    Defect(
        name="money saved instead is taken of other money",
        path="isf/operations/recoveries.py",
        old="pence = recovery.pence - saved_instead(recovery=recovery, on=on)",
        new="pence = recovery.pence",
        tests="tests/integration/isf/operations/test_saved_instead.py",
    ),
    Defect(
        name="who decided takes the money back",
        path="isf/operations/recoveries.py",
        old="if by.user_id is not None and by.user_id == recovery.decided_by_id:",
        new="if False:",
        tests="tests/integration/isf/operations/test_recoveries.py -k nobody",
    ),
    Defect(
        name="the fund pays before the added money",
        path="isf/operations/holds.py",
        old="in_turn(pence=pence, purposes=self.purposes, room=self.held)",
        new="in_turn(pence=pence, purposes=self.purposes[::-1], room=self.held)",
        tests="tests/integration/isf/operations/test_topups.py -k first",
    ),
    Defect(
        name="origins need not add up to their entry",
        path="isf/operations/origins.py",
        old="if sum(tranche.pence for tranche in rows) != pence:",
        new="if False:",
        tests="tests/integration/isf/queries/test_tranches.py -k add_up",
    ),
)
