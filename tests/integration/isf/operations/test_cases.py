"""A case is opened once per key, and decided once, by the council whose case it is."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.enums import CaseState
from isf.models import Case
from isf.operations import cases
from isf.operations.cases import CaseDecided
from isf.queries.policies import PolicyMissing
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, noon, somebody
from tests.factories.policies import usual_numbers
from tests.ledger_sound import fingerprint

pytestmark = pytest.mark.django_db


def opened(borough: Borough, **more: Any) -> Case:
    asked: dict[str, Any] = {
        "fund": more.pop("fund", None) or borough.open_fund(),
        "rule": "ISF-RES-6",
        "key": "one",
        "figures": {"visits": 3, "named": "first, second"},
        "on": MONDAY,
        "by": borough.finance,
        "at": noon(MONDAY),
    }
    return cases.open_case(**(asked | more))


def decide(case: Case, by: Any, decision: str = "Fewer visits") -> Case:
    return cases.decide(
        case_id=case.pk, decision=decision, reason="Agreed", by=by, at=noon(MONDAY + DAY)
    )


def test_a_case_is_opened_once_per_key_and_due_by_the_policy() -> None:
    borough = Borough(numbers=usual_numbers(case_days=10))
    fund = borough.open_fund()
    case = opened(borough, fund=fund)
    assert (case.due_on, case.owner_role) == (MONDAY + 10 * DAY, Role.CARE_MANAGER)
    before = fingerprint()
    again = opened(borough, fund=fund, figures={"visits": 4}, on=MONDAY + DAY)
    assert (again.pk, again.figures) == (case.pk, {"visits": 3, "named": "first, second"})
    assert fingerprint() == before
    assert opened(borough, fund=fund, key="two").pk != case.pk
    events = AuditEvent.objects.filter(action="CASE_OPENED")
    assert [event.details for event in events] == [{"rule": "ISF-RES-6"}] * 2


def test_no_case_is_due_before_there_is_a_policy() -> None:
    borough = Borough()
    fund = borough.open_fund()
    with pytest.raises(PolicyMissing):
        opened(borough, fund=fund, on=MONDAY - DAY)
    assert not Case.objects.exists()


def test_the_first_of_two_decisions_stands() -> None:
    """Another tab, another officer: the second is told, and changes nothing."""
    borough = Borough()
    case = decide(opened(borough), borough.care_manager)
    assert (case.state, case.decided_by_id) == (CaseState.DECIDED, borough.care_manager.user_id)
    before = fingerprint()
    for by, said in (
        (borough.care_manager, "Something else"),
        (borough.finance, "Something else"),
        (borough.finance, case.decision),
    ):
        with pytest.raises(CaseDecided):
            decide(case, by, said)
    assert decide(case, borough.care_manager).decided_at == case.decided_at
    assert fingerprint() == before


def test_nobody_but_the_council_of_the_case_decides_it() -> None:
    borough, other = Borough(), Borough()
    case = opened(borough)
    before = fingerprint()
    for by in (
        somebody(),
        borough.budget_holder,
        borough.provider,
        make.actor_with_role(borough.holder, Role.PROVIDER_OWNER),
        borough.staff(Role.SAFEGUARDING_LEAD),
        other.commissioner,
        other.finance,
        other.care_manager,
    ):
        with pytest.raises(NotAllowed):
            decide(case, by)
    assert fingerprint() == before
    decide(case, borough.staff(Role.TEAM_MANAGER))
