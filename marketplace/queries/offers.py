"""Reading offers: what the public may see, and what a provider sees of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Value

from accounts.enums import DayType
from accounts.fields import to_money
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import Grade, OfferState
from marketplace.models import Area, Offer, OfferPrice, OfferVersion, Provider
from marketplace.queries import listed
from marketplace.queries.listed import Listed
from marketplace.queries.prepared import Prepared


def list_published(*, on: date) -> QuerySet[OfferVersion]:
    """The versions in force on the day, to be narrowed and counted."""
    return _published(on).all()


@lru_cache(maxsize=8)
def _published(on: date) -> QuerySet[OfferVersion]:
    """Never evaluated itself: a query is quicker copied than built."""
    return OfferVersion.objects.current(on=on)


def list_current(*, on: date) -> QuerySet[OfferVersion]:
    """The versions in force on the day, with everything a page shows of them."""
    return _whole(list_published(on=on))


def get_current(*, offer: UUID, on: date) -> OfferVersion:
    """The version of one offer that is in force on the day.

    Raises OfferVersion.DoesNotExist, also for offers that were withdrawn.
    """
    return list_current(on=on).get(offer__reference=offer)


def list_chosen(*, offers: Sequence[UUID], on: date) -> list[OfferVersion]:
    """The current versions of these offers, in the order asked, without what left the market."""
    found = {
        row.offer.reference: row for row in list_current(on=on).filter(offer__reference__in=offers)
    }
    return [found[reference] for reference in dict.fromkeys(offers) if reference in found]


def list_of_provider(*, provider: Provider, on: date) -> tuple[Listed, ...]:
    """What the provider has on the market on the day."""
    versions = list_published(on=on).filter(offer__provider=provider)
    ids = versions.order_by("title", "pk").values_list("pk", flat=True)
    return listed.list_by_id(ids=list(ids))


def list_own(*, by: Actor, organisation_id: int) -> list[Offer]:
    """Every offer of a provider with its versions, newest first, for those who work there.

    Raises NotAllowed.
    """
    permissions.check_works_for(by=by, organisation_id=organisation_id)
    versions = Prefetch("versions", OfferVersion.objects.order_by("-number"))
    return list(
        Offer.objects.filter(provider__organisation=organisation_id).prefetch_related(versions)
    )


def get_own(*, by: Actor, offer: UUID) -> Offer:
    """One offer of a provider with its versions, newest first, for those who work there.

    Raises Offer.DoesNotExist, NotAllowed.
    """
    versions = Prefetch("versions", _whole(OfferVersion.objects.order_by("-number")))
    row = (
        Offer.objects.select_related("provider__organisation")
        .prefetch_related(versions)
        .get(reference=offer)
    )
    permissions.check_works_for(by=by, organisation_id=row.provider.organisation_id)
    return row


def narrow_by_price(
    *,
    versions: QuerySet[OfferVersion],
    day_type: DayType | None = None,
    grade: Grade | None = None,
    at_most_pence: int | None = None,
) -> QuerySet[OfferVersion]:
    """Those with one price that is for the kind of day, of the grade, and not above so much."""
    if day_type is None and grade is None and at_most_pence is None:
        return versions
    prices = OfferPrice.objects.filter(version=OuterRef("pk"))
    if day_type is not None:
        prices = prices.filter(day_type=day_type)
    if grade is not None:
        prices = prices.filter(grade=grade)
    if at_most_pence is not None:
        prices = prices.filter(price__lte=to_money(at_most_pence).amount)
    return versions.filter(Exists(prices))


def list_areas() -> QuerySet[Area]:
    """Every area offers are made for, by borough and name."""
    return Area.objects.select_related("authority").order_by("authority__name", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a search may be narrowed to: references and names, in the order to show them in."""

    areas: tuple[tuple[UUID, str], ...]
    sellers: tuple[tuple[UUID, str], ...]


def list_names() -> Names:
    """Every area in the order of `list_areas`, and each provider with an offer on the market.

    One query for both.
    """
    rows = list(_NAMES.rows(()))
    return Names(
        areas=tuple((reference, name) for reference, name, is_area, *_ in rows if is_area),
        sellers=tuple((reference, name) for reference, name, is_area, *_ in rows if not is_area),
    )


def _named(_: Sequence[int]) -> QuerySet[Any, Any]:
    selling = Offer.objects.filter(state=OfferState.PUBLISHED).values("provider")
    areas = Area.objects.annotate(is_area=Value(1), under=F("authority__name"))
    sellers = Provider.objects.filter(pk__in=selling).annotate(is_area=Value(0), under=Value(""))
    columns = ("is_area", "under", "pk")
    return (
        areas.order_by()
        .values_list("reference", "name", *columns)
        .union(
            sellers.order_by().values_list("reference", "organisation__name", *columns), all=True
        )
        .order_by("under", "name", "pk")
    )


_NAMES = Prepared(_named)


def get_provider(*, provider: UUID) -> Provider:
    """One provider as the public sees it. Raises Provider.DoesNotExist."""
    return Provider.objects.select_related("organisation").get(reference=provider)


def find_own_provider(*, by: Actor) -> Provider | None:
    """The provider the actor works for now, if its page was ever written."""
    return (
        Provider.objects.select_related("organisation")
        .filter(organisation=by.organisation_id)
        .first()
    )


def _whole(versions: QuerySet[OfferVersion]) -> QuerySet[OfferVersion]:
    return versions.select_related("offer__provider__organisation").prefetch_related(
        "prices", "areas"
    )
