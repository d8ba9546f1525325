"""What ending an order means, before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from marketplace import funding
from marketplace.enums import CancellationKind, OrderState
from marketplace.models import Order
from marketplace.queries import offer_content
from marketplace.rules import ending
from marketplace.web.presenters import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingWords:
    """The published terms, and the first day that keeps the notice."""

    title: str
    provider: str
    is_running: bool
    can_end: bool
    notice: str
    charge: str
    charges: bool
    notice_ends_on: date
    back_href: str


def present(*, order: Order, on: date) -> EndingWords:
    """Say what the provider asks for and what less notice would cost."""
    published = offer_content.read_terms(version=order.offer_version)
    return EndingWords(
        title=order.offer_version.title,
        provider=order.provider.organisation.name,
        is_running=order.state == OrderState.ACCEPTED,
        can_end=order.state in {OrderState.ACCEPTED, OrderState.PLACED},
        notice=terms.notice(terms=published),
        charge=terms.charge(terms=published),
        charges=published.kind is not CancellationKind.NONE,
        notice_ends_on=ending.notice_ends_on(told_on=on, notice_days=published.notice_days),
        back_href=reverse("marketplace:order-detail", args=[order.reference]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an early end costs; `last_day` is the day the reader chose."""

    pence: int
    last_day: date
    bill_until: date


def present_cost(*, charge: funding.ChargeNotShown, sent: Mapping[str, Any]) -> Cost:
    """What the reader has to see before the order ends on the day they chose."""
    return Cost(pence=charge.pence, last_day=sent["last_day"], bill_until=charge.bill_until)


def first_choice(*, order: Order, last_on: date | None, on: date) -> date:
    """The last day to suggest: the end of the notice, or the end the order already has."""
    published = offer_content.read_terms(version=order.offer_version)
    notice = ending.notice_ends_on(told_on=on, notice_days=published.notice_days)
    return min(notice, last_on or notice)
