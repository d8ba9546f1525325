"""What a fund has to set against a new order, read once and in a handful of queries."""

from datetime import date

from accounts.rules.calendar import week_of
from isf.enums import FundState
from isf.models import Fund
from isf.queries.funding import funded
from isf.queries.policies import get_policy
from isf.queries.terms import fee_terms, list_promises, running_plans
from isf.rules.placing import Standing


def get_standing(*, fund: Fund, state: str, from_on: date, on: date) -> Standing:
    """A fund as it stands on a day for service from another; orders that ended before do not count.

    `state` is the fund's as the caller knows it, under a lock or not. Source: ISF-RES-6, ISF-BUY-1.
    """
    monday = week_of(day=from_on)
    promises = list_promises(fund_id=fund.pk, from_on=monday)
    return Standing(
        terms=fee_terms(fund=fund),
        running=tuple(running_plans(promises=promises, on=monday)),
        funded_through=funded(fund=fund).through_on,
        is_open=state == FundState.OPEN,
        may_not_buy=frozenset(get_policy(authority_id=fund.authority_id, on=on).may_not_buy),
    )
