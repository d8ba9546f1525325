"""One visit that is being recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.web.presenters.wording import weekday as weekday_words
from marketplace.models import Delivery, OrderLine
from marketplace.web.presenters import visits, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitWords:
    """Whose visit it is, when, and whether it can still be recorded."""

    person: str
    title: str
    when: str
    is_billed: bool
    back_href: str


def present(*, line: OrderLine, day: date, before: Delivery | None) -> VisitWords:
    """The heading of the page."""
    return VisitWords(
        person=line.order.person.full_name,
        title=line.order.offer_version.title,
        when=f"{weekday_words(on=day)} at {wording.clock(at=line.starts_at)}",
        is_billed=before is not None and before.invoice is not None,
        back_href=visits.week_href(day=day),
    )
