"""Keeping the words that offers are found by."""

from __future__ import annotations

from django.db import transaction

from marketplace.enums import Category
from marketplace.models import Offer, OfferText, OfferVersion
from marketplace.rules import words


@transaction.atomic
def put(*, version: OfferVersion) -> None:
    """Make a published version findable by its title, words, areas, provider and kind."""
    areas = version.areas.values_list("name", flat=True)
    organisation = version.offer.provider.organisation
    body = [
        words.ALSO_CALLED[Category(version.category)],
        version.included,
        organisation.name,
        *areas,
    ]
    OfferText.objects.update_or_create(
        version=version, defaults={"title": version.title, "words": " ".join(body)}
    )


@transaction.atomic
def forget_older(*, version: OfferVersion) -> None:
    """Stop finding the versions that this one replaces now."""
    OfferText.objects.filter(
        version__offer=version.offer_id, version__number__lt=version.number
    ).delete()


@transaction.atomic
def forget(*, offer: Offer) -> None:
    """Stop finding an offer."""
    OfferText.objects.filter(version__offer=offer).delete()
