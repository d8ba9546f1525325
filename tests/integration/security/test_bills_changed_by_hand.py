"""A bill raised with a form that was changed by hand: refused in words, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from isf.models import Fund, Invoice
from marketplace.models import Delivery, Order, Provider
from marketplace.operations import deliveries
from tests.factories import accounts
from tests.factories import marketplace as make
from tests.integration.security.written import everything
from tests.ledger_sound import assert_ledger_sound
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY, FIRST, SECOND = date(2026, 6, 10), date(2026, 6, 1), date(2026, 6, 4)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(make.noon(TODAY), tick=False):
        yield


@dataclass(frozen=True, kw_only=True)
class Sold:
    """An order of a person with a provider, and its two visits."""

    order: Order
    fund: Fund
    visits: tuple[Delivery, ...]

    @property
    def path(self) -> str:
        return self.billing(person=self.fund.person.reference, fund=self.fund.reference)

    @staticmethod
    def billing(*, person: UUID, fund: UUID) -> str:
        return reverse("marketplace:invoice-create", args=[person, fund])


def sold(*, provider: Provider, fund: Fund | None = None) -> Sold:
    fund = fund or make.fund()
    order = make.accepted(version=make.published(provider=provider), fund=fund)
    line = order.lines.get().reference
    visits = tuple(
        deliveries.record(
            by=make.manager(provider),
            line=line,
            day=day,
            quantity=Fraction(2),
            workers=1,
            at=make.noon(day),
            on=day,
        )
        for day in (FIRST, SECOND)
    )
    return Sold(order=order, fund=fund, visits=visits)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Our provider with two customers, and another provider of the first of them."""

    provider: Provider
    own: Sold
    neighbour: Sold
    foreign: Sold


@pytest.fixture
def scene() -> Scene:
    provider = make.Provider()
    own = sold(provider=provider)
    return Scene(
        provider=provider,
        own=own,
        neighbour=sold(provider=provider),
        foreign=sold(provider=make.Provider(), fund=own.fund),
    )


def staff(provider: Provider, role: Role = Role.PROVIDER_FINANCE) -> Client:
    member = accounts.Membership(organisation=provider.organisation, role=role.value)
    client = Client()
    sign_in(client, member.user)
    return client


def form(visits: tuple[Delivery, ...], **changes: Any) -> dict[str, Any]:
    keys = [str(visit.reference) for visit in visits]
    return {"token": str(uuid4()), "number": "A-1", "deliveries": keys} | changes


Changed = Callable[[Scene], Mapping[str, Any]]
CHANGED: Mapping[str, Changed] = {
    "another person's visit": lambda s: form(s.neighbour.visits),
    "another provider's visit": lambda s: form(s.foreign.visits),
    "one of ours and one of theirs": lambda s: form((s.own.visits[0], s.foreign.visits[0])),
    "the order instead of a visit": lambda s: form((), deliveries=[str(s.own.order.reference)]),
    "the line instead of a visit": lambda s: form(
        (), deliveries=[str(s.own.order.lines.get().reference)]
    ),
    "a visit nobody made": lambda _: form((), deliveries=[str(uuid4())]),
    "no visit": lambda _: form(()),
    "words": lambda _: form((), deliveries=["NaN", "1e9", "-1"]),
    "nothing at all": lambda _: {},
    "no token": lambda s: form(s.own.visits, token=""),
    "a token of words": lambda s: form(s.own.visits, token="../../1"),
    "no number": lambda s: form(s.own.visits, number="   "),
    "a long number": lambda s: form(s.own.visits, number="9" * 31),
    "a number with nothing in it": lambda s: form(s.own.visits, number="A\x00B"),
    "two numbers, the last of them empty": lambda s: form(s.own.visits, number=["A-1", ""]),
}


@pytest.mark.rule("ISF-BIL-1")
@pytest.mark.parametrize("change", CHANGED.values(), ids=list(CHANGED))
def test_what_was_changed_by_hand_bills_nothing_and_says_so(scene: Scene, change: Changed) -> None:
    client = staff(scene.provider)
    before = everything()

    answer = client.post(scene.own.path, dict(change(scene)))

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert everything() == before


@pytest.mark.rule("ISF-BIL-2")
@pytest.mark.parametrize("value", ["0.01", "-5", "1e400", "NaN", "Infinity", "9" * 400, "", "½"])
def test_price_and_quantity_are_never_taken_from_the_form(scene: Scene, value: str) -> None:
    names = ("price", "price_pence", "quantity", "workers", "amount", "service", "day", "order")
    by_hand = dict.fromkeys((*names, "deliveries_0-quantity", "fund", "person"), value)

    staff(scene.provider).post(scene.own.path, form(scene.own.visits) | by_hand)

    lines = Invoice.objects.get().lines.order_by("number")
    assert [(str(line.quantity), line.price.amount, line.state) for line in lines] == [
        ("2", scene.own.order.prices.get(day_type="WEEKDAY").price.amount, "WAITING")
    ] * 2
    assert Invoice.objects.get().fund == scene.own.fund
    assert_ledger_sound()


def test_a_visit_named_twice_is_billed_once(scene: Scene) -> None:
    twice = scene.own.visits[:1] * 2
    staff(scene.provider).post(scene.own.path, form(twice, number=["A-0", "A-9"]))
    invoice = Invoice.objects.get()
    assert (invoice.number, invoice.lines.count()) == ("A-9", 1)


@pytest.mark.rule("ISF-LED-3")
def test_a_double_click_and_a_form_changed_after_it_was_sent_bill_once_and_say_so(
    scene: Scene,
) -> None:
    client, sent = staff(scene.provider), form(scene.own.visits[:1])
    client.post(scene.own.path, sent)
    before = everything()
    changed = {"number": "A-2", "deliveries": [str(scene.own.visits[1].reference)]}
    for said in (sent, sent | changed):
        told = client.post(scene.own.path, said, follow=True).content.decode()
        assert "You sent this invoice before. Nothing was sent a second time." in told
        assert "A-1" in told
    neighbours = form(scene.neighbour.visits, token=sent["token"])
    told = client.post(scene.neighbour.path, neighbours, follow=True).content.decode()
    assert "Nothing was sent a second time." in told
    assert everything() == before


@pytest.mark.rule("ISF-LED-3")
def test_the_token_of_another_providers_bill_says_nothing_of_it(scene: Scene) -> None:
    theirs = form(scene.foreign.visits, number="SECRET-7")
    staff(scene.foreign.order.provider).post(scene.foreign.path, theirs)
    client, before = staff(scene.provider), everything()

    answer = client.post(scene.own.path, form(scene.own.visits, token=theirs["token"]), follow=True)

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert "SECRET-7" not in answer.content.decode()
    assert everything() == before


def test_what_was_billed_in_another_tab_is_not_billed_again(scene: Scene) -> None:
    first, second = staff(scene.provider), staff(scene.provider, Role.PROVIDER_OWNER)
    first.post(scene.own.path, form(scene.own.visits))
    before = everything()
    answer = second.post(scene.own.path, form(scene.own.visits, number="A-2"))
    assert "There is a problem" in answer.content.decode()
    assert everything() == before


def test_an_address_of_somebody_else_is_no_address(scene: Scene) -> None:
    """Another provider's customer, a person with another's fund, and a stranger: all the same."""
    client, before = staff(scene.foreign.order.provider), everything()
    mixed = Sold.billing(
        person=scene.own.fund.person.reference, fund=scene.neighbour.fund.reference
    )
    nothing = client.post(Sold.billing(person=uuid4(), fund=uuid4()), form(scene.own.visits))
    for path in (scene.neighbour.path, mixed):
        answer = client.post(path, form(scene.neighbour.visits))
        assert (answer.status_code, answer.content) == (404, nothing.content)
    mixed_by_us = staff(scene.provider).post(mixed, form(scene.neighbour.visits))
    assert mixed_by_us.status_code == 404
    assert everything() == before


def test_who_does_not_do_the_bills_of_the_provider_raises_none(scene: Scene) -> None:
    client, before = staff(scene.provider, Role.PROVIDER_MANAGER), everything()
    assert client.post(scene.own.path, form(scene.own.visits)).status_code == 404
    assert everything() == before
