"""Checking a provider's price list, and publishing all of its prices at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.fields import to_money
from accounts.operations import audit
from accounts.permissions import Actor
from marketplace import permissions
from marketplace.enums import Grade, OfferState
from marketplace.models import Offer, OfferPrice, OfferText, OfferVersion, PriceList, Provider
from marketplace.queries import price_lists as reads
from marketplace.rules.price_lists import Change, Plan

KEPT = timedelta(days=2)
_SAME = (
    "title", "category", "included", "unit", "notice_days", "cancellation", "cancellation_amount",
    "cancellation_days", "vat", "vat_reason", "weekdays", "opens_at", "closes_at",
    "availability_note",
)  # fmt: skip


class Stale(Exception):
    """The offers, or the day, are other ones than when the list was checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a file would do; it was kept only when it would do something and has no problem."""

    plan: Plan
    price_list: PriceList | None


@transaction.atomic
def check(
    *,
    by: Actor,
    organisation_id: int,
    content: bytes,
    grades: Mapping[str, Grade],
    at: datetime,
    on: date,
) -> Checked:
    """Say what a file would do, and keep it so that exactly this can be published.

    Files of this provider that were checked and left for two days are forgotten.
    Raises NotAllowed, Provider.DoesNotExist, price_files.Unreadable. Source: ISF-BIL-4.
    """
    permissions.check_sells(by=by, organisation_id=organisation_id)
    provider = Provider.objects.get(organisation=organisation_id)
    plan = reads.make_plan(content=content, organisation_id=organisation_id, grades=grades, on=on)
    if plan.problems or not plan.changes:
        return Checked(plan=plan, price_list=None)
    PriceList.objects.filter(
        provider=provider, applied_at__isnull=True, checked_at__lt=at - KEPT
    ).delete()
    row = PriceList.objects.create(
        provider=provider,
        content=content,
        digest=plan.digest,
        checked_at=at,
        checked_by_id=by.user_id,
    )
    _record(by=by, row=row, action="PRICE_LIST_CHECKED", at=at, plan=plan)
    return Checked(plan=plan, price_list=row)


@transaction.atomic
def apply(
    *, by: Actor, price_list: UUID, grades: Mapping[str, Grade], at: datetime, on: date
) -> PriceList:
    """Publish every price of a checked list as a new version of its offer, all or nothing.

    Applying it again returns it as it is. Running orders keep their prices.
    Raises PriceList.DoesNotExist, NotAllowed, Stale. Source: ISF-BIL-4.
    """
    row = (
        PriceList.objects.select_for_update(of=("self",), no_key=True)
        .select_related("provider")
        .get(reference=price_list)
    )
    organisation_id = row.provider.organisation_id
    permissions.check_sells(by=by, organisation_id=organisation_id)
    if row.applied_at is not None:
        return row
    offers = _lock_offers(row.provider)
    plan = reads.make_plan(
        content=bytes(row.content), organisation_id=organisation_id, grades=grades, on=on
    )
    if plan.digest != row.digest:
        raise Stale
    _publish(plan.changes, offers, at=at, on=on)
    row.applied_at, row.applied_by_id, row.offers = at, by.user_id, len(plan.changes)
    row.save(update_fields=["applied_at", "applied_by", "offers"])
    _record(by=by, row=row, action="PRICE_LIST_APPLIED", at=at, plan=plan)
    return row


def _lock_offers(provider: Provider) -> dict[UUID, Offer]:
    """Every offer of the provider on the market, in one order, so that none changes meanwhile."""
    rows = (
        Offer.objects.select_for_update(no_key=True)
        .filter(provider=provider, state=OfferState.PUBLISHED.value)
        .order_by("pk")
    )
    return {row.reference: row for row in rows}


def _publish(
    changes: Sequence[Change], offers: Mapping[UUID, Offer], *, at: datetime, on: date
) -> None:
    ids = {offers[change.current.offer].pk: change for change in changes}
    newest = dict(
        Offer.objects.filter(pk__in=ids)
        .annotate(newest=Max("versions__number"))
        .values_list("pk", "newest")
    )
    bases = _bases(ids, on)
    made = OfferVersion.objects.bulk_create(
        OfferVersion(
            offer_id=offer_id,
            number=newest[offer_id] + 1,
            starts_on=change.starts_on,
            published_at=at,
            **{name: getattr(bases[offer_id], name) for name in _SAME},
        )
        for offer_id, change in ids.items()
    )
    OfferPrice.objects.bulk_create(
        OfferPrice(version=version, grade=grade, day_type=day_type, price=to_money(pence))
        for version in made
        for (grade, day_type), pence in ids[version.offer_id].prices.items()
    )
    _copy_areas_and_words(made, bases, on)


def _bases(ids: Collection[int], on: date) -> dict[int, OfferVersion]:
    """The version in force of each offer, whose words the new one keeps."""
    rows = OfferVersion.objects.current(on=on).filter(offer__in=ids).prefetch_related("areas")
    return {row.offer_id: row for row in rows}


def _copy_areas_and_words(
    made: Sequence[OfferVersion], bases: Mapping[int, OfferVersion], on: date
) -> None:
    through = OfferVersion.areas.through
    through.objects.bulk_create(
        through(offerversion_id=version.pk, area_id=area.pk)
        for version in made
        for area in bases[version.offer_id].areas.all()
    )
    texts = {row.version_id: row for row in OfferText.objects.filter(version__in=bases.values())}
    begun = [version.offer_id for version in made if version.starts_on <= on]
    OfferText.objects.bulk_create(
        OfferText(version=version, title=text.title, words=text.words)
        for version in made
        if (text := texts.get(bases[version.offer_id].pk)) is not None
    )
    OfferText.objects.filter(version__offer__in=begun).exclude(version__in=made).delete()


def _record(*, by: Actor, row: PriceList, action: str, at: datetime, plan: Plan) -> None:
    audit.record(
        by=by,
        action=action,
        at=at,
        organisation_id=row.provider.organisation_id,
        subject=f"price-list:{row.reference}",
        details={"offers": [str(change.current.offer) for change in plan.changes]},
    )
