"""Invented buyers who have approved a bill, and the reviews they write through the operations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import uuid4

from accounts.enums import Role
from accounts.models import Organisation, Person
from accounts.permissions import Actor
from isf.models import Invoice
from isf.operations import decisions
from marketplace import models
from marketplace.enums import HideReason
from marketplace.operations import deliveries, invoices, moderation, reviews
from marketplace.rules.reviews import Said
from tests.factories import accounts as make_accounts
from tests.factories import marketplace as make

MONDAY = date(2026, 6, 1)
SAID = Said(service=5, value=4, words="They come when they said they would.")
NOW = make.noon(date(2026, 6, 3))


def bill(*, provider: models.Provider, person: Person | None = None) -> tuple[Person, Invoice]:
    """Somebody who bought one visit of the provider, and the bill for it, not approved yet."""
    fund = make.fund(person=person)
    order = make.accepted(version=make.published(provider=provider), fund=fund)
    visit = deliveries.record(
        by=make.manager(provider),
        line=order.lines.get().reference,
        day=MONDAY,
        quantity=Fraction(2),
        workers=1,
        at=make.noon(MONDAY),
        on=MONDAY,
    )
    sent = invoices.raise_invoice(
        by=make.finance(provider),
        organisation_id=provider.organisation_id,
        asked=invoices.Asked(
            token=uuid4(),
            person=order.person.reference,
            fund=order.fund,
            number=f"INV-{order.pk}",
            deliveries=[visit.reference],
        ),
        at=make.noon(MONDAY),
    )
    return order.person, Invoice.objects.get(reference=sent.reference)


def buyer(*, provider: models.Provider, person: Person | None = None) -> Person:
    """Somebody who approved a bill of the provider on 2 June 2026."""
    person, invoice = bill(provider=provider, person=person)
    decisions.approve(
        invoice_id=invoice.pk,
        by=make_accounts.actor_for_person(person),
        at=make.noon(MONDAY + timedelta(days=1)),
        on=MONDAY + timedelta(days=1),
    )
    return person


def written(
    *,
    provider: models.Provider | None = None,
    person: Person | None = None,
    at: datetime = NOW,
    **changes: Any,
) -> models.Review:
    """A review by a buyer."""
    provider = provider or make.Provider()
    person = person or buyer(provider=provider)
    return reviews.write(
        by=make_accounts.actor_for_person(person),
        person_id=person.pk,
        provider=provider.reference,
        said=replace(SAID, **changes),
        at=at,
    )


def moderator(authority: Organisation) -> Actor:
    """A new commissioner of the council."""
    return make_accounts.actor_with_role(authority, Role.COMMISSIONER)


def hidden(*, by: Actor | None = None, **changes: Any) -> models.Review:
    """A review a moderator has hidden."""
    review = written(**changes)
    moderation.hide(
        by=by or moderator(review.person.authority),
        review=review.reference,
        reason=HideReason.PERSONAL_DETAILS,
        words="It names a worker.",
        at=NOW,
    )
    return models.Review.objects.get(pk=review.pk)


def appealed(*, by: Actor | None = None, **changes: Any) -> models.Review:
    """A hidden review whose author asks for another moderator."""
    review = hidden(by=by, **changes)
    moderation.appeal(
        by=make_accounts.actor_for_person(review.person),
        review=review.reference,
        words="Nobody can tell who is meant.",
        at=NOW,
    )
    return models.Review.objects.get(pk=review.pk)
