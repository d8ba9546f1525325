"""Lets a real Chromium look at pages that Django answers in the test itself, without a server.

The world of a page state is rolled back with its transaction. Journeys use the live server.
"""

from __future__ import annotations

import contextvars
from functools import cache
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from playwright.sync_api import BrowserContext, Request, Route


class Open(Protocol):
    """Opens a browser profile whose requests Django answers in the test."""

    def __call__(self, *, width: int, scripts: bool) -> BrowserContext: ...


HOST = "http://testserver"
_DROPPED = {"host", "content-length", "content-type", "cookie"}


class Answers:
    """Answers what the browser asks for, and keeps what it should not have asked for."""

    def __init__(self, *, client: Client, complaints: list[str]) -> None:
        self.client = client
        self.complaints = complaints
        # Playwright calls back in a context of its own, in which Django would open another
        # connection and not see what the test has written.
        self.home = contextvars.copy_context()

    def serve(self, context: BrowserContext) -> None:
        """Take over every request of this browser profile."""
        context.route("**/*", self._answer)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )

    def _answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != HOST:
            self.complaints.append(f"asked for {route.request.url}")
            route.abort()
        elif url.path.startswith(settings.STATIC_URL):
            status, headers, body = _static(url.path)
            route.fulfill(status=status, headers=headers, body=body)
        else:
            self._answer_page(route, f"{url.path}?{url.query}" if url.query else url.path)

    def _answer_page(self, route: Route, path: str) -> None:
        response = self.home.copy().run(self._ask, route.request, path)
        if 300 <= response.status_code < 400:  # a redirect would leave this page
            self.complaints.append(f"{path} went on to {response.headers.get('Location')}")
        route.fulfill(
            status=response.status_code if response.status_code // 100 != 3 else 200,
            headers={name.lower(): value for name, value in response.items()},
            body=_content(response),
        )

    def _ask(self, request: Request, path: str) -> HttpResponseBase:
        headers = {
            name: value for name, value in request.headers.items() if name.lower() not in _DROPPED
        }
        answer: HttpResponseBase = self.client.generic(
            request.method,
            path,
            data=request.post_data_buffer or b"",
            content_type=request.headers.get("content-type", "application/octet-stream"),
            headers=headers,
        )
        return answer


@cache
def _static(path: str) -> tuple[int, dict[str, str], bytes]:
    response = Client().get(path)
    return (
        response.status_code,
        {name.lower(): value for name, value in response.items()},
        _content(response),
    )


def _content(response: HttpResponseBase) -> bytes:
    return response.getvalue()  # type: ignore[attr-defined,no-any-return]
