"""Letters to people: to print, failed, and the log of all."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from accounts.enums import LettersBy
from accounts.permissions import Actor, NotAllowed
from isf.enums import LetterState
from isf.models import Fund, Letter, LetterEvent
from isf.permissions import ISSUING_ROLES, RUN_ROLES
from isf.queries import funds

LETTERS_A_PAGE = 50
MOST_TRIES = 5
PRINTED_AT_ONCE = 100
PEOPLE = (
    "statement__fund__person",
    "statement__fund__holder",
    "statement__fund__authority",
    "recovery__fund__person",
    "recovery__fund__holder",
    "recovery__fund__authority",
)


def visible(*, by: Actor) -> QuerySet[Letter]:
    """The letters of the funds whose statements the actor issues; of recoveries, the council's.

    Errors: `NotAllowed`. Source: ISF-LED-7, ISF-ROL-5.
    """
    if by.roles.isdisjoint(RUN_ROLES | ISSUING_ROLES):
        raise NotAllowed(rule="SENDS-LETTERS", needed="finance of the council or the holder")
    wanted = funds.visible(by=by).order_by().values("pk")
    about = Q(statement__fund__in=wanted)
    if not by.roles.isdisjoint(RUN_ROLES):
        about |= Q(recovery__fund__in=wanted)
    return Letter.objects.filter(about).select_related(*PEOPLE).defer("statement__content")


def fund_of(*, letter: Letter) -> Fund:
    """The fund a letter is about. Source: ISF-LED-7, ISF-ROL-5."""
    about = letter.statement or letter.recovery
    if about is None:
        raise ValueError("A letter is about a statement or a recovery.")
    return about.fund


def list_to_print(*, by: Actor) -> QuerySet[Letter]:
    """Letters that wait to be printed and posted, the oldest first. Errors: `NotAllowed`."""
    waiting = visible(by=by).filter(way=LettersBy.POST, state=LetterState.WAITING)
    return waiting.order_by("statement__authority_id", "statement__number", "id")


def list_printable(*, by: Actor) -> list[Letter]:
    """The next letters to print that have an address, with the texts of their statements.

    Errors: `NotAllowed`. Source: ISF-LED-7.
    """
    return list(_with_address(list_to_print(by=by)).defer(None)[:PRINTED_AT_ONCE])


def _with_address(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    nowhere = Q(statement__fund__person__address="") | Q(recovery__fund__person__address="")
    return letters.exclude(nowhere)


def get_printable(*, by: Actor, reference: UUID) -> Letter:
    """One letter on paper, printed before or not. Errors: `NotAllowed`, Letter.DoesNotExist."""
    rows = _with_address(visible(by=by)).defer(None)
    return rows.get(reference=reference, way=LettersBy.POST)


def get(*, reference: UUID) -> Letter:
    """One letter; the caller checks who may. Errors: Letter.DoesNotExist. Source: ISF-LED-7."""
    return Letter.objects.select_related(*PEOPLE).get(reference=reference)


def list_by_id(*, letter_ids: Sequence[int]) -> list[Letter]:
    """Letters with the people they are for. Source: ISF-LED-7."""
    return list(
        Letter.objects.filter(pk__in=letter_ids).select_related(*PEOPLE).defer("statement__content")
    )


def list_unsent() -> list[int]:
    """Messages that wait, or failed fewer than five times, oldest first. Source: ISF-LED-7."""
    unsent = Q(state=LetterState.WAITING) | Q(state=LetterState.FAILED, tries__lt=MOST_TRIES)
    rows = Letter.objects.filter(unsent, way=LettersBy.EMAIL).order_by("id")
    return list(rows.values_list("id", flat=True))


def page_of(*, by: Actor, state: str, number: str) -> Page[Letter]:
    """A page of the log, newest first, with the number of tries. Errors: `NotAllowed`."""
    rows = visible(by=by).order_by("-id")
    return Paginator(rows.filter(state=state) if state else rows, LETTERS_A_PAGE).get_page(number)


def problems(*, letters: list[Letter]) -> dict[int, str]:
    """The last kind of trouble of each letter, in one query. Source: ISF-LED-7."""
    rows = LetterEvent.objects.filter(letter__in=letters, state=LetterState.FAILED).order_by("id")
    return dict(rows.values_list("letter_id", "problem"))


def count_by_state(*, by: Actor) -> dict[str, int]:
    """How many letters are in each state. Errors: `NotAllowed`. Source: ISF-LED-7."""
    rows = visible(by=by).order_by().values_list("state").annotate(count=Count("id"))
    return {str(state): count for state, count in rows.values_list("state", "count")}
