"""The purposes a fund's budget is tied to, and what was paid in for each and spent of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from isf.enums import EntryKind
from isf.models import Fund, TiedPart
from isf.models.journal import LedgerAccount, Posting
from isf.queries.terms import deployment_term
from isf.rules.entitlement import as_agreed, weekly_on
from isf.rules.origins import ALLOCATED
from isf.rules.tied_parts import UNTIED, Part, part_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBalance:
    """What came in for a part, what went out, and what is left and set aside, in whole pence.

    The untied money of a fund with parts is one of them, without a code or a share.
    """

    code: str
    name: str
    share_bp: int
    carries_fee: bool
    weekly_pence: int
    came_pence: int
    went_pence: int
    posted_pence: int
    reserved_pence: int

    @property
    def available_pence(self) -> int:
        """What may still be spent on it: held money is spent money."""
        return self.posted_pence - self.reserved_pence


def list_parts(*, fund_id: int) -> tuple[Part, ...]:
    """The parts of a fund's budget in the order of the agreement. Source: ISF-RES-5."""
    return list_parts_of(fund_ids=[fund_id])[fund_id]


def list_parts_of(*, fund_ids: Iterable[int]) -> Mapping[int, tuple[Part, ...]]:
    """The parts of several funds by fund, in one query; none where money is untied.

    Source: ISF-RES-5.
    """
    found: dict[int, list[Part]] = {fund_id: [] for fund_id in fund_ids}
    rows = TiedPart.objects.filter(agreement__fund__in=found).order_by("agreement_id", "place")
    for fund_id, code, name, share_bp, carries_fee in rows.values_list(
        "agreement__fund_id", "code", "name", "share_bp", "carries_fee"
    ):
        part = Part(code=code, name=name, share_bp=share_bp, carries_fee=carries_fee)
        found[fund_id].append(part)
    return {fund_id: tuple(parts) for fund_id, parts in found.items()}


def allocated(*, fund_id: int) -> Mapping[str, int]:
    """What allocations and their differences brought each part, reversals taken off, by code.

    Units: whole pence. Source: ISF-RES-5, ISF-FUN-1.
    """
    rows = Posting.objects.filter(entry__fund=fund_id, account__fund=fund_id)
    rows = rows.filter(entry__kind__in=ALLOCATED).order_by()
    sums = rows.values("account__purpose").annotate(pence=Sum("pence"))
    return dict(sums.values_list("account__purpose", "pence"))


def list_balances(*, fund: Fund, on: date) -> tuple[PartBalance, ...]:
    """What came in, went out and is left of each part, untied money last; none without parts.

    The weekly amount is that of a day. What came back for an entry that went out counts against
    it. Units: whole pence. Source: ISF-RES-5.
    """
    parts = list_parts(fund_id=fund.pk)
    if not parts:
        return ()
    weekly = weekly_of(fund=fund, parts=parts, on=on)
    held = {row.purpose: row for row in LedgerAccount.objects.filter(fund=fund)}
    came = _came(fund)
    rows = [*parts, Part(code=UNTIED, name="", share_bp=0, carries_fee=False)]
    return tuple(
        PartBalance(
            code=part.code,
            name=part.name,
            share_bp=part.share_bp,
            carries_fee=part.carries_fee,
            weekly_pence=weekly.get(part.code, 0),
            came_pence=came.get(part.code, 0),
            went_pence=came.get(part.code, 0) - held[part.code].posted,
            posted_pence=held[part.code].posted,
            reserved_pence=held[part.code].reserved,
        )
        for part in rows
    )


def weekly_of(*, fund: Fund, parts: Sequence[Part], on: date) -> Mapping[str, int]:
    """What each part is paid a week on a day, whole pence. Source: ISF-RES-5."""
    term = as_agreed(term=deployment_term(deployment=fund.deployment))
    terms = part_terms(term=term, parts=[part for part in parts if part.share_bp])
    day = max(on, term.starts_on)
    return {code: weekly_on(term=own, day=day) for code, own in terms.items()}


COMES_IN = (
    *ALLOCATED,
    EntryKind.GRANT,
    EntryKind.CONTRIBUTION,
    EntryKind.CONTRIBUTION_NOT_DUE,
)


def _came(fund: Fund) -> Mapping[str, int]:
    """What came in by purpose: paid in less taken back, and what was moved here."""
    came_in = Q(entry__kind__in=COMES_IN) | Q(entry__kind=EntryKind.TRANSFER, pence__gt=0)
    rows = Posting.objects.filter(came_in, entry__fund=fund, account__fund=fund).order_by()
    sums = rows.values("account__purpose").annotate(pence=Sum("pence"))
    return dict(sums.values_list("account__purpose", "pence"))
