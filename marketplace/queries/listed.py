"""What a list shows of each offer, read as plain values: lists are the pages opened most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.enums import DayType
from accounts.fields import decimal_to_pence
from marketplace.enums import Category, Grade, Unit
from marketplace.models import OfferPrice, OfferVersion
from marketplace.queries import offer_content, reviews
from marketplace.queries.prepared import Prepared
from marketplace.rules.price_rises import PriceGrid
from marketplace.rules.standing import Given

_COLUMNS = (
    "pk",
    "offer__reference",
    "title",
    "category",
    "unit",
    "included",
    "offer__provider__reference",
    "offer__provider__organisation__name",
    "offer__provider__reviews",
    "offer__provider__service_stars",
    "offer__provider__value_stars",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One version of an offer with its provider, its stars, areas and prices in pence."""

    offer: UUID
    title: str
    category: Category
    unit: Unit
    included: str
    provider: UUID
    provider_name: str
    given: Given
    areas: tuple[str, ...]
    prices: PriceGrid


def read(*, version: OfferVersion) -> Listed:
    """The same of a version that was loaded whole."""
    provider = version.offer.provider
    return Listed(
        offer=version.offer.reference,
        title=version.title,
        category=Category(version.category),
        unit=Unit(version.unit),
        included=version.included,
        provider=provider.reference,
        provider_name=provider.organisation.name,
        given=reviews.read_given(provider=provider),
        areas=tuple(area.name for area in version.areas.all()),
        prices=offer_content.read_prices(version=version),
    )


def list_by_id(*, ids: Sequence[int]) -> tuple[Listed, ...]:
    """These versions in this order; three queries for any number, none for none."""
    if not ids:
        return ()
    areas, prices = _areas(ids), _prices(ids)
    found = {
        pk: Listed(
            offer=offer,
            title=title,
            category=Category(category),
            unit=Unit(unit),
            included=included,
            provider=provider,
            provider_name=name,
            given=Given(reviews=stars[0], service_stars=stars[1], value_stars=stars[2]),
            areas=tuple(areas[pk]),
            prices=prices[pk],
        )
        for pk, offer, title, category, unit, included, provider, name, *stars in _VERSIONS.rows(
            ids
        )
    }
    return tuple(found[pk] for pk in ids if pk in found)


_VERSIONS = Prepared(
    lambda ids: OfferVersion.objects.filter(pk__in=ids).order_by().values_list(*_COLUMNS)
)
_AREAS = Prepared(
    lambda ids: (
        OfferVersion.areas.through.objects.filter(offerversion__in=ids)
        .order_by("area__name", "area")
        .values_list("offerversion_id", "area__name")
    )
)
_PRICES = Prepared(
    lambda ids: (
        OfferPrice.objects.filter(version__in=ids)
        .order_by("pk")
        .values_list("version_id", "grade", "day_type", "price")
    )
)


def _areas(ids: Sequence[int]) -> Mapping[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for version_id, name in _AREAS.rows(ids):
        names[version_id].append(name)
    return names


def _prices(ids: Sequence[int]) -> Mapping[int, dict[tuple[Grade, DayType], int]]:
    grids: dict[int, dict[tuple[Grade, DayType], int]] = defaultdict(dict)
    for version_id, grade, day_type, price in _PRICES.rows(ids):
        grids[version_id][Grade(grade), DayType(day_type)] = decimal_to_pence(price)
    return grids
