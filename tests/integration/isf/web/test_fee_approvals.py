"""Fees above the limit in two tabs, too late, and by whoever asked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts import models as people
from accounts.enums import Role
from isf.models import AgreementVersion, FeeApproval, Fund
from isf.operations import fee_approvals
from tests.factories import accounts
from tests.factories.isf import Borough, member, noon
from tests.factories.money import DAY
from tests.ledger_sound import fingerprint
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
YES = {"approve": "yes", "reason": "For a year"}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def place() -> Borough:
    return Borough(today=TODAY)


@pytest.fixture
def fund(place: Borough) -> Fund:
    return place.fund()


def tab(user: people.User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def asked(place: Borough, fund: Fund, *, starts_on: date = TODAY, on: date = TODAY) -> FeeApproval:
    return fee_approvals.ask(
        fund_id=fund.pk,
        starts_on=starts_on,
        ends_on=None,
        reason="Training",
        by=place.council,
        at=noon(on),
        on=on,
    )


def address(row: FeeApproval) -> str:
    return reverse("isf:fee-approval-decide", kwargs={"reference": row.reference})


def asking(fund: Fund, day: date) -> tuple[str, dict[str, str]]:
    typed = {"starts_on_day": day.day, "starts_on_month": day.month, "starts_on_year": day.year}
    said = {"reason": "Training"} | {name: str(part) for name, part in typed.items()}
    return reverse("isf:fee-approval-create", kwargs={"reference": fund.agreement.reference}), said


def says(client: Client, path: str, form: dict[str, str]) -> str:
    answer = client.post(path, form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.rule("ISF-FEE-3")
def test_a_first_day_that_is_over_is_refused_with_its_rule(place: Borough, fund: Fund) -> None:
    client = tab(place.commissioner.user)
    before = FeeApproval.objects.count()
    said = says(client, *asking(fund, TODAY - DAY))
    assert "An approval changes no day that is over" in said
    assert "ISF-FEE-3" in said
    assert "30 June 2026" in said
    assert FeeApproval.objects.count() == before
    says(client, *asking(fund, TODAY))
    assert FeeApproval.objects.count() == before + 1


@pytest.mark.rule("ISF-FEE-3")
def test_a_day_whose_fee_was_charged_is_refused(place: Borough, fund: Fund) -> None:
    place.charge(fund, month=TODAY)
    client = tab(place.commissioner.user)
    assert "from 1 July 2026 or a later day" in says(client, *asking(fund, TODAY))
    assert not FeeApproval.objects.exists()
    says(client, *asking(fund, TODAY + DAY))
    assert FeeApproval.objects.get().starts_on == TODAY + DAY


def test_a_year_that_was_mistyped_is_noticed(place: Borough, fund: Fund) -> None:
    client = tab(place.commissioner.user)
    assert "Check the year" in says(client, *asking(fund, date(2062, 7, 1)))
    assert not FeeApproval.objects.exists()


def test_a_double_click_asks_once(place: Borough, fund: Fund) -> None:
    client = tab(place.commissioner.user)
    for _ in range(2):
        assert "can now decide" in says(client, *asking(fund, TODAY))
    assert FeeApproval.objects.count() == 1


@pytest.mark.rule("ISF-FEE-3")
def test_what_came_too_late_is_said_before_and_after_and_can_be_refused(
    place: Borough, fund: Fund
) -> None:
    yesterday = TODAY - DAY
    row = asked(place, fund, starts_on=yesterday, on=yesterday)
    client = tab(place.second_commissioner.user)
    assert "This one can only be refused" in client.get(address(row)).content.decode()
    before = people.AuditEvent.objects.filter(action="FEE_APPROVAL_DECIDED").count()
    assert "Ask for a higher fee from 30 June 2026" in says(client, address(row), YES)
    row.refresh_from_db()
    assert row.state == "ASKED"
    assert people.AuditEvent.objects.filter(action="FEE_APPROVAL_DECIDED").count() == before
    assert "was recorded" in says(client, address(row), {"approve": "no", "reason": "Too late"})
    row.refresh_from_db()
    assert row.state == "REFUSED"


@pytest.mark.rule("ISF-BIL-6")
def test_one_person_in_two_tabs_and_two_roles_decides_nothing(place: Borough, fund: Fund) -> None:
    user = member(place.authority, Role.COMMISSIONER).user
    accounts.Membership(organisation=place.authority, user=user, role=Role.CARE_MANAGER.value)
    asks, decides = tab(user), tab(user)
    says(asks, *asking(fund, TODAY))
    row = FeeApproval.objects.get()
    for client in (decides, asks):
        assert "Nobody may approve what they asked for" in says(client, address(row), YES)
    row.refresh_from_db()
    assert row.state == "ASKED"


def test_a_lost_reply_and_another_tab_are_told_what_stands(place: Borough, fund: Fund) -> None:
    row = asked(place, fund)
    assert (
        "only be refused"
        not in tab(place.second_commissioner.user).get(address(row)).content.decode()
    )
    first, second = tab(place.second_commissioner.user), tab(place.second_commissioner.user)
    assert "was recorded" in says(first, address(row), YES)
    row.refresh_from_db()
    decided_at = row.decided_at
    assert "was recorded" in says(second, address(row), YES)
    third = tab(member(place.authority, Role.COMMISSIONER).user)
    for client, answer in ((second, "no"), (third, "yes"), (third, "no")):
        told = says(client, address(row), {"approve": answer, "reason": "Mine"})
        assert "This was decided before: approved. Nothing was changed." in told
    row.refresh_from_db()
    assert (row.state, row.decision_reason, row.decided_at) == (
        "APPROVED",
        YES["reason"],
        decided_at,
    )
    assert people.AuditEvent.objects.filter(action="FEE_APPROVAL_DECIDED").count() == 1


def test_another_council_sees_and_decides_nothing(place: Borough, fund: Fund) -> None:
    row = asked(place, fund)
    stranger = tab(Borough(today=TODAY, name="Elsewhere").commissioner.user)
    before = fingerprint()
    nothing = reverse("isf:fee-approval-decide", kwargs={"reference": uuid4()})
    path, form = asking(fund, TODAY)
    no_agreement = reverse("isf:fee-approval-create", kwargs={"reference": uuid4()})
    for foreign, missing, said in ((address(row), nothing, YES), (path, no_agreement, form)):
        answers = [stranger.post(each, said) for each in (foreign, missing)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
    assert fingerprint() == before


@pytest.mark.parametrize("role", [Role.CARE_MANAGER, Role.FINANCE_OFFICER, Role.COMMISSIONER])
def test_the_list_leads_each_where_they_may_go(place: Borough, fund: Fund, role: Role) -> None:
    row = asked(place, fund)
    reader = tab(member(place.authority, role).user)
    page = reader.get(reverse("isf:fee-approval-list")).content.decode()
    assert (address(row) in page) is (role is Role.COMMISSIONER)
    where = reverse("isf:fund-detail", kwargs={"reference": fund.reference})
    leads_to = address(row) if role is Role.COMMISSIONER else where
    assert leads_to in page
    assert reader.get(leads_to).status_code == 200


@pytest.mark.rule("ISF-FEE-6")
def test_the_fee_the_money_and_both_limits_are_there_before_the_decision(
    place: Borough, fund: Fund
) -> None:
    place.charge(fund, month=TODAY)
    row = asked(place, fund, starts_on=TODAY + DAY)
    decides = tab(place.second_commissioner.user).get(address(row)).content.decode()
    asks = tab(place.commissioner.user).get(asking(fund, TODAY)[0]).content.decode()
    assert "The fee and its limits on 1 July 2026" in decides
    for page in (decides, asks):
        for words in (
            "10% of the weekly money, £48.00 a week",
            "15% of the weekly money, £72.00 a week",
            "£480.00",
            "£301.71</span>, up to ",
        ):
            assert words in page


@pytest.mark.rule("ISF-FEE-1")
def test_of_two_fees_from_one_day_the_one_agreed_last_is_shown(place: Borough, fund: Fund) -> None:
    begins = TODAY + 10 * DAY
    for number, rate_bp in ((2, 900), (3, 700)):
        AgreementVersion.objects.create(
            agreement=fund.agreement,
            number=number,
            starts_on=begins,
            fee_rate_bp=rate_bp,
            agreed_on=TODAY,
            recorded_at=noon(TODAY),
        )
    row = asked(place, fund, starts_on=begins)
    page = tab(place.second_commissioner.user).get(address(row)).content.decode()
    assert "The fee agreed for that day" in page
    assert "7% of the weekly money, £33.60 a week" in page
    assert "9% of the weekly money" not in page


def test_a_page_with_a_form_answers_to_head(place: Borough, fund: Fund) -> None:
    client = tab(place.second_commissioner.user)
    assert client.head(address(asked(place, fund))).status_code == 200
    assert client.head(asking(fund, TODAY)[0]).status_code == 200
