"""Three lives that must not see each other: Rosa, her neighbour, and somebody of another council.

Each has everything an address can name, made through the operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from accounts import models as people
from accounts.enums import Role
from isf.enums import NoticeParty
from isf.models import (
    Absence,
    Case,
    FeeApproval,
    Fund,
    Hold,
    Invoice,
    Notice,
    NoticeWish,
    PurchaseRequest,
    Purpose,
    Recovery,
    SharedBill,
)
from isf.operations import (
    banking,
    cases,
    decisions,
    fee_approvals,
    purchase_requests,
)
from marketplace import models as market
from marketplace.enums import Grade
from marketplace.operations import deliveries, invoices, price_lists
from marketplace.rules import price_files
from tests.factories import accounts as make_accounts
from tests.factories import compliance, surplus
from tests.factories import isf as make_isf
from tests.factories import marketplace as make
from tests.factories import reviews as make_reviews
from tests.factories.money import bought
from tests.factories.notices import asked_back, given
from tests.who_may import events

TODAY = date(2026, 6, 11)
TOKEN = "as-it-was-sent-by-e-mail"
BILLED, APPROVED, UNBILLED = date(2026, 6, 4), date(2026, 6, 1), date(2026, 6, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A person, and one of everything that belongs to them or to who sells to them."""

    borough: make_isf.Borough
    person: people.Person
    seller: market.Provider
    fund: Fund
    case: Case
    approval: FeeApproval
    offer: market.OfferVersion
    draft: market.OfferVersion
    order: market.Order
    waiting: market.Order
    bill: Invoice
    unbudgeted: Any
    review: market.Review
    hidden: market.Review
    power: people.Representative
    invited: people.Invitation
    elsewhere: market.Provider
    prices: market.PriceList
    insurance: market.Insurance
    check: market.RegistrationCheck
    listing: market.FrameworkListing
    purpose: Purpose
    asked: PurchaseRequest
    shared: SharedBill
    surplus: Case
    recovery: Recovery
    notice: Notice
    wish: NoticeWish
    absence: Absence
    hold: Hold
    contributed: UUID

    @property
    def line(self) -> UUID:
        """The line of the running order."""
        return self.order.lines.get().reference


def live(borough: make_isf.Borough, *, name: str, seller: market.Provider, holder: Any) -> Life:
    """Live two months of somebody; `name` is in everything that others must not read."""
    person = borough.person(
        full_name=f"Rosa {name}",
        postcode="PB1 1AA",
        phone=f"01632 {960_000 + len(name)}",
        email=f"{name.lower()}@people.example",
        address=f"1 {name} Street",
    )
    fund = borough.fund(person=person, holder=holder, weeks_ago=5)
    offer = make.published(provider=seller)
    order, bill = _bought(fund, offer, number=f"{name}-2")
    elsewhere = make.Provider()
    leaving = borough.part(
        fund.deployment.budget, weekly_pence=0, starts_on=date(2026, 6, 1), holder=holder
    )
    council = make_accounts.actor_for_member(borough.care_manager)
    _bought(fund, make.published(provider=elsewhere), number=f"{name}-3", days=(APPROVED,))
    return Life(
        borough=borough,
        person=person,
        seller=seller,
        fund=fund,
        case=_case(borough, fund),
        approval=_approval(borough, fund),
        offer=offer,
        draft=make.drafted(provider=seller, title=f"Not published {name}"),
        order=order,
        waiting=make.placed(version=offer, fund=fund, on=TODAY, starts_on=date(2026, 6, 22)),
        bill=bill,
        unbudgeted=_unbudgeted(borough, name),
        review=make_reviews.written(provider=seller, person=person),
        hidden=make_reviews.appealed(
            provider=elsewhere,
            person=person,
            words=f"Hidden words {name}",
            by=make_accounts.actor_for_member(borough.second_commissioner),
        ),
        power=make_accounts.Representative(person=person),
        invited=make_accounts.Invitation(
            organisation=borough.authority, created_at=make.noon(TODAY - timedelta(days=1))
        ),
        elsewhere=elsewhere,
        prices=_prices(offer),
        insurance=compliance.insurance(provider=seller, insurer=f"Mutual of {name}"),
        check=compliance.look(
            council=borough.authority, said=compliance.registration(provider=seller)
        ),
        listing=compliance.listing(
            council=borough.authority, provider=seller, reason=f"Won by {name}"
        ),
        purpose=_saved(fund, f"Holiday of {name}"),
        asked=_asked(fund, f"Taxi of {name}"),
        shared=events.shared(borough, fund, on=TODAY),
        surplus=_surplus(borough, fund, "now"),
        recovery=_recovery(borough, fund),
        notice=given(leaving, by=council, party=NoticeParty.PERSON, on=TODAY),
        wish=asked_back(
            given(leaving, by=council, party=NoticeParty.COUNCIL, on=TODAY), by=council, on=TODAY
        ),
        absence=events.away(borough, fund, on=TODAY),
        hold=events.held(borough, elsewhere, on=TODAY),
        contributed=events.contributed(borough, fund, on=TODAY),
    )


def _surplus(borough: make_isf.Borough, fund: Fund, key: str) -> Case:
    figures = {"posted": 5, "reserved": 0, "later": 0, "resting": 0, "overdue": 0}
    return cases.open_case(
        fund=fund,
        rule="ISF-ROL-5",
        key=f"{key}:{fund.reference}",
        figures=figures | {"uncommitted": 5, "threshold": 4, "expired": 0},
        on=TODAY,
        by=borough.council,
        at=make.noon(TODAY),
    )


def _recovery(borough: make_isf.Borough, fund: Fund) -> Recovery:
    """Its notice is over, so that it can be taken."""
    by = make_accounts.actor_for_member(borough.second_commissioner)
    day = TODAY - timedelta(days=20)
    recovery = surplus.decided(_surplus(borough, fund, "noticed"), pence=100, by=by, on=day)
    surplus.posted(recovery, by=by, on=day)
    return recovery


def _asked(fund: Fund, what: str) -> PurchaseRequest:
    return purchase_requests.ask(
        fund_id=fund.pk,
        bought=bought(500, what=what, approved_by_id=None),
        by=make_accounts.actor_with_role(fund.holder, Role.PROVIDER_FINANCE),
        at=make.noon(TODAY),
        on=TODAY,
        reference=uuid4(),
        paper=b"%PDF-1.7",
    )


def _saved(fund: Fund, name: str) -> Purpose:
    return banking.bank(
        fund_id=fund.pk,
        wish=banking.Wish(
            reference=uuid4(), name=name, target_on=TODAY + timedelta(days=30), pence=1000
        ),
        by=make_accounts.actor_for_person(fund.person),
        at=make.noon(TODAY),
        on=TODAY,
    )


def _bought(
    fund: Fund,
    offer: market.OfferVersion,
    *,
    number: str,
    days: tuple[date, ...] = (APPROVED, BILLED, UNBILLED),
) -> tuple[market.Order, Invoice]:
    """A running order: its first visit billed and approved, its second billed, its third not."""
    order = make.accepted(version=offer, fund=fund)
    sent = []
    for day in days:
        visit = deliveries.record(
            by=make.manager(order.provider),
            line=order.lines.get().reference,
            day=day,
            quantity=Fraction(2),
            workers=1,
            at=make.noon(day),
            on=day,
        )
        if day != UNBILLED:
            sent.append(_billed(order, visit, number=f"{number}-{day.day}"))
    decisions.approve(
        invoice_id=sent[0].pk,
        by=make_accounts.actor_for_person(fund.person),
        at=make.noon(APPROVED + timedelta(days=1)),
        on=APPROVED + timedelta(days=1),
    )
    return order, sent[-1]


def _billed(order: market.Order, visit: market.Delivery, *, number: str) -> Invoice:
    asked = invoices.Asked(
        token=uuid4(),
        person=order.person.reference,
        fund=order.fund,
        number=number,
        deliveries=[visit.reference],
    )
    sent = invoices.raise_invoice(
        by=make.finance(order.provider),
        organisation_id=order.provider.organisation_id,
        asked=asked,
        at=make.noon(visit.day),
    )
    return Invoice.objects.get(reference=sent.reference)


def _case(borough: make_isf.Borough, fund: Fund) -> Case:
    return cases.open_case(
        fund=fund,
        rule="ISF-RES-6",
        key=f"table:{fund.reference}",
        figures={"visits": 3, "first": f"order:{TODAY}", "available": 1250},
        on=TODAY,
        by=borough.council,
        at=make.noon(TODAY),
    )


def _approval(borough: make_isf.Borough, fund: Fund) -> FeeApproval:
    return fee_approvals.ask(
        fund_id=fund.pk,
        starts_on=TODAY,
        ends_on=None,
        reason="Two new workers are trained",
        by=make_accounts.actor_with_role(borough.authority, Role.CARE_MANAGER),
        at=make.noon(TODAY),
        on=TODAY,
    )


def _unbudgeted(borough: make_isf.Borough, name: str) -> Any:
    """A budget nothing of which has been agreed yet."""
    person = borough.person(full_name=f"Nothing Agreed {name}")
    return borough.budget(person, weekly_pence=48_000, starts_on=TODAY)


def _prices(offer: market.OfferVersion) -> market.PriceList:
    """A price list that was checked and waits for its button."""
    row = [str(offer.offer.reference), "", "Support worker", "23.00", "26.10", "27.10", "34.10"]
    checked = price_lists.check(
        by=make.manager(offer.offer.provider),
        organisation_id=offer.offer.provider.organisation_id,
        content=price_files.write(rows=[list(price_files.Column), [*row, "2026-07-20"]]),
        grades={"support worker": Grade.BASIC},
        at=make.noon(TODAY),
        on=TODAY,
    ).price_list
    assert checked is not None
    return checked
