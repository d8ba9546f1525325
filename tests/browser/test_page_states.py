"""Every page in every declared state, in a real Chromium: wide, narrow, and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, Response

from tests import signing_in
from tests.browser import looking, registry, typing_in
from tests.browser.answering import Open

WIDE, NARROW = 1280, 320
ALL = [pytest.param(name, state, id=f"{name}-{state.name}") for name, state in registry.states()]


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize(("url_name", "state"), ALL)
def test_page_can_be_used(
    url_name: str,
    state: registry.PageState,
    asking: Client,
    opening: Open,
    settings: Any,
) -> None:
    visit = state.build()
    _enter(asking, visit, settings)
    page = opening(width=WIDE, scripts=True).new_page()
    assert _go(page, url_name, visit).status == visit.status
    _look(page, visit, name=f"{url_name}-{state.name}-{WIDE}")
    page.set_viewport_size({"width": NARROW, "height": 900})
    _look(page, visit, name=f"{url_name}-{state.name}-{NARROW}")
    assert looking.wider_than_screen(page) == []
    assert looking.hidden_inside(page) == []

    plain = opening(width=NARROW, scripts=False).new_page()
    assert _go(plain, url_name, visit).status == visit.status
    assert len(looking.headings(plain)) == 1
    assert looking.forms_without_button(plain) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("url_name", "state"), ALL)
def test_page_answers(
    url_name: str, state: registry.PageState, asking: Client, settings: Any
) -> None:
    visit = state.build()
    _enter(asking, visit, settings)
    response = asking.get(visit.path(url_name))
    assert response.status_code == (200 if visit.fill is not None else visit.status)


def _enter(client: Client, visit: registry.Visit, settings: Any) -> None:
    for name, value in visit.settings.items():
        setattr(settings, name, value)
    if visit.user is not None:
        signing_in.sign_in(client, visit.user, second_step=visit.second_step)
    if visit.hat:
        session = client.session
        session["acting_hat"] = visit.hat
        session.save()
    if visit.before is not None:
        client.handler.enforce_csrf_checks = False
        visit.before(client)
        client.handler.enforce_csrf_checks = True


def _go(page: Page, url_name: str, visit: registry.Visit) -> Response:
    response = page.goto(visit.path(url_name))
    if visit.fill is not None:
        assert response is not None
        assert response.status == 200
        response = typing_in.send(page, visit.fill)
    assert response is not None
    return response


def _look(page: Page, visit: registry.Visit, *, name: str) -> None:
    looking.keep_picture(page, name=name)
    assert len(looking.headings(page)) == 1
    assert visit.shows in page.locator("body").inner_text()
    assert looking.violations(page) == []
