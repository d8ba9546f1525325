"""The pages of marketplace and the states in which each must be fit to be used."""

from __future__ import annotations

from urllib.parse import urlencode

from marketplace.enums import CancellationKind, Category, Grade, Unit
from marketplace.models import OfferVersion
from tests.browser.pages import complying, pricing, reviewing, selling, trading
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts
from tests.factories import marketplace as make

LONG = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support Partnership " * 2
)
FIXED = tuple(
    NotApplicable(name=name, reason="it always says the same") for name in ("full", "error", "long")
)
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")
NOTHING_YET = NotApplicable(name="empty", reason="it has no list that could be empty")


def _published(**changes: object) -> OfferVersion:
    return make.published(**changes)  # type: ignore[arg-type]


def _market() -> tuple[OfferVersion, ...]:
    """Offers of every kind: dear, cheap, by grade, by item, with charges for short notice."""
    grades = {**make.grid(pence=2200), **make.grid(pence=3400, grade=Grade.SKILLED)}
    return (
        _published(title="Help in the morning", prices=grades),
        _published(
            title="Hot lunch",
            category=Category.MEALS,
            unit=Unit.ITEM,
            prices=make.grid(pence=795, grade=Grade.ONE_PRICE),
            cancellation=CancellationKind.AMOUNT,
            cancellation_pence=500,
        ),
        _published(
            title="Flat with support",
            category=Category.SUPPORTED_LIVING,
            unit=Unit.WEEK,
            prices=make.grid(pence=39500, grade=Grade.ONE_PRICE),
            cancellation=CancellationKind.DAYS,
            cancellation_days=3,
        ),
    )


def _long_offer() -> OfferVersion:
    organisation = accounts.ProviderOrganisation(name=LONG[:200])
    return _published(
        provider=make.Provider(organisation=organisation, about=LONG * 5),
        title=LONG[:120],
        included=LONG * 10,
        availability_note=LONG[:300],
        vat_reason=LONG[:300],
        areas=[make.Area(name=LONG[:100]), make.Area(), make.Area()],
    )


def _of_offer(version: OfferVersion, **visit: object) -> Visit:
    return Visit(kwargs={"offer": version.offer.reference}, **visit)  # type: ignore[arg-type]


def _of_provider(version: OfferVersion, **visit: object) -> Visit:
    return Visit(kwargs={"provider": version.offer.provider.reference}, **visit)  # type: ignore[arg-type]


def _list_full() -> Visit:
    _market()
    return Visit(shows="3 offers found")


def _list_wrong() -> Visit:
    _market()
    return Visit(fill={"max_price": "cheap"}, status=400, shows="for example 24.10")


def _list_long() -> Visit:
    _long_offer()
    return Visit(query=urlencode({"q": "Llanfair"}), shows="1 offer found")


def _for_own_money(**visit: object) -> Visit:
    """Somebody with a fund sees what an offer means for their money."""
    user = make.fund().person.user
    return _of_offer(_market()[0], user=user, **{"query": "quantity=4", **visit})


def _demonstration() -> Visit:
    for role in ("BUDGET_HOLDER", "PROVIDER_MANAGER"):
        accounts.User(demonstration_role=role)
    return Visit(
        settings={"DEMONSTRATION": True}, shows="Everybody and everything here is invented"
    )


def _comparing(*versions: OfferVersion) -> Visit:
    references = [version.offer.reference for version in versions]
    return Visit(query=urlencode({"offer": references}, doseq=True), shows="Offers side by side")


def _ordering(*, title: str = "Help at home") -> Visit:
    offer, paid_from = make.published(title=title), trading.fund()
    return _of_offer(offer, user=paid_from.person.user)


def _ordering_wrong() -> Visit:
    offer, paid_from = make.published(), trading.fund()
    return _of_offer(offer, user=paid_from.person.user, fill={}, shows="There is a problem")


def _checking(*, hours: str = "1", title: str = "Help at home", **visit: object) -> Visit:
    offer, paid_from = make.published(title=title), trading.fund()
    query = trading.asking(offer, paid_from, hours=hours)
    return _of_offer(offer, user=paid_from.person.user, query=query, **visit)


def _delivered(**changes: str) -> Visit:
    order = trading.order(offer=make.published(**changes))  # type: ignore[arg-type]
    trading.deliver(order)
    return trading.of(order)


def _ordered(**changes: str) -> Visit:
    order = trading.order(offer=make.published(**changes))  # type: ignore[arg-type]
    return Visit(user=order.person.user)


PERSONAL: Pages = {
    "marketplace:order-create": (
        NOTHING_YET,
        PageState(name="full", build=_ordering),
        PageState(name="error", build=_ordering_wrong),
        PageState(name="long", build=lambda: _ordering(title=LONG[:120])),
    ),
    "marketplace:order-check": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _checking(shows="Order now")),
        PageState(name="error", build=lambda: _checking(hours="9", fill={}, shows="You can:")),
        PageState(name="long", build=lambda: _checking(title=LONG[:120])),
    ),
    "marketplace:order-list": (
        PageState(
            name="empty",
            build=lambda: Visit(user=trading.fund().person.user, shows="not ordered anything"),
        ),
        PageState(name="full", build=_ordered),
        NO_FORM,
        PageState(name="long", build=lambda: _ordered(title=LONG[:120])),
    ),
    "marketplace:order-detail": (
        PageState(name="empty", build=lambda: trading.of(trading.order(accepted=False))),
        PageState(name="full", build=_delivered),
        NO_FORM,
        PageState(name="long", build=lambda: _delivered(title=LONG[:120])),
    ),
    "marketplace:order-end": (
        NOTHING_YET,
        PageState(name="full", build=trading.ends_early),
        PageState(
            name="error", build=lambda: trading.of(trading.order(), fill={}, shows="problem")
        ),
        PageState(
            name="long",
            build=lambda: trading.of(trading.order(offer=make.published(title=LONG[:120]))),
        ),
    ),
}

PAGES: Pages = {
    **PERSONAL,
    **selling.PAGES,
    **pricing.PAGES,
    **reviewing.PAGES,
    **complying.PAGES,
    "marketplace:home": (
        PageState(name="empty", build=Visit),
        PageState(name="full", build=_demonstration),
        *FIXED[1:],
    ),
    "marketplace:page-about": (PageState(name="empty", build=Visit), *FIXED),
    "marketplace:page-accessibility": (PageState(name="empty", build=Visit), *FIXED),
    "marketplace:page-contact": (PageState(name="empty", build=Visit), *FIXED),
    "marketplace:page-privacy": (PageState(name="empty", build=Visit), *FIXED),
    "marketplace:offer-list": (
        PageState(name="empty", build=lambda: Visit(shows="No offer fits")),
        PageState(name="full", build=_list_full),
        PageState(name="error", build=_list_wrong),
        PageState(name="long", build=_list_long),
    ),
    "marketplace:offer-detail": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _for_own_money(shows="How the price")),
        PageState(name="error", build=lambda: _for_own_money(query="quantity=lots", status=400)),
        PageState(name="long", build=lambda: _of_offer(_long_offer())),
    ),
    "marketplace:offer-compare": (
        PageState(name="empty", build=lambda: Visit(shows="Nothing to compare yet")),
        PageState(name="full", build=lambda: _comparing(*_market())),
        NO_FORM,
        PageState(name="long", build=lambda: _comparing(_long_offer(), _long_offer())),
    ),
    "marketplace:provider-detail": (
        PageState(
            name="empty",
            build=lambda: Visit(
                kwargs={"provider": make.Provider(about="").reference}, shows="Nothing at the"
            ),
        ),
        PageState(name="full", build=lambda: _of_provider(_market()[0], shows="Get in touch")),
        NO_FORM,
        PageState(name="long", build=lambda: _of_provider(_long_offer())),
    ),
}

# Addresses that show no page of their own, and why.
NOT_PAGES: dict[str, str] = {
    **selling.NOT_PAGES,
    **pricing.NOT_PAGES,
    **complying.NOT_PAGES,
}
