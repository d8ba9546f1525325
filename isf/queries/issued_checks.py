"""Whether issued statements are still what the chain says, and what was issued."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.db.models import QuerySet

from isf.enums import Term
from isf.models import IssuedStatement, StatementDocument
from isf.queries import issued_figures
from isf.queries.verification import verify_head
from isf.rules import statement_content
from isf.rules.statement_content import Content, Unreadable

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How a statement is made into a file now, and with what."""

    made_with: str
    make: Callable[[Content], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One statement that is not what was issued: whose number it has, and what is wrong."""

    authority: str
    number: int
    what: str


@dataclass(slots=True, kw_only=True)
class Report:
    """How much was read, and every damage found."""

    statements: int = 0
    made_again: int = 0
    damages: list[Damage] = field(default_factory=list)


def verify(*, authority_id: int | None, paper: Paper, report: Report) -> Iterator[None]:
    """Work every statement out again from the chain, and make its file again; one by one.

    A file made with another version of the library is only compared with its own fingerprint.
    Source: ISF-LED-7.
    """
    for _, group in groupby(_every(authority_id), key=lambda row: row.authority_id):
        for wanted, statement in enumerate(group, start=1):
            report.statements += 1
            what = wrong_with(statement=statement, paper=paper, report=report)
            if not what and statement.number != wanted:
                what = f"number {wanted} is missing"
            if what:
                report.damages.append(
                    Damage(authority=statement.authority.name, number=statement.number, what=what)
                )
                break
            yield


def _every(authority_id: int | None) -> Iterator[IssuedStatement]:
    rows: QuerySet[IssuedStatement] = IssuedStatement.objects.select_related(
        "fund", "authority", "document"
    )
    if authority_id is not None:
        rows = rows.filter(authority_id=authority_id)
    return rows.order_by("authority_id", "number").iterator(chunk_size=CHUNK)


def wrong_with(*, statement: IssuedStatement, paper: Paper, report: Report) -> str:
    """What is wrong with one statement, or nothing. Source: ISF-LED-7, ISF-LED-4."""
    if statement_content.fingerprint(data=statement.content.encode()) != statement.content_sha256:
        return "the text is not the one that was issued"
    try:
        content = statement_content.read(text=statement.content)
    except Unreadable as error:
        return str(error)
    if not _same_columns(statement, content):
        return "a column is not what the text says"
    head = (statement.head_seq, statement.head_hash)
    if not verify_head(fund=statement.fund, seq=head[0], head_hash=head[1]):
        return "the entry it rests on is not in the chain"
    derived = issued_figures.derive(fund=statement.fund, month=statement.month, head=head)
    again = statement_content.write(content=replace(content, figures=derived.figures))
    if again != statement.content:
        return "the ledger no longer adds up to it"
    return _wrong_with_paper(statement.document, content, paper, report)


def _same_columns(statement: IssuedStatement, content: Content) -> bool:
    said = content.figures
    return (
        statement.number,
        statement.fund.reference,
        statement.month,
        statement.head_seq,
        statement.head_hash,
        statement.opening_pence,
        statement.in_pence,
        statement.out_pence,
        statement.transfers_pence,
        statement.returns_pence,
        statement.closing_pence,
    ) == (
        content.number,
        said.fund,
        said.first_on,
        said.head_seq,
        said.head_hash,
        said.opening_pence,
        said.terms[Term.IN],
        said.terms[Term.OUT],
        said.terms[Term.TRANSFERS],
        said.terms[Term.RETURNS],
        said.closing_pence,
    )


def _wrong_with_paper(
    document: StatementDocument, content: Content, paper: Paper, report: Report
) -> str:
    kept = bytes(document.pdf)
    if statement_content.fingerprint(data=kept) != document.pdf_sha256:
        return "the file is not the one that was issued"
    if document.made_with != paper.made_with:
        return ""
    report.made_again += 1
    return "" if paper.make(content) == kept else "the file made again is another one"
