"""Defects in who may do what."""

from __future__ import annotations

from tests.defects import Defect

OPERATIONS = "tests/integration/isf/operations"
SEARCHES = "tests/integration/security/test_searches_elsewhere.py"

DEFECTS = (
    Defect(
        name="who works for the biller may decide",
        path="isf/permissions.py",
        old="if payee_id in by.works_for:",
        new="if False:",
        tests=f"{OPERATIONS}/test_decisions.py -k works_for",
    ),
    Defect(
        name="a page is open to any role",
        path="accounts/web/access.py",
        old="return not actor.roles.isdisjoint(roles)",
        new="return True",
        tests="tests/who_may/test_who_may.py -k policy",
    ),
    Defect(
        name="a fund is shown to whoever knows its address",
        path="isf/permissions.py",
        old="if not can_see_fund(by=by, fund=fund):",
        new="if False:",
        tests="tests/who_may/test_who_may.py -k fund-detail",
    ),
    Defect(
        name="a power that ended still counts",
        path="accounts/queries/acting.py",
        old="        Representative.objects.active(on=on)",
        new="        Representative.objects",
        tests="tests/who_may/test_who_may.py -k order-list",
    ),
    Defect(
        name="an order of somebody else can be accepted",
        path="marketplace/permissions.py",
        old="    check_role(by=by, organisation_id=organisation_id, roles=SELLERS)",
        new="    pass",
        tests="tests/who_may/test_operations.py -k orders.accept",
    ),
    Defect(
        name="a search looks among everybody's people",
        path="accounts/queries/people.py",
        old="Person.objects.filter(authority_id=by.organisation_id).order_by(",
        new="Person.objects.order_by(",
        tests=SEARCHES,
    ),
    Defect(
        name="a council searches every council's funds",
        path="isf/queries/funds.py",
        old="mine = Q(authority_id=by.organisation_id)",
        new="mine = Q()",
        tests=SEARCHES,
    ),
    Defect(
        name="a provider searches funds it does not hold",
        path="isf/queries/funds.py",
        old="mine = Q(holder_id=by.organisation_id)",
        new="mine = Q()",
        tests=SEARCHES,
    ),
)
