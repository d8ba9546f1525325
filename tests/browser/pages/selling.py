"""The pages of a provider in every state."""

from __future__ import annotations

from typing import Any

from accounts.enums import Role
from marketplace.models import Order, Provider
from tests.browser.pages import trading
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import marketplace as make

LONG = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Community Support Partnership " * 2
)
NO_FORM = NotApplicable(name="error", reason="it has no form that could be wrong")
NOTHING_YET = NotApplicable(name="empty", reason="it has no list that could be empty")
NOTHING_LONG = NotApplicable(name="long", reason="it shows the same parts as the page it is for")
FINANCE = Role.PROVIDER_FINANCE


def _provider(**visit: Any) -> Visit:
    return Visit(user=trading.staff(make.Provider()), **visit)


def _seller(order: Order, **visit: Any) -> Visit:
    return Visit(user=trading.staff(order.provider), **visit)


def _long_order(*, accepted: bool = True) -> Order:
    offer = make.published(title=LONG[:120])
    return trading.order(accepted=accepted, offer=offer, full_name=LONG, address=LONG * 2)


def _sale(order: Order, **visit: Any) -> Visit:
    return trading.of(order, trading.staff(order.provider), **visit)


def _delivered(order: Order) -> Order:
    trading.deliver(order)
    return order


def _visit(order: Order, **visit: Any) -> Visit:
    line = order.lines.get().reference
    day = trading.monday(weeks_ago=1).isoformat()
    return _seller(order, kwargs={"line": line, "day": day}, **visit)


def _billing(order: Order, **visit: Any) -> Visit:
    trading.deliver(order)
    kwargs = {"person": order.person.reference, "fund": order.fund}
    return _seller(order, kwargs=kwargs, **visit)


def _billed(order: Order, *, one: bool) -> Visit:
    trading.deliver(order)
    received = trading.bill(order)
    return _seller(order, kwargs={"invoice": received.reference} if one else {})


def _asked(order: Order, words: str = "Who came?", **visit: Any) -> Visit:
    """A line that the person asked about, on the page where it is answered."""
    trading.deliver(order)
    invoice = trading.ask(order, trading.bill(order), words)
    return _seller(order, kwargs={"invoice": invoice, "line": 0}, **visit)


def _asked_about(order: Order) -> Visit:
    visit = _asked(order)
    return Visit(user=visit.user, kwargs={"invoice": visit.kwargs["invoice"]})


def _own(provider: Provider | None = None, *, published: bool = True, **changes: Any) -> Visit:
    making = make.published if published else make.drafted
    version = making(provider=provider, **changes)
    kwargs = {"offer": version.offer.reference}
    return Visit(user=trading.staff(version.offer.provider), kwargs=kwargs)


def _own_list(**changes: Any) -> Visit:
    return Visit(user=_own(**changes).user)


def _edit_wrong() -> Visit:
    visit = _own()
    return Visit(user=visit.user, kwargs=visit.kwargs, fill={"title": ""}, shows="Enter title")


PAGES: Pages = {
    "marketplace:catalogue-list": (
        PageState(name="empty", build=lambda: _provider(shows="You have no offers yet")),
        PageState(name="full", build=_own_list),
        NO_FORM,
        PageState(name="long", build=lambda: _own_list(title=LONG[:120])),
    ),
    "marketplace:catalogue-create": (
        PageState(name="empty", build=_provider),
        NotApplicable(name="full", reason="it begins without answers"),
        PageState(name="error", build=lambda: _provider(fill={}, shows="There is a problem")),
        NOTHING_LONG,
    ),
    "marketplace:catalogue-edit": (
        NOTHING_YET,
        PageState(name="full", build=_own),
        PageState(name="error", build=_edit_wrong),
        PageState(name="long", build=lambda: _own(title=LONG[:120], included=LONG * 10)),
    ),
    "marketplace:catalogue-preview": (
        PageState(name="empty", build=lambda: _own(published=False, prices={})),
        PageState(name="full", build=_own),
        NO_FORM,
        PageState(name="long", build=lambda: _own(title=LONG[:120], included=LONG * 10)),
    ),
    "marketplace:catalogue-withdraw": (
        NOTHING_YET,
        PageState(name="full", build=_own),
        NO_FORM,
        PageState(name="long", build=lambda: _own(title=LONG[:120])),
    ),
    "marketplace:provider-edit": (
        PageState(name="empty", build=_provider),
        NotApplicable(name="full", reason="it looks the same with answers in it"),
        PageState(
            name="error", build=lambda: _provider(fill={"email": "nonsense"}, shows="problem")
        ),
        NOTHING_LONG,
    ),
    "marketplace:sale-list": (
        PageState(name="empty", build=lambda: _provider(shows="No order waits")),
        PageState(name="full", build=lambda: _seller(trading.order(accepted=False))),
        NO_FORM,
        PageState(name="long", build=lambda: _seller(_long_order(accepted=False))),
    ),
    "marketplace:sale-detail": (
        PageState(name="empty", build=lambda: _sale(trading.order(accepted=False))),
        PageState(name="full", build=lambda: _sale(_delivered(trading.order()))),
        NO_FORM,
        PageState(name="long", build=lambda: _sale(_delivered(_long_order()))),
    ),
    "marketplace:sale-decline": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _sale(trading.order(accepted=False))),
        PageState(
            name="error",
            build=lambda: _sale(trading.order(accepted=False), fill={}, shows="problem"),
        ),
        PageState(name="long", build=lambda: _sale(_long_order(accepted=False))),
    ),
    "marketplace:visit-list": (
        PageState(name="empty", build=lambda: _provider(shows="Nothing is recorded")),
        PageState(name="full", build=lambda: _seller(trading.order(), shows="To record")),
        NO_FORM,
        PageState(name="long", build=lambda: _seller(_long_order())),
    ),
    "marketplace:visit-record": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _visit(trading.order())),
        PageState(
            name="error",
            build=lambda: _visit(
                trading.order(),
                fill={"outcome": "DELIVERED", "quantity": "9"},
                shows="no more was ordered",
            ),
        ),
        PageState(name="long", build=lambda: _visit(_long_order())),
    ),
    "marketplace:invoice-list": (
        PageState(name="empty", build=lambda: _provider(shows="You have not sent")),
        PageState(name="full", build=lambda: _billed(trading.order(), one=False)),
        NO_FORM,
        PageState(name="long", build=lambda: _billed(_long_order(), one=False)),
    ),
    "marketplace:invoice-new": (
        PageState(name="empty", build=lambda: _provider(shows="There is nothing to bill")),
        PageState(name="full", build=lambda: _seller(_delivered(trading.order()))),
        NO_FORM,
        PageState(name="long", build=lambda: _seller(_delivered(_long_order()))),
    ),
    "marketplace:invoice-create": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _billing(trading.order())),
        PageState(
            name="error",
            build=lambda: _billing(trading.order(), fill={"number": ""}, shows="problem"),
        ),
        PageState(name="long", build=lambda: _billing(_long_order())),
    ),
    "marketplace:invoice-detail": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _asked_about(trading.order())),
        NO_FORM,
        PageState(name="long", build=lambda: _billed(_long_order(), one=True)),
    ),
    "marketplace:invoice-reply": (
        NOTHING_YET,
        PageState(name="full", build=lambda: _asked(trading.order())),
        PageState(
            name="error",
            build=lambda: _asked(trading.order(), fill={"words": ""}, shows="problem"),
        ),
        PageState(name="long", build=lambda: _asked(_long_order(), LONG * 8)),
    ),
}

NOT_PAGES: dict[str, str] = {
    "marketplace:catalogue-publish": "a button",
    "marketplace:sale-accept": "a button",
    "marketplace:visit-confirm": "a button",
}
