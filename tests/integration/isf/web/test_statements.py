"""Issued statements as pages: who sees them, that they stay, and that every amount opens."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role, Scope
from accounts.models import AuditEvent
from isf.models import IssuedStatement
from tests import amounts_isf as amounts
from tests.counting import queries
from tests.factories import accounts, isf
from tests.factories.issuing import APRIL, MAY, TODAY, close, issue, issued
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(isf.noon(TODAY), tick=False):
        yield


def paths(kept: IssuedStatement) -> list[str]:
    return [
        reverse("isf:statement-list", args=[kept.fund.reference]),
        reverse("isf:statement-issued", args=[kept.fund.reference, kept.month]),
        reverse("isf:statement-document", args=[kept.fund.reference, kept.month]),
    ]


def client_of(user: Any) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def test_who_sees_it_and_who_does_not() -> None:
    borough, kept = issued()
    other = borough.fund(weeks_ago=9, paid=False)
    nobody = reverse("isf:statement-issued", args=[other.reference, APRIL])
    sees = [
        kept.fund.person.user,
        borough.representative(kept.fund.person).user,
        borough.care_manager.user,
        isf.member(borough.holder, Role.PROVIDER_FINANCE).user,
    ]
    hidden = [
        borough.person().user,
        borough.representative(kept.fund.person, scopes=(Scope.ORDER,)).user,
        isf.member(borough.provider, Role.PROVIDER_OWNER).user,
        accounts.Membership(role=Role.COMMISSIONER.value).user,
        other.person.user,
    ]
    for user in sees:
        client = client_of(user)
        assert [client.get(path).status_code for path in paths(kept)] == [200] * 3
    for user in hidden:
        client = client_of(user)
        answers = [client.get(path) for path in paths(kept)]
        assert [answer.status_code for answer in answers] == [404] * 3
        assert {answer.content for answer in answers} == {client.get(nobody).content}
    assert [Client().get(path).status_code for path in paths(kept)] == [302] * 3


def test_the_page_is_what_was_kept_whatever_happened_since() -> None:
    borough, kept = issued()
    kept.fund.person.full_name, borough.holder.name = "Somebody Else", "Another Name"
    kept.fund.person.save()
    borough.holder.save()
    borough.grant(kept.fund, pence=123_456)

    said = client_of(borough.commissioner.user).get(paths(kept)[1]).content.decode()

    assert "Ada Ford" in said
    assert "Goodcare" in said
    assert "S-000001" in said
    assert "£1,234.56" not in said


def test_the_file_is_the_one_that_was_kept() -> None:
    _, kept = issued()
    answer = client_of(kept.fund.person.user).get(paths(kept)[2])
    assert answer.content == bytes(kept.document.pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="statement-S-000001-2026-04.pdf"'
    )
    assert "Ada" not in str(answer.headers)


def test_every_amount_opens_to_entries_that_add_up_to_it() -> None:
    _, kept = issued()
    client = client_of(kept.fund.person.user)
    opened = amounts.read(client.get(paths(kept)[1]).content.decode()).opened
    assert len(opened) >= 10
    for found in opened:
        seen = amounts.read(client.get(found.href).content.decode())
        assert seen.total == found.pence, found.href


def test_a_look_by_somebody_else_is_written_down() -> None:
    borough, kept = issued()
    client_of(borough.care_manager.user).get(paths(kept)[2])
    client_of(kept.fund.person.user).get(paths(kept)[2])
    assert AuditEvent.objects.filter(action="STATEMENT_VIEWED").count() == 1


def test_the_living_statement_leads_to_the_one_that_was_issued() -> None:
    _, kept = issued()
    client = client_of(kept.fund.person.user)
    living = reverse("isf:statement-detail", args=[kept.fund.reference, APRIL])
    assert paths(kept)[1] in client.get(living).content.decode()
    later = reverse("isf:statement-detail", args=[kept.fund.reference, MAY])
    assert "was issued" not in client.get(later).content.decode()


def month_page(month: date) -> str:
    return reverse("isf:statement-run-detail", args=[month])


def test_sums_of_a_part_of_a_month_say_of_how_many_statements_they_are() -> None:
    borough = isf.Borough(today=TODAY)
    first, _ = (borough.fund(weeks_ago=9) for _ in range(2))
    close(borough, APRIL)
    issue(first, APRIL)
    client = client_of(borough.finance_officer.user)
    months = reverse("isf:statement-run-list")
    assert "Sums of 1 of 2 statements" in client.get(months).content.decode()
    assert "these 1 of 2 statements add up to" in client.get(month_page(APRIL)).content.decode()

    client.post(month_page(APRIL))
    assert "Sums of" not in client.get(months).content.decode()
    assert "What these statements add up to" in client.get(month_page(APRIL)).content.decode()


def test_finance_of_the_council_issues_a_month_with_one_button() -> None:
    borough = isf.Borough(today=TODAY)
    for _ in range(2):
        borough.fund(weeks_ago=9)
    close(borough, APRIL)
    close(borough, MAY)
    client = client_of(borough.finance_officer.user)
    assert "Issue 2 statements" in client.get(month_page(APRIL)).content.decode()

    said = client.post(month_page(APRIL), follow=True).content.decode()
    assert "2 statements issued." in said
    said = client.post(month_page(APRIL), follow=True).content.decode()
    assert "0 statements issued." in said
    assert IssuedStatement.objects.count() == 2
    assert "Issue" not in client.get(month_page(APRIL)).content.decode().split("<main")[1]


def test_a_holder_issues_only_what_it_holds() -> None:
    borough = isf.Borough(today=TODAY)
    mine = borough.fund(weeks_ago=9)
    borough.fund(weeks_ago=9, holder=borough.provider)
    close(borough, APRIL)
    client = client_of(isf.member(borough.holder, Role.PROVIDER_FINANCE).user)
    client.post(month_page(APRIL))
    assert [row.fund_id for row in IssuedStatement.objects.all()] == [mine.pk]
    said = client.get(month_page(APRIL)).content.decode()
    assert mine.person.full_name in said


@pytest.mark.parametrize("role", [Role.CARE_MANAGER, Role.PROVIDER_MANAGER])
def test_who_only_reads_cannot_issue(role: Role) -> None:
    borough = isf.Borough(today=TODAY)
    borough.fund(weeks_ago=9)
    close(borough, APRIL)
    place = borough.authority if role is Role.CARE_MANAGER else borough.holder
    client = client_of(isf.member(place, role).user)
    assert '<form method="post" novalidate' not in client.get(month_page(APRIL)).content.decode()
    assert client.post(month_page(APRIL)).status_code == 404
    assert not IssuedStatement.objects.exists()


def test_a_person_has_no_business_with_runs() -> None:
    _, kept = issued()
    client = client_of(kept.fund.person.user)
    runs = [reverse("isf:statement-run-list"), month_page(APRIL)]
    assert [client.get(path).status_code for path in runs] == [404, 404]
    assert client.post(month_page(APRIL)).status_code == 404


def test_a_long_list_asks_no_more_than_a_short_one() -> None:
    borough = isf.Borough(today=TODAY)
    client = client_of(borough.commissioner.user)
    first = borough.fund(weeks_ago=9)
    close(borough, APRIL)
    issue(first, APRIL)
    places = [reverse("isf:statement-run-list"), month_page(APRIL)]
    one = [queries(client, path) for path in places]
    for _ in range(2):
        issue(borough.fund(weeks_ago=9, paid=False), APRIL)
    assert [queries(client, path) for path in places] == one
