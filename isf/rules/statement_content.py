"""What an issued statement holds: figures from the ledger, names of the day, one canonical text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from isf.enums import EntryKind, ReservationKind, Term
from isf.ledger.entries import TERMS
from isf.rules import statement_contributions, statement_purposes

SCHEMA = 4
WITH_REFERENCES, WITH_PURPOSES, WITH_CONTRIBUTION = 2, 3, 4
READABLE = range(1, SCHEMA + 1)
SPENDING_KINDS = (
    EntryKind.BILL,
    EntryKind.CANCELLATION,
    EntryKind.REFUND,
    EntryKind.PURCHASE,
)


class Unreadable(Exception):
    """A stored text that is no statement of a form this program knows."""

    rule = "ISF-LED-7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One movement of money: signed whole pence, positive into the fund; who is the other side.

    What left for another place, or came from one, has the reference that both sides show.
    """

    seq: int
    day: date
    kind: EntryKind
    account_id: int
    pence: int
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one kind of entry moved to or from one account in the month; whole pence."""

    term: Term
    kind: EntryKind
    account_id: int
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the ledger says of a month up to one entry of the chain; whole pence."""

    fund: UUID
    first_on: date
    last_on: date
    head_seq: int
    head_hash: str
    opening_pence: int
    terms: Mapping[Term, int]
    closing_pence: int
    parts: tuple[Part, ...]
    moved: tuple[Moved, ...]
    reserved: tuple[tuple[ReservationKind, int], ...]
    holder_accounts: tuple[int, ...]
    purposes: tuple[statement_purposes.PurposeMonth, ...] = ()
    contribution: statement_contributions.ContributionMonth | None = None

    @property
    def reserved_pence(self) -> int:
        """What was set aside when the month ended, for every reason."""
        return sum(pence for _, pence in self.reserved)

    @property
    def available_pence(self) -> int:
        """What was neither spent nor set aside when the month ended."""
        return self.closing_pence - self.reserved_pence

    def out(self, *, kinds: Sequence[EntryKind]) -> int:
        """What left the fund by some kinds of entries."""
        return sum(part.pence for part in self.parts if part.kind in kinds)

    @property
    def with_holder_pence(self) -> int:
        """What was spent on the holder's own services (ISF-BIL-5)."""
        return sum(
            part.pence
            for part in self.parts
            if part.kind in SPENDING_KINDS and part.account_id in self.holder_accounts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The words of the day a statement was issued: they do not change with the records later."""

    person: str
    fund: str
    council: str
    holder: str
    accounts: Mapping[int, str]
    kinds: Mapping[EntryKind, str]
    reasons: Mapping[ReservationKind, str]
    purposes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything an issued statement says, in the form it was issued in."""

    number: int
    issued_on: date
    figures: Figures
    names: Names
    schema: int = SCHEMA


def figures(
    *,
    fund: UUID,
    first_on: date,
    last_on: date,
    head: tuple[int, str],
    opening_pence: int,
    moved: Sequence[Moved],
    reserved: Mapping[ReservationKind, int],
    holder_accounts: Sequence[int],
    purposes: Sequence[statement_purposes.PurposeMonth] = (),
    contribution: statement_contributions.ContributionMonth | None = None,
) -> Figures:
    """Add a month up: terms, parts and what is left follow from the opening and the movements.

    Units: whole pence. Source: ISF-LED-7, ISF-POR-5.
    """
    terms = dict.fromkeys(Term, 0)
    parts: dict[tuple[EntryKind, int], int] = {}
    for move in moved:
        term = TERMS[move.kind]
        terms[term] += _in_term(term, move.pence)
        key = (move.kind, move.account_id)
        parts[key] = parts.get(key, 0) + _in_term(term, move.pence)
    return Figures(
        fund=fund,
        first_on=first_on,
        last_on=last_on,
        head_seq=head[0],
        head_hash=head[1],
        opening_pence=opening_pence,
        terms=terms,
        closing_pence=opening_pence + sum(move.pence for move in moved),
        parts=tuple(
            Part(term=TERMS[kind], kind=kind, account_id=account, pence=pence)
            for (kind, account), pence in sorted(parts.items())
        ),
        moved=tuple(moved),
        reserved=tuple(sorted((kind, pence) for kind, pence in reserved.items() if pence)),
        holder_accounts=tuple(sorted(holder_accounts)),
        purposes=tuple(purposes),
        contribution=contribution,
    )


def _in_term(term: Term, pence: int) -> int:
    return pence if term is Term.IN else -pence


def write(*, content: Content) -> str:
    """The one text of a statement: sorted keys, no spaces, ASCII, whole pence, ISO dates.

    Source: ISF-LED-7 (byte for byte).
    """
    names, schema = content.names, content.schema
    return json.dumps(
        {
            "schema": schema,
            "number": content.number,
            "issued_on": content.issued_on.isoformat(),
            "figures": _plain(content.figures, schema),
            "names": {
                "person": names.person,
                "fund": names.fund,
                "council": names.council,
                "holder": names.holder,
                "accounts": {str(key): name for key, name in names.accounts.items()},
                "kinds": {str(key): name for key, name in names.kinds.items()},
                "reasons": {str(key): name for key, name in names.reasons.items()},
                **({"purposes": dict(names.purposes)} if schema >= WITH_PURPOSES else {}),
            },
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    )


def _plain(said: Figures, schema: int) -> dict[str, Any]:
    return {
        "fund": str(said.fund),
        "first_on": said.first_on.isoformat(),
        "last_on": said.last_on.isoformat(),
        "head": [said.head_seq, said.head_hash],
        "opening": said.opening_pence,
        "terms": {str(term): pence for term, pence in said.terms.items()},
        "closing": said.closing_pence,
        "parts": [[p.term, p.kind, p.account_id, p.pence] for p in said.parts],
        "moved": [_plain_move(move, schema) for move in said.moved],
        "reserved": [list(pair) for pair in said.reserved],
        "holder_accounts": list(said.holder_accounts),
        **_plain_later(said, schema),
    }


def _plain_later(said: Figures, schema: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if schema >= WITH_PURPOSES:
        found["purposes"] = [statement_purposes.plain(month=one) for one in said.purposes]
    if schema >= WITH_CONTRIBUTION:
        found["contribution"] = statement_contributions.plain(month=said.contribution)
    return found


def _plain_move(move: Moved, schema: int) -> list[Any]:
    plain = [move.seq, move.day.isoformat(), move.kind, move.account_id, move.pence]
    return [*plain, move.reference] if schema >= WITH_REFERENCES else plain


def read(*, text: str) -> Content:
    """What a stored text says; nothing is added up again. Errors: `Unreadable`. Source: LED-7."""
    try:
        said = json.loads(text)
        if said["schema"] not in READABLE:
            raise Unreadable(f"A statement of form {said['schema']} cannot be read.")
        return Content(
            number=said["number"],
            issued_on=date.fromisoformat(said["issued_on"]),
            figures=_figures(said["figures"]),
            names=_names(said["names"]),
            schema=said["schema"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable("The stored text is not a statement.") from error


def _figures(said: dict[str, Any]) -> Figures:
    return Figures(
        fund=UUID(said["fund"]),
        first_on=date.fromisoformat(said["first_on"]),
        last_on=date.fromisoformat(said["last_on"]),
        head_seq=said["head"][0],
        head_hash=said["head"][1],
        opening_pence=said["opening"],
        terms={Term(term): pence for term, pence in said["terms"].items()},
        closing_pence=said["closing"],
        parts=tuple(
            Part(term=Term(term), kind=EntryKind(kind), account_id=account, pence=pence)
            for term, kind, account, pence in said["parts"]
        ),
        moved=tuple(
            Moved(
                seq=seq,
                day=date.fromisoformat(day),
                kind=EntryKind(kind),
                account_id=account,
                pence=pence,
                reference="".join(reference),
            )
            for seq, day, kind, account, pence, *reference in said["moved"]
        ),
        reserved=tuple((ReservationKind(kind), pence) for kind, pence in said["reserved"]),
        holder_accounts=tuple(said["holder_accounts"]),
        purposes=tuple(statement_purposes.read(plain=one) for one in said.get("purposes", ())),
        contribution=statement_contributions.read(plain=said.get("contribution")),
    )


def _names(said: dict[str, Any]) -> Names:
    return Names(
        person=said["person"],
        fund=said["fund"],
        council=said["council"],
        holder=said["holder"],
        accounts={int(key): name for key, name in said["accounts"].items()},
        kinds={EntryKind(key): name for key, name in said["kinds"].items()},
        reasons={ReservationKind(key): name for key, name in said["reasons"].items()},
        purposes=said.get("purposes", {}),
    )


def fingerprint(*, data: bytes) -> str:
    """SHA-256 of a text or a file, in hexadecimal. Source: ISF-LED-7."""
    return hashlib.sha256(data).hexdigest()
