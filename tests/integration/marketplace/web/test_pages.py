"""The pages that say what the site is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.marketplace import fund
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_every_page_leads_to_help_that_says_what_to_do(client: Client) -> None:
    contact = reverse("marketplace:page-contact")
    assert contact in client.get(reverse("marketplace:page-about")).content.decode()

    page = client.get(contact).content.decode()

    assert "Ask your care manager" in page
    assert "call 999" in page


def test_the_operator_says_whom_to_ask(client: Client, settings: Any) -> None:
    settings.CONTACT_TEXT = "Call 01632 960001.\n\nWrite to help@<b>market.example"

    page = client.get(reverse("marketplace:page-contact")).content.decode()

    assert "Call 01632 960001.</p>" in page
    assert "<b>" not in page
    assert "Ask your care manager" not in page


def test_the_front_page_says_where_to_go_once_signed_in(client: Client) -> None:
    front = reverse("marketplace:home")
    assert "Where to go now" not in client.get(front).content.decode()

    sign_in(client, fund().person.user)

    page = client.get(front).content.decode()
    assert "Where to go now" in page
    assert f'<li><a class="govuk-link" href="{reverse("isf:invoice-list")}">Bills</a></li>' in page
