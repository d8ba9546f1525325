"""One bill for several people's support: a request for each of them, or for nobody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from accounts.fields import to_money, to_pence
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.ledger import chain
from isf.models import Fund, SharedBill
from isf.operations import purchase_requests, purchases
from isf.operations.posting import KeyReused
from isf.operations.purchases import Bought, BoughtLater
from isf.operations.transactions import money_transaction
from isf.permissions import check_ask_purchase
from isf.queries.funds import balances
from isf.queries.tied_parts import list_parts
from isf.rules.deaths import PersonDied
from isf.rules.placing import FundNotOpen, NotFundable
from isf.rules.sharing import share
from isf.rules.tied_parts import NotByPart

# What may be true of one person's fund while the bill itself is in order.
OF_ONE_FUND = (BoughtLater, FundNotOpen, NotByPart, NotFundable, PersonDied)


class PartRefused(Exception):
    """One person's fund cannot bear its part of a bill, so nobody is asked (ISF-RES-4)."""

    def __init__(self, *, fund: Fund, because: Exception) -> None:
        self.fund = fund
        self.because = because
        self.rule = str(vars(type(because))["rule"])
        super().__init__("One of the funds cannot bear its part; nothing was recorded.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one fund would bear, and what is left to use in it; whole pence."""

    fund: Fund
    pence: int
    available_pence: int


@money_transaction
def try_out(
    *,
    fund_ids: Sequence[int],
    bought: Bought,
    by: Actor,
    at: datetime,
    on: date,
    reference: UUID,
    paper: bytes | None = None,
) -> tuple[Part, ...]:
    """What each person would be asked for: it is recorded, looked at, and given up again.

    Units: whole pence. Errors: those of `ask`. Source: ISF-RES-4.
    """
    bill = ask(
        fund_ids=fund_ids, bought=bought, by=by, at=at, on=on, reference=reference, paper=paper
    )
    asked = list(bill.parts.select_related("fund__person", "fund__holder").order_by("id"))
    held = balances(fund_ids=fund_ids)
    parts = tuple(
        Part(
            fund=one.fund,
            pence=to_pence(one.amount),
            available_pence=held[one.fund_id].available_pence,
        )
        for one in asked
    )
    transaction.set_rollback(True)
    return parts


@rule("ISF-RES-4", "A bill for several people asks each of them for their part, all or nobody.")
@money_transaction
def ask(
    *,
    fund_ids: Sequence[int],
    bought: Bought,
    by: Actor,
    at: datetime,
    on: date,
    reference: UUID,
    paper: bytes | None = None,
) -> SharedBill:
    """Ask each person to approve their part of one bill; the same again is the first.

    `bought.pence` is the whole bill. Parts are worked out once, in the order the funds are named;
    each person answers for their own, and a no of one changes nobody else's. Units: whole pence.
    Rounding: largest remainders. Errors: `NotAllowed`, `NotShared`, `BillTooSmall`, `PartRefused`,
    `PurchaseIncomplete`, `ReceiptUnreadable`, `KeyReused`, Fund.DoesNotExist.
    Source: ISF-RES-4, ISF-BUY-2, ISF-LED-3.
    """
    funds = lock(fund_ids=fund_ids)
    for fund in funds:
        check_ask_purchase(by=by, fund=fund)
    parts = shares(funds=funds, bought=bought)
    inputs = (
        *(str(fund.reference) for fund in funds),
        *bought.facts,
        purchases.digest(paper),
    )
    fingerprint = chain.request_hash(kind="SHARED_BILL", inputs=inputs)
    before = SharedBill.objects.filter(reference=reference).first()
    if before is not None:
        if before.request_hash != fingerprint:
            raise KeyReused(key=str(reference))
        return before
    bill = SharedBill.objects.create(
        reference=reference,
        payee=bought.payee,
        what=bought.what,
        bought_on=bought.bought_on or on,
        amount=to_money(bought.pence),
        receipt=bought.receipt,
        reimburse=bought.reimburse,
        people=len(funds),
        request_hash=fingerprint,
        asked_by_id=by.user_id,
        asked_for_id=by.organisation_id or funds[0].authority_id,
        asked_at=at,
    )
    for fund, pence in parts:
        _ask_one(bill, fund, replace(bought, pence=pence), by=by, at=at, on=on, paper=paper)
    audit.record(
        by=by,
        action="BILL_SHARED",
        at=at,
        organisation_id=bill.asked_for_id,
        subject=f"bill:{reference}",
        details={"pence": bought.pence, "people": bill.people},
    )
    return bill


def lock(*, fund_ids: Sequence[int]) -> list[Fund]:
    """The funds of a bill in the order they are named, locked in the order of their numbers.

    Errors: Fund.DoesNotExist for one that is not there. Source: ISF-RES-2.
    """
    rows = Fund.objects.select_for_update(of=("self",)).select_related("person", "holder")
    found = {fund.pk: fund for fund in rows.filter(pk__in=fund_ids).order_by("pk")}
    if len(found) < len(set(fund_ids)):
        raise Fund.DoesNotExist
    return [found[pk] for pk in fund_ids]


def shares(*, funds: Sequence[Fund], bought: Bought) -> list[tuple[Fund, int]]:
    """Each fund with its part of a bill. Units: whole pence. Errors: `NotShared`, `BillTooSmall`.

    Source: ISF-RES-4.
    """
    parts = share(total_pence=bought.pence, person_ids=[fund.person_id for fund in funds])
    return list(zip(funds, parts, strict=True))


def _ask_one(
    bill: SharedBill,
    fund: Fund,
    bought: Bought,
    *,
    by: Actor,
    at: datetime,
    on: date,
    paper: bytes | None,
) -> None:
    """Ask one person for their part; its key follows from the bill's and the fund's.

    Nobody has said which purpose of a tied fund would pay, so such a fund shares no bill.
    """
    try:
        if list_parts(fund_id=fund.pk):
            raise NotByPart(what="SHARED_BILL")
        purchase_requests.ask(
            fund_id=fund.pk,
            bought=bought,
            by=by,
            at=at,
            on=on,
            reference=uuid5(bill.reference, str(fund.reference)),
            paper=paper,
            shared_bill=bill,
        )
    except OF_ONE_FUND as refusal:
        raise PartRefused(fund=fund, because=refusal) from refusal
