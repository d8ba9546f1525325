"""Unspent money that a council decided to take back, with the letter on its way."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.enums import LettersBy
from accounts.permissions import Actor
from isf.models import Case, Recovery
from isf.operations import letters, recoveries, surplus
from tests.factories.money import noon


def reviewed(fund: Any, *, by: Actor, on: date) -> surplus.Reviewed:
    """One fund looked at on a day."""
    return surplus.review_fund(fund_id=fund.pk, by=by, at=noon(on), on=on)


def decided(case: Case, *, pence: int, by: Actor, on: date, reason: str = "Not used") -> Recovery:
    """What is to be taken back; the letter waits."""
    return recoveries.decide(case_id=case.pk, pence=pence, reason=reason, by=by, at=noon(on), on=on)


def posted(recovery: Recovery, *, by: Actor, on: date) -> None:
    """The letter goes out on a day, whichever way the person chose."""
    letter = recovery.letter
    if letter.way == LettersBy.EMAIL:
        assert letters.send(letter_id=letter.pk, by=by, at=noon(on))
    else:
        assert letters.mark_posted(references=[letter.reference], by=by, at=noon(on)) == 1


def taken(recovery: Recovery, *, by: Actor, on: date) -> recoveries.Recovered:
    """The money taken back, or a refusal."""
    return recoveries.recover(recovery_id=recovery.pk, by=by, at=noon(on), on=on)
