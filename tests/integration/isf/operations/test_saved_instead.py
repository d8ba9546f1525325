"""Unspent money that is asked back and saved for something instead: that much is not taken."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from isf.enums import DeploymentKind
from isf.models import Fund, Purpose, Recovery
from isf.models.journal import JournalEntry
from isf.operations import banking, recoveries
from isf.web.presenters import recoveries as pages
from tests.factories import accounts as make
from tests.factories import surplus
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account, noon
from tests.ledger_sound import assert_ledger_sound

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-ROL-5")]
LAST = MONDAY + 4 * WEEK - DAY
TAKEN_ON = LAST + timedelta(days=14)


def noticed(borough: Borough) -> tuple[Fund, Recovery]:
    """2,128.00 without plans; 100.00 of it are asked back by letter."""
    fund = borough.open_fund()
    borough.pay(fund)
    borough.grant(fund, 40_000)
    case = surplus.reviewed(fund, by=borough.finance, on=LAST).opened
    assert case is not None
    recovery = surplus.decided(case, pence=10_000, by=borough.care_manager, on=LAST)
    surplus.posted(recovery, by=borough.finance, on=LAST)
    return fund, recovery


def answer(
    borough: Borough, recovery: Recovery, pence: int, *, target_on: date = TAKEN_ON
) -> Purpose:
    wish = banking.Wish(reference=uuid4(), name="Respite", target_on=target_on, pence=pence)
    return recoveries.answer(
        recovery_id=recovery.pk, wish=wish, by=borough.budget_holder, at=noon(LAST), on=LAST
    )


def free(borough: Borough, purpose: Purpose, pence: int) -> None:
    banking.unbank(
        purpose_id=purpose.pk,
        pence=pence,
        token=uuid4(),
        by=borough.budget_holder,
        at=noon(LAST),
        on=LAST,
    )


def test_what_is_saved_in_two_answers_is_not_taken_of_other_money() -> None:
    borough = Borough()
    fund, recovery = noticed(borough)
    answer(borough, recovery, 2_500)
    answer(borough, recovery, 3_500)
    assert surplus.taken(recovery, by=borough.finance, on=TAKEN_ON).pence == 4_000
    assert account(fund).posted == 232_000 - 4_000
    assert_ledger_sound()


def test_where_all_of_it_is_saved_nothing_is_taken() -> None:
    borough = Borough()
    fund, recovery = noticed(borough)
    answer(borough, recovery, 10_000)
    before = JournalEntry.objects.count()
    with pytest.raises(recoveries.SavedInstead):
        surplus.taken(recovery, by=borough.finance, on=TAKEN_ON)
    assert JournalEntry.objects.count() == before
    assert account(fund).posted == 232_000


def test_what_is_freed_again_and_what_has_passed_its_day_can_be_taken() -> None:
    borough = Borough()
    _, recovery = noticed(borough)
    free(borough, answer(borough, recovery, 10_000), 3_000)
    answer(borough, recovery, 1_000, target_on=TAKEN_ON - DAY)
    assert surplus.taken(recovery, by=borough.finance, on=TAKEN_ON).pence == 3_000
    assert_ledger_sound()


def test_the_page_names_all_that_was_saved_and_what_counts_of_it() -> None:
    borough = Borough()
    _, recovery = noticed(borough)
    first, second = answer(borough, recovery, 2_500), answer(borough, recovery, 3_500)
    free(borough, second, 500)
    recovery.refresh_from_db()
    page = pages.page(recovery=recovery, by=borough.budget_holder, on=LAST)
    assert [(one.reference, one.pence) for one in page.saved] == [
        (first.reference, 2_500),
        (second.reference, 3_000),
    ]


def test_an_account_the_council_manages_without_a_weekly_amount_has_no_limit() -> None:
    """Money that moved there waits for the person; expired money still asks for a decision."""
    borough = Borough()
    managed = borough.open_fund(0, kind=DeploymentKind.MANAGED)
    borough.grant(managed, 40_000)
    assert surplus.reviewed(managed, by=borough.finance, on=LAST).opened is None
    isf = borough.open_fund(0, person=make.Person(authority=borough.authority))
    borough.grant(isf, 40_000, key="H")
    assert surplus.reviewed(isf, by=borough.finance, on=LAST).opened is not None
