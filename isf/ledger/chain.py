"""The hash chain of a fund: canonical lines, their hashes, and Merkle roots over heads."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

GENESIS = "0" * 64
# Made once: making one for each line costs more than the line.
ENCODE = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedMove:
    """A posting as it was written: whole pence, and the balance of its account after it."""

    account_id: int
    pence: int
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedChange:
    """A reservation event as it was written: whole pence, and what remained after it."""

    reservation_id: int
    change: str
    pence: int
    after: int


def body(
    *,
    fund_id: int,
    seq: int,
    kind: str,
    day: date,
    recorded_at: datetime,
    key: str,
    request_hash: str,
    actor: str,
    memo: str,
    reverses_id: int | None,
    moves: Sequence[PostedMove],
    changes: Sequence[PostedChange],
) -> str:
    """The canonical line of an entry: what is hashed, byte for byte, and never rendered again.

    Amounts are whole pence, instants ISO 8601 with offset, keys in a fixed order, no spaces.
    Source: ISF-LED-4.
    """
    return ENCODE(
        [
            fund_id,
            seq,
            kind,
            day.isoformat(),
            recorded_at.isoformat(),
            key,
            request_hash,
            actor,
            memo,
            reverses_id,
            [[move.account_id, move.pence, move.after] for move in moves],
            [[c.reservation_id, c.change, c.pence, c.after] for c in changes],
        ]
    )


def link(*, previous: str, line: str) -> str:
    """The hash of an entry: SHA-256 of the previous hash, a bar, and the canonical line.

    Source: ISF-LED-4.
    """
    return hashlib.sha256(f"{previous}|{line}".encode("ascii")).hexdigest()


def request_hash(*, kind: str, inputs: Iterable[str]) -> str:
    """The fingerprint of the business inputs of an operation, never of what was computed.

    Source: ISF-LED-3.
    """
    material = ENCODE([kind, *inputs])
    return hashlib.sha256(material.encode("ascii")).hexdigest()


def head_line(*, fund_id: int, seq: int, head_hash: str) -> str:
    """The leaf of one fund in a seal. Source: ISF-LED-4."""
    return f"{fund_id}|{seq}|{head_hash}"


def merkle_root(*, leaves: Sequence[str]) -> str:
    """The root over the hashes of a day's heads; an odd leaf is carried up unchanged.

    Source: ISF-LED-4.
    """
    if not leaves:
        return GENESIS
    level = [hashlib.sha256(f"leaf|{leaf}".encode("ascii")).hexdigest() for leaf in leaves]
    while len(level) > 1:
        pairs = [level[place : place + 2] for place in range(0, len(level), 2)]
        level = [
            hashlib.sha256("|".join(pair).encode("ascii")).hexdigest() if pair[1:] else pair[0]
            for pair in pairs
        ]
    return level[0]
