"""The register of rules: which function keeps which rule; `docs/rules.md` is generated from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """One place that keeps a rule, and the rule in one sentence."""

    rule: str
    sentence: str
    place: str


KEEPERS: list[Keeper] = []


def rule(identifier: str, sentence: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as the keeper of a rule; the identifiers are permanent.

    Source: `isf-rules.md`, generated into `docs/rules.md`.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        KEEPERS.append(
            Keeper(
                rule=identifier,
                sentence=sentence,
                place=f"{function.__module__}.{function.__qualname__}",
            )
        )
        return function

    return register
