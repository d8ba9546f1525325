"""Addresses of the entries behind an amount: every sum of a page leads to what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from isf.enums import EntryKind, ReservationKind, Term
from isf.queries.entries import Counted

UNTIED_ASKED = "UNTIED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Whole pence and the address of the entries that add up to them."""

    pence: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """Makes amounts of one fund that open, within some days and, if asked, of one purpose."""

    fund: UUID
    from_on: date | None = None
    to_on: date | None = None
    purpose: str | None = None

    def posted(
        self,
        pence: int,
        *,
        terms: Sequence[Term] = (),
        kinds: Sequence[EntryKind] = (),
        account_id: int | None = None,
    ) -> Amount:
        """Money that moved: all of it, of some terms or kinds, or to and from one account."""
        asked = [("term", str(term)) for term in terms]
        asked += [("kind", str(kind)) for kind in kinds]
        asked += [("account", str(account_id))] if account_id is not None else []
        return self._amount(pence, Counted.POSTED, asked)

    def reserved(
        self, pence: int, *, reason: ReservationKind | None = None, order: UUID | None = None
    ) -> Amount:
        """Money set aside: all of it, for one reason, or for one order."""
        asked = [("reason", str(reason))] if reason is not None else []
        asked += [("order", str(order))] if order is not None else []
        return self._amount(pence, Counted.RESERVED, asked)

    def available(self, pence: int) -> Amount:
        """Money neither spent nor set aside."""
        return self._amount(pence, Counted.AVAILABLE, [])

    def _amount(self, pence: int, counted: Counted, asked: list[tuple[str, str]]) -> Amount:
        asked += [("from", self.from_on.isoformat())] if self.from_on else []
        asked += [("to", self.to_on.isoformat())] if self.to_on else []
        asked += [("purpose", self.purpose or UNTIED_ASKED)] if self.purpose is not None else []
        query = urlencode([("sum", str(counted)), *asked])
        address = reverse("isf:entry-list", kwargs={"reference": self.fund})
        return Amount(pence=pence, href=f"{address}?{query}")
