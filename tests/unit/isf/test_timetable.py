"""What a day asks of the books, and when a month is closed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from isf.rules import timetable

COMMANDS = Path(__file__).parents[3] / "isf" / "management" / "commands"
# Money commands that somebody decides to run; no day asks for them.
BY_HAND = {"end_holder", "give_notice", "record_death", "run_day", "uprate"}


def test_every_money_command_is_the_work_of_a_day_or_somebodys_decision() -> None:
    money = {
        path.stem for path in COMMANDS.glob("*.py") if "Command(MoneyCommand)" in path.read_text()
    }
    assert money - BY_HAND == {job.command for job in timetable.EVERY}


@pytest.mark.parametrize(
    ("on", "after_days", "closes"),
    [
        (date(2026, 5, 1), 1, date(2026, 4, 30)),
        (date(2026, 5, 9), 10, None),
        (date(2026, 5, 10), 10, date(2026, 4, 30)),
        (date(2026, 5, 31), 10, date(2026, 4, 30)),
        (date(2027, 1, 28), 28, date(2026, 12, 31)),
        (date(2027, 1, 27), 28, None),
    ],
)
def test_a_month_is_closed_so_many_days_after_its_end(
    on: date, after_days: int, closes: date | None
) -> None:
    assert timetable.month_to_close(on=on, after_days=after_days) == closes
