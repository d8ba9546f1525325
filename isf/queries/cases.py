"""Cases: what waits for a decision, for whom, until when."""

from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from accounts.permissions import Actor, check_role
from isf.enums import ApprovalState, CaseState
from isf.models import Case, FeeApproval, Fund
from isf.permissions import AUTHORITY_READERS

CASES_A_PAGE = 25


def visible(*, by: Actor) -> QuerySet[Case]:
    """The cases of the actor's council; nobody else sees any. Errors: `NotAllowed`."""
    council = by.organisation_id or 0
    check_role(by=by, organisation_id=council, roles=AUTHORITY_READERS)
    rows = Case.objects.filter(authority_id=council)
    return rows.select_related("fund__person", "fund__holder", "fund__authority")


def search(*, cases: QuerySet[Case], state: str) -> QuerySet[Case]:
    """Cases in a state, those due first; an empty state asks for all."""
    found = cases.filter(state=state) if state else cases
    return found.order_by("due_on", "id")


def page_of(*, cases: QuerySet[Case], number: str) -> Page[Case]:
    """One page of a list; a number that is none is the nearest there is."""
    return Paginator(cases, CASES_A_PAGE).get_page(number)


def get(*, by: Actor, reference: UUID) -> Case:
    """One case of the actor's council. Errors: `NotAllowed`, Case.DoesNotExist."""
    return visible(by=by).get(reference=reference)


def get_surplus(*, by: Actor, reference: UUID) -> Case:
    """One case of unspent money of the actor's council. Errors: `NotAllowed`, Case.DoesNotExist.

    Source: ISF-ROL-5.
    """
    return visible(by=by).get(reference=reference, rule="ISF-ROL-5")


def open_about(*, fund: Fund, entry_id: int) -> Case:
    """The open case of an entry that could not be taken back for want of money.

    Errors: Case.DoesNotExist. Source: ISF-LED-2.
    """
    return Case.objects.get(
        fund=fund, key__startswith=f"reversal-of:{entry_id}:", state=CaseState.OPEN
    )


def count_open(*, by: Actor) -> int:
    """How many cases of the council wait."""
    return visible(by=by).filter(state=CaseState.OPEN).count()


def count_late(*, by: Actor, on: date) -> int:
    """How many of them are past their day."""
    return visible(by=by).filter(state=CaseState.OPEN, due_on__lt=on).count()


def count_approvals(*, by: Actor) -> int:
    """How many fees above the soft cap wait for a commissioner. Source: ISF-FEE-3."""
    rows = FeeApproval.objects.filter(fund__authority_id=by.organisation_id)
    return rows.filter(state=ApprovalState.ASKED).count()
