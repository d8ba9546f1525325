"""Time away, recorded and corrected: one difference for each fund, and the fee after it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import Actor, NotAllowed
from isf.enums import DeploymentKind
from isf.models import AbsenceVersion, Case, Fund
from isf.models.journal import JournalEntry
from isf.operations import absences
from isf.operations.posting import KeyReused
from isf.rules.absences import Stay, StayImpossible, StaysOverlap
from tests.factories import accounts as make
from tests.factories.absences import away, back, said
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, account
from tests.factories.paid import differences, paid
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-1")]
DAY_28, DAY_29 = MONDAY + 27 * DAY, MONDAY + 28 * DAY


def spend(borough: Borough, fund: Fund, *, on: date) -> None:
    """Spend all that is not set aside."""
    row = account(fund)
    borough.buy(fund, row.posted - row.reserved, on=on)


def test_an_open_stay_takes_back_what_was_paid_from_day_29() -> None:
    """56 days paid, 28 funded: 1,920.00 back, and the fee of 28 days is free again."""
    borough, fund = paid()
    away(borough, MONDAY, on=MONDAY)
    assert differences(fund) == [-192000]
    assert (account(fund).posted, account(fund).reserved) == (192000, 19200)
    assert_ledger_sound()


def test_28_days_change_nothing_and_the_29th_is_one_day() -> None:
    borough, fund = paid()
    stay = away(borough, MONDAY, DAY_28 + DAY, on=DAY_28 + DAY)
    assert (differences(fund), account(fund).reserved) == ([], 38400)
    back(borough, stay, DAY_29 + DAY, on=DAY_29 + DAY, reason="back a day later")
    assert differences(fund) == [-6857]  # 55 x 480/7 = 3,771.43
    assert_ledger_sound()


def test_a_return_pays_the_days_at_home_again() -> None:
    """Home on day 41: 12 nil days. 44 x 480/7 = 3,017.14."""
    borough, fund = paid()
    stay = away(borough, MONDAY, on=MONDAY)
    assert back(borough, stay, MONDAY + 40 * DAY, on=MONDAY + 41 * DAY) == 2
    assert account(fund).posted == 301714
    assert_ledger_sound()


@pytest.mark.rule("ISF-FEE-7")
def test_a_return_sets_the_fee_aside_before_anything_is_bought() -> None:
    """Away 28 days and home on day 41: 44 days' fee of 301.71 is set aside, and never owed."""
    borough, fund = paid()
    stay = away(borough, MONDAY, on=MONDAY)
    assert account(fund).reserved == 19200
    back(borough, stay, MONDAY + 40 * DAY, on=MONDAY + 40 * DAY)
    assert account(fund).reserved == 30171
    spend(borough, fund, on=MONDAY + 40 * DAY)
    last_on = date(2026, 5, 31)
    for month in (MONDAY, last_on):
        assert borough.charge(fund, month, on=last_on).owed_pence == 0
    assert (account(fund).posted, account(fund).reserved) == (0, 0)
    assert_ledger_sound()


@pytest.mark.rule("ISF-RES-6")
def test_a_return_sets_visits_of_running_orders_aside_after_the_fee() -> None:
    """Of 20 visits of 60.00 six wait while weeks 7 and 8 bring nothing; week 8 pays for them."""
    borough, fund = paid(4)
    borough.order(fund, 6000)
    spend(borough, fund, on=MONDAY)
    stay = away(borough, MONDAY + 2 * WEEK, on=MONDAY + 2 * WEEK)
    borough.pay(fund, MONDAY + 4 * WEEK, weeks=4, on=MONDAY + 4 * WEEK)
    before = account(fund).reserved
    assert before == 19200 + 20 * 6000 + 9600 + 14 * 6000
    back(borough, stay, MONDAY + 7 * WEEK, on=MONDAY + 7 * WEEK)
    assert account(fund).reserved == before + 4800 + 6 * 6000
    assert_ledger_sound()


@pytest.mark.rule("ISF-FUN-4")
def test_a_raise_funds_no_other_days_and_sets_nothing_aside() -> None:
    """480.00 becomes 520.00: 40.00 a week for paid days, free at once; what is held stays."""
    borough, fund = paid(4)
    borough.budget(52000, on=MONDAY + WEEK, rates={fund.deployment_id: 52000})
    assert differences(fund) == [12000]
    assert account(fund).reserved == 19200


def test_nothing_is_paid_for_nil_days_and_paying_goes_on_after_the_return() -> None:
    """Four weeks away funded; the next four bring nothing; of the third four, 21 days are home."""
    borough, fund = paid(4)
    stay = away(borough, MONDAY, on=MONDAY)
    assert borough.pay(fund, MONDAY + 4 * WEEK).amount_pence == 0
    back(borough, stay, MONDAY + 9 * WEEK, on=MONDAY + 9 * WEEK)
    assert borough.pay(fund, MONDAY + 8 * WEEK, on=MONDAY + 9 * WEEK).amount_pence == 144000
    assert_ledger_sound()


@pytest.mark.rule("ISF-FEE-5")
def test_fee_charged_for_days_that_bring_nothing_comes_back_with_the_next_month() -> None:
    """April and May charged 418.28; from 29 April on nothing: 28 days earn 192.00 in all."""
    april = date(2026, 4, 1)
    borough = Borough(starts_on=april)
    fund = borough.open_fund(on=april)
    borough.pay(fund, april, weeks=12)
    borough.charge(fund, april, on=date(2026, 6, 1))
    borough.charge(fund, date(2026, 5, 1), on=date(2026, 6, 1))
    away(borough, april, on=date(2026, 6, 3))
    assert account(fund).reserved == 0
    charged = borough.charge(fund, date(2026, 6, 1), on=date(2026, 6, 30))
    assert charged.charged_pence == 19200 - 41828
    kinds = JournalEntry.objects.filter(fund=fund, kind="FEE_BACK")
    assert kinds.count() == 1
    assert account(fund).posted == 192000 - 19200
    assert_ledger_sound()


def test_every_fund_of_the_person_follows() -> None:
    borough = Borough()
    borough.budget(68000)
    fund = borough.open_fund(48000)
    direct = borough.open_fund(20000, kind=DeploymentKind.DIRECT_PAYMENT)
    for one in (fund, direct):
        borough.pay(one, weeks=5)
    away(borough, MONDAY, on=MONDAY)
    assert (differences(fund), differences(direct)) == ([-48000], [-20000])
    assert_ledger_sound()


def test_a_fund_that_was_never_paid_only_waits() -> None:
    borough = Borough()
    fund = borough.open_fund()
    away(borough, MONDAY, on=MONDAY)
    assert borough.pay(fund, weeks=5).amount_pence == 192000


@pytest.mark.rule("ISF-FUN-4")
def test_what_is_committed_is_not_taken_and_becomes_a_case() -> None:
    borough, fund = paid(5)
    borough.buy(fund, 200000)
    away(borough, MONDAY, on=MONDAY)
    case = Case.objects.get()
    # 2,400.00 - 2,000.00 spent - 240.00 of fee, 48.00 of which is free again: 208.00.
    assert (case.rule, case.figures) == ("ISF-FUN-4", {"needed": 48000, "taken": 20800})
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_recording_twice_is_recording_once() -> None:
    borough, fund = paid()
    reference = uuid4()
    first = away(borough, MONDAY, on=MONDAY, reference=reference)
    before = fingerprint()
    assert away(borough, MONDAY, on=MONDAY, reference=reference) == first
    assert fingerprint() == before
    with pytest.raises(KeyReused):
        away(borough, MONDAY + DAY, on=MONDAY, reference=reference)
    assert len(differences(fund)) == 1


@pytest.mark.rule("ISF-LED-3")
def test_a_return_sent_from_two_tabs_is_one_return() -> None:
    borough, _ = paid()
    stay = away(borough, MONDAY, on=MONDAY)
    on = MONDAY + 40 * DAY
    assert back(borough, stay, on, on=on, seen=1) == 2
    before = fingerprint()
    assert back(borough, stay, on, on=on, seen=1) == 2
    with pytest.raises(absences.AbsenceChanged):
        back(borough, stay, on - DAY, on=on, seen=1, reason="a day earlier")
    assert fingerprint() == before


def test_a_correction_says_why_and_keeps_what_was_said_before() -> None:
    borough, fund = paid()
    on = MONDAY + 40 * DAY
    stay = away(borough, MONDAY, on, on=on)
    before = fingerprint()
    with pytest.raises(absences.ReasonMissing):
        back(borough, stay, on - DAY, on=on)
    with pytest.raises(absences.ReasonMissing):
        said(borough, stay, None, on=on, reason="  ")
    assert fingerprint() == before
    back(borough, stay, on - DAY, on=on, reason="the ward wrote a day too many")
    rows = AbsenceVersion.objects.order_by("number").values_list("returned_on", "reason")
    assert list(rows) == [(on, ""), (on - DAY, "the ward wrote a day too many")]
    assert sum(differences(fund)) == 308571 - 384000  # 45 funded days


def test_a_first_day_corrected_without_a_return_says_why() -> None:
    borough, fund = paid()
    stay = away(borough, MONDAY, on=MONDAY)
    later = Stay(first_on=MONDAY + DAY, returned_on=None)
    with pytest.raises(absences.ReasonMissing):
        said(borough, stay, later, on=MONDAY)
    said(borough, stay, later, on=MONDAY, reason="came in the evening")
    assert sum(differences(fund)) == 198857 - 384000  # 29 funded days


def test_a_stay_that_never_was_gives_everything_back() -> None:
    borough, fund = paid()
    stay = away(borough, MONDAY, on=MONDAY)
    assert said(borough, stay, None, on=MONDAY, reason="somebody else") == 2
    assert sum(differences(fund)) == 0
    assert said(borough, stay, None, on=MONDAY, reason="somebody else", seen=1) == 2
    with pytest.raises(absences.AbsenceChanged):
        back(borough, stay, MONDAY + DAY, on=MONDAY + DAY, reason="it was", seen=2)
    assert away(borough, MONDAY, on=MONDAY) != stay
    assert_ledger_sound()


def test_stays_that_touch_and_days_to_come_are_refused_and_change_nothing() -> None:
    borough, _ = paid()
    stay = away(borough, MONDAY, MONDAY + WEEK, on=MONDAY + WEEK)
    on = MONDAY + 2 * WEEK
    other = away(borough, MONDAY + 10 * DAY, MONDAY + 12 * DAY, on=on)
    before = fingerprint()
    with pytest.raises(StaysOverlap):
        away(borough, MONDAY + WEEK, on=on)
    with pytest.raises(StaysOverlap):
        back(borough, stay, MONDAY + 11 * DAY, on=on, reason="later")
    with pytest.raises(StayImpossible):
        away(borough, on + 2 * DAY, on=on)
    with pytest.raises(StayImpossible):
        back(borough, other, on + DAY, on=on, reason="later")
    assert fingerprint() == before
    said(borough, other, None, on=on, reason="never was")
    back(borough, stay, MONDAY + 11 * DAY, on=on, reason="later")


def others(borough: Borough) -> list[Actor]:
    return [
        borough.commissioner,
        borough.finance,
        borough.budget_holder,
        borough.staff(Role.SAFEGUARDING_LEAD),
        make.actor_with_role(borough.holder, Role.PROVIDER_OWNER),
        Borough().care_manager,
    ]


def test_only_the_care_manager_records_and_corrects() -> None:
    borough, _ = paid()
    stay = away(borough, MONDAY, on=MONDAY, by=borough.staff(Role.TEAM_MANAGER))
    strangers = others(borough)
    before = fingerprint()
    for by in strangers:
        with pytest.raises(NotAllowed):
            away(borough, MONDAY, on=MONDAY, by=by)
        with pytest.raises(NotAllowed):
            back(borough, stay, MONDAY + DAY, on=MONDAY + DAY, by=by)
    assert fingerprint() == before


def test_it_is_audited_without_its_reason() -> None:
    borough, _ = paid()
    stay = away(borough, MONDAY, on=MONDAY)
    said(borough, stay, None, on=MONDAY, reason="Rosa was at home")
    rows = AuditEvent.objects.filter(action__startswith="ABSENCE").order_by("id")
    assert [row.action for row in rows] == ["ABSENCE_RECORDED", "ABSENCE_CHANGED"]
    assert all("Rosa" not in str(row.details) for row in rows)
