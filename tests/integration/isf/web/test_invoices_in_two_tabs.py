"""A bill open in two tabs, or before two people: only what was shown is answered, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Scope
from accounts.models import User
from isf.models import Fund, Invoice
from isf.queries.balances import fund_balance
from tests.bills_seen import marks_in, seen
from tests.factories import accounts, isf
from tests.ledger_sound import assert_ledger_sound
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
Said = dict[str, str | list[str]]
ALL: Said = {"all": "1"}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A bill on somebody's screen: what they send is about what they saw."""

    client: Client
    path: str
    shown: dict[str, list[str]]

    def sends(self, said: Said) -> str:
        answer = self.client.post(self.path, {**said, **self.shown}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def fund() -> Fund:
    return isf.Borough(today=TODAY).fund(weeks_ago=4)


@pytest.fixture
def bill(fund: Fund) -> Invoice:
    """Three lines of 24.10."""
    return billed(fund, weeks_ago=2)


def billed(fund: Fund, *, weeks_ago: int) -> Invoice:
    borough = isf.Borough(today=TODAY, name=f"Elsewhere {weeks_ago}")
    monday = borough.monday(weeks_ago=weeks_ago)
    order = borough.order(fund, starts_on=monday, placed_on=monday - timedelta(days=7))
    done = borough.deliver(order, days=[monday + timedelta(days=n) for n in range(3)])
    return borough.invoice(order, done=done)


def opened(user: User, bill: Invoice) -> Screen:
    client = Client()
    sign_in(client, user)
    path = reverse("isf:invoice-detail", args=[bill.reference])
    return Screen(client=client, path=path, shown=seen(client, path))


def daughter(fund: Fund) -> User:
    power = accounts.Representative(person=fund.person, scopes=[scope.value for scope in Scope])
    return power.user


def states(bill: Invoice) -> list[str]:
    return list(bill.lines.order_by("number").values_list("state", flat=True))


@pytest.mark.rule("ISF-BIL-3")
@pytest.mark.parametrize("who", ["themself", "their daughter"])
def test_a_line_queried_meanwhile_is_not_approved_with_all(
    fund: Fund, bill: Invoice, who: str
) -> None:
    mine = opened(fund.person.user, bill)
    other = opened(fund.person.user if who == "themself" else daughter(fund), bill)
    other.sends({"line_1": "QUERY", "words_1": "She left early"})

    text = mine.sends(ALL)

    assert states(bill) == ["APPROVED", "QUERIED", "APPROVED"]
    assert "You approved 2 lines. £48.20 will be paid." in text
    assert "Your answer to line 2 was not taken" in text
    assert "“She left early”" in text
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-3")
def test_a_line_queried_meanwhile_is_not_approved_line_by_line_either(
    fund: Fund, bill: Invoice
) -> None:
    mine, other = opened(fund.person.user, bill), opened(daughter(fund), bill)
    other.sends({"line_0": "QUERY", "words_0": "Nobody came"})
    left = fund_balance(fund=fund)
    for said in ({"line_0": "APPROVE"}, {"line_0": "QUERY", "words_0": "Half an hour"}):
        assert "Your answer to line 1 was not taken" in mine.sends(dict(said))
    assert fund_balance(fund=fund) == left
    assert bill.lines.get(number=0).query == "Nobody came"
    again = opened(fund.person.user, bill)
    assert "You approved 1 line" in again.sends({"line_0": "APPROVE"})
    assert states(bill) == ["APPROVED", "WAITING", "WAITING"]


@pytest.mark.rule("ISF-BIL-3")
def test_other_words_than_those_that_were_read_are_not_approved(fund: Fund, bill: Invoice) -> None:
    opened(daughter(fund), bill).sends({"line_0": "QUERY", "words_0": "Half an hour"})
    mine = opened(fund.person.user, bill)
    opened(daughter(fund), bill).sends({"line_0": "QUERY", "words_0": "Nobody came at all"})

    text = mine.sends({"line_0": "APPROVE"})

    assert states(bill) == ["QUERIED", "WAITING", "WAITING"]
    assert "Your answer to line 1 was not taken" in text
    assert "“Nobody came at all”" in text


@pytest.mark.rule("ISF-LED-3")
@pytest.mark.parametrize(
    "said",
    [
        ALL,
        {"line_0": "APPROVE"},
        {"line_0": "APPROVE", "line_1": "APPROVE", "line_2": "APPROVE"},
        {"line_2": "QUERY", "words_2": "Who came?"},
        {"line_0": "APPROVE", "line_2": "QUERY", "words_2": "Who came?"},
    ],
    ids="+".join,
)
def test_a_double_click_or_a_lost_reply_is_told_that_it_was_done(
    fund: Fund, bill: Invoice, said: Said
) -> None:
    mine = opened(fund.person.user, bill)
    mine.sends(said)
    left, as_it_was = fund_balance(fund=fund), states(bill)

    text = mine.sends(said)

    assert "had been recorded before. Nothing was done twice." in text
    assert "There is a problem" not in text
    assert (fund_balance(fund=fund), states(bill)) == (left, as_it_was)
    assert_ledger_sound()


def test_another_tab_that_approved_some_leaves_the_rest_to_all(fund: Fund, bill: Invoice) -> None:
    mine, other = opened(fund.person.user, bill), opened(fund.person.user, bill)
    other.sends({"line_1": "APPROVE"})

    text = mine.sends(ALL)

    assert "You approved 2 lines. £48.20 will be paid." in text
    assert "The same answer to line 2 had been recorded before" in text
    assert states(bill) == ["APPROVED"] * 3
    assert_ledger_sound()


def test_a_query_comes_too_late_for_what_was_approved(fund: Fund, bill: Invoice) -> None:
    mine, other = opened(fund.person.user, bill), opened(daughter(fund), bill)
    other.sends(ALL)

    text = mine.sends({"line_1": "QUERY", "words_1": "Nobody came"})

    assert "Somebody had answered line 2 before you" in text
    assert states(bill) == ["APPROVED"] * 3


@pytest.mark.parametrize("shown", [[], ["0:"], ["nonsense"], ["0:00ff"], ["7:00ff"], ["-1:aa"] * 3])
def test_a_page_that_says_nothing_of_what_it_showed_approves_nothing(
    fund: Fund, bill: Invoice, shown: list[str]
) -> None:
    mine = opened(fund.person.user, bill)
    for said in (ALL, {"line_0": "APPROVE"}):
        answer = mine.client.post(mine.path, {**said, "shown": shown}, follow=True)
        assert answer.status_code == 200
        told = answer.content.decode()
        assert "was not taken" in told or "No line of this bill waits for that answer" in told
    assert states(bill) == ["WAITING"] * 3


def test_the_lines_of_another_bill_are_not_answered(fund: Fund, bill: Invoice) -> None:
    """Line numbers are those of the bill in the address, and what was shown belongs to them."""
    another = billed(fund, weeks_ago=1)
    mine, other = opened(fund.person.user, bill), opened(fund.person.user, another)

    told = mine.client.post(mine.path, {**ALL, **other.shown}, follow=True).content.decode()

    assert "Your answer to line 1, line 2 and line 3 was not taken" in told
    assert (states(bill), states(another)) == (["WAITING"] * 3, ["WAITING"] * 3)


def test_all_means_the_lines_that_wait_and_leaves_a_queried_one_alone(
    fund: Fund, bill: Invoice
) -> None:
    opened(daughter(fund), bill).sends({"line_1": "QUERY", "words_1": "She left early"})
    client = opened(fund.person.user, bill).client
    path = reverse("isf:invoice-detail", args=[bill.reference])
    of_button = client.get(path).content.decode().partition('name="all"')[2].partition("</form>")[0]

    text = client.post(path, {**ALL, "shown": marks_in(of_button)}, follow=True).content.decode()

    assert "You approved 2 lines" in text
    assert "was not taken" not in text
    assert states(bill) == ["APPROVED", "QUERIED", "APPROVED"]
