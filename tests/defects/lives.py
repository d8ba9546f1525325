"""Defects in what follows from events in a life: time away, and safeguarding holds."""

from __future__ import annotations

from tests.defects import Defect

UNIT = "tests/unit/isf/test_absences.py"
OPERATIONS = "tests/integration/isf/operations"

DEFECTS = (
    Defect(
        name="the 29th day away is funded",
        path="isf/rules/absences.py",
        old="number=joined.terms.funded_days + 1",
        new="number=joined.terms.funded_days + 2",
        tests=UNIT,
    ),
    Defect(
        name="seven days at home join two stays",
        path="isf/rules/absences.py",
        old="if home < last.terms.apart_days:",
        new="if home <= last.terms.apart_days:",
        tests=UNIT,
    ),
    Defect(
        name="the day of return brings nothing",
        path="isf/rules/absences.py",
        old="None if self.returned_on is None else self.returned_on - ONE_DAY",
        new="self.returned_on",
        tests=UNIT,
    ),
    Defect(
        name="the fee is earned while nothing comes in",
        path="isf/rules/fees.py",
        old="for days in (*terms.approvals, *terms.suspensions, *terms.term.nil):",
        new="for days in (*terms.approvals, *terms.suspensions):",
        tests="tests/properties/test_absences.py",
    ),
    Defect(
        name="what a fee no longer earns stays set aside",
        path="isf/operations/differences.py",
        old="    changes = fee_parts.release(pen=pen, amounts=freed)",
        new="    changes = ()",
        tests="tests/worked_examples/test_scenarios.py -k 15",
    ),
    Defect(
        name="a return pays days again and sets no fee aside",
        path="isf/operations/differences.py",
        old="if taken > 0 and cause.brings_days and",
        new="if False and",
        tests=f"{OPERATIONS}/test_absences.py -k sets",
    ),
    Defect(
        name="added money goes back under a hold",
        path="isf/operations/topups.py",
        old="        holds.check_none(fund_id=fund_id)",
        new="        pass",
        tests=f"{OPERATIONS}/test_topups.py -k hold",
    ),
    Defect(
        name="unspent money is taken back under a hold",
        path="isf/operations/recoveries.py",
        old="        holds.check_none(fund_id=recovery.fund_id)",
        new="        pass",
        tests=f"{OPERATIONS}/test_recoveries.py -k hold",
    ),
    Defect(
        name="a review opens a day early",
        path="isf/queries/absences.py",
        old="number=joined.terms.review_day)",
        new="number=joined.terms.review_day - 1)",
        tests=f"{OPERATIONS}/test_absence_reviews.py",
    ),
    Defect(
        name="an approval under a hold is paid",
        path="isf/operations/decisions.py",
        old="        if rows[0].stopped:\n            return stop(",
        new="        if False:\n            return stop(",
        tests=f"{OPERATIONS}/test_holds.py",
    ),
    Defect(
        name="one of two holds is enough to let go",
        path="isf/operations/decisions.py",
        old="            if row.stopped:\n",
        new="            if False:\n",
        tests=f"{OPERATIONS}/test_holds.py",
    ),
    Defect(
        name="anybody who may put a hold may lift it",
        path="isf/permissions.py",
        old="if not can_lift_hold(by=by, authority_id=authority_id, role=role):",
        new="if False:",
        tests=f"{OPERATIONS}/test_holds.py",
    ),
    Defect(
        name="something is ordered under a hold",
        path="isf/queries/holds.py",
        old="    if scope is not None:",
        new="    if False:",
        tests=f"{OPERATIONS}/test_holds.py",
    ),
    Defect(
        name="a council is judged by another council's numbers",
        path="isf/queries/policies.py",
        old="Policy.objects.filter(authority_id=authority_id, starts_on__lte=on)",
        new="Policy.objects.filter(starts_on__lte=on)",
        tests="tests/integration/isf/operations/test_two_councils.py",
    ),
    Defect(
        name="a number of a policy stands in the code",
        path="isf/operations/cases.py",
        old="timedelta(days=policy.case_days)",
        new="timedelta(days=14)",
        tests="tests/architecture/test_policy_numbers.py",
    ),
    Defect(
        name="a preview looks at the caps of today, not of the day",
        path="isf/rules/policy_changes.py",
        old="day = max(caps.starts_on, terms.term.starts_on)",
        new="day = terms.term.starts_on",
        tests="tests/unit/isf/test_policy_changes.py",
    ),
)
