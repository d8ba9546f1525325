"""Letters to people as finance staff see them: what to print, what failed, what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from accounts.enums import LettersBy
from accounts.web.presenters.wording import Status
from isf.enums import LetterState
from isf.gateways.paper import Addressed, Notice
from isf.models import Letter, Recovery
from isf.queries.letters import fund_of
from isf.rules import statement_content, statement_rows
from isf.web.presenters import funds

_COLOURS: Final[Mapping[str, str]] = {
    LetterState.WAITING: "yellow",
    LetterState.SENDING: "orange",
    LetterState.SENT: "green",
    LetterState.FAILED: "red",
    LetterState.POSTED: "green",
}
STATES: Final[Mapping[str, str]] = {
    LetterState.WAITING: "Waiting",
    LetterState.SENDING: "Not known whether it went",
    LetterState.SENT: "Sent",
    LetterState.FAILED: "Failed",
    LetterState.POSTED: "Posted",
}
_PROBLEMS: Final[Mapping[str, str]] = {
    "NO_ADDRESS": "There is no e-mail address on the record.",
    "SMTPRecipientsRefused": "The mail server does not know the address.",
    "ConnectionRefusedError": "The mail server did not answer.",
    "TimeoutError": "The mail server did not answer in time.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One letter of a list."""

    reference: UUID
    fund: UUID
    about: str
    month: date | None
    code: str
    who: str
    on_paper: bool
    status: Status
    problem: str
    changed_at: datetime
    may_try_again: bool
    may_print_instead: bool
    has_address: bool


def lines(*, letters: Iterable[Letter], problems: Mapping[int, str]) -> tuple[Line, ...]:
    """The letters of a page."""
    return tuple(_line(letter, problems.get(letter.pk, "")) for letter in letters)


def _line(letter: Letter, problem: str) -> Line:
    fund = fund_of(letter=letter)
    state = LetterState(letter.state)
    on_paper = letter.way == LettersBy.POST
    failed = state is LetterState.FAILED
    waits_to_print = on_paper and state is LetterState.WAITING
    label = "To print and post" if waits_to_print else STATES[state]
    return Line(
        reference=letter.reference,
        fund=fund.reference,
        about=about(letter=letter),
        month=letter.statement.month if letter.statement else None,
        code=letter.code,
        who=fund.person.full_name,
        on_paper=on_paper,
        status=Status(label=label, colour=_COLOURS[state]),
        problem=_PROBLEMS.get(problem, "The mail server refused it.") if failed else "",
        changed_at=letter.changed_at,
        may_try_again=failed,
        may_print_instead=failed or state is LetterState.SENDING,
        has_address=bool(fund.person.address),
    )


def about(*, letter: Letter) -> str:
    """What a letter is about: its statement by number, or unspent money."""
    statement = letter.statement
    if statement is None:
        return "Unspent money"
    return f"{statement.month:%B %Y}, {statement_rows.label(number=statement.number)}"


def addressed(*, letters: Iterable[Letter]) -> list[Addressed]:
    """Letters as they go to the printer."""
    return [_addressed(letter) for letter in letters]


def _addressed(letter: Letter) -> Addressed:
    fund = fund_of(letter=letter)
    lines_ = [line.strip() for line in fund.person.address.splitlines()]
    lines_.append(fund.person.postcode)
    name = fund.person.full_name
    return Addressed(
        name=name if fund.person.died_on is None else f"The representatives of {name}",
        address=tuple(line for line in lines_ if line),
        sender=fund.holder.name if fund.holder and letter.statement else fund.authority.name,
        council=fund.authority.name,
        content=statement_content.read(text=letter.statement.content) if letter.statement else None,
        notice=_notice(letter.recovery) if letter.recovery else None,
    )


def _notice(recovery: Recovery) -> Notice:
    return Notice(
        fund=funds.title(recovery.fund),
        pence=recovery.pence,
        reason=recovery.reason,
        days=recovery.notice_days,
    )
