"""Defects in saved money and in what is bought outside the marketplace."""

from __future__ import annotations

from tests.defects import Defect

OPERATIONS = "tests/integration/isf/operations"
UNIT = "tests/unit/isf"

DEFECTS = (
    Defect(
        name="money is saved for longer than the policy without the care manager",
        path="isf/rules/banking.py",
        old="if target_on > latest and not longer_agreed:",
        new="if False:",
        tests=f"{OPERATIONS}/test_banking.py -k care_manager",
    ),
    Defect(
        name="the last day of the months is refused",
        path="isf/rules/banking.py",
        old="if target_on > latest and",
        new="if target_on >= latest and",
        tests=f"{UNIT}/test_banking.py -k last_day",
    ),
    Defect(
        name="banked minutes are rounded up",
        path="isf/rules/banking.py",
        old="return round_down(Fraction(pence * MINUTES_AN_HOUR, price_pence))",
        new="return -round_down(-Fraction(pence * MINUTES_AN_HOUR, price_pence))",
        tests=f"{UNIT}/test_banking.py -k minutes",
    ),
    Defect(
        name="an order draws all that is saved",
        path="isf/rules/banking.py",
        old="max(lacking_pence, needed_pence - available_pence, 0), needed_pence)",
        new="needed_pence)",
        tests=f"{OPERATIONS}/test_saved_orders.py -k alone",
    ),
    Defect(
        name="a declined order keeps what was saved",
        path="isf/operations/endings.py",
        old="kind=hold, most=pence) if whole else ()",
        new="kind=hold, most=pence)[:0]",
        tests=f"{OPERATIONS}/test_saved_orders.py -k declined",
    ),
    Defect(
        name="an order draws from a purpose of another fund",
        path="isf/operations/promises.py",
        old="Purpose.objects.get(fund=fund, reference=reference)",
        new="Purpose.objects.get(reference=reference)",
        tests=f"{OPERATIONS}/test_saved_orders.py -k somebody_else",
    ),
    Defect(
        name="who asked for a purchase says yes to it",
        path="isf/permissions.py",
        old="if asked_it or request.asked_for_id in by.works_for:",
        new="if False:",
        tests=f"{OPERATIONS}/test_purchase_requests.py -k employer",
    ),
    Defect(
        name="the published list is compared letter by letter",
        path="isf/rules/placing.py",
        old="asked = what.strip().casefold()",
        new="asked = what",
        tests=f"{OPERATIONS}/test_purchase_requests.py -k published_list",
    ),
    Defect(
        name="something is bought before the fund began",
        path="isf/operations/purchases.py",
        old="if not fund.deployment.starts_on <= day <= on:",
        new="if day > on:",
        tests=f"{OPERATIONS}/test_purchase_requests.py -k cannot_be",
    ),
    Defect(
        name="a receipt may be any file",
        path="isf/rules/receipts.py",
        old="    raise ReceiptUnreadable(too_large=False)",
        new='    return "application/pdf"',
        tests=f"{OPERATIONS}/test_purchase_requests.py -k cannot_be",
    ),
    Defect(
        name="a no can be turned into a yes",
        path="isf/operations/purchase_requests.py",
        old="if request.state != PurchaseState.ASKED:",
        new="if False:",
        tests=f"{OPERATIONS}/test_purchase_requests.py -k pays_nothing",
    ),
    Defect(
        name="a person shares a bill with two of their funds",
        path="isf/rules/sharing.py",
        old="or len(set(person_ids)) != people:",
        new="or False:",
        tests=f"{UNIT}/test_sharing.py",
    ),
    Defect(
        name="somebody who shares a bill reads who else does",
        path="isf/queries/shared_bills.py",
        old="return all(can_ask_purchase",
        new="return any(can_ask_purchase",
        tests="tests/integration/isf/web/test_shared_bills.py -k know_them_all",
    ),
    Defect(
        name="a part of a budget moves to another person",
        path="isf/queries/closings.py",
        old="    if others.exclude(person_id=fund.person_id).exists():",
        new="    if False:",
        tests="tests/worked_examples/test_scenarios.py -k 09",
    ),
    Defect(
        name="a name beside the person's own payment is dropped",
        path="isf/web/forms/topups.py",
        old='if cleaned.get("by_whom") == PERSON and cleaned.get("payer"):',
        new="if False:",
        tests="tests/unit/isf/test_topup_form.py",
    ),
)
