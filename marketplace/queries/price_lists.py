"""Reading a provider's offers as price lists see them, and price lists that were checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import Grade, OfferState
from marketplace.models import Offer, OfferVersion, PriceList
from marketplace.queries import offer_content
from marketplace.rules import price_files, price_lists, price_rises
from marketplace.rules.price_lists import Plan
from marketplace.rules.price_rows import Current
from marketplace.rules.versions import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A price list with what it would do today, and whether that is still what was shown."""

    price_list: PriceList
    plan: Plan
    is_stale: bool


def list_current(*, by: Actor, organisation_id: int, on: date) -> tuple[Current, ...]:
    """A provider's offers on the market on the day, by title. Raises NotAllowed."""
    permissions.check_sells(by=by, organisation_id=organisation_id)
    return tuple(read_current(organisation_id=organisation_id, on=on).values())


def get_checked(*, by: Actor, price_list: UUID, grades: Mapping[str, Grade], on: date) -> Checked:
    """A checked price list. Raises PriceList.DoesNotExist, NotAllowed."""
    row = PriceList.objects.select_related("provider").get(reference=price_list)
    permissions.check_sells(by=by, organisation_id=row.provider.organisation_id)
    plan = make_plan(
        content=bytes(row.content),
        organisation_id=row.provider.organisation_id,
        grades=grades,
        on=on,
    )
    return Checked(price_list=row, plan=plan, is_stale=plan.digest != row.digest)


def make_plan(
    *, content: bytes, organisation_id: int, grades: Mapping[str, Grade], on: date
) -> Plan:
    """What a file would do to the offers as they are. Raises price_files.Unreadable."""
    return price_lists.plan(
        lines=price_files.read(content=content),
        offers=read_current(organisation_id=organisation_id, on=on),
        grades=grades,
        today=on,
    )


def read_current(*, organisation_id: int, on: date) -> dict[UUID, Current]:
    """Each offer on the market by its reference; four queries, however many there are."""
    versions = Prefetch(
        "versions",
        OfferVersion.objects.prefetch_related("prices", "areas").order_by("-number"),
    )
    rows = (
        Offer.objects.filter(
            provider__organisation=organisation_id, state=OfferState.PUBLISHED.value
        )
        .prefetch_related(versions)
        .order_by("pk")
    )
    found = [current for row in rows if (current := _current(row, on)) is not None]
    found.sort(key=lambda current: (current.title.casefold(), current.number, current.offer))
    return {current.offer: current for current in found}


def _current(offer: Offer, on: date) -> Current | None:
    versions = list(offer.versions.all())
    standing = offer_content.list_standing(versions=versions, on=on)
    in_force = standing[-1]
    if in_force.starts_on > on:
        return None
    contents = [offer_content.read(version=row) for row in standing]
    return Current(
        offer=offer.reference,
        title=in_force.title,
        number=in_force.number,
        prices=contents[-1].prices,
        promised=price_rises.lowest(grids=[content.prices for content in contents]),
        has_draft=any(row.published_at is None for row in versions),
        waits_until=min((row.starts_on for row in standing[:-1]), default=None),
        waits_with_words=_differ_in_words(contents),
    )


def _differ_in_words(contents: Iterable[Content]) -> bool:
    """Whether the versions differ in more than prices and days."""
    first, *others = (replace(content, prices={}, starts_on=date.min) for content in contents)
    return any(other != first for other in others)
