"""Less notice, or none after all: only when the other side agrees, and everything back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.enums import Role
from accounts.permissions import Actor, NotAllowed
from isf.enums import EntryKind, NoticeChange, NoticeParty
from isf.models import Fund
from isf.models.journal import JournalEntry
from isf.operations import notices
from isf.operations.notices import WishAnswered
from isf.rules.deployments import OverDeployed
from isf.rules.notice import NoticeInThePast, NoticeStands
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account, noon, somebody
from tests.factories.notices import LAST, answer, ask, ends_on, give, manager
from tests.factories.paid import paid_fund
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-1")]

SECOND = MONDAY + 4 * WEEK


@pytest.fixture
def borough() -> Borough:
    return Borough()


@pytest.fixture
def fund(borough: Borough) -> Fund:
    """480.00 a week, paid for eight weeks; the last day of notice given now is the 29th of 56."""
    return paid_fund(borough, weeks=8)


def test_the_earliest_of_two_stands_until_it_is_withdrawn(borough: Borough, fund: Fund) -> None:
    first = give(fund, borough.budget_holder)
    give(fund, manager(borough), NoticeParty.HOLDER, last_day=LAST + 7 * DAY)
    assert ends_on(fund) == LAST
    assert JournalEntry.objects.filter(kind=EntryKind.ALLOCATION_DIFFERENCE).count() == 1
    answer(ask(first, borough.budget_holder), manager(borough))
    assert ends_on(fund) == LAST + 7 * DAY
    assert account(fund).posted == round(36 * 48_000 / 7)
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-2")
def test_withdrawal_needs_the_other_side_and_posts_everything_back(
    borough: Borough, fund: Fund
) -> None:
    stood = account(fund).posted, account(fund).reserved
    given = give(fund, borough.budget_holder)
    wish = ask(given, borough.budget_holder)
    for by in (borough.budget_holder, borough.care_manager, somebody()):
        with pytest.raises(NotAllowed):
            answer(wish, by)
    assert ends_on(fund) == LAST
    back = answer(wish, manager(borough))
    assert back.moved.difference_pence == -given.moved.difference_pence
    assert ends_on(fund) is None
    assert (account(fund).posted, account(fund).reserved) == stood
    assert_ledger_sound()
    before = fingerprint()
    wish.refresh_from_db()
    assert not notices.answer(
        wish_id=wish.pk,
        agrees=True,
        by=Actor(
            user_id=wish.answered_by_id,
            organisation_id=borough.holder.pk,
            roles=frozenset({Role.PROVIDER_MANAGER}),
        ),
        at=noon(MONDAY),
        on=MONDAY,
    ).is_new
    with pytest.raises(WishAnswered):
        answer(wish, manager(borough), agrees=False)
    assert fingerprint() == before


def test_a_declined_withdrawal_changes_nothing_and_may_be_asked_again(
    borough: Borough, fund: Fund
) -> None:
    given = give(fund, borough.budget_holder)
    answer(ask(given, borough.budget_holder), manager(borough), agrees=False)
    assert ends_on(fund) == LAST
    first = ask(given, borough.budget_holder)
    with pytest.raises(WishAnswered):
        ask(given, borough.budget_holder)
    assert ask(given, borough.budget_holder, reference=first.reference) == first


def test_only_the_giver_asks_to_withdraw(borough: Borough, fund: Fund) -> None:
    given = give(fund, borough.budget_holder)
    with pytest.raises(NotAllowed):
        ask(given, manager(borough))


def test_who_works_for_the_holder_does_not_answer_it_for_the_person(
    borough: Borough, fund: Fund
) -> None:
    given = give(fund, manager(borough), NoticeParty.HOLDER)
    wish = ask(given, manager(borough))
    both = replace(borough.budget_holder, works_for=frozenset({borough.holder.pk}))
    with pytest.raises(NotAllowed):
        answer(wish, both)
    answer(wish, borough.budget_holder)
    assert ends_on(fund) is None


def test_person_and_holder_together_shorten_it(borough: Borough, fund: Fund) -> None:
    given = give(fund, borough.budget_holder)
    soon, shorter = MONDAY + 7 * DAY, NoticeChange.SHORTER
    with pytest.raises(NotAllowed):
        ask(given, borough.care_manager, shorter, soon)
    with pytest.raises(NoticeInThePast):
        ask(given, borough.budget_holder, shorter, MONDAY - DAY)
    with pytest.raises(NoticeStands):
        ask(given, borough.budget_holder, shorter, LAST)
    wish = ask(given, manager(borough), shorter, soon)
    with pytest.raises(NoticeInThePast):
        answer(wish, borough.budget_holder, on=soon + DAY)
    assert answer(wish, borough.budget_holder).last_day == soon
    assert account(fund).posted == round(8 * 48_000 / 7)
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-3")
def test_a_notice_is_not_withdrawn_over_money_that_is_used_elsewhere(
    borough: Borough, fund: Fund
) -> None:
    given = give(fund, borough.budget_holder)
    borough.open_fund(starts_on=LAST + DAY)
    wish = ask(given, borough.budget_holder)
    before = fingerprint()
    with pytest.raises(OverDeployed):
        answer(wish, manager(borough))
    assert fingerprint() == before
    assert ends_on(fund) == LAST


def test_after_the_last_day_nothing_is_changed_any_more(borough: Borough, fund: Fund) -> None:
    given = give(fund, borough.budget_holder)
    wish = ask(given, borough.budget_holder, on=LAST)
    with pytest.raises(NoticeInThePast):
        answer(wish, manager(borough), on=LAST + DAY)
    with pytest.raises(NoticeStands):
        give(fund, manager(borough), NoticeParty.HOLDER, on=LAST + DAY)
    assert answer(wish, manager(borough), on=LAST).moved.difference_pence > 0
