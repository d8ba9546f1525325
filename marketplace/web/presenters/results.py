"""The page of search results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict

from marketplace.queries.search import Found
from marketplace.web.presenters import effect, offer
from marketplace.web.presenters.offer import Asked, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found, in words, with the links to the rest."""

    summary: str
    found: tuple[Result, ...]
    page: Page[Any]
    query: str
    capped: bool
    suggestion: str
    suggestion_href: str
    fund_name: str


def present(
    *, found: Found, asked: Asked, on: date, query: QueryDict, suggestion: str | None
) -> Results:
    """Word the results of a search."""
    kept = query.copy()
    kept.pop("page", None)
    return Results(
        summary=_summary(found),
        found=offer.present_results(offers=found.offers, asked=asked, on=on),
        page=found.page,
        query=kept.urlencode(),
        capped=found.capped,
        suggestion=suggestion or "",
        suggestion_href=f"?{urlencode({'q': suggestion})}" if suggestion else "",
        fund_name=effect.fund_name(fund=asked.fund) if asked.fund else "",
    )


def _summary(found: Found) -> str:
    if found.total == 0:
        return "Nothing was found"
    offers = "1 offer" if found.total == 1 else f"{found.total:,} offers"
    if found.capped:
        return f"The {offers} that fit best"
    return f"{offers} found"
