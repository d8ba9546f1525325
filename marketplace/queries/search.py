"""Searching what is on the market: text, filters, sorting and one page of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.enums import DayType
from marketplace.enums import Grade
from marketplace.models import OfferVersion
from marketplace.queries import full_text, listed
from marketplace.queries.listed import Listed
from marketplace.queries.narrowed import Narrowed

PER_PAGE = 10


class Sort(StrEnum):
    """The orders results can be put in."""

    BEST = "best"
    PRICE = "price"
    NEWEST = "newest"
    NAME = "name"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of results. `capped` says that there were more matches than are ever ranked."""

    offers: tuple[Listed, ...]
    total: int
    page: Page[Any]
    capped: bool = False


def find(
    *,
    filtered: QuerySet[OfferVersion] | Narrowed,
    text: str,
    sort: Sort,
    page: int | str,
    day_type: DayType | None = None,
    grade: Grade | None = None,
) -> Found:
    """One page of the filtered versions that hold every word of the text.

    `BEST` is by relevance when there is text, else the newest offer of every provider before the
    second of any. A page past the end is the
    last one, one that is no number the first. Prices are sorted as of the kind of day and grade
    asked for. `REVIEWED` is by the standing of the providers (MKT-REV-2), each with its offers
    together.
    """
    capped = False
    ids: Sequence[int] | QuerySet[OfferVersion, int]
    if text and sort is Sort.BEST:
        best = full_text.rank(text=text, kept=filtered)
        ids, capped = best.ids, best.capped
    else:
        versions = filtered.build() if isinstance(filtered, Narrowed) else filtered
        if text:
            best = full_text.rank(text=text)
            versions, capped = versions.filter(pk__in=full_text.among(ids=best.ids)), best.capped
        ids = _ordered(versions.order_by(), sort, day_type, grade).values_list("pk", flat=True)
    shown = Paginator(ids, PER_PAGE).get_page(page)
    return Found(
        offers=listed.list_by_id(ids=list(shown.object_list)),
        total=shown.paginator.count,
        page=shown,
        capped=capped,
    )


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
    if sort is Sort.REVIEWED:
        provider = "offer__provider__"
        return versions.order_by(
            f"-{provider}standing", f"-{provider}reviews", provider + "pk", "title", "pk"
        )
    newest = ("-published_at", "-pk")
    if sort is Sort.BEST:
        nth = Window(RowNumber(), partition_by="offer__provider", order_by=newest)
        return versions.order_by(nth, *newest)
    return versions.order_by(*newest)
