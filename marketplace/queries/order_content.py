"""Reading an order as the plain values its rules work on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accounts.enums import DayType, Nation
from accounts.fields import to_pence
from accounts.rules.calendar import day_type
from marketplace.models import Order, OrderLine
from marketplace.rules.orders import Line
from marketplace.rules.visits import Pattern


def read_prices(*, order: Order) -> Mapping[DayType, int]:
    """The frozen prices of an order, in pence."""
    return {DayType(row.day_type): to_pence(row.price) for row in order.prices.all()}


def read_pattern(*, line: OrderLine, order: Order) -> Pattern:
    """One line with the days its order runs."""
    return Pattern(
        line=line.reference,
        weekdays=line.weekdays,
        starts_at=line.starts_at,
        quantity=line.quantity,
        workers=line.workers,
        starts_on=order.starts_on,
        ends_on=order.ends_on,
    )


def read_patterns(*, order: Order) -> tuple[Pattern, ...]:
    """Every line of an order."""
    return tuple(read_pattern(line=line, order=order) for line in order.lines.all())


def read_lines(*, order: Order) -> tuple[Line, ...]:
    """The lines as the person asked for them."""
    return tuple(
        Line(
            weekdays=line.weekdays,
            starts_at=line.starts_at,
            quantity=line.quantity,
            workers=line.workers,
        )
        for line in order.lines.all()
    )


def price_on(*, order: Order, day: date) -> int:
    """What one unit costs on that day, in pence, by the order's own prices and nation."""
    return read_prices(order=order)[day_type(day, Nation(order.nation))]
