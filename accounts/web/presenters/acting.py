"""What pages say about for whom somebody acts."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.queries.acting import Hat
from accounts.web.acting import Acting
from accounts.web.presenters import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One hat as a page shows it."""

    value: str
    name: str
    detail: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All hats of a user."""

    choices: tuple[Choice, ...]


def choices(*, acting: Acting) -> Choices:
    """The page to choose from."""
    return Choices(
        choices=tuple(
            Choice(
                value=hat.key, name=name_of(hat), detail=_detail(hat), is_current=hat == acting.hat
            )
            for hat in acting.hats
        )
    )


def name_of(hat: Hat) -> str:
    """For whom: yourself, a person or an organisation."""
    return "yourself" if hat.key == "self" else hat.name


def _detail(hat: Hat) -> str:
    """Why: roles in an organisation, or the basis of a power."""
    if hat.organisation is not None:
        return words.listed(words.ROLES[role] for role in sorted(hat.actor.roles))
    if hat.bases:
        return words.listed(words.BASES[basis] for basis in sorted(hat.bases))
    return "Your own support"
