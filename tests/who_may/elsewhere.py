"""Operations that nobody is refused by one by one: why, and where it is shown who may."""

from __future__ import annotations

from collections.abc import Mapping

_STEP = "a step inside operations that have a row; no page and no command calls it"
_OPERATOR = "only the operator's commands and scheduled work: `check_system` stands first"
_OWN_HOUSE = "takes everything from the actor's own organisation; its page's row shows who may"

# Operations that are not tried here, and what shows who may instead.
ELSEWHERE: Mapping[str, str] = {
    "accounts.operations.acceptance.accept": "the row of accounts:invitation-accept",
    "accounts.operations.audit.statement": _STEP,
    "accounts.operations.audit.record": _STEP,
    "accounts.operations.audit.viewed": "written by pages after they let somebody read",
    "accounts.operations.audit.listed": "written by pages after they let somebody read",
    "accounts.operations.calls.end": "ends one's own call only",
    "accounts.operations.demonstration.mark": _OPERATOR,
    "accounts.operations.organisations.create": _OPERATOR,
    "accounts.operations.organisations.take_on": _OPERATOR,
    "accounts.operations.representatives.can_admit": "asks and changes nothing",
    "accounts.operations.representatives.check_admits": "asks and changes nothing",
    "accounts.operations.representatives.can_end": "asks and changes nothing",
    "accounts.operations.representatives.open_power": _STEP,
    "accounts.operations.users.register": _OPERATOR,
    "accounts.operations.users.forget_second_step": _OPERATOR,
    "isf.operations.agreements.add_version": _STEP,
    "isf.operations.fee_approvals.give": _STEP,
    "isf.operations.fee_approvals.refuse_own": _STEP,
    "isf.operations.fee_approvals.record": _STEP,
    "isf.operations.allocations.set_aside": _STEP,
    "isf.operations.cases.open_case": _STEP,
    "isf.operations.decisions.approve_by_silence": "the daily command; its own tests show who",
    "isf.operations.decisions.pay_lines": _STEP,
    "isf.operations.decisions.record_decision": _STEP,
    "isf.operations.differences.post": _STEP,
    "isf.operations.endings.check_party": _STEP,
    "isf.operations.reversals.check_repeats": _STEP,
    "isf.operations.endings.record_end": _STEP,
    "isf.operations.fees.watch_caps": _OPERATOR,
    "isf.operations.fees.open_capped_cases": _STEP,
    "isf.operations.fees.open_capped_case": _STEP,
    "isf.operations.letters.send": _STEP,
    "isf.operations.letters.mark_posted": _OWN_HOUSE,
    "isf.operations.months.close_for_new": _STEP,
    "isf.operations.months.close_fund": _STEP,
    "isf.operations.reversals.keep_reason": _STEP,
    "isf.operations.reversals.lacking": _STEP,
    "isf.operations.statement_runs.issue": _OWN_HOUSE,
    "isf.operations.visits.reserve_running": _STEP,
    "marketplace.operations.areas.name": _OPERATOR,
    "marketplace.operations.deliveries.record_outcome": "calls one of the two that have a row",
    "marketplace.operations.frameworks.correct": "tests/integration of frameworks",
    "marketplace.operations.frameworks.admit": "tests/integration of frameworks",
    "marketplace.operations.frameworks.correct_listing": "tests/integration of frameworks",
    "marketplace.operations.papers.register": "tests/integration of papers",
    "marketplace.operations.papers.confirm": "tests/integration of papers",
    "marketplace.operations.papers.insure": "tests/integration of papers",
    "marketplace.operations.papers.correct_insurance": "tests/integration of papers",
    "marketplace.operations.papers.ask": "tests/integration of papers",
    "marketplace.operations.papers.take_back": "tests/integration of papers",
    "marketplace.operations.providers.describe": _OWN_HOUSE,
    "marketplace.operations.recorded.first": _STEP,
    "marketplace.operations.recorded.follow": _STEP,
    "marketplace.operations.reviews.record": _STEP,
}
