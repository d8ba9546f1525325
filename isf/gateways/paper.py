"""Statements and letters as tagged PDF: the same words give the same file, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import typst

from accounts.rules import wording
from isf.rules import statement_purposes, statement_rows
from isf.rules.statement_content import Content
from isf.rules.statement_rows import Row

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FORM = 4
MADE_WITH = f"form {FORM}, typst {metadata.version('typst')}"
# The typefaces at hand show Latin, Greek and Cyrillic letters, and these signs.
LAST_LETTER = 0x052F
SIGNS = "\N{EN DASH}\N{EM DASH}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
SIGNS += "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{MINUS SIGN}\N{EURO SIGN}"


def statement(*, content: Content) -> bytes:
    """A statement as PDF/UA. Errors: typst.TypstError where it would not be accessible."""
    return render(template="isf/statement/document.typ", said=sheet(content=content))


def sheet(*, content: Content) -> dict[str, Any]:
    """What the paper of a statement says, in words; nothing is looked up or worked out later."""
    said, names = content.figures, content.names
    return {
        "number": statement_rows.number(content=content),
        "month": f"{said.first_on:%B %Y}",
        "issued": wording.day(on=content.issued_on),
        "date": [content.issued_on.year, content.issued_on.month, content.issued_on.day],
        "person": names.person,
        "fund": names.fund,
        "council": names.council,
        "meaning": statement_rows.meaning(content=content),
        "sum": _rows(statement_rows.sum_rows(content=content)),
        "purposes": _purposes(content),
        "left": _rows(statement_rows.left_rows(content=content)),
        "contribution": _rows(statement_rows.contribution_rows(content=content)),
        "below_nothing": statement_rows.below_nothing(content=content),
        "with_holder": statement_rows.with_holder(content=content),
        "moved_under": statement_rows.moved_under(content=content),
        "entries": [
            [
                str(move.seq),
                wording.day(on=move.day),
                names.kinds[move.kind],
                names.accounts[move.account_id],
                wording.pounds(pence=move.pence),
            ]
            for move in said.moved
        ],
        "reference": str(said.fund),
        "head": [str(said.head_seq), said.head_hash],
    }


def _purposes(content: Content) -> dict[str, Any] | None:
    """The table of a tied budget: headings, a row for each purpose, and what they add up to."""
    rows = content.figures.purposes
    if not rows:
        return None
    shown = statement_purposes.columns(purposes=rows)
    sums = [statement_purposes.total(purposes=rows, column=column) for column in shown]
    amounts = [
        (content.names.purposes[row.code], [row.of(column=one) for one in shown]) for row in rows
    ]
    return {
        "head": ["Purpose", *(statement_purposes.WORDS[column] for column in shown)],
        "rows": [[name, *map(_pounds, pence)] for name, pence in amounts],
        "together": ["Together", *map(_pounds, sums)],
    }


def _pounds(pence: int) -> str:
    return wording.pounds(pence=pence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That a council wants unspent money back: how much, why, and after how many days."""

    fund: str
    pence: int
    reason: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A letter in an envelope: to whom it goes, who sends it, and the one thing it is about."""

    name: str
    address: tuple[str, ...]
    sender: str
    council: str
    content: Content | None = None
    notice: Notice | None = None


def letters(*, addressed: Sequence[Addressed], on: date) -> bytes:
    """Letters to print, with a statement or about unspent money, the address for a DL window.

    They are not kept: an address that was put right is on the next print.
    """
    said = {
        "title": "Letters" if len(addressed) > 1 else "Letter",
        "council": addressed[0].council,
        "date": [on.year, on.month, on.day],
        "day": wording.day(on=on),
        "letters": [
            {
                "name": row.name,
                "address": list(row.address),
                "sender": row.sender,
                "sheet": sheet(content=row.content) if row.content else None,
                "notice": notice(said=row.notice) if row.notice else None,
            }
            for row in addressed
        ],
    }
    return render(template="isf/letter/document.typ", said=said)


def notice(*, said: Notice) -> dict[str, Any]:
    """What a letter about unspent money says, in words."""
    return {
        "fund": said.fund,
        "amount": wording.pounds(pence=said.pence),
        "reason": said.reason,
        "days": str(said.days),
    }


def _rows(rows: Iterable[Row]) -> list[list[Any]]:
    return [[row.words, wording.pounds(pence=row.pence), row.is_total] for row in rows]


def render(*, template: str, said: Mapping[str, Any]) -> bytes:
    """A template of ours filled with words: text stays text, whatever somebody is called.

    A letter that no typeface at hand can show is replaced by a mark rather than left out.
    """
    text = json.dumps(said, ensure_ascii=False)
    try:
        return _compile(template, text)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    return _compile(template, "".join(letter if _is_shown(letter) else "?" for letter in text))


def _is_shown(letter: str) -> bool:
    return ord(letter) <= LAST_LETTER or letter in SIGNS


def _compile(template: str, text: str) -> bytes:
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_typefaces(),
        sys_inputs={"said": text},
        format="pdf",
        pdf_standards=["ua-1"],
    )


@cache
def _typefaces() -> typst.Fonts:
    """Our typeface and those that come with the library; never the machine's own."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[TEMPLATES / "typefaces"],
    )
