"""What can be wrong with a price list, in words, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.rules.price_cells import Trouble
from marketplace.rules.price_files import MOST_ROWS, FileProblem

_SAVE = "In your spreadsheet choose “Save as”, then “CSV UTF-8”, and send that file"
_TEMPLATE = "Download the template and fill that in"

FILES: Mapping[FileProblem, str] = {
    FileProblem.EMPTY: f"The file is empty. {_TEMPLATE}",
    FileProblem.TOO_BIG: "The file is larger than 1 MB. Send it in parts",
    FileProblem.WORKBOOK: f"This is a workbook or a packed file, not a CSV file. {_SAVE}",
    FileProblem.UTF_16: f"The file is saved as “Unicode text”. {_SAVE}",
    FileProblem.NOT_TEXT: f"This is not a CSV file: there is more than text in it. {_SAVE}",
    FileProblem.COLUMNS_MISSING: "The first row lacks these columns: {names}. " + _TEMPLATE,
    FileProblem.COLUMNS_UNKNOWN: "The first row has columns nobody knows: {names}. Take them away",
    FileProblem.COLUMN_TWICE: "The first row has a column twice: {names}. Take one away",
    FileProblem.QUOTES: "A quotation mark is opened and never closed, or stands inside a cell "
    f"alone. {_SAVE}",
    FileProblem.TOO_MANY_ROWS: f"The file has more than {MOST_ROWS:,} rows. Send it in parts",
}

_PRICE = "Write pounds and pence, such as 24.10"
_DAY = "Write it as 2026-07-01 or 01/07/2026"

TROUBLES: Mapping[Trouble, tuple[str, str]] = {
    Trouble.ROW_TOO_LONG: (
        "The row has more cells than there are columns",
        "Look for a comma too many, and put words with a comma into quotation marks",
    ),
    Trouble.ROW_TWICE: (
        "Another row above is about the same offer and the same who comes",
        "Keep one of them",
    ),
    Trouble.OFFER_MISSING: ("The offer is missing", "Copy it from the template"),
    Trouble.OFFER_UNKNOWN: (
        "You have no such offer on the market today",
        "Copy the long number from the template, or take the row away",
    ),
    Trouble.DRAFT_WAITING: (
        "This offer has changes that are not published",
        "Publish them first, or take the row away",
    ),
    Trouble.VERSION_WAITING: (
        "Other changes of this offer begin on {first}",
        "Change its prices on its own page, or take the row away",
    ),
    Trouble.WORKER_UNKNOWN: (
        "The offer has no price for this kind of worker",
        "Copy the words from the template",
    ),
    Trouble.PRICE_MISSING: (
        "The price is missing",
        "Enter the price, or take the whole row away to leave it as it is",
    ),
    Trouble.PRICE_NOT_OFFERED: (
        "The offer has no price for this kind of day",
        "Leave the cell empty, or add the day on the page of the offer first",
    ),
    Trouble.PRICE_UNREADABLE: ("This is not a price", _PRICE),
    Trouble.PRICE_DECIMAL_COMMA: ("The pence stand after a comma", "Write 24.10, with a full stop"),
    Trouble.PRICE_ROUNDED: (
        "The spreadsheet has shortened the number",
        "Format the column as a number with two decimals and enter it again",
    ),
    Trouble.PRICE_PARTS_OF_PENNY: ("There are parts of a penny", "Write two decimals at most"),
    Trouble.PRICE_NOT_POSITIVE: ("A price is more than nothing", _PRICE),
    Trouble.PRICE_TOO_HIGH: ("A price is at most £10,000.00", "Look for a missing full stop"),
    Trouble.DAY_UNREADABLE: ("This is not a day", _DAY),
    Trouble.DAY_IS_NUMBER: (
        "The spreadsheet has turned the day into a number",
        "Format the column as a date and enter the day again",
    ),
    Trouble.DAY_NOT_IN_CALENDAR: ("This day is not in the calendar", _DAY),
    Trouble.DAY_PAST: (
        "The day has passed",
        "Enter {first} or later, or leave the cell empty",
    ),
    Trouble.DAY_TOO_FAR: ("The day is more than a year away", "Enter a day within a year"),
    Trouble.DAYS_DIFFER: (
        "The rows of this offer say different days",
        "Enter the same day in each of them",
    ),
    Trouble.RISE_TOO_SOON: (
        "A higher price needs 28 days of notice",
        "Enter {first} or later, or leave the cell empty",
    ),
}
