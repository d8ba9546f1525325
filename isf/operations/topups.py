"""Money somebody adds for one order, kept apart from the fund's other money, and given back."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from accounts.permissions import Actor
from isf.enums import AccountKind, EntryKind, FundState, ReservationChange, ReservationKind
from isf.ledger.entries import Change, Draft, Move
from isf.models import Fund, TopUp
from isf.operations import origins
from isf.operations.holds import Holds, purpose_of
from isf.operations.posting import Pen, open_fund_accounts
from isf.operations.transactions import money_transaction
from isf.permissions import check_issue
from isf.queries import deaths, holds
from isf.queries.topups import has_account
from isf.queries.tranches import list_tranches
from isf.rules.entitlement import Days
from isf.rules.placing import FundNotOpen
from isf.rules.tied_parts import TOPUP
from isf.rules.tranches import Party, Tranche, by_funder, split_left


class TopUpNothing(Exception):
    """An amount added for an order, or given back, that is not above nothing (ISF-FUN-5)."""

    rule = "ISF-FUN-5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What somebody paid for an order, in whole pence; the reference is the payment's own.

    No name: the person paid. The name is never in the ledger.
    """

    reference: UUID
    order: UUID
    pence: int
    payer: str = ""

    @property
    def kind(self) -> AccountKind:
        """Whose money it is."""
        return AccountKind.THIRD_PARTY if self.payer else AccountKind.PERSON


@money_transaction
def receive(*, fund_id: int, paid: Paid, by: Actor, at: datetime, on: date) -> TopUp:
    """Take in money for one order: it pays that order first, and nothing else.

    What the order holds of the untied money is set free as far as the new money covers it. The
    same payment again returns the first. Units: whole pence. Errors: `NotAllowed`,
    `TopUpNothing`, `FundNotOpen`, `KeyReused`, `PersonDied`. Source: ISF-FUN-5, ISF-LED-3.
    """
    fund = Fund.objects.select_related("deployment").select_for_update(of=("self",), no_key=True)
    fund_ = fund.get(pk=fund_id)
    check_issue(by=by, fund=fund_)
    if paid.pence <= 0:
        raise TopUpNothing("Money that is added is more than nothing.")
    purpose, key = purpose_of(order=paid.order), f"topup:{paid.reference}"
    if not has_account(fund=fund_, purpose=purpose):
        open_fund_accounts(fund=fund_, purposes=(purpose,))
    inputs = (str(fund_.reference), str(paid.order), str(paid.pence), str(paid.kind))
    with Pen(fund_id=fund_id, by=by, at=at, key=key) as pen:
        if pen.find(key=key, kind=EntryKind.TOPUP, inputs=inputs) is not None:
            return TopUp.objects.get(reference=paid.reference)
        deaths.check_alive(person_id=fund_.person_id)
        if pen.fund.state != FundState.OPEN:
            days = Days(starts_on=fund_.deployment.starts_on, ends_on=fund_.deployment.ends_on)
            raise FundNotOpen(first_on=days.starts_on, last_on=days.ends_on)
        own = pen.accounts[purpose].id
        posted = pen.write(
            Draft(
                kind=EntryKind.TOPUP,
                day=on,
                key=key,
                inputs=inputs,
                moves=(
                    Move(account_id=pen.shared.find(kind=paid.kind), pence=-paid.pence),
                    Move(account_id=own, pence=paid.pence),
                ),
                changes=held_instead(pen=pen, paid=paid),
            )
        )
        origins.keep(
            entry_id=posted.entry_id, tranches=[origin(paid=paid, on=on)], pence=paid.pence
        )
        pen.audit(action="TOPUP_RECEIVED", details={"pence": paid.pence})
        return TopUp.objects.create(
            reference=paid.reference,
            fund=fund_,
            order=paid.order,
            payer_kind=paid.kind,
            payer=paid.payer,
            pence=paid.pence,
            entry_id=posted.entry_id,
            recorded_at=at,
            recorded_by_id=by.user_id,
        )


def origin(*, paid: Paid, on: date) -> Tranche:
    """Whose money it is; it never expires. Source: ISF-ROL-2, ISF-FUN-5."""
    reference = str(paid.reference) if paid.payer else ""
    return Tranche(
        entry_id=0,
        funder=Party(kind=paid.kind, reference=reference),
        received_on=on,
        purpose=purpose_of(order=paid.order),
        expires_on=None,
        pence=Fraction(paid.pence),
    )


def held_instead(*, pen: Pen, paid: Paid) -> tuple[Change, ...]:
    """What the order held of the untied money is held of the new money instead.

    Units: whole pence. Source: ISF-FUN-5 (it pays its own line first).
    """
    pence = min(Holds.of(pen=pen, order=paid.order).held[""], paid.pence)
    steps = (
        ("", ReservationChange.RELEASE),
        (purpose_of(order=paid.order), ReservationChange.HOLD),
    )
    return tuple(
        Change(
            account_id=pen.accounts[purpose].id,
            kind=ReservationKind.ORDER,
            reference=str(paid.order),
            change=change,
            pence=pence,
        )
        for purpose, change in steps
        if pence
    )


@money_transaction
def give_back(*, fund_id: int, order: UUID, by: Actor, at: datetime, on: date) -> int:
    """Give what is left of added money, and not set aside, back to who paid it.

    Under a hold it waits; doing it again finds nothing left. Units: whole pence.
    Errors: `NotAllowed`, `OnHold`, `TopUpNothing`.
    Source: ISF-FUN-5 (refunded first to who paid), ISF-ROL-6, ISF-LIF-3, ISF-LED-3.
    """
    fund = Fund.objects.get(pk=fund_id)
    check_issue(by=by, fund=fund)
    with Pen(fund_id=fund_id, by=by, at=at) as pen:
        holds.check_none(fund_id=fund_id)
        given = return_purpose(pen=pen, fund=fund, purpose=purpose_of(order=order), on=on)
        if not given:
            raise TopUpNothing("Nothing of the added money is left.")
        pen.audit(action="TOPUP_GIVEN_BACK", details={"pence": given})
    return given


def return_left(*, pen: Pen, fund: Fund, on: date) -> None:
    """Give back what is left of all money added to a fund that closes. Source: ISF-FUN-5."""
    for purpose in list(pen.accounts):
        if purpose.startswith(TOPUP):
            return_purpose(pen=pen, fund=fund, purpose=purpose, on=on)


def return_purpose(*, pen: Pen, fund: Fund, purpose: str, on: date) -> int:
    """Give what is left of the money added for one order to who paid it; the whole pence given.

    Source: ISF-FUN-5, ISF-ROL-6.
    """
    left = pen.accounts[purpose].available if purpose in pen.accounts else 0
    if left <= 0:
        return 0
    pen.flush()
    tranches = [t for t in list_tranches(fund=fund, on=on) if t.purpose == purpose]
    moves: dict[int, int] = {}
    for party, share in split_left(pence=left, weights=by_funder(tranches=tranches)).items():
        account = pen.shared.find(kind=party.kind)
        moves[account] = moves.get(account, 0) + share
    given = [Move(account_id=account, pence=pence) for account, pence in moves.items() if pence]
    pen.write(
        Draft(
            kind=EntryKind.RETURN,
            day=on,
            # What is left can be given back once: the place in the chain tells the times apart.
            key=f"topup-back:{fund.reference}:{pen.seq + 1}",
            inputs=(str(fund.reference), purpose),
            moves=(Move(account_id=pen.accounts[purpose].id, pence=-left), *given),
        )
    )
    return left
