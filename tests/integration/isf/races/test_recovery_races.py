"""Money is taken back and bought with at the same moment: it is gone once, never below nothing."""

from __future__ import annotations

import pytest

from isf.models.journal import JournalEntry
from tests.factories import surplus
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound
from tests.races import RUNNERS, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ASKS = "tests.integration.isf.races.requests"
LAST = MONDAY + 4 * WEEK - DAY
TAKEN_ON = LAST + 2 * WEEK


def noticed() -> dict[str, object]:
    """Everything of 1,728.00 without plans is to be taken back, and the notice is over."""
    borough = Borough(numbers=usual_numbers(surplus_weeks_isf=1))
    fund = borough.open_fund()
    borough.pay(fund)
    case = surplus.reviewed(fund, by=borough.finance, on=LAST).opened
    assert case is not None
    recovery = surplus.decided(case, pence=172_800, by=borough.care_manager, on=LAST)
    if recovery.letter.state != "SENT":
        surplus.posted(recovery, by=borough.finance, on=LAST)
    return {"recovery": recovery.pk, "user": borough.finance.user_id, "on": TAKEN_ON.isoformat()}


@pytest.mark.rule("ISF-ROL-5")
def test_one_recovery_asked_for_by_many_takes_once() -> None:
    asked = noticed()
    told = race(f"{ASKS}:recover", **asked, pence=0, mixed=False)
    assert sorted(one["done"][1] for one in told) == [0] * (RUNNERS - 1) + [172_800]
    assert JournalEntry.objects.filter(kind="RECOVERY").count() == 1
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-2")
def test_a_recovery_and_purchases_for_the_last_pound_never_take_it_twice() -> None:
    asked = noticed()
    told = race(f"{ASKS}:recover", **asked, pence=172_800, mixed=True)
    gone = [one["done"] for one in told if "done" in one and one["done"][1]]
    assert len(gone) == 1, told
    assert {one["refused"] for one in told if "refused" in one} <= {
        "InsufficientFunds",
        "RecoveryTooMuch",
    }
    fund = JournalEntry.objects.latest("id").fund
    assert account(fund).posted == account(fund).reserved == 19_200
    assert_ledger_sound()
