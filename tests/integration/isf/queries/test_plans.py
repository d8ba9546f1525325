"""What is asked of the journal is led to by an index: no question reads the books of everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from isf.enums import AccountKind
from isf.models import Fund
from isf.models.journal import LedgerAccount, Posting
from isf.operations import months
from isf.queries import (
    balances,
    carried,
    contributions,
    entries,
    issued_figures,
    snapshots,
    statements,
    surplus,
)
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.plans import read_whole

pytestmark = pytest.mark.django_db
JOURNAL = ("isf_posting", "isf_journalentry", "isf_reservationevent")
LATER = MONDAY + 8 * WEEK


@pytest.fixture
def fund() -> Fund:
    """A fund that was paid, and its council's closed month."""
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    months.close(
        authority_id=borough.authority.pk,
        month=MONDAY,
        by=borough.finance,
        at=noon(LATER),
        on=LATER,
    )
    borough.grant(fund, 5, on=LATER)
    return fund


def council(fund: Fund) -> LedgerAccount:
    return LedgerAccount.objects.get(authority=fund.authority_id, kind=AccountKind.COUNCIL)


ASKED: dict[str, Callable[[Fund], object]] = {
    "a statement": lambda fund: statements.get(fund=fund, month=LATER, on=LATER + timedelta(40)),
    "a past balance": lambda fund: balances.posted_on(account_id=account(fund).pk, day=LATER),
    "a shared balance": lambda fund: balances.shared_balance(account=council(fund)),
    "a shared balance of a past day": lambda fund: balances.shared_balance(
        account=council(fund), through_on=LATER
    ),
    "an exported balance": lambda fund: balances.posted_sum_on(
        account_id=council(fund).pk, day=LATER
    ),
    "the check of closed months": lambda fund: list(
        snapshots.wrong_snapshots(authority_id=fund.authority_id)
    ),
    "the weeks carried": lambda fund: carried.list_weeks(fund=fund, on=LATER + DAY),
    "the other sides of a fund": lambda fund: entries.list_accounts(fund=fund),
    "contributions": lambda fund: contributions.received(fund=fund),
    "a month worked out again": lambda fund: issued_figures.derive(
        fund=fund, month=MONDAY, head=(fund.seq, fund.head_hash)
    ),
    "a review of unspent money": lambda fund: surplus.standing_of(fund=fund, on=LATER),
}


@pytest.mark.parametrize("what", ASKED)
def test_no_question_reads_the_whole_journal(fund: Fund, what: str) -> None:
    assert read_whole(lambda: ASKED[what](fund), tables=JOURNAL) == []


def test_a_question_without_an_index_is_found(fund: Fund) -> None:
    """The check itself can fail: the two indexes of postings serve one kind each."""
    found = read_whole(
        lambda: list(Posting.objects.filter(account_id=account(fund).pk)), tables=JOURNAL
    )
    assert [text.partition(":")[0] for text in found] == ["isf_posting"]


def test_postings_of_some_days_are_added_up_in_order_and_late() -> None:
    borough = Borough()
    fund = borough.open_fund()
    for number, day in enumerate((MONDAY, MONDAY + WEEK, MONDAY + DAY, MONDAY + 2 * WEEK)):
        borough.grant(fund, 10**number, key=f"G{number}", on=day)
    own = account(fund).pk
    assert Posting.objects.filter(account_id=own, late=True).count() == 1

    def between(after: int | None, through: int | None) -> int:
        days = [None if n is None else MONDAY + n * DAY for n in (after, through)]
        return balances.posted_between(account_id=own, after=days[0], through_on=days[1])

    assert between(None, None) == 1111
    assert between(0, 7) == 110
    assert between(None, 1) == 101
    assert between(1, None) == 1010
