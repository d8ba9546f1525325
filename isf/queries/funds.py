"""Funds somebody may see: one by reference, and lists with what each holds and its fee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Q, QuerySet, Sum

from accounts.enums import Scope
from accounts.permissions import Actor, NotAllowed
from isf.models import FeeCharge, Fund
from isf.models.journal import LedgerAccount
from isf.permissions import AUTHORITY_READERS, HOLDER_ROLES, check_see_fund
from isf.queries.balances import Balance
from isf.queries.fee_positions import FeePosition, list_positions

FUNDS_A_PAGE = 25
NOTHING = Balance(posted_pence=0, reserved_pence=0)
NO_FEE = (0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FundLine:
    """One fund of a list with what it holds and where its fee stands; whole pence."""

    fund: Fund
    balance: Balance
    fee: FeePosition


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderTotals:
    """What all funds in one holder's hands add up to, in whole pence.

    `room_pence` is what the cap in force still allows, counted to each fund's last charged day.
    """

    name: str
    funds: int
    posted_pence: int
    reserved_pence: int
    fee_charged_pence: int
    fee_owed_pence: int
    room_pence: int

    @property
    def available_pence(self) -> int:
        """Posted less reserved."""
        return self.posted_pence - self.reserved_pence


def visible(*, by: Actor) -> QuerySet[Fund]:
    """The funds the actor may see as whom they act now: the person's, the holder's, the council's.

    Errors: `NotAllowed` for who has no business with any fund. Source: ISF-FEE-6.
    """
    if by.person_id is not None and Scope.SEE in by.scopes:
        mine = Q(person_id=by.person_id)
    elif by.organisation_id is not None and not by.roles.isdisjoint(AUTHORITY_READERS):
        mine = Q(authority_id=by.organisation_id)
    elif by.organisation_id is not None and not by.roles.isdisjoint(HOLDER_ROLES):
        mine = Q(holder_id=by.organisation_id)
    else:
        raise NotAllowed(rule="SEES-FUND", needed="the person, the holder or the council")
    return Fund.objects.filter(mine).select_related(
        "person", "holder", "authority", "deployment__budget"
    )


def get(*, by: Actor, reference: UUID) -> Fund:
    """One fund with its people and its part of the budget.

    Errors: Fund.DoesNotExist, `NotAllowed`. Source: ISF-FEE-6.
    """
    fund = Fund.objects.select_related(
        "person", "holder", "authority", "deployment__budget", "agreement"
    ).get(reference=reference)
    check_see_fund(by=by, fund=fund)
    return fund


def search(
    *, funds: QuerySet[Fund], words: str = "", state: str = "", kind: str = ""
) -> QuerySet[Fund]:
    """Narrow funds by words of the person's or the holder's name, by state and by kind."""
    for word in words.split():
        funds = funds.filter(
            Q(person__full_name__icontains=word)
            | Q(person__known_as__icontains=word)
            | Q(holder__name__icontains=word)
        )
    if state:
        funds = funds.filter(state=state)
    if kind:
        funds = funds.filter(kind=kind)
    return funds.order_by("person__full_name", "id")


def page_of(*, funds: QuerySet[Fund], number: str) -> Page[Fund]:
    """One page of funds; a page that is not there gives the nearest."""
    return Paginator(funds, FUNDS_A_PAGE).get_page(number)


def list_lines(*, funds: Iterable[Fund], on: date) -> list[FundLine]:
    """Each fund with what it holds and its fee, in a handful of queries for any number.

    Units: whole pence. Source: ISF-FEE-6, ISF-RES-2.
    """
    rows = list(funds)
    held = balances(fund_ids=[fund.pk for fund in rows])
    fees = list_positions(funds=rows, on=on)
    return [
        FundLine(fund=fund, balance=held.get(fund.pk, NOTHING), fee=fees[fund.pk]) for fund in rows
    ]


def balances(*, fund_ids: Iterable[int]) -> Mapping[int, Balance]:
    """What each fund holds now over all its purposes, whole pence. Source: ISF-LED-6."""
    rows = (
        LedgerAccount.objects.filter(fund_id__in=fund_ids)
        .values_list("fund_id")
        .annotate(posted=Sum("posted"), reserved=Sum("reserved"))
        .order_by("fund_id")
    )
    return {
        fund_id: Balance(posted_pence=posted, reserved_pence=reserved)
        for fund_id, posted, reserved in rows
    }


def add_up(*, rows: Iterable[HolderTotals]) -> HolderTotals:
    """All holders' sums together, in whole pence. Source: ISF-LED-7."""
    every = list(rows)
    return HolderTotals(
        name="",
        funds=sum(row.funds for row in every),
        posted_pence=sum(row.posted_pence for row in every),
        reserved_pence=sum(row.reserved_pence for row in every),
        fee_charged_pence=sum(row.fee_charged_pence for row in every),
        fee_owed_pence=sum(row.fee_owed_pence for row in every),
        room_pence=sum(row.room_pence for row in every),
    )


def totals_by_holder(*, funds: QuerySet[Fund]) -> list[HolderTotals]:
    """Sums for each holder of the funds given, by name; no holder: the council or the person.

    Units: whole pence. Source: ISF-FEE-6.
    """
    wanted = funds.order_by().values("pk")
    last = FeeCharge.objects.filter(fund__in=wanted).values("fund").annotate(last=Max("id"))
    fees = {
        holder: (charged, owed, room)
        for holder, charged, owed, room in FeeCharge.objects.filter(pk__in=last.values("last"))
        .values_list("fund__holder")
        .annotate(
            charged=Sum("cumulative_fee_pence"),
            owed=Sum(F("due_pence") - F("cumulative_fee_pence")),
            room=Sum(F("cumulative_cap_pence") - F("cumulative_fee_pence")),
        )
        .order_by()
    }
    held = (
        LedgerAccount.objects.filter(fund__in=wanted)
        .values("fund__holder", "fund__holder__name")
        .annotate(
            funds=Count("fund", distinct=True), posted=Sum("posted"), reserved=Sum("reserved")
        )
        .order_by("fund__holder__name")
    )
    return [
        HolderTotals(
            name=row["fund__holder__name"] or "",
            funds=row["funds"],
            posted_pence=row["posted"],
            reserved_pence=row["reserved"],
            fee_charged_pence=fees.get(row["fund__holder"], NO_FEE)[0],
            fee_owed_pence=fees.get(row["fund__holder"], NO_FEE)[1],
            room_pence=fees.get(row["fund__holder"], NO_FEE)[2],
        )
        for row in held
    ]
