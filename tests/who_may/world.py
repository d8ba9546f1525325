"""The world the table is about, and an open session for everybody in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from accounts import models as people
from accounts.enums import Role, Scope
from accounts.operations import memberships, representatives
from accounts.rules import tokens
from accounts.web import clock
from tests.factories import accounts as make_accounts
from tests.factories import isf as make_isf
from tests.factories import issuing
from tests.factories import marketplace as make
from tests.signing_in import sign_in
from tests.who_may import cast
from tests.who_may.cast import Group, Who
from tests.who_may.life import TODAY, TOKEN, Life, live

ROSA, NEIGHBOUR, ABROAD = "Quillonby", "Vexholme", "Zarnecki"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Words of a record, and everybody who may ever read them."""

    words: str
    known_to: Group


@dataclass(slots=True, kw_only=True)
class World:
    """Three lives, and the cookies of everybody's session."""

    own: Life
    other: Life
    abroad: Life
    community: people.Organisation
    cookies: dict[Who, SimpleCookie] = field(default_factory=dict)
    users: dict[Who, people.User] = field(default_factory=dict)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        hidden = cast.ORDERS | {Who.COMMISSIONER}
        neighbours = frozenset({Who.OTHER_PERSON, Who.OTHER_OWNER}) | cast.COUNCIL
        elsewhere = frozenset({Who.OTHER_COMMISSIONER, Who.OTHER_CARE_MANAGER})
        return (
            Secret(
                words=f"Rosa {ROSA}",
                known_to=cast.SEES | cast.STAFF | cast.HOLDERS | cast.COUNCIL,
            ),
            Secret(
                words=f"{ROSA}-2",
                known_to=cast.SEES | cast.BILLERS | cast.SELLERS | cast.HOLDERS | cast.COUNCIL,
            ),
            Secret(
                words=f"1 {ROSA} Street",
                known_to=cast.SEES | cast.STAFF | cast.COUNCIL | cast.HOLDERS,
            ),
            Secret(words=f"{ROSA.lower()}@", known_to=cast.SEES | cast.STAFF | cast.COUNCIL),
            Secret(words=f"Hidden words {ROSA}", known_to=hidden),
            Secret(words=f"Not published {ROSA}", known_to=cast.SELLERS),
            Secret(words=NEIGHBOUR, known_to=neighbours),
            Secret(words=ABROAD, known_to=elsewhere),
        )

    def client(self, who: Who) -> Client:
        """A browser in which they are signed in, as they were when the world began."""
        client = Client()
        self.rewind(client, who)
        return client

    def rewind(self, client: Client, who: Who) -> None:
        """Give the browser the cookies it began with."""
        client.cookies = SimpleCookie()
        for name, morsel in self.cookies.get(who, {}).items():
            client.cookies[name] = morsel.value


def build() -> World:
    """Live the three lives and sign everybody in."""
    borough = make_isf.Borough(today=TODAY)
    foreign = make_isf.Borough(today=TODAY, name="Another Borough")
    others = make.Provider()
    world = World(
        own=live(borough, name=ROSA, seller=make.Provider(), holder=borough.holder),
        other=live(borough, name=NEIGHBOUR, seller=others, holder=others.organisation),
        abroad=live(foreign, name=ABROAD, seller=make.Provider(), holder=foreign.holder),
        community=make_accounts.Community(),
    )
    _issue_statements(world)
    make_accounts.Invitation(
        organisation=borough.authority,
        token_hash=tokens.hash_of(TOKEN),
        created_at=clock.now() - timedelta(days=1),
    )
    for who, arrive in ARRIVALS.items():
        arrive(world, who)
    return world


def _issue_statements(world: World) -> None:
    """Close May, in which all three funds began, and issue their statements."""
    lives = (world.own, world.other, world.abroad)
    for life in lives:
        life.borough.charge(life.fund, month=issuing.MAY)
    for borough in {life.borough.authority.pk: life.borough for life in lives}.values():
        issuing.close(borough, issuing.MAY, on=TODAY)
    for life in lives:
        issuing.issue(life.fund, issuing.MAY, on=TODAY)


Arrive = Callable[[World, Who], None]


def _enter(world: World, who: Who, user: people.User, hat: str = "", **more: Any) -> None:
    client = Client()
    sign_in(client, user)
    session = client.session
    if hat:
        session["acting_hat"] = hat
    session.update(more)
    session.save()
    world.cookies[who] = client.cookies
    world.users[who] = user


def _member(organisation: Callable[[World], people.Organisation], role: Role) -> Arrive:
    def arrive(world: World, who: Who) -> None:
        place = organisation(world)
        row = make_accounts.Membership(organisation=place, role=role.value)
        _enter(world, who, row.user, f"organisation:{place.reference}")

    return arrive


def _left(organisation: Callable[[World], people.Organisation], role: Role) -> Arrive:
    """Somebody whose membership ends while their session is open."""

    def arrive(world: World, who: Who) -> None:
        _member(organisation, role)(world, who)
        row = people.Membership.objects.get(user=world.users[who])
        memberships.end(
            by=make_accounts.actor_with_role(
                row.organisation,
                Role.COMMISSIONER if role is Role.CARE_MANAGER else Role.PROVIDER_OWNER,
            ),
            membership_id=row.pk,
            at=clock.now(),
            on=clock.today(),
        )

    return arrive


def _representative(*scopes: Scope, **more: Any) -> Arrive:
    def arrive(world: World, who: Who) -> None:
        person = world.own.person
        row = make_accounts.Representative(
            person=person, scopes=[scope.value for scope in scopes or tuple(Scope)], **more
        )
        _enter(world, who, row.user, f"person:{person.reference}")

    return arrive


def _revoked(world: World, who: Who) -> None:
    """Somebody whose power ends while their session is open."""
    _representative()(world, who)
    row = people.Representative.objects.get(user=world.users[who])
    representatives.end(
        by=make_accounts.actor_for_person(world.own.person),
        representative_id=row.pk,
        at=clock.now(),
        on=clock.today(),
    )


def _works_for_biller(world: World, who: Who) -> None:
    _representative()(world, who)
    make_accounts.Membership(
        user=world.users[who],
        organisation=world.own.seller.organisation,
        role=Role.PROVIDER_FINANCE.value,
    )


def _calls(arrive: Arrive) -> Arrive:
    """Somebody on the telephone with Rosa."""

    def on_the_telephone(world: World, who: Who) -> None:
        arrive(world, who)
        call = {"person": str(world.own.person.reference), "since": clock.now().isoformat()}
        client = world.client(who)
        session = client.session
        session["acting_call"] = call
        session.save()

    return on_the_telephone


def _seller(world: World) -> people.Organisation:
    return world.own.seller.organisation


def _holder(world: World) -> people.Organisation:
    return world.own.borough.holder


def _council(world: World) -> people.Organisation:
    return world.own.borough.authority


def _other_council(world: World) -> people.Organisation:
    return world.abroad.borough.authority


ARRIVALS: Mapping[Who, Arrive] = {
    Who.SIGNED_IN_ONLY: lambda world, who: _enter(world, who, make_accounts.User()),
    Who.OWN: lambda world, who: _enter(world, who, world.own.person.user, "self"),
    Who.OTHER_PERSON: lambda world, who: _enter(world, who, world.other.person.user, "self"),
    Who.REPRESENTATIVE: _representative(),
    Who.ONLY_SEES: _representative(Scope.SEE),
    Who.ONLY_ORDERS: _representative(Scope.SEE, Scope.ORDER),
    Who.ONLY_BILLS: _representative(Scope.SEE, Scope.BILLS),
    Who.ONLY_MONEY: _representative(Scope.SEE, Scope.MONEY),
    Who.EXPIRED_REPRESENTATIVE: _representative(ends_on=TODAY - timedelta(days=1)),
    Who.REVOKED_REPRESENTATIVE: _revoked,
    Who.WORKS_FOR_BILLER: _works_for_biller,
    Who.OWNER: _member(_seller, Role.PROVIDER_OWNER),
    Who.MANAGER: _member(_seller, Role.PROVIDER_MANAGER),
    Who.FINANCE: _member(_seller, Role.PROVIDER_FINANCE),
    Who.LEFT_PROVIDER: _left(_seller, Role.PROVIDER_MANAGER),
    Who.HOLDER_OWNER: _member(_holder, Role.PROVIDER_OWNER),
    Who.HOLDER_MANAGER: _member(_holder, Role.PROVIDER_MANAGER),
    Who.HOLDER_FINANCE: _member(_holder, Role.PROVIDER_FINANCE),
    Who.OTHER_OWNER: _member(lambda world: world.other.seller.organisation, Role.PROVIDER_OWNER),
    Who.COMMISSIONER: _member(_council, Role.COMMISSIONER),
    Who.FINANCE_OFFICER: _member(_council, Role.FINANCE_OFFICER),
    Who.CARE_MANAGER: _member(_council, Role.CARE_MANAGER),
    Who.TEAM_MANAGER: _member(_council, Role.TEAM_MANAGER),
    Who.SAFEGUARDING_LEAD: _member(_council, Role.SAFEGUARDING_LEAD),
    Who.ON_CALL: _calls(_member(_council, Role.CARE_MANAGER)),
    Who.CALL_OF_WHO_LEFT: _calls(_left(_council, Role.CARE_MANAGER)),
    Who.LEFT_COUNCIL: _left(_council, Role.CARE_MANAGER),
    Who.OTHER_COMMISSIONER: _member(_other_council, Role.COMMISSIONER),
    Who.OTHER_CARE_MANAGER: _member(_other_council, Role.CARE_MANAGER),
    Who.COMMUNITY_WORKER: _member(lambda world: world.community, Role.COMMUNITY_WORKER),
}
