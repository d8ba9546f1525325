"""Purchases that the holder or the council asks for, and the person decides about."""

from datetime import date, datetime
from uuid import UUID

from accounts.fields import to_money, to_pence
from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import FundState, PurchaseState
from isf.ledger import chain
from isf.models import Fund, PurchaseRequest, SharedBill
from isf.operations import purchases
from isf.operations.posting import KeyReused
from isf.operations.purchases import Bought, PurchaseIncomplete
from isf.operations.transactions import money_transaction
from isf.permissions import check_ask_purchase, check_decides_purchase
from isf.queries import deaths
from isf.queries.policies import get_policy
from isf.rules.entitlement import Days
from isf.rules.placing import check_may_buy


class RequestDecided(Exception):
    """A purchase that was approved, declined or withdrawn before, and differently (ISF-BUY-2)."""

    rule = "ISF-BUY-2"

    def __init__(self, *, state: PurchaseState) -> None:
        self.state = state
        super().__init__("Somebody has answered this before.")


@money_transaction
def ask(
    *,
    fund_id: int,
    bought: Bought,
    by: Actor,
    at: datetime,
    on: date,
    reference: UUID,
    paper: bytes | None = None,
    shared_bill: SharedBill | None = None,
) -> PurchaseRequest:
    """Ask the person to approve a purchase; nothing is paid before. The same again is the first.

    Of a shared bill it is this person's part. Units: whole pence.
    Errors: `NotAllowed`, `FundNotOpen`, `NotFundable`, `PurchaseIncomplete`, `BoughtLater`,
    `ReceiptUnreadable`, `KeyReused`, `PersonDied`. Source: ISF-BUY-1, ISF-BUY-2, ISF-BIL-6.
    """
    fund = Fund.objects.select_for_update(of=("self",)).select_related("deployment").get(pk=fund_id)
    check_ask_purchase(by=by, fund=fund)
    inputs = (str(fund.reference), *bought.facts, purchases.digest(paper))
    fingerprint = chain.request_hash(kind="PURCHASE_REQUEST", inputs=inputs)
    before = PurchaseRequest.objects.filter(reference=reference).first()
    if before is not None:
        if before.request_hash != fingerprint:
            raise KeyReused(key=str(reference))
        return before
    purchases.check_unused(reference=reference)
    deaths.check_alive(person_id=fund.person_id)
    if not bought.receipt or bought.pence <= 0:
        raise PurchaseIncomplete("A purchase needs an amount and a receipt.")
    check_may_buy(
        days=Days(starts_on=fund.deployment.starts_on, ends_on=fund.deployment.ends_on),
        is_open=fund.state == FundState.OPEN,
        may_not_buy=get_policy(authority_id=fund.authority_id, on=on).may_not_buy,
        what=bought.what,
    )
    request = PurchaseRequest.objects.create(
        reference=reference,
        fund=fund,
        payee=bought.payee,
        what=bought.what,
        bought_on=purchases.check_bought_on(fund=fund, bought=bought, on=on),
        amount=to_money(bought.pence),
        receipt=bought.receipt,
        reimburse=bought.reimburse,
        part=bought.part,
        shared_bill=shared_bill,
        request_hash=fingerprint,
        asked_by_id=by.user_id,
        asked_for_id=by.organisation_id or fund.authority_id,
        asked_at=at,
    )
    if paper is not None:
        purchases.keep_receipt(fund=fund, reference=reference, paper=paper, at=at)
    _record(request=request, action="PURCHASE_ASKED", by=by, at=at)
    return request


@money_transaction
def decide(
    *, request_id: int, approve: bool, words: str = "", by: Actor, at: datetime, on: date
) -> PurchaseRequest:
    """Say yes, and the purchase is posted at once; or no, and why. The same answer again is one.

    Units: whole pence. Errors: `NotAllowed`, `ApprovesOwn`, `RequestDecided`, `NotFundable`,
    `FundNotOpen`, `InsufficientFunds`. Source: ISF-BUY-2, ISF-BIL-6, ISF-LED-3.
    """
    request = lock(request_id=request_id)
    check_decides_purchase(by=by, request=request)
    state = PurchaseState.APPROVED if approve else PurchaseState.DECLINED
    if request.state == state:
        return request
    check_waits(request=request)
    if approve:
        purchases.record(
            fund_id=request.fund_id,
            bought=Bought(
                payee=request.payee,
                what=request.what,
                pence=to_pence(request.amount),
                receipt=request.receipt,
                approved_by_id=by.user_id,
                reimburse=request.reimburse,
                bought_on=request.bought_on,
                part=request.part,
            ),
            by=by,
            at=at,
            on=on,
            reference=request.reference,
            request_id=request.pk,
        )
    return _close(request=request, state=state, words="" if approve else words, by=by, at=at)


@money_transaction
def withdraw(*, request_id: int, by: Actor, at: datetime) -> PurchaseRequest:
    """Take back what was asked, by whoever might have asked it. A second time is the first.

    Errors: `NotAllowed`, `RequestDecided`. Source: ISF-BUY-2.
    """
    request = lock(request_id=request_id)
    check_ask_purchase(by=by, fund=request.fund)
    if request.state == PurchaseState.WITHDRAWN:
        return request
    check_waits(request=request)
    return _close(request=request, state=PurchaseState.WITHDRAWN, words="", by=by, at=at)


def lock(*, request_id: int) -> PurchaseRequest:
    """A request, locked until the transaction ends, with its fund."""
    rows = PurchaseRequest.objects.select_for_update(of=("self",)).select_related("fund")
    return rows.get(pk=request_id)


def check_waits(*, request: PurchaseRequest) -> None:
    """Refuse to answer what was answered. Errors: `RequestDecided`. Source: ISF-BUY-2."""
    if request.state != PurchaseState.ASKED:
        raise RequestDecided(state=PurchaseState(request.state))


def _close(
    *, request: PurchaseRequest, state: PurchaseState, words: str, by: Actor, at: datetime
) -> PurchaseRequest:
    """Write down what became of a request."""
    request.state, request.words = state, words
    request.decided_by_id, request.decided_at = by.user_id, at
    request.save(update_fields=["state", "words", "decided_by_id", "decided_at"])
    _record(request=request, action=f"PURCHASE_{state}", by=by, at=at)
    return request


def _record(*, request: PurchaseRequest, action: str, by: Actor, at: datetime) -> None:
    """Audit a step of a request; the trail has no word of what was bought."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=request.fund.person_id,
        organisation_id=request.fund.authority_id,
        subject=f"purchase:{request.reference}",
        details={"pence": to_pence(request.amount)},
    )
