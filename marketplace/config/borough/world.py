"""The borough while it is being built: its dice, its day, and who acts."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import UUID

from accounts.models import Organisation, Person, User
from accounts.permissions import Actor, system
from accounts.queries.acting import Hat, find_call, list_hats


@dataclass(slots=True, kw_only=True)
class Size:
    """How large the borough is, and how much of its life is told."""

    people: int = 40
    providers: int = 12
    months: int = 6
    seed: int = 1
    until: date


@dataclass(slots=True, kw_only=True)
class Seller:
    """A provider with the users who work there and the versions of its offers."""

    organisation: Organisation
    manager: User
    finance: User
    offers: list[UUID] = field(default_factory=list)
    bills: int = 0


@dataclass(slots=True, kw_only=True)
class Holder:
    """A person with a fund, and how they buy."""

    person: Person
    user: User | None
    fund: UUID
    fund_id: int
    weekly_pence: int
    holder: Seller | None
    orders: list[UUID] = field(default_factory=list)
    is_held: bool = False


@dataclass(slots=True, kw_only=True)
class World:
    """Everything the days need to know."""

    size: Size
    dice: random.Random
    day: date
    council: Organisation | None = None
    users: dict[str, User] = field(default_factory=dict)
    sellers: list[Seller] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    areas: list[UUID] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)
    known: dict[int, tuple[Hat, ...]] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """Ten in the morning of the day being lived."""
        return datetime.combine(self.day, time(10), tzinfo=UTC)

    @property
    def operator(self) -> Actor:
        """Whoever sets the borough up before anybody works there."""
        return system("seed_demo")

    @property
    def authority(self) -> Organisation:
        """The council, once it is there."""
        if self.council is None:
            raise RuntimeError("The council has not been founded yet.")
        return self.council

    def acting(self, user: User, *, organisation: Organisation | None = None) -> Actor:
        """A user with the hat they would wear on a page that day."""
        hats = self.hats(user)
        if organisation is not None:
            hats = tuple(hat for hat in hats if hat.organisation == organisation.reference)
        return hats[0].actor

    def hats(self, user: User) -> tuple[Hat, ...]:
        """A user's hats; roles in the borough are given once and for all, so they are kept."""
        if user.pk not in self.known:
            self.known[user.pk] = list_hats(user_id=user.pk, on=self.day)
        return self.known[user.pk]

    def for_person(self, holder: Holder) -> Actor:
        """The person themself, or the care manager on the telephone with them."""
        if holder.user is not None:
            own = [h for h in self.hats(holder.user) if h.person == holder.person.reference]
            return own[0].actor
        staff = self.acting(self.users["CARE_MANAGER"], organisation=self.authority)
        call = find_call(by=staff, person=holder.person.reference)
        if call is None:
            raise RuntimeError("The care manager may not take this call.")
        return call.actor

    def tell(self, what: str) -> None:
        """Count something that happened, for the last line."""
        self.told[what] = self.told.get(what, 0) + 1


@contextmanager
def same_identifiers(dice: random.Random) -> Iterator[None]:
    """Let random identifiers come from the seed, so that one seed gives one borough.

    Only while the invented borough is built: nothing secret is made in it.
    """
    real = os.urandom
    os.urandom = dice.randbytes
    try:
        yield
    finally:
        os.urandom = real
