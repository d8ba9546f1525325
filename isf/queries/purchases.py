"""Recorded purchases of a fund, and those that wait for the person's answer."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.core.paginator import Page, Paginator

from accounts.permissions import Actor
from isf.enums import PurchaseState
from isf.models import Fund, Purchase, PurchaseRequest, Receipt
from isf.models.journal import JournalEntry
from isf.permissions import check_see_fund

PURCHASES_A_PAGE = 25


def page_of(*, fund: Fund, number: str) -> Page[Purchase]:
    """One page of what was bought from a fund, the latest first, each with its entry's number."""
    rows = Purchase.objects.filter(fund=fund).select_related("entry")
    return Paginator(rows, PURCHASES_A_PAGE).get_page(number)


def taken_back(*, entry_ids: Collection[int]) -> frozenset[int]:
    """Which of these entries were reversed, in one query. Source: ISF-LED-2."""
    rows = JournalEntry.objects.filter(reverses_id__in=entry_ids)
    return frozenset(rows.values_list("reverses__pk", flat=True))


def list_requests(*, fund: Fund) -> list[PurchaseRequest]:
    """What was asked for and not approved: what waits first, then what was refused lately."""
    rows = (
        PurchaseRequest.objects.filter(fund=fund)
        .exclude(state=PurchaseState.APPROVED)
        .select_related(
            "asked_for", "shared_bill", "fund__person", "fund__holder", "fund__authority"
        )
    )
    waiting = [row for row in rows if row.state == PurchaseState.ASKED]
    answered = [row for row in rows if row.state != PurchaseState.ASKED]
    return [*waiting, *reversed(answered)][:PURCHASES_A_PAGE]


def count_waiting(*, fund: Fund) -> int:
    """How many purchases wait for the person's answer. Source: ISF-BUY-2."""
    return PurchaseRequest.objects.filter(fund=fund, state=PurchaseState.ASKED).count()


def get_request(*, by: Actor, reference: UUID) -> PurchaseRequest:
    """One request. Errors: PurchaseRequest.DoesNotExist, `NotAllowed`. Source: ISF-BUY-2."""
    found = PurchaseRequest.objects.select_related(
        "asked_for",
        "shared_bill",
        "fund__person",
        "fund__holder",
        "fund__authority",
        "fund__deployment",
    ).get(reference=reference)
    check_see_fund(by=by, fund=found.fund)
    return found


def get_receipt(*, by: Actor, reference: UUID) -> Receipt:
    """The file of a receipt. Errors: Receipt.DoesNotExist, `NotAllowed`. Source: ISF-BUY-2."""
    found = Receipt.objects.select_related("fund").get(reference=reference)
    check_see_fund(by=by, fund=found.fund)
    return found


def with_receipt(*, fund: Fund, references: Collection[UUID]) -> frozenset[UUID]:
    """Which of these purchases of a fund have a file of their receipt; no file is read for it."""
    if not references:
        return frozenset()
    rows = Receipt.objects.filter(fund=fund, reference__in=references)
    return frozenset(rows.values_list("reference", flat=True))
