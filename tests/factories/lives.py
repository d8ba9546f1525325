"""A life of two funds in which there is a bit of everything the ledger can say."""

from __future__ import annotations

from datetime import timedelta

from isf.operations import months
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, line_sent, noon

LATER = MONDAY + timedelta(days=40)


def two_funds() -> Borough:
    """Two funds with orders, a bill, an entry dated back, a fee and a closed month."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund, weeks=8)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY)
    borough.approve(borough.bill(fund, [line_sent(order, MONDAY)]))
    borough.grant(fund, 700, key="friday", on=MONDAY + 4 * DAY)
    borough.grant(fund, 300, key="late", on=MONDAY + DAY)
    other = borough.open_fund(person=make.Person(authority=borough.authority))
    borough.pay(other)
    borough.charge(fund, MONDAY, on=LATER)
    months.close(
        authority_id=borough.authority.pk,
        month=MONDAY,
        by=borough.finance,
        at=noon(LATER),
        on=LATER,
    )
    return borough
