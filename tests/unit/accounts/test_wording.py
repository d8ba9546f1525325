"""Money, days and states are written the same everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import engines

from accounts.templatetags import shell
from accounts.web.presenters import wording


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (0, "£0.00"),
        (5, "£0.05"),
        (123456, "£1,234.56"),
        (100_000_000, "£1,000,000.00"),
        (-5, "−£0.05"),  # noqa: RUF001 - a true minus sign
        (-123456, "−£1,234.56"),  # noqa: RUF001
    ],
)
def test_pounds(pence: int, words: str) -> None:
    assert wording.pounds(pence=pence) == words


def test_minus_is_also_a_word() -> None:
    html = shell.money(-1250)
    assert "minus " in html
    assert "£12.50" in html
    assert html.count("aria-hidden") == 1


@pytest.mark.parametrize("wrong", [1.5, True, "", "12.50", None])
def test_only_whole_pence_are_money(wrong: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        shell.money(wrong)  # type: ignore[arg-type]


def test_component_fails_on_a_name_that_is_not_there() -> None:
    page = engines["django"].from_string("{% cotton money :pence=order.nothing %}{% endcotton %}")
    with pytest.raises(ValueError, match="invalid literal"):
        page.render({})


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (date(2026, 4, 3), date(2026, 4, 3), "3 April 2026"),
        (date(2026, 4, 3), date(2026, 4, 30), "3 to 30 April 2026"),
        (date(2026, 4, 3), date(2026, 5, 2), "3 April to 2 May 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 to 3 January 2027"),
        (date(2026, 4, 3), None, "from 3 April 2026, with no end date"),
    ],
)
def test_days(starts_on: date, ends_on: date | None, words: str) -> None:
    assert wording.days(starts_on=starts_on, ends_on=ends_on) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 7, 3, 13, 5, tzinfo=UTC), "3 July 2026 at 2:05pm"),
        (datetime(2026, 7, 3, 23, 30, tzinfo=UTC), "4 July 2026 at 12:30am"),
        (datetime(2026, 1, 3, 12, 0, tzinfo=UTC), "3 January 2026 at 12:00pm"),
    ],
)
def test_instant_is_told_by_the_clock_in_london(at: datetime, words: str) -> None:
    assert wording.instant(at=at) == words


def test_status() -> None:
    assert wording.status(code="QUERIED") == wording.Status(label="Queried", colour="red")
    assert wording.status(code="NEVER_SEEN") == wording.Status(label="Never seen", colour="blue")
    assert wording.status(code="PLACED", label="Waiting").label == "Waiting"
