"""What there is to know about a fee before somebody asks for, or approves, a higher one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.web.presenters import wording as words_for
from isf.queries.fee_positions import FeePosition
from isf.web.presenters import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeQuestion:
    """The fee and its limits; `later` is what the agreement states on the first day asked."""

    title: str
    now: str
    later: str
    weekly_pence: int
    usual: str
    highest: str
    charged_pence: int
    counted_to: date | None


def today(*, now: FeePosition) -> FeeQuestion:
    """For who asks: the fee, the money and the limits as they are now."""
    return _question(now=now, then=now, title="The fee and its limits now", later="")


def asked(*, now: FeePosition, then: FeePosition, starts_on: date) -> FeeQuestion:
    """For who decides: the fee agreed now, and money and limits on the first day asked."""
    return _question(
        now=now,
        then=then,
        title=f"The fee and its limits on {words_for.day(on=starts_on)}",
        later="" if _said(then) == _said(now) else _said(then),
    )


def _question(*, now: FeePosition, then: FeePosition, title: str, later: str) -> FeeQuestion:
    return FeeQuestion(
        title=title,
        now=_said(now),
        later=later,
        weekly_pence=then.weekly_pence,
        usual=_limit(bp=then.soft_bp, pence=then.soft_weekly_pence),
        highest=_limit(bp=then.hard_bp, pence=then.hard_weekly_pence),
        charged_pence=now.charged_pence,
        counted_to=now.through_on,
    )


def _said(fee: FeePosition) -> str:
    stated = wording.fee(rate_bp=fee.rate_bp, weekly_pence=fee.stated_weekly_pence)
    if fee.rate_bp is None:
        return stated
    return f"{stated}, {words_for.pounds(pence=fee.stated_pence)} a week"


def _limit(*, bp: int, pence: int) -> str:
    weekly = words_for.pounds(pence=pence)
    return f"{wording.percent(bp=bp)} of the weekly money, {weekly} a week"
