"""The pages of price lists in every state."""

from __future__ import annotations

from typing import Any

from accounts.web import clock
from marketplace.models import OfferVersion, PriceList
from marketplace.operations import price_lists
from marketplace.queries import price_lists as reads
from marketplace.web.presenters import price_list as words
from tests.browser.pages import trading
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import marketplace as make

LONG = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support Partnership " * 2
)


def _checked(version: OfferVersion, price: bytes) -> PriceList:
    provider = version.offer.provider
    by, on = make.manager(provider), clock.today()
    current = reads.list_current(by=by, organisation_id=provider.organisation_id, on=on)
    found = price_lists.check(
        by=by,
        organisation_id=provider.organisation_id,
        content=words.template(offers=current).replace(b"24.10", price),
        grades=words.GRADES,
        at=clock.now(),
        on=on,
    )
    assert found.price_list is not None
    return found.price_list


def _published(row: PriceList) -> PriceList:
    return price_lists.apply(
        by=make.manager(row.provider),
        price_list=row.reference,
        grades=words.GRADES,
        at=clock.now(),
        on=clock.today(),
    )


def _seller(version: OfferVersion, **visit: Any) -> Visit:
    return Visit(user=trading.staff(version.offer.provider), **visit)


def _preview(*, price: bytes, title: str = "Help at home", **visit: Any) -> Visit:
    version = make.published(title=title)
    row = _checked(version, price)
    return _seller(version, kwargs={"price_list": row.reference}, **visit)


def _done() -> Visit:
    version = make.published()
    row = _published(_checked(version, b"23.00"))
    kwargs = {"price_list": row.reference}
    return _seller(version, kwargs=kwargs, shows="Running orders keep the price")


def _stale() -> Visit:
    version = make.published()
    row = _checked(version, b"23.00")
    _published(_checked(version, b"22.00"))
    return _seller(version, kwargs={"price_list": row.reference}, shows="Send the file again")


PAGES: Pages = {
    "marketplace:price-list-create": (
        PageState(name="empty", build=lambda: _seller(make.published(), shows="template")),
        NotApplicable(name="full", reason="it leads on to the preview when the file is right"),
        PageState(
            name="error", build=lambda: _seller(make.published(), fill={}, shows="Choose a file")
        ),
        NotApplicable(name="long", reason="the table of problems scrolls like every table"),
    ),
    "marketplace:price-list-detail": (
        PageState(name="empty", build=_done),
        PageState(name="full", build=lambda: _preview(price=b"26.00", shows="with notice")),
        PageState(name="error", build=_stale),
        PageState(name="long", build=lambda: _preview(price=b"23.00", title=LONG[:120])),
    ),
}

NOT_PAGES: dict[str, str] = {
    "marketplace:price-list-template": "a file",
    "marketplace:price-list-apply": "a button",
}
