"""Who may ask for the pages of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.who_may import cast
from tests.who_may.cast import Who
from tests.who_may.life import TOKEN
from tests.who_may.rows import Row, Rows
from tests.who_may.world import World


def person(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.person.reference}


def power(world: World) -> Mapping[str, Any]:
    return {**person(world), "key": world.own.power.pk}


def member(world: World) -> Mapping[str, Any]:
    return {"key": world.own.borough.care_manager.pk}


def invited(world: World) -> Mapping[str, Any]:
    return {"reference": world.own.invited.reference}


def token(_: World) -> Mapping[str, Any]:
    return {"token": TOKEN}


RECORD = cast.SEES | cast.COUNCIL
MEMBERS = cast.ANY_COMMISSIONERS | cast.ANY_OWNERS | {Who.COMMUNITY_WORKER}
ADMITS = frozenset({Who.OWN, Who.ON_CALL}) | cast.KEEPERS

ROWS: Rows = {
    "accounts:acting-list": Row(get=cast.SIGNED_IN),
    "accounts:acting-switch": Row(post=cast.NOBODY),  # a hat that is not theirs
    "accounts:call-end": Row(post=cast.SIGNED_IN),
    "accounts:call-start": Row(post=cast.KEEPERS, at=person),
    "accounts:person-list": Row(get=cast.ANY_COUNCIL, post=cast.ANY_COUNCIL),
    "accounts:person-create": Row(
        get=cast.ANY_KEEPERS,
        post=cast.ANY_KEEPERS,
        sends=lambda _: {"full_name": "Nora New", "postcode": "PB1 1AA"},
    ),
    "accounts:person-own": Row(get=cast.SEES_SOMEBODY),
    "accounts:contact-edit": Row(
        get=cast.MONEY_OF_SOMEBODY,
        post=cast.MONEY_OF_SOMEBODY,
        sends=lambda _: {"known_as": "Rosie"},
    ),
    "accounts:person-detail": Row(get=RECORD, at=person),
    "accounts:person-edit": Row(
        get=cast.KEEPERS, post=cast.KEEPERS, at=person, sends=lambda _: {"known_as": "Rosie"}
    ),
    "accounts:person-audit": Row(get=RECORD, at=person),
    "accounts:person-invite": Row(get=cast.KEEPERS, post=cast.KEEPERS, at=person),
    "accounts:representative-list": Row(get=RECORD, at=person),
    "accounts:representative-invite": Row(get=ADMITS, post=ADMITS, at=person),
    "accounts:representative-end": Row(get=ADMITS, post=ADMITS, at=power),
    "accounts:member-list": Row(get=MEMBERS),
    "accounts:member-invite": Row(get=MEMBERS, post=MEMBERS),
    "accounts:member-end": Row(
        get=frozenset({Who.COMMISSIONER}), post=frozenset({Who.COMMISSIONER}), at=member
    ),
    "accounts:invitation-withdraw": Row(post=frozenset({Who.COMMISSIONER}), at=invited),
    "accounts:invitation-send": Row(post=frozenset({Who.COMMISSIONER}), at=invited),
    "accounts:invitation-detail": Row(get=cast.ANYBODY, at=token),
    "accounts:invitation-accept": Row(post=cast.SIGNED_IN, at=token),
    "accounts:user-detail": Row(get=cast.SIGNED_IN),
    "accounts:user-edit": Row(get=cast.SIGNED_IN, post=cast.SIGNED_IN, sends=lambda _: {}),
    "accounts:demonstration-sign-in": Row(post=cast.NOBODY, asks_sign_in=False),
}
