"""The ink of a chart stands where its figures say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.web.presenters import chart


def drawn(*pence: int) -> chart.Chart:
    points = [chart.Point(label=str(index), pence=each) for index, each in enumerate(pence)]
    return chart.line(key="k", title="t", meaning="m", points=points)


def test_rungs_are_round_amounts_around_the_figures() -> None:
    wide, narrow = drawn(192_000, 50_000, -9_000).frames
    assert [rung.text for rung in wide.rungs] == ["−£1,000", "£0", "£1,000", "£2,000"]  # noqa: RUF001
    assert [rung.text for rung in narrow.rungs] == [rung.text for rung in wide.rungs]


def test_more_money_stands_higher() -> None:
    frame = drawn(10_000, 5_000, 0).frames[0]
    heights = [dot.y for dot in frame.dots]
    assert heights == sorted(heights)
    assert heights[-1] == frame.zero


def test_the_last_label_is_always_there() -> None:
    for frame in drawn(*range(0, 3_700, 100)).frames:
        assert frame.labels[-1].text == "36"
        assert len(frame.labels) <= 6


def test_a_line_needs_two_points() -> None:
    with pytest.raises(ValueError, match="two points"):
        drawn(100)


@given(st.lists(st.integers(-(10**11), 10**11), min_size=2, max_size=60))
def test_everything_stays_inside_the_picture(pence: list[int]) -> None:
    for frame in drawn(*pence).frames:
        assert all(frame.left <= dot.x <= frame.right for dot in frame.dots)
        assert all(0 <= dot.y <= frame.height for dot in frame.dots)
        assert 2 <= len(frame.rungs) <= 6
        across = [label.x for label in frame.labels]
        assert across == sorted(set(across))
