"""What the published terms mean for a person who ends an order."""

from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.enums import CancellationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Notice and cancellation as the offer version published them."""

    notice_days: int
    kind: CancellationKind
    amount_pence: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The end of an order told on a day: which last days keep the notice, and the charge if not.

    `charged_until` is the last day of a charge by days, counted from the day after telling.
    """

    notice_ends_on: date
    within_notice: bool
    charge_pence: int = 0
    charged_until: date | None = None


@dataclass(eq=False)
class EndsInThePast(Exception):
    """The last day of an order is today or later: what was delivered stays delivered."""

    earliest: date


@dataclass(eq=False)
class EndsAfterItsEnd(Exception):
    """The order already ends sooner than that."""

    ends_on: date


def notice_ends_on(*, told_on: date, notice_days: int) -> date:
    """The last day of the notice: n days after the day it is given, which counts itself."""
    return told_on + timedelta(days=notice_days)


def ending(*, terms: Terms, told_on: date, last_day: date) -> Ending:
    """What ending on `last_day` means when the provider is told on `told_on`.

    Source: ISF-POR-2 (a charge only if the accepted offer version published it).
    """
    notice = notice_ends_on(told_on=told_on, notice_days=terms.notice_days)
    if last_day >= notice or terms.kind is CancellationKind.NONE:
        return Ending(notice_ends_on=notice, within_notice=last_day >= notice)
    if terms.kind is CancellationKind.AMOUNT:
        return Ending(notice_ends_on=notice, within_notice=False, charge_pence=terms.amount_pence)
    until = told_on + timedelta(days=terms.days)
    return Ending(
        notice_ends_on=notice,
        within_notice=False,
        charged_until=until if until > last_day else None,
    )


def check_last_day(*, told_on: date, last_day: date, ends_on: date | None) -> None:
    """Refuse a last day in the past, or after the end the order already has.

    Raises EndsInThePast, EndsAfterItsEnd.
    """
    if last_day < told_on:
        raise EndsInThePast(told_on)
    if ends_on is not None and last_day > ends_on:
        raise EndsAfterItsEnd(ends_on)
