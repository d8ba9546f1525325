"""A provider's own offers in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.web.presenters.wording import day as day_words
from marketplace.enums import Category, OfferEvent, OfferState
from marketplace.models import Offer, OfferVersion
from marketplace.queries import offer_content
from marketplace.rules import states
from marketplace.web.presenters import offer as offer_words
from marketplace.web.presenters import problems, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One offer in the provider's list."""

    reference: str
    title: str
    category: str
    state: str
    state_words: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The newest version as the public would see it, and what can be done with it."""

    row: Row
    sheet: offer_words.Sheet | None
    is_draft: bool
    problems: tuple[str, ...]
    may_withdraw: bool
    starts: str


def present_rows(*, offers: Iterable[Offer], on: date) -> tuple[Row, ...]:
    """The offers of a list, in its order."""
    return tuple(_row(offer, on) for offer in offers)


def present_preview(*, offer: Offer, on: date) -> Preview:
    """The newest version of an offer: a draft with what it lacks, or what is published."""
    version = newest(offer=offer)
    is_draft = version.published_at is None
    promised = offer_content.read_promised(versions=offer.versions.all(), on=on)
    found = (
        offer_content.list_problems(version=version, promised=promised, today=on)
        if is_draft
        else ()
    )
    has_prices = bool(offer_content.read_prices(version=version))
    return Preview(
        row=_row(offer, on),
        sheet=offer_words.present_sheet(version=version, asked=offer_words.Asked(), on=on)
        if has_prices
        else None,
        is_draft=is_draft,
        problems=tuple(problems.VERSION[problem][1] for problem in found),
        may_withdraw=states.offer_allows(state=OfferState(offer.state), event=OfferEvent.WITHDRAW),
        starts=day_words(on=version.starts_on),
    )


def newest(*, offer: Offer) -> OfferVersion:
    """The newest version of an offer whose versions were read newest first."""
    return next(iter(offer.versions.all()))


def _row(offer: Offer, on: date) -> Row:
    version = newest(offer=offer)
    return Row(
        reference=str(offer.reference),
        title=version.title,
        category=wording.CATEGORIES[Category(version.category)],
        state=offer.state,
        state_words=wording.OFFER_STATES[OfferState(offer.state)],
        note=_note(offer, version, on),
    )


def _note(offer: Offer, version: OfferVersion, on: date) -> str:
    if version.published_at is None and offer.state != OfferState.DRAFT:
        return "There is a newer draft that is not published."
    if version.published_at is not None and version.starts_on > on:
        return f"The newest version begins on {day_words(on=version.starts_on)}."
    return ""
