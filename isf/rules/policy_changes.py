"""What a council's new numbers change for one fund: its weekly fee, and how much may lie in it."""

from dataclasses import dataclass, replace

from accounts.rules.registry import rule
from isf.rules.amounts import round_down
from isf.rules.fees import Caps, FeeTerms, as_agreed_terms, weekly_fee_on
from isf.rules.surplus import Standing, Surplus, review


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfFee:
    """A week's fee on the first day new caps would hold: by the caps so far, and by the new ones.

    Whole pence.
    """

    before_pence: int
    after_pence: int


@rule("ISF-FEE-3", "Who publishes new caps sees first whose fee they change, and by how much.")
def week_of_fee(*, terms: FeeTerms, caps: Caps) -> WeekOfFee:
    """The weekly fee before and after new caps, time away left out of account.

    An agreement that begins later is looked at on its own first day. Units: whole pence a week.
    Rounding: down, as fees are. Source: ISF-FEE-2, ISF-FEE-3.
    """
    day = max(caps.starts_on, terms.term.starts_on)
    agreed = as_agreed_terms(terms=terms)
    changed = replace(agreed, caps=(*agreed.caps, caps))
    return WeekOfFee(
        before_pence=round_down(weekly_fee_on(terms=agreed, day=day)),
        after_pence=round_down(weekly_fee_on(terms=changed, day=day)),
    )


@rule("ISF-ROL-5", "Who publishes another limit sees first which funds become a case, or none.")
def reviewed_with(*, standing: Standing, weeks: int) -> tuple[Surplus, Surplus]:
    """What a review would find today with the weeks so far, and with others.

    Units: whole pence. Source: ISF-ROL-5.
    """
    return review(standing=standing), review(standing=replace(standing, weeks=weeks))
