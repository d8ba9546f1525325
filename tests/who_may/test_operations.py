"""Every operation, tried by everybody who has no business with Rosa: refused, nothing written."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction

from accounts import permissions
from accounts.permissions import Actor, NotAllowed
from accounts.queries.acting import list_hats
from accounts.web import clock
from tests.who_may.asking import noting
from tests.who_may.cast import Who
from tests.who_may.elsewhere import ELSEWHERE
from tests.who_may.operations import TRIED
from tests.who_may.world import World

pytestmark = pytest.mark.django_db

STRANGERS = (
    Who.ANONYMOUS,
    Who.SIGNED_IN_ONLY,
    Who.OTHER_PERSON,
    Who.ONLY_SEES,
    Who.EXPIRED_REPRESENTATIVE,
    Who.REVOKED_REPRESENTATIVE,
    Who.LEFT_PROVIDER,
    Who.LEFT_COUNCIL,
    Who.OTHER_OWNER,
    Who.OTHER_COMMISSIONER,
    Who.OTHER_CARE_MANAGER,
    Who.COMMUNITY_WORKER,
)


def name_of(operation: Callable[..., Any]) -> str:
    return f"{operation.__module__}.{operation.__qualname__}"


def operations() -> Iterator[str]:
    """Every public function of the three apps that is done by somebody."""
    for app in ("accounts", "isf", "marketplace"):
        package = importlib.import_module(f"{app}.operations")
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, member in inspect.getmembers(module, inspect.isfunction):
                is_ours = member.__module__ == module.__name__ and not name.startswith("_")
                if is_ours and "by" in inspect.signature(member).parameters:
                    yield f"{module.__name__}.{name}"


def actor(world: World, who: Who) -> Actor:
    if who not in world.users:
        return permissions.ANONYMOUS
    hats = list_hats(user_id=world.users[who].pk, on=clock.today())
    return hats[0].actor if hats else Actor(user_id=world.users[who].pk)


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    tried = {name_of(operation) for operation in TRIED}
    assert tried & set(ELSEWHERE) == set()
    assert tried | set(ELSEWHERE) == set(operations())


@pytest.mark.parametrize("operation", TRIED, ids=name_of)
def test_who_has_no_business_here_is_refused_and_nothing_is_written(
    world: World, operation: Callable[..., Any]
) -> None:
    outcomes = {who: tried_by(world, operation, actor(world, who)) for who in STRANGERS}
    wrong = [f"{who}: {outcome}" for who, outcome in outcomes.items() if outcome]
    assert not wrong, "\n".join(wrong)


def tried_by(world: World, operation: Callable[..., Any], by: Actor) -> str:
    """What went wrong, or nothing."""
    needed = inspect.signature(operation).parameters
    given = {"by": by, "at": clock.now(), "on": clock.today()}
    with transaction.atomic():
        arguments = {
            **{name: value for name, value in given.items() if name in needed},
            **TRIED[operation](world),
        }
        written: set[str] = set()
        refused = False
        with connection.execute_wrapper(noting(written)):
            try:
                operation(**arguments)
            except (NotAllowed, ObjectDoesNotExist):
                refused = True
        transaction.set_rollback(True)
    if not refused:
        return "was let"
    return f"was refused, and {sorted(written)} were written to" if written else ""
