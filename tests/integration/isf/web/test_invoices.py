"""Bills: approved or queried line by line, by who may, once, and as far as the money goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role, Scope
from accounts.models import AuditEvent
from isf.models import Fund, Invoice, InvoiceLine
from isf.queries.balances import fund_balance
from tests import counting
from tests.bills_seen import seen
from tests.factories import accounts, isf
from tests.factories.isf_support import Ordered
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
LIST = "/money/bills/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A person with a bill of three lines of 24.10 from Bright Days."""

    borough: isf.Borough
    fund: Fund
    order: Ordered
    bill: Invoice

    @property
    def path(self) -> str:
        return reverse("isf:invoice-detail", args=[self.bill.reference])


@pytest.fixture
def scene() -> Scene:
    borough = isf.Borough(today=TODAY)
    fund = borough.fund(weeks_ago=4)
    order = borough.order(fund)
    monday = borough.monday(weeks_ago=2)
    done = borough.deliver(order, days=[monday + timedelta(days=n) for n in range(3)])
    bill = borough.invoice(order, done=done, number="BD-1")
    return Scene(borough=borough, fund=fund, order=order, bill=bill)


def states(bill: Invoice) -> list[str]:
    return list(bill.lines.order_by("number").values_list("state", flat=True))


def send(client: Client, scene: Scene, **answers: str) -> str:
    answer = client.post(scene.path, answers | seen(client, scene.path), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_line_is_answered_by_itself(client: Client, scene: Scene) -> None:
    sign_in(client, scene.fund.person.user)
    before = fund_balance(fund=scene.fund)

    text = send(
        client, scene, line_0="APPROVE", line_1="QUERY", words_1="She left early", line_2="LATER"
    )

    assert states(scene.bill) == ["APPROVED", "QUERIED", "WAITING"]
    assert "You approved 1 line. £24.10 will be paid. You queried 1 line." in text
    assert "“She left early”" in text
    after = fund_balance(fund=scene.fund)
    assert before.posted_pence - after.posted_pence == 2410
    assert before.reserved_pence - after.reserved_pence == 2410


def test_everything_at_once(client: Client, scene: Scene) -> None:
    sign_in(client, scene.fund.person.user)

    text = send(client, scene, all="1")

    assert states(scene.bill) == ["APPROVED"] * 3
    assert "You approved 3 lines. £72.30 will be paid." in text
    assert "Every line is answered" in text


@pytest.mark.parametrize(
    "answers",
    [
        {"all": "1"},
        {"line_0": "APPROVE", "line_1": "APPROVE", "line_2": "QUERY", "words_2": "Who came?"},
    ],
)
def test_sending_twice_is_harmless(client: Client, scene: Scene, answers: dict[str, str]) -> None:
    sign_in(client, scene.fund.person.user)
    send(client, scene, **answers)
    after_one, states_after_one = fund_balance(fund=scene.fund), states(scene.bill)
    trail = AuditEvent.objects.filter(subject=f"invoice:{scene.bill.reference}").count()

    send(client, scene, **answers)

    assert fund_balance(fund=scene.fund) == after_one
    assert states(scene.bill) == states_after_one
    assert AuditEvent.objects.filter(subject=f"invoice:{scene.bill.reference}").count() == trail


def test_a_queried_line_can_be_approved_later(client: Client, scene: Scene) -> None:
    sign_in(client, scene.fund.person.user)
    send(client, scene, line_0="QUERY", words_0="Who came?")

    send(client, scene, line_0="APPROVE")

    assert states(scene.bill)[0] == "APPROVED"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "Approve or query at least one line"),
        ({"line_0": "LATER"}, "Approve or query at least one line"),
        ({"line_1": "QUERY"}, "Say what is wrong with line 2"),
        ({"line_1": "QUERY", "words_1": "   "}, "Say what is wrong with line 2"),
        ({"words_0": "Too late", "line_0": "APPROVE"}, "choose “Query” to send it"),
        ({"line_0": "BURN"}, "Select a valid choice"),
        ({"line_0": "QUERY", "words_0": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_an_answer_that_is_none_says_what_to_do(
    client: Client, scene: Scene, answers: dict[str, str], expected: str
) -> None:
    sign_in(client, scene.fund.person.user)

    text = client.post(scene.path, answers).content.decode()

    assert "There is a problem" in text
    assert expected in text
    assert states(scene.bill) == ["WAITING"] * 3


def test_where_money_is_lacking_the_line_waits_and_says_so(client: Client) -> None:
    borough = isf.Borough(today=TODAY)
    fund = borough.fund(weeks_ago=4, paid=False, weekly_pence=20_000)
    order = borough.order(fund)
    monday = borough.monday(weeks_ago=2)
    done = borough.deliver(order, days=[monday, monday + timedelta(days=1)])
    bill = borough.invoice(order, done=done)
    borough.grant(fund, pence=3000)
    sign_in(client, fund.person.user)
    path = reverse("isf:invoice-detail", args=[bill.reference])

    text = client.post(path, {"all": "1"} | seen(client, path), follow=True).content.decode()

    assert states(bill) == ["APPROVED", "WAITING"]
    assert "There was not enough money for line 2: £5.90 is left to use." in text
    assert "it needs £24.10 more than is set aside for it, and £5.90 is left to use" in text


def test_refused_lines_say_why_who_and_by_when(client: Client, scene: Scene) -> None:
    day = scene.borough.monday(weeks_ago=1)
    done = scene.borough.deliver(scene.order, days=[day])
    dear = scene.borough.invoice(scene.order, done=done, price_pence=9900)
    sign_in(client, scene.fund.person.user)

    text = client.get(reverse("isf:invoice-detail", args=[dear.reference])).content.decode()

    assert "The price is higher than the one ordered." in text
    assert "The provider must send a corrected bill, by" in text
    assert "8 July 2026" in text  # 28 days after it came in
    assert "Send my answers" not in text


def test_somebody_who_works_for_the_biller_is_told_so(client: Client, scene: Scene) -> None:
    daughter = scene.borough.representative(scene.fund.person, scopes=tuple(Scope))
    accounts.Membership(
        user=daughter.user,
        organisation=scene.borough.provider,
        role=Role.PROVIDER_FINANCE.value,
    )
    sign_in(client, daughter.user)
    client.post(reverse("accounts:acting-switch"), {"hat": f"person:{scene.fund.person.reference}"})

    page = client.get(scene.path).content.decode()
    text = send(client, scene, all="1")

    assert "You work for the provider that sent this bill" in page
    assert "Send my answers" not in page
    assert "You work for the provider that sent this bill" in text
    assert states(scene.bill) == ["WAITING"] * 3


def test_a_representative_who_may_only_look_cannot_answer(client: Client, scene: Scene) -> None:
    sign_in(client, scene.borough.representative(scene.fund.person).user)

    assert "Send my answers" not in client.get(scene.path).content.decode()
    assert "You may see this but not do it" in send(client, scene, all="1")
    assert states(scene.bill) == ["WAITING"] * 3


@pytest.mark.parametrize("who", ["provider", "holder", "council"])
def test_others_read_and_do_not_answer(client: Client, scene: Scene, who: str) -> None:
    members = {
        "provider": isf.member(scene.borough.provider, Role.PROVIDER_FINANCE),
        "holder": isf.member(scene.borough.holder, Role.PROVIDER_OWNER),
        "council": scene.borough.finance_officer,
    }
    sign_in(client, members[who].user)

    page = client.get(scene.path)
    send(client, scene, all="1", line_0="APPROVE")

    assert "Waiting for an answer" in page.content.decode()
    assert "Send my answers" not in page.content.decode()
    assert states(scene.bill) == ["WAITING"] * 3
    assert AuditEvent.objects.filter(action="INVOICE_VIEWED").count() >= 1


def test_a_bill_to_somebody_else_does_not_exist(client: Client, scene: Scene) -> None:
    sign_in(client, scene.borough.person().user)
    hidden = client.get(scene.path)
    missing = client.get(reverse("isf:invoice-detail", args=[uuid4()]))

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content
    assert client.post(scene.path, {"all": "1"}).status_code == 404
    assert states(scene.bill) == ["WAITING"] * 3


def test_the_list_shows_what_waits_first(client: Client, scene: Scene) -> None:
    other = scene.borough.deliver(scene.order, days=[scene.borough.monday(weeks_ago=1)])
    scene.borough.approve(scene.borough.invoice(scene.order, done=other, number="BD-2"))
    sign_in(client, scene.fund.person.user)

    text = client.get(LIST).content.decode()

    assert text.index("BD-1") < text.index("BD-2")
    assert "£72.30</span></strong> waits for an answer" in text


@pytest.mark.parametrize(("query", "found"), [("state=QUERIED", 0), ("state=WAITING", 1), ("", 1)])
def test_narrowing(client: Client, scene: Scene, query: str, found: int) -> None:
    sign_in(client, scene.fund.person.user)

    answer = client.get(f"{LIST}?{query}")

    assert answer.context["page"].paginator.count == found


@pytest.mark.parametrize("query", ["state=LOST", "fund=mine"])
def test_a_query_that_cannot_be_read(client: Client, scene: Scene, query: str) -> None:
    sign_in(client, scene.fund.person.user)

    assert client.get(f"{LIST}?{query}").status_code == 400


def test_one_bill_and_many_take_the_same_queries(client: Client, scene: Scene) -> None:
    sign_in(client, scene.borough.finance_officer.user)
    for_one, one_line = counting.queries(client, LIST), counting.queries(client, scene.path)
    for weeks in (1, 0):
        day = scene.borough.monday(weeks_ago=weeks)
        days = [day, day + timedelta(days=1)]
        scene.borough.invoice(scene.order, done=scene.borough.deliver(scene.order, days=days))

    assert counting.queries(client, LIST) == for_one
    longest = InvoiceLine.objects.latest("id").invoice
    path = reverse("isf:invoice-detail", args=[longest.reference])
    assert counting.queries(client, path) == one_line


def test_what_a_link_asked_for_is_kept_without_a_label(client: Client, scene: Scene) -> None:
    sign_in(client, scene.fund.person.user)
    page = client.get(LIST, {"fund": str(scene.fund.reference)}).content.decode()
    assert f'<input type="hidden" name="fund" value="{scene.fund.reference}"' in page
    assert 'for="id_fund"' not in page
