"""Notice: its last day to the day, what is too short, which of several stands, who is asked."""

from __future__ import annotations

from datetime import date

import pytest

from isf.enums import NoticeKind, NoticeParty
from isf.rules import notice
from isf.rules.notice import NoticeInThePast, NoticeTooShort, ReasonMissing, Terms

LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 5, 4)


def terms(kind: NoticeKind = NoticeKind.DAYS, days: int = 28, starts_on: date = LONG_AGO) -> Terms:
    return Terms(kind=kind, days=days, starts_on=starts_on)


@pytest.mark.rule("ISF-POR-1")
@pytest.mark.parametrize(
    ("kind", "days", "received", "last"),
    [
        (NoticeKind.DAYS, 28, "2026-04-27", "2026-05-25"),
        (NoticeKind.DAYS, 28, "2028-02-01", "2028-02-29"),
        (NoticeKind.DAYS, 0, "2026-05-04", "2026-05-04"),
        (NoticeKind.DAYS, 1, "2026-12-31", "2027-01-01"),
        (NoticeKind.MONTH, 28, "2027-01-31", "2027-02-28"),
        (NoticeKind.MONTH, 28, "2027-01-28", "2027-02-28"),
        (NoticeKind.MONTH, 28, "2027-01-27", "2027-02-27"),
        (NoticeKind.MONTH, 28, "2028-01-30", "2028-02-29"),
        (NoticeKind.MONTH, 28, "2026-12-31", "2027-01-31"),
        (NoticeKind.MONTH, 28, "2026-03-31", "2026-04-30"),
    ],
)
def test_the_last_day(kind: NoticeKind, days: int, received: str, last: str) -> None:
    found = notice.earliest_last_day(
        terms=terms(kind, days), received_on=date.fromisoformat(received)
    )
    assert found == date.fromisoformat(last)


@pytest.mark.rule("ISF-POR-1")
def test_a_fund_that_has_not_begun_ends_on_its_first_day_at_the_earliest() -> None:
    later = terms(starts_on=date(2026, 7, 1))
    assert notice.earliest_last_day(terms=later, received_on=TODAY) == date(2026, 7, 1)


@pytest.mark.rule("ISF-POR-1")
def test_one_day_too_short_is_refused_and_names_the_earliest() -> None:
    earliest = date(2026, 6, 1)
    with pytest.raises(NoticeTooShort) as refusal:
        day(asked=date(2026, 5, 31), earliest=earliest)
    assert refusal.value.earliest == earliest
    assert day(asked=earliest, earliest=earliest) == earliest
    assert day(asked=date(2026, 6, 2), earliest=earliest) == date(2026, 6, 2)
    assert day(asked=None, earliest=earliest) == earliest


def day(*, asked: date | None, earliest: date, shorter: bool = False) -> date:
    return notice.check_day(asked=asked, earliest=earliest, shorter=shorter, today=TODAY)


@pytest.mark.rule("ISF-POR-1")
def test_shorter_notice_ends_today_at_the_earliest() -> None:
    earliest = date(2026, 6, 1)
    assert day(asked=TODAY, earliest=earliest, shorter=True) == TODAY
    with pytest.raises(NoticeInThePast):
        day(asked=date(2026, 5, 3), earliest=earliest, shorter=True)


@pytest.mark.rule("ISF-POR-1")
def test_notice_of_long_ago_does_not_end_a_fund_in_the_past() -> None:
    with pytest.raises(NoticeInThePast):
        day(asked=None, earliest=date(2026, 5, 3))
    assert day(asked=None, earliest=TODAY) == TODAY


@pytest.mark.rule("ISF-POR-1")
def test_nothing_is_received_tomorrow() -> None:
    notice.check_received(received_on=TODAY, today=TODAY)
    with pytest.raises(NoticeInThePast):
        notice.check_received(received_on=date(2026, 5, 5), today=TODAY)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_safeguarding_says_why(reason: str) -> None:
    with pytest.raises(ReasonMissing):
        notice.check_reason(reason=reason)


@pytest.mark.rule("ISF-POR-1")
def test_the_earliest_of_several_stands() -> None:
    first, second = date(2026, 6, 1), date(2026, 6, 20)
    assert notice.standing_end(agreed_on=None, notices=[second, first]) == first
    assert notice.standing_end(agreed_on=date(2026, 5, 20), notices=[first]) == date(2026, 5, 20)
    assert notice.standing_end(agreed_on=second, notices=[]) == second
    assert notice.standing_end(agreed_on=None, notices=[]) is None


@pytest.mark.rule("ISF-POR-1")
@pytest.mark.parametrize(
    ("party", "another", "other"),
    [
        (NoticeParty.PERSON, True, NoticeParty.HOLDER),
        (NoticeParty.PERSON, False, NoticeParty.COUNCIL),
        (NoticeParty.HOLDER, True, NoticeParty.PERSON),
        (NoticeParty.COUNCIL, True, NoticeParty.PERSON),
        (NoticeParty.COUNCIL, False, NoticeParty.PERSON),
    ],
)
def test_who_has_to_agree(party: NoticeParty, another: bool, other: NoticeParty) -> None:
    assert notice.other_side(party=party, held_by_another=another) == other
