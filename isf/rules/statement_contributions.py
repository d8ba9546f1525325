"""What a person's contribution came to in a month, as an issued statement keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from accounts.rules.registry import rule
from isf.enums import ContributionMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """What was due and paid from the beginning up to a day, by whom it is paid to; whole pence."""

    due: Mapping[ContributionMode, int]
    paid: Mapping[ContributionMode, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionMonth:
    """Due and paid in a month, to the fund and to the council, and owed at its end; whole pence."""

    due_pence: int
    into_fund_pence: int
    to_council_pence: int
    owed_pence: int


@rule("ISF-FUN-3", "A statement says what of a contribution became due, was paid, and is owed.")
def month(*, before: Through, now: Through) -> ContributionMonth:
    """The month between two days; what is paid ahead of one payee is owed less to no other.

    Units: whole pence. Source: ISF-FUN-2, ISF-FUN-3.
    """
    paid = {mode: now.paid[mode] - before.paid[mode] for mode in ContributionMode}
    return ContributionMonth(
        due_pence=sum(now.due.values()) - sum(before.due.values()),
        into_fund_pence=paid[ContributionMode.NET],
        to_council_pence=paid[ContributionMode.GROSS],
        owed_pence=sum(max(now.due[mode] - now.paid[mode], 0) for mode in ContributionMode),
    )


def plain(*, month: ContributionMonth | None) -> list[int] | None:
    """A month as an issued statement keeps it; nothing where nothing was agreed. Source: LED-7."""
    return None if month is None else list(astuple(month))


def read(*, plain: Sequence[int] | None) -> ContributionMonth | None:
    """A month as it was kept. Errors: ValueError. Source: ISF-LED-7."""
    if plain is None:
        return None
    due, into_fund, to_council, owed = plain
    return ContributionMonth(
        due_pence=due,
        into_fund_pence=into_fund,
        to_council_pence=to_council,
        owed_pence=owed,
    )
