"""Every address of the site, asked by everybody in every way, against the one table of who may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection

from tests.browser.registry import url_names
from tests.who_may.asking import Answer, Asking, Came, Method
from tests.who_may.cast import Who
from tests.who_may.rows import Row
from tests.who_may.table import ROWS
from tests.who_may.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def asking(world: World) -> Asking:
    return Asking(world=world)


def expected(row: Row, who: Who, method: Method) -> Came:
    may = row.get if method is Method.GET else row.post
    if who is Who.ANONYMOUS and row.asks_sign_in_first:
        return Came.SIGN_IN
    if may is None:
        return Came.NO_SUCH_METHOD
    if who in may:
        return Came.OPEN
    is_asked = who is Who.ANONYMOUS and row.asks_sign_in
    return Came.SIGN_IN if is_asked else Came.HIDDEN


def methods(row: Row) -> tuple[Method, ...]:
    """Every way to ask; with answers only where there is somebody to accept them."""
    return tuple(Method) if row.sends is not None else (Method.GET, Method.POST_NOTHING)


def asked(row: Row) -> tuple[Who, ...]:
    """Everybody; on PostgreSQL, who is let in and a stranger.

    Refusing is the same code on both databases, and most of the requests; what a page reads and
    writes is not.
    """
    if connection.vendor == "sqlite":
        return tuple(Who)
    let_in = (row.get or frozenset()) | (row.post or frozenset()) | {Who.ANONYMOUS}
    return tuple(who for who in Who if who in let_in)


def cells() -> int:
    return len(Who) * sum(len(methods(row)) for row in ROWS.values())


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(url_names()) == set(ROWS)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_everybody_gets_what_the_table_says(asking: Asking, name: str) -> None:
    row = ROWS[name]
    address = asking.address(name, row)
    answers = asking.answers(row, address) if row.sends is not None else {}
    wrong: list[str] = []
    for method in methods(row):
        sent = answers if method is Method.POST_ANSWERS else None
        for who in asked(row):
            cache.clear()
            answer = asking.ask(who, method, address, sent)
            wrong += [f"{who} {method}: {what}" for what in faults(row, who, method, answer)]
            wrong += [
                f"{who} {method}: reads “{secret.words}”"
                for secret in asking.world.secrets
                if who not in secret.known_to and answer.says(secret.words)
            ]
            if answer.came is Came.HIDDEN and row.at(asking.world):
                absent = asking.ask(who, method, asking.address(name, row, there=False), sent)
                if absent.seen != answer.seen:
                    wrong.append(f"{who} {method}: differs from what does not exist")
    assert not wrong, "\n".join(wrong)


def faults(row: Row, who: Who, method: Method, answer: Answer) -> Iterator[str]:
    """What is not as the table says, cell by cell."""
    wanted = expected(row, who, method)
    shown = who in (row.get or ()) and method is Method.POST_NOTHING and row.sends is not None
    if who is not Who.ANONYMOUS and not answer.says("no-store"):
        yield "may be kept by the browser"
    if wanted is Came.HIDDEN and (who in row.told or shown):
        if answer.changed:
            yield f"may not, and changed {sorted(answer.changed)}"
        return
    if answer.came is not wanted:
        yield f"{answer.came} ({answer.status}), not {wanted}"
    if wanted is not Came.OPEN and answer.written:
        yield f"{wanted}, and wrote to {sorted(answer.written)}"
    if wanted is Came.OPEN and method is Method.POST_ANSWERS and not answer.changed:
        yield f"answers were not accepted ({answer.status})"
