"""Writing, publishing and withdrawing offers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.fields import to_money
from accounts.operations import audit
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import OfferEvent, OfferState
from marketplace.models import Area, Offer, OfferPrice, OfferVersion, Provider
from marketplace.operations import offer_text
from marketplace.queries import offer_content
from marketplace.rules import states, versions


@transaction.atomic
def draft(
    *, by: Actor, organisation_id: int, content: versions.Content, at: datetime
) -> OfferVersion:
    """Begin an offer: its first version, seen by nobody else until it is published."""
    permissions.check_sells(by=by, organisation_id=organisation_id)
    provider = Provider.objects.get(organisation=organisation_id)
    offer = Offer.objects.create(provider=provider, state=OfferState.DRAFT, created_at=at)
    version = _write(OfferVersion(offer=offer, number=1), content)
    _record(by=by, offer=offer, action="OFFER_DRAFTED", at=at, number=1)
    return version


@transaction.atomic
def edit(*, by: Actor, offer: UUID, content: versions.Content, at: datetime) -> OfferVersion:
    """Write the draft of an offer; a published version stays as it is and a new one begins.

    Raises Offer.DoesNotExist, NotAllowed.
    """
    row = _lock(by, offer)
    row.state = states.offer_after(state=OfferState(row.state), event=OfferEvent.EDIT)
    row.save(update_fields=["state"])
    version = row.versions.filter(published_at__isnull=True).first()
    if version is None:
        newest = row.versions.aggregate(newest=Max("number"))["newest"]
        version = OfferVersion(offer=row, number=newest + 1)
    _write(version, content)
    _record(by=by, offer=row, action="OFFER_EDITED", at=at, number=version.number)
    return version


@transaction.atomic
def publish(*, by: Actor, offer: UUID, at: datetime, on: date) -> OfferVersion:
    """Publish the draft: from its first day it is what the public sees, and it never changes.

    Publishing again when there is no draft returns the newest published version.
    Raises Offer.DoesNotExist, NotAllowed, versions.NotReady. Source: ISF-BIL-4.
    """
    row = _lock(by, offer)
    version = row.versions.filter(published_at__isnull=True).first()
    if version is None:
        return row.versions.published().latest("number")
    before = OfferState(row.state)
    row.state = states.offer_after(state=before, event=OfferEvent.PUBLISH)
    published = row.versions.prefetch_related("prices").order_by("-number")
    versions.check(
        content=offer_content.read(version=version),
        promised=offer_content.read_promised(versions=published, on=on),
        today=on,
    )
    if row.state != before:
        row.moved_at = at
    row.save(update_fields=["state", "moved_at"])
    version.published_at = at
    version.save(update_fields=["published_at"])
    offer_text.put(version=version)
    if version.starts_on <= on:
        offer_text.forget_older(version=version)
    _record(by=by, offer=row, action="OFFER_PUBLISHED", at=at, number=version.number)
    return version


@transaction.atomic
def withdraw(*, by: Actor, offer: UUID, at: datetime) -> Offer:
    """Take an offer off the market; running orders keep what was agreed. Twice is once.

    Raises Offer.DoesNotExist, NotAllowed.
    """
    row = _lock(by, offer)
    if row.state == OfferState.WITHDRAWN:
        return row
    row.state = states.offer_after(state=OfferState(row.state), event=OfferEvent.WITHDRAW)
    row.moved_at = at
    row.save(update_fields=["state", "moved_at"])
    offer_text.forget(offer=row)
    _record(by=by, offer=row, action="OFFER_WITHDRAWN", at=at)
    return row


def _lock(by: Actor, offer: UUID) -> Offer:
    row = (
        Offer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("provider")
        .get(reference=offer)
    )
    permissions.check_sells(by=by, organisation_id=row.provider.organisation_id)
    return row


def _write(version: OfferVersion, content: versions.Content) -> OfferVersion:
    for name in (
        "title", "category", "included", "unit", "notice_days", "cancellation", "vat",
        "vat_reason", "weekdays", "opens_at", "closes_at", "availability_note", "starts_on",
    ):  # fmt: skip
        setattr(version, name, getattr(content, name))
    pence = content.cancellation_pence
    version.cancellation_amount = to_money(pence) if pence else None
    version.cancellation_days = content.cancellation_days or None
    version.save()
    version.areas.set(Area.objects.filter(reference__in=content.areas))
    version.prices.all().delete()
    OfferPrice.objects.bulk_create(
        OfferPrice(version=version, grade=grade, day_type=day_type, price=to_money(price))
        for (grade, day_type), price in content.prices.items()
    )
    return version


def _record(
    *, by: Actor, offer: Offer, action: str, at: datetime, number: int | None = None
) -> None:
    audit.record(
        by=by,
        action=action,
        at=at,
        organisation_id=offer.provider.organisation_id,
        subject=f"offer:{offer.reference}",
        details={} if number is None else {"version": number},
    )
