"""Where the ink of a line chart goes; the page shows the same figures in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.web.presenters import wording

FEWEST_POINTS = 2  # fewer make no line
_STEPS = (1, 2, 5)
_LINES = 4
_TOP, _RIGHT, _BOTTOM, _LEFT = 16, 16, 40, 76
_PENCE_IN_A_POUND = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure: the words under it and the pence."""

    label: str
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words at a place in the picture."""

    x: int
    y: int
    text: str
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The picture at one width, in its own units."""

    name: str
    width: int
    height: int
    left: int
    right: int
    zero: int
    line: str
    area: str
    dots: tuple[Mark, ...]
    rungs: tuple[Mark, ...]
    labels: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A line over time: a title, one sentence of what it means, the figures and two pictures."""

    key: str
    title: str
    meaning: str
    label_heading: str
    value_heading: str
    points: tuple[Point, ...]
    frames: tuple[Frame, ...]


def line(
    *,
    key: str,
    title: str,
    meaning: str,
    points: Sequence[Point],
    label_heading: str = "When",
    value_heading: str = "What is left",
) -> Chart:
    """Draw the points evenly from left to right; needs at least two.

    `key` names the chart within its page; `meaning` is the sentence a person would say about it.
    """
    if len(points) < FEWEST_POINTS:
        raise ValueError("A line needs two points.")
    return Chart(
        key=key,
        title=title,
        meaning=meaning,
        label_heading=label_heading,
        value_heading=value_heading,
        points=tuple(points),
        frames=(
            _frame(name="wide", width=720, height=320, most_labels=6, points=points),
            _frame(name="narrow", width=320, height=260, most_labels=3, points=points),
        ),
    )


def _frame(
    *, name: str, width: int, height: int, most_labels: int, points: Sequence[Point]
) -> Frame:
    rungs = _ladder(lowest=min(p.pence for p in points), highest=max(p.pence for p in points))
    inner_width, inner_height = width - _LEFT - _RIGHT, height - _TOP - _BOTTOM

    def across(index: int) -> int:
        return _LEFT + inner_width * index // (len(points) - 1)

    def down(pence: int) -> int:
        return _TOP + inner_height * (rungs[-1] - pence) // (rungs[-1] - rungs[0])

    dots = tuple(
        Mark(x=across(index), y=down(point.pence), text=point.label)
        for index, point in enumerate(points)
    )
    path = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    zero = down(0)
    return Frame(
        name=name,
        width=width,
        height=height,
        left=_LEFT,
        right=width - _RIGHT,
        zero=zero,
        line=path,
        area=f"{dots[0].x},{zero} {path} {dots[-1].x},{zero}",
        dots=dots,
        rungs=tuple(Mark(x=_LEFT - 8, y=down(rung), text=_short(pence=rung)) for rung in rungs),
        labels=_spread(dots=dots, most=most_labels, y=height - 12),
    )


def _ladder(*, lowest: int, highest: int) -> list[int]:
    """Choose round amounts from below the lowest (never above zero) to above the highest."""
    bottom, top = min(lowest, 0), max(highest, _PENCE_IN_A_POUND)
    step = next(
        size
        for power in range(2, 15)
        for size in (digit * 10**power for digit in _STEPS)
        if size * _LINES >= top - bottom
    )
    first, last = bottom // step, -(-top // step)
    return [step * rung for rung in range(first, last + 1)]


def _short(*, pence: int) -> str:
    return wording.pounds(pence=pence).removesuffix(".00")


def _spread(*, dots: Sequence[Mark], most: int, y: int) -> tuple[Mark, ...]:
    """Label as many points as fit, evenly, always the last."""
    last = len(dots) - 1
    step = -(-last // (most - 1))
    chosen = range(last % step, last + 1, step)
    ends = {0: "first", last: "last"}
    return tuple(
        Mark(x=dots[index].x, y=y, text=dots[index].text, end=ends.get(index, "x"))
        for index in chosen
    )
