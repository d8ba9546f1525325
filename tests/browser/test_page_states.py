"""Every page in every declared state, in a real Chromium: wide, narrow, and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests import signing_in
from tests.browser import answering, looking, registry, typing_in

WIDE, NARROW = 1280, 320
ALL = [pytest.param(name, state, id=f"{name}-{state.name}") for name, state in registry.states()]
Open = Callable[..., BrowserContext]


@pytest.fixture
def client() -> Client:
    """A client that checks the token of every form and answers a failure with its page."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def opening(browser: Browser, client: Client, complaints: list[str], db: None) -> Iterator[Open]:
    """Open browser profiles whose requests Django answers in this test."""
    opened = []

    def open_profile(*, width: int, scripts: bool) -> BrowserContext:
        context = browser.new_context(
            base_url=answering.HOST,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        answering.Answers(client=client, complaints=complaints).serve(context)
        opened.append(context)
        return context

    yield open_profile
    for context in opened:
        context.close()
    assert complaints == []


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize(("url_name", "state"), ALL)
def test_page_can_be_used(
    url_name: str, state: registry.PageState, client: Client, opening: Open
) -> None:
    visit = state.build()
    _enter(client, visit)
    page = opening(width=WIDE, scripts=True).new_page()
    assert _go(page, url_name, visit).status == visit.status
    _look(page, visit, name=f"{url_name}-{state.name}-{WIDE}")
    page.set_viewport_size({"width": NARROW, "height": 900})
    _look(page, visit, name=f"{url_name}-{state.name}-{NARROW}")
    assert looking.wider_than_screen(page) == []

    plain = opening(width=NARROW, scripts=False).new_page()
    assert _go(plain, url_name, visit).status == visit.status
    assert len(looking.headings(plain)) == 1
    assert looking.forms_without_button(plain) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("url_name", "state"), ALL)
def test_page_answers(url_name: str, state: registry.PageState, client: Client) -> None:
    visit = state.build()
    _enter(client, visit)
    response = client.get(visit.path(url_name))
    assert response.status_code == (200 if visit.fill is not None else visit.status)


def _enter(client: Client, visit: registry.Visit) -> None:
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
