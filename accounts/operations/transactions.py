"""One transaction per operation, tried again when the database says that it may be."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 4
PAUSE_SECONDS = 0.05
# PostgreSQL: serialisation failure, deadlock, lock not available.
AGAIN_STATES = frozenset({"40001", "40P01", "55P03"})


def may_try_again(*, error: OperationalError) -> bool:
    """Whether a failure says nothing about the request itself, only about its timing."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in AGAIN_STATES or "database is locked" in str(error)


def retried(function: Callable[P, R]) -> Callable[P, R]:
    """Run an operation that moves money in one transaction; three more tries, the same arguments.

    Inside another operation's transaction it simply joins, and the outer one tries again.
    Errors: whatever the operation raises; nothing was written then. Source: ISF-LED-3.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        tries = 1 if connection.in_atomic_block else TRIES
        for attempt in range(1, tries + 1):
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except OperationalError as error:
                if attempt == tries or not may_try_again(error=error):
                    raise
                time.sleep(PAUSE_SECONDS * attempt * (1 + random.random()))  # noqa: S311
        raise AssertionError("unreachable")

    return run
