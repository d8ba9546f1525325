"""Every operation that is done by somebody: how to try it on what is Rosa's, or why it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import uuid4

from accounts.enums import Basis, Role, Scope
from accounts.operations import calls, invitations, memberships, people, representatives, users
from accounts.operations.people import Contact, Details
from accounts.operations.representatives import Power
from isf.enums import DeploymentKind
from isf.models.journal import JournalEntry
from isf.operations import (
    agreements,
    allocations,
    answers,
    banking,
    budgets,
    cases,
    decisions,
    delivered,
    endings,
    fee_approvals,
    fees,
    grants,
    letters,
    months,
    policies,
    promises,
    purchase_requests,
    purchases,
    rebuilding,
    refunds,
    replies,
    reversals,
    seals,
    statements,
    suspensions,
)
from isf.operations import invoices as bills
from isf.operations.replies import Reply
from isf.rules.fees import FeeVersion
from isf.rules.schedule import Period
from marketplace.enums import DeclineReason, EndReason, Grade, HideReason, MissedReason
from marketplace.operations import (
    deliveries,
    frameworks,
    invoices,
    moderation,
    offers,
    orders,
    price_lists,
    reviews,
)
from tests.factories import marketplace as make
from tests.factories import reviews as make_reviews
from tests.factories.money import bought, planned
from tests.factories.policies import usual_numbers
from tests.who_may import operations_contributing, operations_leaving, operations_unspent
from tests.who_may.life import TODAY, UNBILLED
from tests.who_may.operations_in_a_life import LIFE
from tests.who_may.world import World

MAY, JULY = date(2026, 5, 1), date(2026, 7, 6)
Arguments = Callable[[World], Mapping[str, Any]]


def link_to(token: str) -> str:
    return f"/invitation/{token}/"


def sent(world: World) -> Mapping[str, Any]:
    return {
        "payee_id": world.own.seller.organisation_id,
        "fund_id": world.own.fund.pk,
        "reference": uuid4(),
        "number": "X-1",
        "lines": [],
    }


def fund(world: World, **more: Any) -> Mapping[str, Any]:
    return {"fund_id": world.own.fund.pk, **more}


def person(world: World, **more: Any) -> Mapping[str, Any]:
    return {"person_id": world.own.person.pk, **more}


def council(world: World, **more: Any) -> Mapping[str, Any]:
    return {"authority_id": world.own.borough.authority.pk, **more}


def seller(world: World, **more: Any) -> Mapping[str, Any]:
    return {"organisation_id": world.own.seller.organisation_id, **more}


def bill(world: World, **more: Any) -> Mapping[str, Any]:
    return {"invoice_id": world.own.bill.pk, **more}


def visit(world: World, **more: Any) -> Mapping[str, Any]:
    return {"line": world.own.line, "day": UNBILLED, **more}


POWER = Power(basis=Basis.CHOSEN, scopes=frozenset({Scope.SEE}))
FEE = FeeVersion(starts_on=JULY, rate_bp=500)
EMAIL = "somebody.new@people.example"
GRADES = {"support worker": Grade.BASIC}

TRIED: Mapping[Callable[..., Any], Arguments] = {
    **LIFE,
    calls.start: lambda w: {"person": w.own.person.reference},
    invitations.invite_member: lambda w: {
        "organisation_id": w.own.borough.authority.pk,
        "email": EMAIL,
        "role": Role.CARE_MANAGER,
        "link_to": link_to,
    },
    invitations.invite_representative: lambda w: person(
        w, email=EMAIL, power=POWER, link_to=link_to
    ),
    invitations.invite_to_claim: lambda w: person(w, email=EMAIL, link_to=link_to),
    invitations.send_again: lambda w: {"reference": w.own.invited.reference, "link_to": link_to},
    invitations.withdraw: lambda w: {"reference": w.own.invited.reference},
    memberships.grant: lambda w: {
        "user_id": w.own.person.user_id,
        "organisation_id": w.own.borough.authority.pk,
        "role": Role.CARE_MANAGER,
        "starts_on": TODAY,
    },
    memberships.end: lambda w: {"membership_id": w.own.borough.care_manager.pk},
    people.register: lambda w: council(w, details=Details(full_name="Nora", postcode="PB1 1AA")),
    people.change: lambda w: person(w, details=Details(full_name="Nora", postcode="PB1 1AA")),
    people.change_contact: lambda w: person(w, contact=Contact(known_as="Nora")),
    people.note_death: lambda w: person(w, died_on=TODAY),
    people.link_user: lambda w: person(w, user_id=w.own.power.user_id),
    representatives.admit: lambda w: person(
        w, user_id=w.own.borough.commissioner.user_id, power=POWER, starts_on=TODAY
    ),
    representatives.end: lambda w: {"representative_id": w.own.power.pk},
    users.rename: lambda w: {"user_id": w.own.person.user_id, "full_name": "Nora"},
    agreements.agree: lambda w: {
        "budget_id": w.own.unbudgeted.pk,
        "kind": DeploymentKind.DIRECT_PAYMENT,
        "holder_id": None,
        "weekly_pence": 1000,
        "starts_on": JULY,
    },
    agreements.change_fee: lambda w: fund(w, fee=FEE),
    fee_approvals.ask: lambda w: fund(w, starts_on=JULY, ends_on=None, reason="More"),
    fee_approvals.decide: lambda w: {
        "approval_id": w.own.approval.pk,
        "approve": True,
        "reason": "Yes",
    },
    allocations.pay: lambda w: fund(
        w, period=Period(first_on=date(2026, 6, 29), last_on=date(2026, 7, 26))
    ),
    answers.give: lambda w: bill(w, approve=[1], query={}, shown={}),
    budgets.record: lambda w: {
        **person(w),
        **council(w),
        "weekly_pence": 50_000,
        "starts_on": JULY,
    },
    banking.bank: lambda w: fund(
        w, wish=banking.Wish(reference=uuid4(), name="A bed", target_on=JULY, pence=100)
    ),
    banking.add: lambda w: {"purpose_id": w.own.purpose.pk, "pence": 100, "token": uuid4()},
    banking.unbank: lambda w: {"purpose_id": w.own.purpose.pk, "pence": None, "token": uuid4()},
    purchase_requests.ask: lambda w: fund(
        w, bought=bought(100, approved_by_id=None), reference=uuid4()
    ),
    purchase_requests.decide: lambda w: {"request_id": w.own.asked.pk, "approve": True},
    purchase_requests.withdraw: lambda w: {"request_id": w.own.asked.pk},
    cases.decide: lambda w: {"case_id": w.own.case.pk, "decision": "None", "reason": "None"},
    **operations_leaving.TRIED,
    **operations_contributing.TRIED,
    **operations_unspent.TRIED,
    decisions.approve: bill,
    decisions.query: lambda w: bill(w, lines=[1], words="Who came?"),
    delivered.record: lambda w: {
        "order": w.own.order.reference,
        "outcomes": [
            delivered.Outcome(
                line=w.own.line, day=TODAY, delivery=uuid4(), quantity=Fraction(2), workers=1
            )
        ],
    },
    endings.end: lambda w: {"order": w.own.order.reference, "ends_on": TODAY},
    endings.release: lambda w: {"order": w.own.waiting.reference},
    fees.charge: lambda w: fund(w, month=date(2026, 6, 1)),
    grants.pay: lambda w: fund(w, pence=100, key="G"),
    bills.receive: sent,
    letters.send_again: lambda w: {
        "reference": w.own.fund.issued_statements.get().letter.reference
    },
    letters.put_on_paper: lambda w: {
        "reference": w.own.fund.issued_statements.get().letter.reference
    },
    months.close: lambda w: council(w, month=MAY),
    policies.publish: lambda w: council(w, starts_on=JULY, numbers=usual_numbers()),
    promises.place: lambda w: fund(
        w,
        request=promises.Request(
            order=uuid4(),
            payee_id=w.own.seller.organisation_id,
            service="Help",
            what="support",
            plan=planned(100, starts_on=JULY),
        ),
    ),
    purchases.record: lambda w: fund(w, bought=bought(100)),
    rebuilding.rebuild: fund,
    reversals.reverse: lambda w: {
        "entry_id": JournalEntry.objects.filter(fund=w.own.fund).latest("pk").pk,
        "reason": "Wrong",
    },
    seals.seal: lambda w: council(w, day=TODAY),
    statements.issue: lambda w: {"fund": w.own.fund, "month": MAY},
    statements.issue_once: lambda w: {"fund": w.own.fund, "month": MAY},
    suspensions.suspend: lambda w: fund(w, starts_on=JULY, ends_on=None, reason="Away"),
    deliveries.record: lambda w: visit(w, quantity=Fraction(1), workers=1),
    deliveries.record_missed: lambda w: visit(w, reason=MissedReason.PERSON_AWAY),
    deliveries.record_as_planned: lambda w: {"visits": [(w.own.line, TODAY)]},
    frameworks.create: lambda w: council(
        w, terms=frameworks.Terms(name="Home care", starts_on=TODAY)
    ),
    invoices.raise_invoice: lambda w: seller(
        w,
        asked=invoices.Asked(
            token=uuid4(),
            person=w.own.person.reference,
            fund=w.own.fund.reference,
            number="X-2",
            deliveries=[],
        ),
    ),
    invoices.answer_query: lambda w: seller(
        w,
        invoice=w.own.bill.reference,
        line=0,
        reply=Reply(words="That was wrong.", takes_back=True),
        shown="",
    ),
    refunds.give: lambda w: {
        "invoice": w.own.bill.reference,
        "number": 0,
        "wish": refunds.Back(reference=uuid4(), pence=1, reason="Too long"),
    },
    replies.give: lambda w: {
        "payee_id": w.own.seller.organisation_id,
        "invoice": w.own.bill.reference,
        "number": 0,
        "reply": Reply(words="That was wrong.", takes_back=True),
        "shown": "",
    },
    moderation.hide: lambda w: {
        "review": w.own.review.reference,
        "reason": HideReason.PERSONAL_DETAILS,
        "words": "It names a worker.",
    },
    moderation.appeal: lambda w: {"review": w.own.hidden.reference, "words": "Why?"},
    moderation.decide: lambda w: {
        "review": w.own.hidden.reference,
        "restore": True,
        "words": "Nobody is named.",
    },
    offers.draft: lambda w: seller(w, content=make.content()),
    offers.edit: lambda w: {"offer": w.own.draft.offer.reference, "content": make.content()},
    offers.publish: lambda w: {"offer": w.own.draft.offer.reference},
    offers.withdraw: lambda w: {"offer": w.own.offer.offer.reference},
    orders.place: lambda w: person(w, request=make.asked(version=w.own.offer, fund=w.own.fund)),
    orders.accept: lambda w: {"order": w.own.waiting.reference},
    orders.decline: lambda w: {
        "order": w.own.waiting.reference,
        "reason": DeclineReason.NO_WORKER,
    },
    orders.end: lambda w: {
        "order": w.own.order.reference,
        "last_day": JULY,
        "reason": next(iter(EndReason)),
    },
    price_lists.check: lambda w: seller(w, content=b"", grades=GRADES),
    price_lists.apply: lambda w: {"price_list": w.own.prices.reference, "grades": GRADES},
    reviews.write: lambda w: person(w, provider=w.own.seller.reference, said=make_reviews.SAID),
    reviews.answer: lambda w: {"review": w.own.review.reference, "words": "Thank you."},
}
