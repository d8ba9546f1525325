"""What a person checks before they order."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from accounts.enums import DayType
from accounts.web.presenters.wording import days
from marketplace.enums import Grade, Unit
from marketplace.funding import Effect, Fund, SavedMoney
from marketplace.models import OfferVersion
from marketplace.queries import offer_content
from marketplace.rules.orders import Request
from marketplace.web.presenters import effect as effect_words
from marketplace.web.presenters import order as order_words
from marketplace.web.presenters import terms, wording

# What each page sends by itself.
_OWN = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The order in words, what it costs a week, and the hidden fields that place it."""

    title: str
    provider: str
    fund: str
    grade: str
    visits: tuple[str, ...]
    days: str
    per: str
    prices: tuple[order_words.Price, ...]
    effect: effect_words.EffectWords
    available_pence: int
    set_aside_pence: int
    saved: SavedMoney | None
    drawn_pence: int
    stays_pence: int
    notice: str
    hidden: tuple[tuple[str, str], ...]
    change_href: str


def present(
    *,
    asked: Request,
    version: OfferVersion,
    fund: Fund,
    effect: Effect,
    saved: SavedMoney | None,
    sent: QueryDict,
) -> Check:
    """Everything on one page: what, when, from which money, and what would be left."""
    prices = offer_content.read_prices(version=version)
    unit = Unit(version.unit)
    return Check(
        title=version.title,
        provider=version.offer.provider.organisation.name,
        fund=effect_words.paid_from(fund=fund, part=asked.part),
        grade="" if asked.grade is Grade.ONE_PRICE else wording.GRADES[asked.grade],
        visits=order_words.present_lines(lines=asked.lines, unit=unit),
        days=days(starts_on=asked.starts_on, ends_on=asked.ends_on),
        per=wording.per(unit=unit),
        prices=tuple(
            order_words.Price(
                day_type=wording.DAY_TYPES[day_type], pence=prices[asked.grade, day_type]
            )
            for day_type in DayType
            if (asked.grade, day_type) in prices
        ),
        effect=effect_words.present_order(effect=effect, set_aside_pence=asked.set_aside_pence),
        available_pence=effect.available_pence,
        set_aside_pence=asked.set_aside_pence,
        saved=saved,
        drawn_pence=effect.drawn_pence,
        stays_pence=saved.pence - effect.drawn_pence if saved else 0,
        notice=terms.present(terms=offer_content.read_terms(version=version)),
        hidden=(
            *(pair for pair in _kept(sent) if pair[0] != "version"),
            ("version", str(version.number)),
        ),
        change_href=change_href(offer=str(version.offer.reference), sent=sent),
    )


def change_href(*, offer: str, sent: QueryDict) -> str:
    """Where to change what was asked for, with all of it filled in."""
    return f"{reverse('marketplace:order-create', args=[offer])}?{urlencode(_kept(sent))}"


def check_href(*, offer: str, sent: QueryDict) -> str:
    """Where to check what was asked for."""
    return f"{reverse('marketplace:order-check', args=[offer])}?{urlencode(_kept(sent))}"


def _kept(sent: QueryDict) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, str(value))
        for key, values in sent.lists()
        if key not in _OWN
        for value in values
        if value
    )
