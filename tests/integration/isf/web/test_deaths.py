"""The pages of a death: looked at first, then recorded; and what others see from then on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.web import clock
from isf.models import Death, Fund
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.ledger_sound import assert_ledger_sound, fingerprint
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LIF-2")]
CREATE, EDIT, BUDGET = "death-create", "death-edit", "budget-detail"


@pytest.fixture
def borough(client: Client) -> Borough:
    borough = Borough(today=clock.today())
    sign_in(client, borough.care_manager.user)
    return borough


@pytest.fixture
def fund(borough: Borough) -> Fund:
    found = borough.fund(weeks_ago=2, person=borough.person(full_name="Ada Ford"))
    borough.order(found, service="Support at home", payee=borough.holder, price_pence=2600)
    return found


def path(fund: Fund, name: str) -> str:
    return reverse(f"isf:{name}", args=[fund.deployment.budget.reference])


def yesterday() -> date:
    return clock.today() - timedelta(days=1)


def typed(page: Any, day: date | None, **more: str) -> dict[str, str]:
    """What the form holds, with a day typed into it."""
    form = page.context["form"]
    hidden = {name: str(form[name].value()) for name in ("token", "seen") if name in form.fields}
    parts = {"day": day.day, "month": day.month, "year": day.year} if day else {}
    return hidden | {f"day_{name}": str(value) for name, value in parts.items()} | more


def send_again(page: Any) -> dict[str, str]:
    """What the page of the check sends when it is confirmed."""
    text = page.content.decode()
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: value for name, value in pairs if name != "csrfmiddlewaretoken"}


def record(client: Client, fund: Fund, day: date | None = None) -> Any:
    form = client.get(path(fund, CREATE))
    check = client.post(path(fund, CREATE), typed(form, day or yesterday()))
    return client.post(path(fund, CREATE), send_again(check), follow=True)


def test_what_it_means_is_shown_and_nothing_is_written(client: Client, fund: Fund) -> None:
    form = client.get(path(fund, CREATE))
    before = fingerprint()
    check = client.post(path(fund, CREATE), typed(form, yesterday()))
    text = check.content.decode()
    for words in ("Ada Ford died on", "goes back to the council", "Kept for last bills", "1 order"):
        assert words in text
    assert fingerprint() == before
    assert not Death.objects.exists()


def test_confirming_records_it_once(client: Client, fund: Fund) -> None:
    form = client.get(path(fund, CREATE))
    again = send_again(client.post(path(fund, CREATE), typed(form, yesterday())))
    for _ in range(2):
        page = client.post(path(fund, CREATE), again, follow=True)
        assert "It was recorded" in page.content.decode()
    assert Death.objects.get().day == yesterday()
    assert_ledger_sound()


def test_a_day_to_come_is_said_at_the_field(client: Client, fund: Fund) -> None:
    form = client.get(path(fund, CREATE))
    page = client.post(path(fund, CREATE), typed(form, clock.today() + timedelta(days=1)))
    assert "has not come yet" in page.content.decode()
    assert page.context["form"].errors.keys() == {"day"}


def test_a_second_death_is_refused_and_shown_where_to_correct(client: Client, fund: Fund) -> None:
    record(client, fund)
    form = client.get(path(fund, CREATE))
    assert path(fund, EDIT) in form.content.decode()
    page = client.post(path(fund, CREATE), typed(form, yesterday()))
    assert "was recorded before" in page.context["form"].non_field_errors()[0]


def test_a_mistake_is_taken_back_with_a_reason(client: Client, fund: Fund) -> None:
    assert client.get(path(fund, EDIT)).status_code == 302
    record(client, fund)
    form = client.get(path(fund, EDIT))
    unsaid = client.post(path(fund, EDIT), typed(form, None, never="on"))
    assert "reason" in unsaid.context["form"].errors
    wrong = typed(form, None, never="on", reason="Another Ada Ford")
    check = client.post(path(fund, EDIT), wrong)
    assert "has not died" in check.content.decode()
    client.post(path(fund, EDIT), send_again(check))
    assert [row.day for row in Death.objects.all()] == [yesterday(), None]
    fund.person.refresh_from_db()
    assert fund.person.died_on is None
    assert path(fund, CREATE) in client.get(path(fund, BUDGET)).content.decode()
    assert_ledger_sound()


def test_nothing_new_is_offered_and_who_acted_reads_on(client: Client, fund: Fund) -> None:
    alive = client.get(path(fund, BUDGET)).content.decode()
    assert "Change the budget" in alive
    record(client, fund)
    gone = client.get(path(fund, BUDGET)).content.decode()
    assert "Change the budget" not in gone
    assert "Correct what was recorded" in gone
    helper = make.Representative(person=fund.person)
    sign_in(client, helper.user)
    session = client.session
    session["acting_hat"] = f"person:{fund.person.reference}"
    session.save()
    page = client.get(reverse("isf:fund-detail", args=[fund.reference])).content.decode()
    assert "Ada Ford died on" in page
    assert "The last day for bills is" in page
    for offered in ("Give notice", "Choose where it goes", "hospital or away"):
        assert offered not in page
    listed = client.get(reverse("isf:fund-list")).content.decode()
    assert "left to use" not in listed
    month = clock.today().replace(day=1)
    statement = client.get(reverse("isf:statement-detail", args=[fund.reference, month]))
    assert "Ada Ford died on" in statement.content.decode()


def test_a_form_sent_too_late_says_the_rule(client: Client, fund: Fund, borough: Borough) -> None:
    other = client.get(reverse("isf:notice-create", args=[fund.reference]))
    record(client, fund)
    sent = {"token": str(other.context["form"]["token"].value()), "party": "COUNCIL"}
    day = clock.today()
    sent |= {"received_on_day": str(day.day), "received_on_month": str(day.month)}
    sent |= {"received_on_year": str(day.year), "last_day_day": ""}
    page = client.post(reverse("isf:notice-create", args=[fund.reference]), sent)
    assert "(ISF-LIF-2)" in page.content.decode()
    assert borough.authority.pk == fund.authority_id


def test_the_record_of_the_person_says_it(client: Client, fund: Fund) -> None:
    record(client, fund)
    page = client.get(reverse("accounts:person-detail", args=[fund.person.reference]))
    text = page.content.decode()
    assert "Died" in text
    assert "on the telephone" not in text
    people = client.get(reverse("accounts:person-list")).content.decode()
    assert "Died on" in people
