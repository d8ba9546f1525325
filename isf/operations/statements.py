"""Issuing statements: a closed month of a fund, frozen, numbered and kept as text and as paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from accounts.models import Organisation
from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import Term
from isf.gateways import paper
from isf.models import Fund, IssuedStatement, StatementDocument
from isf.operations import letters
from isf.operations.transactions import money_transaction
from isf.permissions import check_issue
from isf.queries import closed_months, issued, issued_figures, statement_purposes
from isf.queries.balances import fund_posted_on
from isf.queries.issued_figures import Derived
from isf.queries.statements import find_months
from isf.rules import statement_content, words
from isf.rules.entitlement import ONE_DAY
from isf.rules.schedule import month_end
from isf.rules.statement_content import Content, Figures, Names


class CannotIssue(Exception):
    """A statement that cannot be issued now; others can."""


class MonthOpen(CannotIssue):
    """A month that is not closed may still change, so no statement of it is issued (ISF-LED-5)."""

    rule = "ISF-LED-7"

    def __init__(self, *, last_day: date) -> None:
        self.last_day = last_day
        super().__init__(f"The month that ends on {last_day} has to be closed first.")


class EarlierMissing(CannotIssue):
    """Statements of a fund are issued in the order of its months (ISF-LED-7)."""

    rule = "ISF-LED-7"

    def __init__(self, *, month: date) -> None:
        self.month = month
        super().__init__(f"The statement for {month:%B %Y} has to be issued first.")


class Disagrees(CannotIssue):
    """What the chain adds up to is not the balance that is kept: nothing is issued (ISF-LED-6)."""

    rule = "ISF-LED-7"

    def __init__(self, *, added_up_pence: int, kept_pence: int) -> None:
        self.added_up_pence = added_up_pence
        self.kept_pence = kept_pence
        super().__init__(f"History adds up to {added_up_pence} pence, {kept_pence} are kept.")


def issue(*, fund: Fund, month: date, by: Actor, at: datetime, on: date) -> IssuedStatement:
    """The statement of a closed month, issued now or before: `issue_once` without saying which.

    Errors: as there. Source: ISF-LED-7.
    """
    return issue_once(fund=fund, month=month, by=by, at=at, on=on)[0]


@rule(
    "ISF-LED-7",
    "A statement is made from the ledger alone, frozen when issued, numbered, and reproducible "
    "byte for byte; the commissioner's totals are the sum of the people's statements.",
)
@money_transaction
def issue_once(
    *, fund: Fund, month: date, by: Actor, at: datetime, on: date
) -> tuple[IssuedStatement, bool]:
    """Issue the statement of a closed month, and say whether it is new; one it has is kept.

    What comes late for the month is posted in the open month (ISF-LED-5) and stands on that
    month's statement. Units: whole pence.
    `fund` is loaded with its people and deployment (`issued.list_funds`).
    Errors: `NotAllowed`, `StatementMissing`, `MonthOpen`, `EarlierMissing`, `Disagrees`.
    Source: ISF-LED-7, ISF-LED-5, ISF-POR-5.
    """
    check_issue(by=by, fund=fund)
    _wait_for_turn(authority_id=fund.authority_id)
    month = month.replace(day=1)
    found = issued.find(fund=fund, month=month)
    if found is not None:
        return found, False
    head = _closing(fund=fund, month=month, on=on)
    derived = issued_figures.derive(fund=fund, month=month, head=head)
    _check_balance(fund=fund, derived=derived)
    content = Content(
        number=_next_number(authority_id=fund.authority_id),
        issued_on=on,
        figures=derived.figures,
        names=_names(fund=fund, derived=derived),
    )
    statement = _keep(fund=fund, content=content, by=by, at=at)
    letters.prepare(statement=statement, at=at)
    audit.record(
        by=by,
        action="STATEMENT_ISSUED",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"statement:{statement.reference}",
        details={"number": statement.number, "month": f"{month:%Y-%m}"},
    )
    return statement, True


def _wait_for_turn(*, authority_id: int) -> None:
    """Numbers have no gap: one statement of a council is issued after the other."""
    council = Organisation.objects.select_for_update(no_key=True).filter(pk=authority_id)
    list(council.values_list("pk"))


def _closing(*, fund: Fund, month: date, on: date) -> tuple[int, str]:
    """The entry that closed the month, if it is this fund's turn for it."""
    months = find_months(fund=fund, month=month, on=on)
    head = closed_months.find_closing(fund=fund, month=month)
    if head is None:
        raise MonthOpen(last_day=month_end(day=month))
    if months.previous is not None and not issued.find(fund=fund, month=months.previous):
        raise EarlierMissing(month=months.previous)
    return head


def _check_balance(*, fund: Fund, derived: Derived) -> None:
    said = derived.figures
    opening = fund_posted_on(fund=fund, day=said.first_on - ONE_DAY)
    closing = fund_posted_on(fund=fund, day=said.last_on)
    if (said.opening_pence, said.closing_pence) != (opening, closing):
        raise Disagrees(added_up_pence=said.closing_pence, kept_pence=closing)


def _next_number(*, authority_id: int) -> int:
    numbers = IssuedStatement.objects.filter(authority_id=authority_id)
    return (numbers.aggregate(last=Max("number"))["last"] or 0) + 1


def _names(*, fund: Fund, derived: Derived) -> Names:
    """The words of the day; only those that the statement uses."""
    said = derived.figures
    holder = fund.holder.name if fund.holder else ""
    return Names(
        person=fund.person.full_name,
        fund=words.fund_title(kind=fund.kind, holder=holder, authority=fund.authority.name),
        council=fund.authority.name,
        holder=holder,
        accounts={side.account_id: side.name for side in derived.sides},
        kinds={part.kind: words.ENTRY_KINDS[part.kind] for part in said.parts},
        reasons={kind: words.REASONS[kind] for kind, _ in said.reserved},
        purposes=_purpose_names(fund, said),
    )


def _purpose_names(fund: Fund, said: Figures) -> Mapping[str, str]:
    if not said.purposes:
        return {}
    named = statement_purposes.list_names(fund=fund)
    return {one.code: named[one.code] for one in said.purposes}


def _keep(*, fund: Fund, content: Content, by: Actor, at: datetime) -> IssuedStatement:
    said, text = content.figures, statement_content.write(content=content)
    statement = IssuedStatement.objects.create(
        authority_id=fund.authority_id,
        fund=fund,
        month=said.first_on,
        number=content.number,
        issued_at=at,
        issued_by_id=by.user_id,
        schema=statement_content.SCHEMA,
        head_seq=said.head_seq,
        head_hash=said.head_hash,
        opening_pence=said.opening_pence,
        in_pence=said.terms[Term.IN],
        out_pence=said.terms[Term.OUT],
        transfers_pence=said.terms[Term.TRANSFERS],
        returns_pence=said.terms[Term.RETURNS],
        closing_pence=said.closing_pence,
        content=text,
        content_sha256=statement_content.fingerprint(data=text.encode()),
    )
    pdf = paper.statement(content=content)
    StatementDocument.objects.create(
        statement=statement,
        made_with=paper.MADE_WITH,
        pdf=pdf,
        pdf_sha256=statement_content.fingerprint(data=pdf),
    )
    return statement
