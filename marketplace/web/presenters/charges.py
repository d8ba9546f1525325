"""What a provider may bill for orders that ended with less notice than it asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.urls import reverse

from accounts.web.presenters.wording import day as day_words
from marketplace.funding import ChargeToBill
from marketplace.models import Order
from marketplace.web.presenters.invoice import Draft, Line, Person


def present_lines(
    *, charges: Iterable[ChargeToBill], orders: Mapping[UUID, Order]
) -> tuple[Line, ...]:
    """Each charge as a line that can be ticked; the amount is the one that was published."""
    return tuple(
        Line(
            key=str(charge.reference),
            day=charge.last_day,
            what=f"{orders[charge.order].offer_version.title} ended with too little notice",
            price_pence=charge.pence,
            amount_pence=charge.pence,
        )
        for charge in charges
    )


def add(*, draft: Draft, lines: tuple[Line, ...]) -> Draft:
    """A draft with charges after its visits. Units: whole pence."""
    total = draft.total_pence + sum(line.amount_pence for line in lines)
    return replace(draft, lines=(*draft.lines, *lines), total_pence=total)


def present_people(
    *, charges: Iterable[ChargeToBill], orders: Mapping[UUID, Order]
) -> tuple[Person, ...]:
    """Who can be billed for an early end, and until when."""
    return tuple(
        Person(
            name=orders[charge.order].person.full_name,
            what=f"An order that ended early, until {day_words(on=charge.bill_until)}",
            href=reverse(
                "marketplace:invoice-create",
                args=[orders[charge.order].person.reference, charge.fund],
            ),
        )
        for charge in charges
    )
