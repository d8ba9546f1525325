"""Reading the bytes of a price list as rows of named cells, and writing cells that stay text."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 1_000_000
MOST_ROWS = 5_000

_SEPARATORS = ",;\t"
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BLANKS = "\t\r\n"
# A spreadsheet takes text that begins so for a formula and runs it.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Column(StrEnum):
    """The columns of a price list, as its first row names them."""

    OFFER = "offer"
    TITLE = "title"
    WORKER = "who comes"
    WEEKDAY = "monday to friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    BANK_HOLIDAY = "bank holiday"
    FROM = "from"


REQUIRED = tuple(column for column in Column if column is not Column.TITLE)


class FileProblem(StrEnum):
    """Why a file cannot be read as a price list at all."""

    EMPTY = "EMPTY"
    TOO_BIG = "TOO_BIG"
    WORKBOOK = "WORKBOOK"
    UTF_16 = "UTF_16"
    NOT_TEXT = "NOT_TEXT"
    COLUMNS_MISSING = "COLUMNS_MISSING"
    COLUMNS_UNKNOWN = "COLUMNS_UNKNOWN"
    COLUMN_TWICE = "COLUMN_TWICE"
    QUOTES = "QUOTES"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"


@dataclass(eq=False)
class Unreadable(Exception):
    """The file is no price list; `names` are the columns meant."""

    problem: FileProblem
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row below the first, numbered as a spreadsheet numbers it; cells without blanks."""

    number: int
    cells: Mapping[Column, str]
    is_too_long: bool = False


def read(*, content: bytes) -> tuple[Line, ...]:
    """The rows of a price list: UTF-8 or Windows-1252, separated by comma, semicolon or tab.

    Rows without a word are left out. Raises Unreadable.
    """
    rows = _rows(_text(content))
    names = rows[0][1]
    columns = _columns(names)
    lines = tuple(_line(number, row, columns, len(names)) for number, row in rows[1:] if any(row))
    if len(lines) > MOST_ROWS:
        raise Unreadable(FileProblem.TOO_MANY_ROWS)
    return lines


def write(*, rows: Sequence[Sequence[str]]) -> bytes:
    """A price list as spreadsheets open it: UTF-8 with its mark, every cell plain text."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([inert(text=cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def inert(*, text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    begins = text.startswith(_FORMULAS) or text.lstrip().startswith(_FORMULAS)
    return f"'{text}" if begins else text


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Unreadable(FileProblem.TOO_BIG)
    if content.startswith(_WORKBOOKS):
        raise Unreadable(FileProblem.WORKBOOK)
    if content.startswith(_UTF_16):
        raise Unreadable(FileProblem.UTF_16)
    text = _decoded(content)
    if any(unicodedata.category(char) == "Cc" and char not in _BLANKS for char in text):
        raise Unreadable(FileProblem.NOT_TEXT)
    if not text.strip():
        raise Unreadable(FileProblem.EMPTY)
    return text


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(FileProblem.NOT_TEXT)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Number the rows; Excel's own first line `sep=;` is no row, and blank cells are empty."""
    first, _, rest = text.partition("\n")
    told = first.strip().casefold()
    if told.startswith("sep=") and told.removeprefix("sep=") in _SEPARATORS:
        text = rest
    begins = next(line for line in text.splitlines() if line.strip())
    separator = max(_SEPARATORS, key=begins.count)
    try:
        return list(
            _numbered(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        )
    except csv.Error as broken:
        raise Unreadable(FileProblem.QUOTES) from broken


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    seen = 0
    for number, row in enumerate(reader, start=1):
        cells = [" ".join(cell.split()) for cell in row]
        if seen or any(cells):
            seen += 1
            yield number, cells
        if seen > 2 * MOST_ROWS:
            raise Unreadable(FileProblem.TOO_MANY_ROWS)


def _columns(names: list[str]) -> list[Column]:
    while names and not names[-1]:
        names = names[:-1]
    told = [name.casefold() for name in names]
    if twice := tuple(name for name in dict.fromkeys(told) if told.count(name) > 1):
        raise Unreadable(FileProblem.COLUMN_TWICE, twice)
    if missing := tuple(column for column in REQUIRED if column not in told):
        raise Unreadable(FileProblem.COLUMNS_MISSING, missing)
    if unknown := tuple(name for name in names if name.casefold() not in list(Column)):
        raise Unreadable(FileProblem.COLUMNS_UNKNOWN, unknown)
    return [Column(name) for name in told]


def _line(number: int, row: list[str], columns: list[Column], width: int) -> Line:
    """Longer than the first row, if only by an empty cell: a comma stands where none should."""
    cells = dict.fromkeys(Column, "") | dict(zip(columns, row, strict=False))
    is_too_long = len(row) > width or any(row[len(columns) :])
    return Line(number=number, cells=cells, is_too_long=is_too_long)
