"""A real Chromium beside a real server; a page that breaks its own policy fails its test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests import chromium, signing_in
from tests.browser import answering

PATIENCE_MS = 15_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.skip(f"could not run: {chromium.MISSING}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser objected to; must be empty when the test ends."""
    return []


@pytest.fixture
def context(
    browser: Browser, live_server: LiveServer, complaints: list[str]
) -> Iterator[BrowserContext]:
    """A browser profile nobody has used, that reaches this site and nothing else."""
    opened = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 900},
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    opened.set_default_timeout(PATIENCE_MS)

    def stay_here(route: Route) -> None:
        if route.request.url.startswith(live_server.url):
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        of_ours = ("Content Security Policy", "Permissions-Policy")
        if any(policy in message.text for policy in of_ours):
            complaints.append(message.text)

    opened.route("**/*", stay_here)
    opened.on("console", listen)
    opened.on("weberror", lambda error: complaints.append(str(error.error)))
    yield opened
    opened.close()
    assert complaints == []


class Enter(Protocol):
    """Signs a user in, acting for whom the hat says."""

    def __call__(self, user: User, *, hat: str = "") -> None: ...


@pytest.fixture
def enter(context: BrowserContext, live_server: LiveServer) -> Enter:
    """Sign somebody in on the live server; the next page is theirs."""

    def sign_in(user: User, *, hat: str = "") -> None:
        client = Client()
        signing_in.sign_in(client, user)
        if hat:
            session = client.session
            session["acting_hat"] = hat
            session.save()
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )

    return sign_in


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab, 1280 pixels wide; `page.goto("/path")` returns the response to assert on."""
    return context.new_page()


@pytest.fixture
def asking() -> Client:
    """A client that checks the token of every form and answers a failure with its page."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def opening(browser: Browser, asking: Client, complaints: list[str]) -> Iterator[answering.Open]:
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
        context.set_default_timeout(PATIENCE_MS)
        answering.Answers(client=asking, complaints=complaints).serve(context)
        opened.append(context)
        return context

    yield open_profile
    for context in opened:
        context.close()
    assert complaints == []
