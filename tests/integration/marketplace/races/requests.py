"""What a process of a race asks the marketplace for, ready to be asked at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from accounts.models import Membership, Person
from isf.models import Fund
from marketplace.enums import Grade
from marketplace.models import OfferVersion, PriceList
from marketplace.operations import orders, price_lists, reviews
from marketplace.rules.orders import Line
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make
from tests.factories.reviews import SAID

Ask = Callable[[], Any]
FIRST_OF_JUNE = date(2026, 6, 1)
NOW = make.noon(FIRST_OF_JUNE)
GRADES = {"support worker": Grade.BASIC}


def order(asked: dict[str, Any]) -> Ask:
    """One visit of an offer of its own; with a token, the very same form in every process."""
    fund = Fund.objects.select_related("person").get(pk=asked["fund"])
    version = OfferVersion.objects.get(pk=asked["versions"][asked["runner"]])
    one = make.asked(
        version=version,
        fund=fund,
        token=UUID(asked["token"]) if "token" in asked else uuid4(),
        ends_on=FIRST_OF_JUNE,
        lines=(Line(weekdays=frozenset({0}), starts_at=time(10), quantity=Fraction(1)),),
    )
    by = make_accounts.actor_for_person(fund.person)

    def ask() -> str:
        placed = orders.place(
            by=by, person_id=fund.person_id, request=one, at=NOW, on=FIRST_OF_JUNE
        )
        return str(placed.reference)

    return ask


def price_list(asked: dict[str, Any]) -> Ask:
    """The very same list applied in every process."""
    row = PriceList.objects.get(pk=asked["list"])
    by = make_accounts.actor_for_member(Membership.objects.get(pk=asked["member"]))

    def ask() -> int:
        applied = price_lists.apply(
            by=by, price_list=row.reference, grades=GRADES, at=NOW, on=FIRST_OF_JUNE
        )
        return applied.offers

    return ask


def review(asked: dict[str, Any]) -> Ask:
    """Each process is another buyer, and gives the provider so many stars."""
    person = Person.objects.get(pk=asked["people"][asked["runner"]])
    by = make_accounts.actor_for_person(person)
    said = replace(SAID, service=asked["stars"][asked["runner"]])

    def ask() -> int:
        written = reviews.write(
            by=by, person_id=person.pk, provider=UUID(asked["provider"]), said=said, at=NOW
        )
        return written.pk

    return ask
