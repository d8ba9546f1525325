"""What closings need to know: the place chosen, open bills, the account the council manages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.rules.registry import rule
from isf.enums import ClosingPlace, DeploymentKind, FundState, LineState
from isf.models import Closing, ClosingChoice, Fund, InvoiceLine
from isf.models.journal import LedgerAccount
from isf.queries.contributions import council_term
from isf.queries.deaths import died_on
from isf.queries.funding import funded
from isf.queries.tied_parts import allocated, list_parts
from isf.rules.closing import AnothersMoney
from isf.rules.entitlement import instalment
from isf.rules.tied_parts import instalments

WAITS = (LineState.WAITING, LineState.HELD, LineState.QUERIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the money of a fund goes, as far as it is known: a fund, or none named."""

    place: ClosingPlace
    target: Fund | None
    is_chosen: bool


def find_place(*, fund: Fund) -> Place:
    """Where the money of a fund goes: as it was chosen, to a managed account otherwise.

    A chosen fund that is no longer open is no place any more. What a person leaves who has died
    goes back to its funders, whatever was chosen. Source: ISF-POR-3, ISF-LIF-2.
    """
    if died_on(person_id=fund.person_id) is not None:
        return Place(place=ClosingPlace.COUNCIL, target=None, is_chosen=False)
    choice = (
        ClosingChoice.objects.filter(fund=fund).select_related("target").order_by("-id").first()
    )
    if choice is None or (choice.target is not None and choice.target.state != FundState.OPEN):
        return Place(place=ClosingPlace.MANAGED, target=None, is_chosen=False)
    return Place(place=ClosingPlace(choice.place), target=choice.target, is_chosen=True)


def list_targets(*, fund: Fund) -> list[Fund]:
    """The other open funds of the same person in the same council. Source: ISF-RES-1, ISF-POR-6."""
    rows = Fund.objects.filter(
        person_id=fund.person_id, authority_id=fund.authority_id, state=FundState.OPEN
    ).exclude(pk=fund.pk)
    return list(rows.select_related("holder", "authority", "deployment").order_by("id"))


@rule("ISF-RES-1", "Money of one person never moves to another person's fund.")
def check_own(*, fund: Fund, named: Collection[UUID]) -> None:
    """Refuse funds of other people in the same council as places for a fund's money.

    Errors: `AnothersMoney`. Source: ISF-RES-1.
    """
    others = Fund.objects.filter(reference__in=named, authority_id=fund.authority_id)
    if others.exclude(person_id=fund.person_id).exists():
        raise AnothersMoney("Money of one person never moves to another person's fund.")


def find_managed(*, fund: Fund) -> Fund | None:
    """The open account the council manages for the person of a fund. Source: ISF-POR-3."""
    rows = Fund.objects.filter(
        person_id=fund.person_id,
        authority_id=fund.authority_id,
        kind=DeploymentKind.MANAGED,
        state=FundState.OPEN,
        deployment__ends_on__isnull=True,
    )
    return rows.exclude(pk=fund.pk).order_by("id").first()


def list_open_visits(*, fund: Fund) -> list[int]:
    """The visits that stand on a bill which waits for an answer. Source: ISF-POR-3."""
    rows = InvoiceLine.objects.filter(invoice__fund=fund, state__in=WAITS)
    return list(rows.filter(visit__isnull=False).values_list("visit_id", flat=True))


def still_due(*, fund: Fund, last_day: date) -> int:
    """What the council has still to pay in for days up to the last, whole pence.

    Of a tied budget what each part lacks: the parts are rounded one by one. Source: ISF-FUN-1,
    ISF-RES-5.
    """
    term = council_term(deployment=fund.deployment)
    parts = [part for part in list_parts(fund_id=fund.pk) if part.share_bp]
    if parts:
        paid = allocated(fund_id=fund.pk)
        due = instalments(term=term, parts=parts, through_on=last_day, posted=paid)
        return sum(max(pence, 0) for pence in due.values())
    posted = funded(fund=fund).posted_pence
    return instalment(term=term, through_on=last_day, posted_pence=posted)


def find(*, fund: Fund) -> Closing | None:
    """The closing of a fund, if it has begun and was not taken back. Source: ISF-POR-3."""
    rows = Closing.objects.select_related("target__holder", "target__authority")
    return rows.filter(fund=fund).exclude(fund__state=FundState.OPEN).first()


def list_due(*, authority_id: int | None, on: date) -> list[Fund]:
    """Funds whose last day has come and that are not closed yet, or not empty. Source: POR-3."""
    full = Exists(LedgerAccount.objects.filter(fund=OuterRef("pk"), posted__gt=0))
    rows = Fund.objects.filter(deployment__ends_on__lte=on)
    rows = rows.filter(~Q(state=FundState.CLOSED) | full)
    if authority_id is not None:
        rows = rows.filter(authority_id=authority_id)
    return list(rows.select_related("deployment").order_by("id"))


def is_empty(*, fund: Fund) -> bool:
    """Whether nothing is left in a fund: posted and set aside are both nothing. Source: POR-3."""
    rows = LedgerAccount.objects.filter(fund=fund).values_list("posted", "reserved")
    return not any(posted or reserved for posted, reserved in rows)


def holds_money(*, fund: Fund) -> bool:
    """Whether a fund has money; one that is overspent has none. Source: ISF-POR-3."""
    return LedgerAccount.objects.filter(fund=fund, posted__gt=0).exists()
