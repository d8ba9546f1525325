"""An offer as the public sees it: one card in a list, and the whole page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from accounts.enums import DayType
from accounts.web.addresses import address_of
from marketplace.enums import Grade, Unit, VatTreatment
from marketplace.funding import Fund, weekly_effect
from marketplace.models import OfferVersion
from marketplace.queries import listed, offer_content
from marketplace.queries.listed import Listed
from marketplace.rules.price_rises import PriceGrid
from marketplace.web.presenters import benchmark, effect, review, terms, wording

# On a card a long text is cut at about this many characters.
CARD_TEXT = 220
# What somebody might want in a week, until they say so; a service sold by the week is one.
_EXAMPLES: Mapping[Unit, Fraction] = {
    Unit.HOUR: Fraction(4),
    Unit.VISIT: Fraction(2),
    Unit.DAY: Fraction(1),
    Unit.WEEK: Fraction(1),
    Unit.ITEM: Fraction(1),
}
_ORDER = {day_type: place for place, day_type in enumerate(DayType)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader wants prices shown for; without a quantity an example is shown."""

    day_type: DayType | None = None
    grade: Grade | None = None
    quantity: Fraction | None = None
    fund: Fund | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One price in words: £24.10 an hour, for Monday to Friday, support worker."""

    pence: int
    per: str
    applies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An offer in a list."""

    reference: str
    title: str
    href: str
    category: str
    provider: str
    provider_href: str
    areas: str
    reviews: str
    included: str
    price: Price
    more_prices: bool
    comparison: benchmark.Comparison | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A card, which is the same for everybody, and what its price means for the reader's money."""

    card: Card
    effect: effect.EffectWords | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One kind of day and its price for each grade; None where there is none."""

    day_type: str
    pence: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything an offer says."""

    card: Card
    effect: effect.EffectWords | None
    unit: str
    included: str
    grades: tuple[str, ...]
    grid: tuple[GridRow, ...]
    availability: str
    availability_note: str
    terms: str
    vat: str
    vat_reason: str
    starts_on: date
    number: int
    order_href: str


def present_result(*, offer: Listed, asked: Asked, on: date) -> Result:
    """One result of a search."""
    (grade, day_type), pence = choose_price(prices=offer.prices, asked=asked)
    card = Card(
        reference=str(offer.offer),
        title=offer.title,
        href=address_of("marketplace:offer-detail", reference=offer.offer),
        category=wording.CATEGORIES[offer.category],
        provider=offer.provider_name,
        provider_href=address_of("marketplace:provider-detail", reference=offer.provider),
        areas=wording.listed(words=offer.areas),
        reviews=review.summary(given=offer.given),
        included=_shortened(offer.included),
        price=Price(
            pence=pence,
            per=wording.per(unit=offer.unit),
            applies=_applies(day_type, grade),
        ),
        more_prices=len(set(offer.prices.values())) > 1,
        comparison=benchmark.present(
            category=offer.category,
            unit=offer.unit,
            price_pence=offer.prices.get((grade, DayType.WEEKDAY)),
            on=on,
        ),
    )
    return Result(card=card, effect=_effect(asked, pence, offer.unit))


def present_results(*, offers: Sequence[Listed], asked: Asked, on: date) -> tuple[Result, ...]:
    """The results of a search, in their order."""
    return tuple(present_result(offer=offer, asked=asked, on=on) for offer in offers)


def present_sheet(*, version: OfferVersion, asked: Asked, on: date) -> Sheet:
    """The whole page of an offer."""
    offer = listed.read(version=version)
    result = present_result(offer=offer, asked=asked, on=on)
    grades = tuple(dict.fromkeys(grade for grade, _ in offer.prices))
    return Sheet(
        card=result.card,
        effect=result.effect,
        unit=wording.UNITS[offer.unit],
        included=version.included,
        grades=tuple(wording.GRADES[grade] for grade in grades),
        grid=_grid(offer.prices, grades),
        availability=_availability(version),
        availability_note=version.availability_note,
        terms=terms.present(terms=offer_content.read_terms(version=version)),
        vat=wording.VAT[VatTreatment(version.vat)],
        vat_reason=version.vat_reason,
        starts_on=version.starts_on,
        number=version.number,
        order_href=reverse("marketplace:order-create", args=[version.offer.reference]),
    )


def choose_price(*, prices: PriceGrid, asked: Asked) -> tuple[tuple[Grade, DayType], int]:
    """The price to show first: of the grade and kind of day asked for, else the lowest there is."""
    fitting = {
        (grade, day_type): pence
        for (grade, day_type), pence in prices.items()
        if asked.grade in {None, grade} and asked.day_type in {None, day_type}
    }
    return min((fitting or prices).items(), key=lambda item: (item[1], _ORDER[item[0][1]]))


def _effect(asked: Asked, pence: int, unit: Unit) -> effect.EffectWords | None:
    if asked.fund is None:
        return None
    said = None if unit is Unit.WEEK else asked.quantity
    quantity = said or _EXAMPLES[unit]
    return effect.present(
        fund=asked.fund,
        effect=weekly_effect(fund=asked.fund, price_pence=pence, quantity=quantity),
        price_pence=pence,
        quantity=quantity,
        unit=unit,
        is_example=said is None,
    )


def _grid(prices: PriceGrid, grades: Sequence[Grade]) -> tuple[GridRow, ...]:
    used = {day_type for _, day_type in prices}
    return tuple(
        GridRow(
            day_type=wording.DAY_TYPES[day_type],
            pence=tuple(prices.get((grade, day_type)) for grade in grades),
        )
        for day_type in DayType
        if day_type in used
    )


def _availability(version: OfferVersion) -> str:
    days = wording.weekdays(days=version.weekdays)
    if version.opens_at and version.closes_at:
        opens, closes = wording.clock(at=version.opens_at), wording.clock(at=version.closes_at)
        days = f"{days}, {opens} to {closes}"
    return f"{days[:1].upper()}{days[1:]}"


def _applies(day_type: DayType, grade: Grade) -> str:
    days = wording.DAY_TYPES[day_type]
    return days if grade is Grade.ONE_PRICE else f"{days}, {wording.GRADES[grade]}"


def _shortened(text: str) -> str:
    if len(text) <= CARD_TEXT:
        return text
    return f"{text[:CARD_TEXT].rsplit(' ', 1)[0]} …"
