"""Asking for one page as one of the cast, and saying in one word what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.who_may.cast import Who
from tests.who_may.rows import Row
from tests.who_may.typed import as_it_stands
from tests.who_may.world import World

NO_SUCH_KEY = 987_654_321
# A session changes when somebody loses a hat; that says nothing about the page.
NOT_COUNTED = ("django_session",)
LOOKED = (*NOT_COUNTED, "accounts_auditevent")


class Method(StrEnum):
    """How a page is asked for."""

    GET = auto()
    POST_NOTHING = auto()
    POST_ANSWERS = auto()


class Came(StrEnum):
    """What came of asking."""

    OPEN = auto()
    HIDDEN = auto()
    SIGN_IN = auto()
    NO_SUCH_METHOD = auto()


@dataclass(slots=True, kw_only=True)
class Answer:
    """What one request answered, and the tables it wrote to."""

    came: Came
    status: int
    body: bytes
    headers: str
    written: set[str] = field(default_factory=set)

    @property
    def seen(self) -> tuple[int, bytes, str]:
        """Everything of it that its reader can tell apart."""
        return self.status, self.body, self.headers

    @property
    def changed(self) -> set[str]:
        """What was written besides that somebody looked."""
        return self.written - set(LOOKED)

    def says(self, words: str) -> bool:
        return words.encode() in self.body or words in self.headers


@dataclass(slots=True, kw_only=True)
class Asking:
    """One browser that is given everybody's cookies in turn."""

    world: World
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))

    def address(self, name: str, row: Row, *, there: bool = True) -> str:
        """Where Rosa's thing is, or where nothing ever was."""
        kwargs = dict(row.at(self.world))
        if not there:
            kwargs = {key: _never(value) for key, value in kwargs.items()}
        query = row.query if isinstance(row.query, str) else row.query(self.world)
        return reverse(name, kwargs=kwargs) + (f"?{query}" if query else "")

    def ask(
        self, who: Who, method: Method, address: str, sent: Mapping[str, Any] | None = None
    ) -> Answer:
        """Ask as somebody; whatever it wrote is taken back."""
        self.world.rewind(self.client, who)
        written: set[str] = set()
        with taken_back(), connection.execute_wrapper(noting(written)):
            if method is Method.GET:
                response = self.client.get(address)
            else:
                response = self.client.post(address, dict(sent or {}))
            return _read(response, written - set(NOT_COUNTED))

    def answers(self, row: Row, address: str) -> dict[str, Any]:
        """Answers that are accepted from whoever may send them."""
        assert row.sends is not None
        return {**self._begins_with(row, address), **row.sends(self.world)}

    def _begins_with(self, row: Row, address: str) -> dict[str, Any]:
        readers = sorted((row.get or frozenset()) & (row.post or frozenset()))
        if not readers:
            return {}
        return as_it_stands(self.ask(readers[0], Method.GET, address).body.decode())


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Several writes may stand in one statement, each as a part of it.
WRITES = re.compile(r'(INSERT INTO|DELETE FROM|(?<!FOR )(?<!KEY )UPDATE) "?(\w+)')


def noting(written: set[str]) -> Any:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        written.update(table for _, table in WRITES.findall(sql))
        return execute(sql, params, many, context)

    return note


def _read(response: HttpResponse, written: set[str]) -> Answer:
    location = response.headers.get("Location", "")
    came = Came.OPEN
    if response.status_code == 404:
        came = Came.HIDDEN
    elif response.status_code == 405:
        came = Came.NO_SUCH_METHOD
    elif location.startswith(f"{reverse('account_login')}?next="):
        came = Came.SIGN_IN
    headers = {**response.headers, "Set-Cookie": response.cookies.output()}
    return Answer(
        came=came,
        status=response.status_code,
        body=response.content,
        headers=str(sorted(headers.items())),
        written=written,
    )


def _never(value: Any) -> Any:
    if isinstance(value, UUID):
        return uuid4()
    return NO_SUCH_KEY if isinstance(value, int) else value
