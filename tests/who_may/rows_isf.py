"""Who may ask for the pages of isf."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.who_may import cast
from tests.who_may.cast import Who
from tests.who_may.rows import Row, Rows, day
from tests.who_may.world import World

MAY = date(2026, 5, 1)


def fund(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.fund.reference}


def entry(world: World) -> Mapping[str, Any]:
    return {**fund(world), "seq": 1}


def month(world: World) -> Mapping[str, Any]:
    return {**fund(world), "month": MAY}


def agreement(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.fund.agreement.reference}


def approval(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.approval.reference}


def case(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.case.reference}


def budget(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.fund.deployment.budget.reference}


def unagreed(world: World) -> Mapping[str, Any]:
    return {"budget": world.own.unbudgeted.reference}


def bill(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.bill.reference}


def decided(_: World) -> Mapping[str, Any]:
    return {"decision": "Fewer visits", "reason": "Agreed with the person"}


def notice(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.notice.reference}


def wish(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.wish.reference}


def recovery(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.recovery.reference}


def letter(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.fund.issued_statements.get().letter.reference}


def away(_: World) -> Mapping[str, Any]:
    return day("first_on", "2026-06-10")


HOLDING = cast.KEEPERS | {Who.SAFEGUARDING_LEAD}
FUND = cast.SEES | cast.HOLDERS | cast.COUNCIL
ISSUING = cast.ANY_STAFF | cast.ANY_COUNCIL
SOMEBODYS = cast.SIGNED_IN - cast.ACTS_FOR_NOBODY - {Who.COMMUNITY_WORKER}
SAVES = cast.DECIDES_MONEY | cast.KEEPERS
LEADS_HOLDER = frozenset({Who.HOLDER_OWNER, Who.HOLDER_MANAGER})
SPEAKS_FOR_COUNCIL = cast.BUDGETERS | {Who.SAFEGUARDING_LEAD}
GIVES_NOTICE = cast.DECIDES_MONEY | LEADS_HOLDER | SPEAKS_FOR_COUNCIL
COMMISSIONER = frozenset({Who.COMMISSIONER})
RUNS = frozenset({Who.COMMISSIONER, Who.FINANCE_OFFICER})
ISSUES = RUNS | {Who.HOLDER_OWNER, Who.HOLDER_FINANCE}
HAS_LETTERS = ISSUES | {Who.OTHER_OWNER, Who.OTHER_COMMISSIONER}
ISSUES_ANY = cast.ANY_BILLERS | cast.ANY_COMMISSIONERS | RUNS
DECIDES_CASES = cast.BUDGETERS | {Who.FINANCE_OFFICER}

ROWS: Rows = {
    "isf:overview": Row(get=cast.ANY_COUNCIL),
    "isf:policy-list": Row(get=cast.ANY_COUNCIL),
    "isf:policy-create": Row(
        get=cast.ANY_COMMISSIONERS,
        post=cast.ANY_COMMISSIONERS,
        sends=lambda _: day("starts_on", "2026-07-01"),
    ),
    "isf:agreement-create": Row(
        get=cast.BUDGETERS,
        post=cast.BUDGETERS,
        at=unagreed,
        sends=lambda world: {
            "kind": "ISF",
            "holder": world.own.borough.holder.reference,
            "fee_kind": "RATE",
            "fee_percent": "10",
        },
    ),
    "isf:agreement-detail": Row(get=FUND, at=agreement),
    "isf:agreement-fee": Row(get=cast.BUDGETERS, post=cast.BUDGETERS, at=agreement),
    "isf:agreement-suspend": Row(
        get=cast.BUDGETERS,
        post=cast.BUDGETERS,
        at=agreement,
        sends=lambda _: {
            **day("starts_on", "2026-07-01"),
            **day("ends_on", "2026-07-05"),
            "reason": "In hospital",
        },
    ),
    "isf:fee-approval-create": Row(
        get=cast.BUDGETERS,
        post=cast.BUDGETERS,
        at=agreement,
        sends=lambda _: {**day("starts_on", "2026-07-01"), "reason": "Two new workers"},
    ),
    "isf:fee-approval-list": Row(get=cast.ANY_COUNCIL),
    "isf:fee-approval-decide": Row(
        get=COMMISSIONER,
        post=COMMISSIONER,
        at=approval,
        sends=lambda _: {"approve": "yes", "reason": "It is needed"},
    ),
    "isf:case-list": Row(get=cast.ANY_COUNCIL),
    "isf:case-detail": Row(get=cast.COUNCIL, post=DECIDES_CASES, at=case, sends=decided),
    "isf:recovery-create": Row(
        get=DECIDES_CASES,
        post=DECIDES_CASES,
        at=lambda world: {"reference": world.own.surplus.reference},
        sends=lambda _: {"pence": "0.05", "reason": "Not used"},
    ),
    "isf:recovery-detail": Row(get=cast.SEES | cast.COUNCIL, at=recovery),
    "isf:recovery-save": Row(
        get=SAVES,
        post=SAVES,
        at=recovery,
        sends=lambda _: {"name": "A bed", "pence": "1.00", **day("target_on", "2026-07-01")},
    ),
    "isf:recovery-take": Row(post=RUNS, at=recovery),
    "isf:budget-create": Row(get=cast.ANY_BUDGETERS, post=cast.ANY_BUDGETERS),
    "isf:budget-detail": Row(
        get=cast.SEES | cast.COUNCIL,
        post=cast.BUDGETERS,
        at=budget,
        sends=lambda _: {**day("starts_on", "2026-07-06"), "weekly": "500.00"},
        told=cast.SEES | cast.COUNCIL,
    ),
    "isf:part-move-create": Row(
        get=cast.BUDGETERS,
        post=cast.BUDGETERS,
        at=budget,
        sends=lambda world: {
            "source": str(world.own.fund.reference),
            "target": str(world.own.notice.fund.reference),
            "pence": "1.00",
            "confirmed": "on",
        },
    ),
    # A death ends fund after fund, each under its own lock; what may record one is tried beside.
    "isf:death-create": Row(get=cast.BUDGETERS, post=cast.BUDGETERS, at=budget),
    "isf:death-edit": Row(get=cast.BUDGETERS, post=cast.BUDGETERS, at=budget),
    "isf:absence-list": Row(get=cast.SEES | cast.COUNCIL, at=budget),
    "isf:absence-create": Row(get=cast.KEEPERS, post=cast.KEEPERS, at=budget, sends=away),
    "isf:absence-edit": Row(
        get=cast.KEEPERS,
        post=cast.KEEPERS,
        at=lambda world: {"reference": world.own.absence.reference},
        sends=lambda _: {"reason": "Another day", **day("returned_on", "2026-05-25")},
    ),
    "isf:absence-tell": Row(
        get=cast.ORDERS | cast.HOLDERS, post=cast.ORDERS | cast.HOLDERS, at=fund, sends=away
    ),
    "isf:holder-exit-list": Row(get=cast.ANY_COMMISSIONERS),
    "isf:uprating-create": Row(
        get=cast.ANY_COMMISSIONERS,
        post=cast.ANY_COMMISSIONERS,
    ),
    "isf:holder-exit-create": Row(
        get=COMMISSIONER,
        post=COMMISSIONER,
        at=lambda world: {"reference": world.own.borough.holder.reference},
        sends=lambda _: {
            **day("last_day", "2026-08-01"),
            "bank": "100.00",
            "reason": "It cannot pay its staff",
            "confirmed": "on",
        },
    ),
    "isf:scheduled-run-list": Row(get=cast.ANY_COMMISSIONERS | RUNS),
    "isf:hold-list": Row(get=HOLDING | {Who.OTHER_CARE_MANAGER}),
    "isf:hold-create": Row(
        get=HOLDING,
        post=HOLDING,
        at=fund,
        sends=lambda _: {"on_what": "FUND", "reason": "A concern"},
    ),
    "isf:hold-lift": Row(
        get=frozenset({Who.SAFEGUARDING_LEAD}),
        post=frozenset({Who.SAFEGUARDING_LEAD}),
        at=lambda world: {"reference": world.own.hold.reference},
        sends=lambda _: {"reason": "Checked"},
    ),
    "isf:fund-list": Row(get=SOMEBODYS, post=SOMEBODYS),
    "isf:fund-detail": Row(get=FUND, at=fund),
    "isf:notice-create": Row(
        get=GIVES_NOTICE,
        post=GIVES_NOTICE,
        at=fund,
        sends=lambda _: {"party": "PERSON", "confirmed": "on"},
    ),
    "isf:closing-place": Row(
        get=cast.DECIDES_MONEY | cast.BUDGETERS,
        post=cast.DECIDES_MONEY | cast.BUDGETERS,
        at=fund,
        sends=lambda _: {"place": "MANAGED"},
    ),
    "isf:notice-detail": Row(get=FUND, at=notice),
    "isf:notice-change": Row(
        get=GIVES_NOTICE,
        post=cast.DECIDES_MONEY | LEADS_HOLDER,
        at=notice,
        sends=lambda _: {"change": "SHORTER", **day("last_day", "2026-07-01")},
        told=SPEAKS_FOR_COUNCIL,
    ),
    "isf:notice-answer": Row(
        get=cast.DECIDES_MONEY, post=cast.DECIDES_MONEY, at=wish, sends=lambda _: {"agrees": "no"}
    ),
    "isf:entry-list": Row(get=FUND, at=fund),
    "isf:entry-detail": Row(get=FUND, at=entry),
    "isf:entry-reverse": Row(
        get=RUNS, post=RUNS, at=entry, sends=lambda _: {"reason": "Paid for the wrong person"}
    ),
    "isf:statement-detail": Row(get=FUND, at=month),
    "isf:statement-list": Row(get=FUND, at=fund),
    "isf:statement-issued": Row(get=FUND, at=month),
    "isf:statement-document": Row(get=FUND, at=month),
    "isf:statement-run-list": Row(get=ISSUING),
    "isf:statement-run-detail": Row(
        get=ISSUING,
        post=ISSUES_ANY,
        at=lambda _: {"month": MAY},
    ),
    "isf:letter-list": Row(get=ISSUES_ANY),
    "isf:letter-print": Row(get=HAS_LETTERS),
    "isf:letter-post": Row(post=ISSUES_ANY),
    "isf:letter-document": Row(get=ISSUES, at=letter),
    "isf:letter-again": Row(post=ISSUES, at=letter),
    "isf:letter-paper": Row(post=ISSUES, at=letter),
    "isf:invoice-list": Row(get=SOMEBODYS),
    "isf:invoice-detail": Row(
        get=FUND | cast.STAFF,
        post=cast.DECIDES_BILLS,
        at=bill,
        sends=lambda _: {"all": "1"},
        told=FUND | cast.STAFF,
    ),
}
