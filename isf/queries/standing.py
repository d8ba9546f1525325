"""What a fund has to set against a new order, read once and in a handful of queries."""

from collections.abc import Sequence
from datetime import date

from accounts.rules.calendar import week_of
from isf.enums import FundState
from isf.models import Fund
from isf.queries.funding import funded
from isf.queries.policies import get_policy
from isf.queries.terms import fee_terms, list_promises, running_plans
from isf.rules.placing import Standing
from isf.rules.promises import Purse
from isf.rules.tied_parts import Part, of_part
from isf.rules.words import part_name


def get_standing(
    *,
    fund: Fund,
    state: str,
    from_on: date,
    on: date,
    part: str = "",
    parts: Sequence[Part] = (),
    left_pence: int = 0,
) -> Standing:
    """A fund as it stands on a day for service from another; orders that ended before do not count.

    `state` is the fund's as the caller knows it, under a lock or not. Of a budget with `parts` only
    what one part brings counts, and only orders for that part; untied money brings nothing.
    `left_pence` is what is left to use of that part, for a refusal to say.
    Source: ISF-RES-6, ISF-BUY-1, ISF-RES-5.
    """
    monday = week_of(day=from_on)
    promises = [row for row in list_promises(fund_id=fund.pk, from_on=monday) if row.part == part]
    terms = fee_terms(fund=fund)
    return Standing(
        terms=of_part(terms=terms, part=part, parts=parts) if parts else terms,
        running=tuple(running_plans(promises=promises, on=monday)),
        funded_through=funded(fund=fund).through_on,
        is_open=state == FundState.OPEN,
        purse=_purse(part, parts, left_pence),
        may_not_buy=frozenset(get_policy(authority_id=fund.authority_id, on=on).may_not_buy),
    )


def _purse(part: str, parts: Sequence[Part], left_pence: int) -> Purse | None:
    """Which money of a tied budget an order asks for; None where nothing is tied."""
    if not parts:
        return None
    return Purse(name=part_name(code=part, parts=parts), available_pence=max(left_pence, 0))
