"""A death that was recorded wrongly: corrected by new entries until a fund is CLOSED."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import Person
from isf.enums import ClosingPlace, EntryKind, FundState, PromiseState
from isf.models import Case, Closing, Death, Fund, PlannedVisit, Promise
from isf.models.journal import JournalEntry, Posting
from isf.operations.posting import KeyReused
from isf.rules.deaths import DeathChanged, ReasonMissing
from tests.factories.deaths import DIED, PAID_TO, TOLD, UNTIL, Bereaved, die
from tests.factories.leaving import UNTIL as LEFT
from tests.factories.leaving import Leaving
from tests.factories.money import DAY, MONDAY
from tests.factories.notices import LAST
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-2"), pytest.mark.rule("ISF-LED-2")]

WHOLE, FEE, DAYS = 192_000, 19_200, 28
LATER, EARLIER = DIED + 2 * DAY, DIED - 2 * DAY


@pytest.fixture
def gone() -> Bereaved:
    return Bereaved()


def standing(gone: Bereaved) -> tuple[object, ...]:
    order = Promise.objects.get()
    held = PlannedVisit.objects.filter(reserved_pence__gt=0).count()
    return gone.held(), gone.last_day(), order.ends_on, order.state, held


def test_a_record_that_was_no_death_leaves_everything_as_before(gone: Bereaved) -> None:
    before = standing(gone)
    gone.die()
    gone.die(None, seen=1, reason="Another person of the same name")
    assert standing(gone) == before == ((WHOLE, 28 * 2000 + FEE), None, None, "RUNNING", 28)
    assert Person.objects.get(pk=gone.borough.person.pk).died_on is None
    assert gone.state() == FundState.OPEN
    gone.borough.buy(gone.fund, 100, on=TOLD)
    assert_ledger_sound()


@pytest.mark.parametrize(("day", "days"), [(LATER, 12), (EARLIER, 8)])
def test_another_day_is_as_if_it_had_been_said_at_once(day: date, days: int) -> None:
    wrong, right = Bereaved(), Bereaved()
    wrong.die()
    wrong.die(day, seen=1, reason="The certificate says so")
    right.die(day)
    worth = round(48_000 * days / 7)
    assert wrong.held() == right.held() == (worth, days * 2000 + days * 48_000 // 70)
    assert wrong.last_day() == right.last_day() == day
    ends = {row.ends_on for row in Promise.objects.all()}
    assert ends == {day}
    assert_ledger_sound()


def test_there_and_back_again_ends_orders_every_time(gone: Bereaved) -> None:
    gone.die()
    once = standing(gone)
    gone.die(LATER, seen=1, reason="One")
    gone.die(seen=2, reason="Two")
    assert standing(gone) == once
    gone.die(None, seen=3, reason="Three")
    assert Promise.objects.get().ends_on is None
    gone.die(on=TOLD + DAY)
    assert standing(gone) == once
    assert [row.number for row in Death.objects.all()] == [1, 2, 3, 4, 5]
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_a_correction_says_why_and_what_it_saw(gone: Bereaved) -> None:
    gone.die()
    before = fingerprint()
    with pytest.raises(ReasonMissing):
        gone.die(LATER, seen=1, reason=" ")
    for day, seen in ((LATER, 2), (DIED, 1)):
        with pytest.raises(DeathChanged):
            gone.die(day, seen=seen, reason="Why")
    assert fingerprint() == before
    reference = uuid4()
    gone.die(LATER, seen=1, reason="Why", reference=reference)
    before = fingerprint()
    assert not gone.die(LATER, seen=1, reason="Why", reference=reference).is_new
    with pytest.raises(KeyReused):
        gone.die(LATER, seen=1, reason="Because", reference=reference)
    with pytest.raises(DeathChanged):
        gone.die(EARLIER, seen=1, reason="Too late")
    assert fingerprint() == before


@pytest.mark.rule("ISF-POR-3")
def test_what_a_closing_gave_away_comes_back_in_new_entries(gone: Bereaved) -> None:
    before = standing(gone)
    gone.die()
    entries = JournalEntry.objects.count()
    gone.begin()
    assert gone.state() == FundState.CLOSING
    gone.die(None, seen=1, reason="Somebody else")
    assert gone.state() == FundState.OPEN
    posted, reserved = gone.held()
    charged = WHOLE - posted
    assert charged == 6_857
    assert (reserved, *standing(gone)[1:]) == (28 * 2000 + FEE - charged, *before[1:])
    back = JournalEntry.objects.filter(kind=EntryKind.RETURN).order_by("seq")
    assert [row.reverses_id is not None for row in back] == [False, True]
    assert JournalEntry.objects.count() > entries
    gone.die(LATER, seen=2 - 2, on=TOLD + DAY)
    gone.begin(TOLD + DAY)
    gone.finish(UNTIL + 3 * DAY)
    assert gone.state() == FundState.CLOSED
    assert gone.held() == (0, 0)
    assert gone.closing().last_day == LATER
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-3")
def test_after_it_is_closed_a_correction_is_a_case(gone: Bereaved) -> None:
    gone.die()
    gone.begin()
    gone.finish(UNTIL + DAY)
    assert gone.state() == FundState.CLOSED
    entries = JournalEntry.objects.count()
    gone.die(LATER, seen=1, reason="The certificate says so", on=UNTIL + DAY)
    case = Case.objects.get(rule="ISF-LIF-2")
    assert case.figures == {"died_on_before": str(DIED), "died_on_now": str(LATER)}
    assert (gone.state(), gone.last_day()) == (FundState.CLOSED, DIED)
    assert JournalEntry.objects.count() == entries
    assert_ledger_sound()


@pytest.mark.rule("ISF-POR-3")
def test_a_fund_that_was_leaving_gives_the_rest_to_its_funders() -> None:
    leaving = Leaving()
    moved = leaving.begin().moved_pence
    managed = Fund.objects.exclude(pk=leaving.fund.pk).get()
    die(leaving.borough, LAST, on=LAST + DAY)
    kept = leaving.held()[0]
    assert kept == 29 * 2000
    leaving.finish(LEFT + DAY)
    assert leaving.state() == FundState.CLOSED
    entry = JournalEntry.objects.get(fund=leaving.fund, kind=EntryKind.RETURN)
    assert sum(row.pence for row in Posting.objects.filter(entry=entry, pence__gt=0)) == kept
    assert leaving.held(managed)[0] == moved
    leaving.fund = managed
    leaving.begin(LEFT + DAY)
    leaving.finish(LEFT + DAY)
    assert leaving.state() == FundState.CLOSED
    assert_ledger_sound()


def test_a_visit_delivered_after_the_wrong_day_counts_again(gone: Bereaved) -> None:
    gone.deliver(LATER)
    gone.die(on=LATER)
    assert PlannedVisit.objects.get(day=LATER).reserved_pence == 0
    gone.die(LATER, seen=1, reason="The certificate says so", on=LATER)
    visit = PlannedVisit.objects.get(day=LATER)
    assert (visit.state, visit.reserved_pence) == ("DELIVERED", 2000)
    gone.borough.approve(gone.bill(LATER, on=LATER), on=LATER)
    assert_ledger_sound()


def test_orders_the_provider_ended_earlier_stay_so(gone: Bereaved) -> None:
    short = gone.borough.order(gone.fund, 100, ends_on=MONDAY + DAY)
    gone.die()
    gone.die(None, seen=1, reason="Nobody died")
    assert Promise.objects.get(order=short.order).ends_on == MONDAY + DAY
    assert Promise.objects.get(order=gone.order.order).state == PromiseState.RUNNING
    assert PAID_TO == MONDAY + 27 * DAY


@pytest.mark.rule("ISF-POR-3")
def test_a_fund_that_was_closing_goes_on_closing_into_a_managed_account() -> None:
    """Whoever chose the place has died; the record was wrong, and the choice is not taken up."""
    leaving = Leaving()
    leaving.choose(ClosingPlace.FUND, leaving.other())
    leaving.begin()
    facts = {"on": LAST + DAY, "by": leaving.borough.care_manager}
    die(leaving.borough, LAST - DAY, **facts)
    die(leaving.borough, None, seen=1, reason="Somebody else", **facts)
    closing = Closing.objects.get(fund=leaving.fund)
    assert (closing.place, closing.target) == (ClosingPlace.MANAGED, None)
    assert leaving.state() == FundState.CLOSING
