"""A budget tied to purposes: each part has its own share of every weekly rate, and schedule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from accounts.rules.registry import rule
from isf.rules.amounts import split
from isf.rules.entitlement import Term, instalment
from isf.rules.fees import FeeTerms

WHOLE_BP = 10_000
# What a ledger account of a fund is for, by its name: nothing, one order's added money, or a part.
UNTIED = ""
TOPUP = "topup:"


class PartsImpossible(Exception):
    """Parts that are not one whole: their shares, in basis points, or two of one name (RES-5)."""

    rule = "ISF-RES-5"

    def __init__(self, *, total_bp: int, twice: str = "") -> None:
        self.total_bp = total_bp
        self.twice = twice
        super().__init__("The parts of a budget have different names and add up to the whole.")


class PartUnknown(Exception):
    """A part of the budget that the agreement of this fund does not name (ISF-RES-5)."""

    rule = "ISF-RES-5"

    def __init__(self, *, part: str, names: tuple[str, ...]) -> None:
        self.part = part
        self.names = names
        super().__init__("This budget has no such part.")


class NotByPart(Exception):
    """Something that a budget tied to purposes cannot do: `what` is its code (ISF-RES-5)."""

    rule = "ISF-RES-5"

    def __init__(self, *, what: str) -> None:
        self.what = what
        super().__init__("This cannot be done with a budget that is tied to purposes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One purpose of an agreement and its share in basis points; `code` names its account."""

    code: str
    name: str
    share_bp: int
    carries_fee: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyParts:
    """Purposes a council has ready to choose: a name, and each purpose with its basis points."""

    name: str
    parts: tuple[tuple[str, int], ...]


def is_tied(*, purpose: str) -> bool:
    """Whether a ledger account of this purpose is a tied part, by its name alone.

    Source: ISF-RES-5 (untied money has no purpose, a top-up says that it is one).
    """
    return purpose != UNTIED and not purpose.startswith(TOPUP)


def in_turn(*, pence: int, purposes: Sequence[str], room: Mapping[str, int]) -> dict[str, int]:
    """An amount over what pays for it, each in turn as far as it reaches; the last bears the rest.

    Units: whole pence; `room` is what each but the last can bear. Source: ISF-FUN-5, ISF-RES-5.
    """
    found: dict[str, int] = {}
    for purpose in purposes[:-1]:
        found[purpose] = min(pence, max(room[purpose], 0))
        pence -= found[purpose]
    found[purposes[-1]] = pence
    return found


@rule("ISF-RES-5", "The parts of a budget add up to the whole, and each has a name of its own.")
def check_parts(*, parts: Sequence[Part]) -> None:
    """Refuse parts that are not exactly the whole. Errors: `PartsImpossible`. Source: RES-5."""
    total = sum(part.share_bp for part in parts)
    codes = [part.code for part in parts]
    twice = next((part.name for part in parts if codes.count(part.code) > 1), "")
    positive = all(part.share_bp > 0 and part.code for part in parts)
    if total != WHOLE_BP or twice or not positive:
        raise PartsImpossible(total_bp=total, twice=twice)


def with_fee(*, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with the word on who carries the fee: without a word, all. Source: ISF-RES-5."""
    if any(part.carries_fee for part in parts):
        return tuple(parts)
    return tuple(replace(part, carries_fee=True) for part in parts)


def split_rate(*, weekly_pence: int, parts: Sequence[Part]) -> list[int]:
    """The weekly amount of each part; they add up to the rate.

    Units: whole pence. Rounding: largest remainders, once. 997.77 at 75, 20 and 5 per cent:
    748.33, 199.55 and 49.89. Source: ISF-RES-5.
    """
    return split(total_pence=weekly_pence, weights=[part.share_bp for part in parts])


def part_terms(*, term: Term, parts: Sequence[Part]) -> dict[str, Term]:
    """The life of a deployment as each part has it, by code: the same days, its own rates.

    Source: ISF-RES-5.
    """
    if not parts:
        return {}
    rates = [(rate, split_rate(weekly_pence=rate.weekly_pence, parts=parts)) for rate in term.rates]
    return {
        part.code: replace(
            term,
            rates=tuple(replace(rate, weekly_pence=shares[place]) for rate, shares in rates),
        )
        for place, part in enumerate(parts)
    }


@rule("ISF-RES-5", "Each part has its own cumulative schedule; an instalment is their sum.")
def instalments(
    *, term: Term, parts: Sequence[Part], through_on: date, posted: Mapping[str, int]
) -> dict[str, int]:
    """What is still to be posted for each part, by code, so that it is paid up to a day.

    Units: whole pence, negative where a part was paid too much. Rounding: half up, once for each
    part, on its cumulative entitlement. Source: ISF-RES-5, ISF-FUN-1.
    """
    return {
        code: instalment(term=own, through_on=through_on, posted_pence=posted.get(code, 0))
        for code, own in part_terms(term=term, parts=parts).items()
    }


@rule("ISF-RES-5", "Fee is split over the parts that carry it; the shares add up to the fee.")
def fee_shares(*, pence: int, parts: Iterable[Part]) -> dict[str, int]:
    """What of an amount of fee falls on each part that carries it, by code.

    Units: whole pence; fee given back is split in the same way. Rounding: largest remainders.
    Source: ISF-RES-5, ISF-FEE-7.
    """
    carriers = [part for part in parts if part.carries_fee]
    sign = -1 if pence < 0 else 1
    shares = split(total_pence=abs(pence), weights=[part.share_bp for part in carriers])
    return {part.code: sign * share for part, share in zip(carriers, shares, strict=True)}


@rule("ISF-RES-5", "A tied part pays first for its purpose; untied money may add to it.")
def part_first(*, pence: int, of_part: int) -> tuple[int, int]:
    """What an amount takes of its part, and what untied money adds, in whole pence.

    `of_part` is what the part may give. Source: ISF-RES-5, ISF-ROL-2.
    """
    own = min(pence, max(of_part, 0))
    return own, pence - own


@rule("ISF-RES-5", "An order is compared with what its part brings after its share of the fee.")
def of_part(*, terms: FeeTerms, part: str, parts: Sequence[Part]) -> FeeTerms:
    """The terms of a fund as orders for one part see them; untied money brings nothing new there.

    Units: exact. Source: ISF-RES-5, ISF-RES-6.
    """
    known = [one for one in parts if one.share_bp]
    if not known and not part:
        return terms
    nothing = replace(terms.term, rates=())
    own = part_terms(term=terms.term, parts=known).get(part, nothing)
    whole = sum(one.share_bp for one in known if one.carries_fee)
    borne = sum(one.share_bp for one in known if one.carries_fee and one.code == part)
    return replace(terms, brings=own, portion=Fraction(borne, whole or 1))
