"""Whether every seal is what was sealed, and every head it saw is still in its chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from isf.ledger import chain
from isf.models import Seal, SealedHead
from isf.models.journal import JournalEntry

STILL_THERE = JournalEntry.objects.filter(
    fund=OuterRef("fund"), seq=OuterRef("seq"), hash=OuterRef("head_hash")
)
LOST = Q(seq=0) & ~Q(head_hash=chain.GENESIS) | Q(seq__gt=0) & ~Exists(STILL_THERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One seal that was looked at: what is wrong, and in which fund and entry, or nothing."""

    fund: str = ""
    seq: int = 0
    what: str = ""


def check_seals(*, authority_id: int | None) -> Iterator[Checked]:
    """Recompute every seal, and look up the heads it saw; two queries a seal. Source: LED-4."""
    seals = Seal.objects.order_by("authority_id", "day")
    if authority_id is not None:
        seals = seals.filter(authority_id=authority_id)
    for _, group in groupby(seals.iterator(), key=lambda seal: seal.authority_id):
        previous = chain.GENESIS
        for seal in group:
            yield check_seal(seal=seal, previous=previous)
            previous = seal.hash


def check_seal(*, seal: Seal, previous: str) -> Checked:
    """The first fund whose chain no longer has the head a seal saw. Source: ISF-LED-4."""
    heads = SealedHead.objects.filter(seal=seal).order_by("fund_id")
    leaves = [
        chain.head_line(fund_id=fund_id, seq=seq, head_hash=head_hash)
        for fund_id, seq, head_hash in heads.values_list("fund_id", "seq", "head_hash")
    ]
    root = chain.merkle_root(leaves=leaves)
    line = f"{seal.day.isoformat()}|{root}"
    as_sealed = (root, previous) == (seal.root, seal.previous_hash)
    if not as_sealed or seal.hash != chain.link(previous=previous, line=line):
        return Checked(what=f"the seal of {seal.day} is not what was sealed")
    lost = heads.filter(LOST).select_related("fund").first()
    if lost is None:
        return Checked()
    what = f"the chain no longer has the head sealed on {seal.day}"
    return Checked(fund=str(lost.fund.reference), seq=lost.seq, what=what)
