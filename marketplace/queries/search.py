"""Searching what is on the market: text, filters, sorting and one page of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Min, Q, QuerySet

from accounts.enums import DayType
from marketplace.enums import Grade
from marketplace.models import OfferVersion
from marketplace.queries import full_text

PER_PAGE = 10


class Sort(StrEnum):
    """The orders results can be put in."""

    BEST = "best"
    PRICE = "price"
    NEWEST = "newest"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of results. `capped` says that there were more matches than are ever ranked."""

    versions: tuple[OfferVersion, ...]
    total: int
    page: Page[Any]
    capped: bool = False


def find(
    *,
    filtered: QuerySet[OfferVersion],
    text: str,
    sort: Sort,
    page: int | str,
    day_type: DayType | None = None,
    grade: Grade | None = None,
) -> Found:
    """One page of the filtered versions that hold every word of the text.

    `BEST` is by relevance when there is text, else the newest first. A page past the end is the
    last one, one that is no number the first. Prices are sorted as of the kind of day and grade
    asked for.
    """
    matching = full_text.list_matching(text=text) if text else None
    if matching is not None:
        filtered = filtered.filter(pk__in=matching)
    if matching is not None and sort is Sort.BEST:
        kept = set(filtered.order_by().values_list("pk", flat=True))
        ids = Paginator([pk for pk in matching if pk in kept], PER_PAGE).get_page(page)
        return _found(ids, _in_order(filtered, list(ids.object_list)), matching)
    rows = Paginator(_ordered(filtered, sort, day_type, grade), PER_PAGE).get_page(page)
    return _found(rows, tuple(rows.object_list), matching)


def _found(
    page: Page[Any], versions: tuple[OfferVersion, ...], matching: Sequence[int] | None
) -> Found:
    return Found(
        versions=versions,
        total=page.paginator.count,
        page=page,
        capped=matching is not None and len(matching) == full_text.MOST_CANDIDATES,
    )


def _in_order(versions: QuerySet[OfferVersion], ids: Sequence[int]) -> tuple[OfferVersion, ...]:
    rows = versions.in_bulk(ids) if ids else {}
    return tuple(rows[pk] for pk in ids if pk in rows)


def _ordered(
    versions: QuerySet[OfferVersion], sort: Sort, day_type: DayType | None, grade: Grade | None
) -> QuerySet[OfferVersion]:
    if sort is Sort.PRICE:
        wanted = Q(prices__isnull=False)
        if day_type is not None:
            wanted &= Q(prices__day_type=day_type)
        if grade is not None:
            wanted &= Q(prices__grade=grade)
        lowest = F("lowest").asc(nulls_last=True)
        return versions.annotate(lowest=Min("prices__price", filter=wanted)).order_by(lowest, "pk")
    if sort is Sort.NAME:
        return versions.order_by("offer__provider__organisation__name", "title", "pk")
    return versions.order_by("-published_at", "-pk")
