"""The paper of a statement is accessible, holds its own typefaces and is the same every time."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from isf.enums import EntryKind, ReservationKind
from isf.gateways import paper
from isf.rules import statement_content, statement_purposes, words
from isf.rules.statement_content import Content, Moved, Names, Unreadable
from isf.rules.statement_purposes import Shift


def content(*, entries: int = 3, person: str = "Ada Ford") -> Content:
    moved = [
        Moved(seq=1, day=date(2026, 4, 1), kind=EntryKind.ALLOCATION, account_id=1, pence=192_000),
        *(
            Moved(seq=seq, day=date(2026, 4, 20), kind=EntryKind.BILL, account_id=2, pence=-1_808)
            for seq in range(2, entries + 1)
        ),
    ]
    figures = statement_content.figures(
        fund=UUID(int=7),
        first_on=date(2026, 4, 1),
        last_on=date(2026, 4, 30),
        head=(9, "a" * 64),
        opening_pence=1_250,
        moved=moved,
        reserved={ReservationKind.FEE: 4_800, ReservationKind.ORDER: 9_640},
        holder_accounts=[2],
    )
    return Content(
        number=12,
        issued_on=date(2026, 5, 4),
        figures=figures,
        names=Names(
            person=person,
            fund="Individual service fund held by Goodcare",
            council="People's Borough",
            holder="Goodcare",
            accounts={1: "The council", 2: "Goodcare"},
            kinds={kind: words.ENTRY_KINDS[kind] for kind in EntryKind},
            reasons=words.REASONS,  # type: ignore[arg-type]
        ),
    )


def by_purpose(said: Content) -> Content:
    """The same month of a budget that is tied to two purposes."""
    purposes = statement_purposes.by_purpose(
        opening={"core": 1_000, "cash": 250},
        shifts=[
            Shift(purpose="core", kind=EntryKind.ALLOCATION, pence=182_400),
            Shift(purpose="cash", kind=EntryKind.ALLOCATION, pence=9_600),
            Shift(purpose="core", kind=EntryKind.BILL, pence=-3_616),
        ],
        reserved={"core": 14_440},
    )
    named = {"core": "Core", "cash": "Long #name of a purpose"}
    return replace(
        said,
        figures=replace(said.figures, purposes=purposes),
        names=replace(said.names, purposes=named),
    )


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def said_by(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in read(pdf).pages)


def roles(reader: PdfReader) -> Counter[str]:
    """How often each kind of element stands in the structure a screen reader follows."""
    found: Counter[str] = Counter()
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            found[str(node.get("/S", ""))] += 1
            waiting.append(node.get("/K"))
    return found


@pytest.mark.rule("ISF-LED-7")
def test_the_same_words_are_the_same_file() -> None:
    first, second = (paper.statement(content=content()) for _ in range(2))
    assert first == second
    assert paper.statement(content=replace(content(), number=13)) != first


@pytest.mark.rule("ISF-LED-7")
def test_a_text_read_and_written_again_is_the_same_text() -> None:
    text = statement_content.write(content=content())
    assert statement_content.write(content=statement_content.read(text=text)) == text
    assert text.isascii()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema":2}', '{"schema":1,"number":1}'])
def test_a_text_that_is_no_statement_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        statement_content.read(text=text)


def test_a_screen_reader_finds_its_way() -> None:
    reader = read(paper.statement(content=content()))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Statement S-000012 for April 2026"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    found = roles(reader)
    assert found["/Table"] == 3
    assert found["/TH"] == 2 + 2 + 5
    assert found["/TD"] > found["/TH"]
    assert found["/H1"] == 4
    assert found["/Title"] == 1


def test_typefaces_are_in_the_file() -> None:
    for page in read(paper.statement(content=content())).pages:
        fonts = page["/Resources"]["/Font"].values()
        assert fonts
        for font in fonts:
            inside = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            descriptor = inside["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_it_says_what_the_statement_says() -> None:
    said = said_by(paper.statement(content=content()))
    for words_ in (
        "S-000012",
        "Ada Ford",
        "£1,920.00 came in and £36.16 was spent on support",
        "In the fund at the start of 1 April 2026 £12.50",
        "In the fund at the end of 30 April 2026 £1,896.34",
        "Set aside in all £144.40",
        "£36.16 of £36.16 (100%) was spent with Goodcare",
    ):
        assert words_ in said


@pytest.mark.rule("ISF-RES-5")
def test_it_says_what_each_purpose_had_got_gave_and_has_left() -> None:
    pdf = paper.statement(content=by_purpose(content()))
    said = said_by(pdf)
    for words_ in (
        "Purpose At the start Came in Spent At the end Left to use",
        "Core £10.00 £1,824.00 £36.16 £1,797.84 £1,653.44",
        "Long #name of a purpose £2.50 £96.00 £0.00 £98.50 £98.50",
        "Together £12.50 £1,920.00 £36.16 £1,896.34 £1,751.94",
    ):
        assert words_ in said
    assert roles(read(pdf))["/Table"] == 4
    assert "Purpose" not in said_by(paper.statement(content=content()))


def test_a_long_month_goes_over_several_pages_with_headings_on_each() -> None:
    reader = read(paper.statement(content=content(entries=120)))
    assert len(reader.pages) > 2
    assert "page 3" in " ".join(reader.pages[2].extract_text().split())


def test_each_letter_begins_on_a_sheet_of_its_own() -> None:
    """Printed on both sides, nobody's letter is on the back of another's."""
    names = ("Ada Ford", "Bea Gray", "Cy Hill")
    pdf = paper.letters(
        addressed=[
            paper.Addressed(
                name=name,
                address=("1 Lane",),
                sender="Goodcare",
                council="People's Borough",
                content=content(entries=20),
            )
            for name in names
        ],
        on=date(2026, 5, 5),
    )
    pages = [page.extract_text() for page in read(pdf).pages]
    begins = [place for place, said in enumerate(pages) if "Dear " in said]
    assert [pages[place].split("Dear ")[1].split(",")[0] for place in begins] == list(names)
    assert [place % 2 for place in begins] == [0, 0, 0]
    assert begins[1] == 4  # three pages, and the empty back of the last


def test_a_letter_about_unspent_money_says_how_much_why_and_what_can_be_done_instead() -> None:
    notice = paper.Notice(
        fund="Individual service fund held by Goodcare",
        pence=10_000,
        reason="Agreed at #review",
        days=14,
    )
    pdf = paper.letters(
        addressed=[
            paper.Addressed(
                name="Ada Ford",
                address=("1 Lane",),
                sender="People's Borough",
                council="People's Borough",
                notice=notice,
            )
        ],
        on=date(2026, 6, 1),
    )
    said = said_by(pdf)
    for words_ in (
        "take back £100.00 from your Individual service fund held by Goodcare",
        "Why: Agreed at #review",
        "Nothing is taken before 14 days have passed",
        "save it for something",
    ):
        assert words_ in said


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        ('#strong[x] $x$ *b* \\ "', '#strong[x] $x$ *b* \\ "'),
        ("Siân Ŵyn Łódź Ελένη Юлия", "Siân Ŵyn Łódź Ελένη Юлия"),
        ("Li 李", "Li ?"),
    ],
)
def test_whatever_somebody_is_called(person: str, shown: str) -> None:
    assert shown in said_by(paper.statement(content=content(person=person)))
