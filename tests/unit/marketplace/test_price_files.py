"""Reading the bytes a spreadsheet saves, and refusing what is no price list."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from marketplace.rules import price_files
from marketplace.rules.price_files import Column, FileProblem, Unreadable

HEAD = "offer,title,who comes,monday to friday,saturday,sunday,bank holiday,from"
ROW = "1b4e28ba-2fa1-41d2-883f-0016d3cca427,Café,Support worker,£24.10,26.10,27.10,34.10,"


def text(*rows: str, head: str = HEAD, end: str = "\r\n") -> str:
    return end.join([head, *rows, ""])


def refused(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as found:
        price_files.read(content=content)
    return found.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_each_encoding_a_spreadsheet_saves_reads_the_same(encoding, end):
    (line,) = price_files.read(content=text(ROW, end=end).encode(encoding))
    assert line.number == 2
    assert line.cells[Column.TITLE] == "Café"
    assert line.cells[Column.WEEKDAY] == "£24.10"
    assert line.cells[Column.FROM] == ""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("told", [True, False])
def test_each_separator_is_found(separator, told):
    body = text(ROW).replace(",", separator)
    if told:
        body = f"sep={separator}\r\n{body}"
    (line,) = price_files.read(content=body.encode())
    assert (line.number, line.cells[Column.BANK_HOLIDAY]) == (2, "34.10")


def test_rows_are_numbered_as_the_spreadsheet_numbers_them():
    quoted = ROW.replace("Café", '"Café, with\nmusic"')
    found = price_files.read(content=text(quoted, "", ",,,,,,,", ROW).encode())
    assert [line.number for line in found] == [2, 5]
    assert found[0].cells[Column.TITLE] == "Café, with music"


def test_names_of_columns_may_be_in_any_order_and_case():
    head = "From,Bank Holiday,SUNDAY,Saturday,Monday to  Friday,Who comes,Offer"
    (line,) = price_files.read(content=text("2026-07-01,1,2,3,4,x,y", head=head).encode())
    assert line.cells[Column.OFFER] == "y"
    assert line.cells[Column.TITLE] == ""


@pytest.mark.parametrize(
    ("head", "row", "is_too_long"),
    [
        (HEAD, ROW, False),
        (HEAD, f"{ROW},5", True),
        (HEAD, ROW.replace("24.10", "24,10"), True),
        (f"{HEAD},,", f"{ROW},,", False),
        (f"{HEAD},,", f"{ROW},,5", True),
    ],
)
def test_a_comma_too_many_is_noticed(head, row, is_too_long):
    (line,) = price_files.read(content=text(row, head=head).encode())
    assert line.is_too_long is is_too_long


def workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "0" * 100_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b"\xef\xbb\xbf \r\n", FileProblem.EMPTY),
        (b"x" * (price_files.MOST_BYTES + 1), FileProblem.TOO_BIG),
        (workbook(), FileProblem.WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileProblem.WORKBOOK),
        (text(ROW).encode("utf-16"), FileProblem.UTF_16),
        (gzip.compress(text(ROW).encode()), FileProblem.NOT_TEXT),
        (text(ROW).encode() + b"\x00", FileProblem.NOT_TEXT),
        (text(ROW).encode() + b"\x1b[2J", FileProblem.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00", FileProblem.NOT_TEXT),
        (text('"never closed').encode(), FileProblem.QUOTES),
        (text(*[ROW] * (price_files.MOST_ROWS + 1)).encode(), FileProblem.TOO_MANY_ROWS),
        (text(*[",,"] * (2 * price_files.MOST_ROWS)).encode(), FileProblem.TOO_MANY_ROWS),
    ],
)
def test_what_is_no_price_list_is_refused(content, problem):
    assert refused(content).problem is problem


@pytest.mark.parametrize(
    ("head", "problem", "names"),
    [
        (HEAD.replace(",from", ""), FileProblem.COLUMNS_MISSING, ("from",)),
        (f"{HEAD},discount", FileProblem.COLUMNS_UNKNOWN, ("discount",)),
        (f"{HEAD},sunday", FileProblem.COLUMN_TWICE, ("sunday",)),
    ],
)
def test_the_first_row_names_the_columns(head, problem, names):
    found = refused(text(head=head).encode())
    assert (found.problem, found.names) == (problem, names)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "=cmd|' /C calc'!A0"]
)
def test_a_cell_that_would_be_a_formula_is_written_as_text(cell):
    written = price_files.write(rows=[[cell]]).decode("utf-8-sig")
    assert written.lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", ["24.10", "Help at home", "", "a=b", "Fish & chips"])
def test_other_cells_are_written_as_they_are(cell):
    assert price_files.inert(text=cell) == cell


def test_what_is_written_is_read_again():
    rows = [HEAD.split(","), ROW.split(",")]
    (line,) = price_files.read(content=price_files.write(rows=rows))
    assert line.cells[Column.TITLE] == "Café"
