"""Reading an offer version as the plain values its rules work on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts.enums import DayType
from accounts.fields import to_pence
from marketplace.enums import CancellationKind, Category, Grade, Unit, VatTreatment
from marketplace.models import OfferVersion
from marketplace.rules.ending import Terms
from marketplace.rules.orders import Offered
from marketplace.rules.price_rises import PriceGrid, lowest
from marketplace.rules.versions import Content, NotReady, Problem, check


def read_prices(*, version: OfferVersion) -> PriceGrid:
    """The price grid in pence, in the order it was written."""
    return {
        (Grade(row.grade), DayType(row.day_type)): to_pence(row.price)
        for row in version.prices.all()
    }


def read_terms(*, version: OfferVersion) -> Terms:
    """Notice and cancellation as published."""
    amount = version.cancellation_amount
    return Terms(
        notice_days=version.notice_days,
        kind=CancellationKind(version.cancellation),
        amount_pence=to_pence(amount) if amount else 0,
        days=version.cancellation_days or 0,
    )


def read_offered(*, version: OfferVersion) -> Offered:
    """What an order is held against."""
    return Offered(
        unit=Unit(version.unit),
        grades=frozenset(grade for grade, _ in read_prices(version=version)),
        weekdays=version.weekdays,
        opens_at=version.opens_at,
        closes_at=version.closes_at,
    )


def read(*, version: OfferVersion) -> Content:
    """Everything the provider wrote; money in pence."""
    terms = read_terms(version=version)
    return Content(
        title=version.title,
        category=Category(version.category),
        included=version.included,
        areas=frozenset(area.reference for area in version.areas.all()),
        unit=Unit(version.unit),
        notice_days=terms.notice_days,
        cancellation=terms.kind,
        cancellation_pence=terms.amount_pence,
        cancellation_days=terms.days,
        vat=VatTreatment(version.vat),
        vat_reason=version.vat_reason,
        weekdays=version.weekdays,
        opens_at=version.opens_at,
        closes_at=version.closes_at,
        availability_note=version.availability_note,
        starts_on=version.starts_on,
        prices=read_prices(version=version),
    )


def list_standing(*, versions: Iterable[OfferVersion], on: date) -> list[OfferVersion]:
    """Of an offer's versions, the newest first, the one in force and those that wait to follow."""
    published = [row for row in versions if row.published_at is not None]
    in_force = next((row.number for row in published if row.starts_on <= on), 0)
    return [row for row in published if row.number >= in_force]


def read_promised(*, versions: Iterable[OfferVersion], on: date) -> PriceGrid:
    """The lowest price of each cell that is in force or to come: a higher one is a rise."""
    standing = list_standing(versions=versions, on=on)
    return lowest(grids=[read_prices(version=row) for row in standing])


def list_problems(
    *, version: OfferVersion, promised: PriceGrid, today: date
) -> tuple[Problem, ...]:
    """Everything that keeps a draft from being published; nothing when it is ready."""
    try:
        check(content=read(version=version), promised=promised, today=today)
    except NotReady as refused:
        return refused.problems
    return ()
