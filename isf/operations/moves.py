"""Moving money out of a fund: to another fund of the person, or back to who paid it in."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import uuid5

from accounts.rules.registry import rule
from isf.enums import AccountKind, EntryKind, ReservationChange
from isf.ledger.entries import Change, Draft, Move
from isf.models import Fund, Purpose
from isf.operations import banking, origins
from isf.operations.posting import Pen
from isf.queries.purposes import Saved
from isf.queries.tranches import list_for
from isf.rules.tranches import by_funder, last_to_be_spent, split_left


@rule("ISF-POR-5", "Money moves between funds in two entries of one reference that cancel out.")
def send(
    *,
    source: Pen,
    target: Pen,
    pence: int,
    reference: str,
    step: str,
    on: date,
    saved: Sequence[Saved] = (),
    purpose: str = "",
) -> None:
    """Move money to another fund of the same person with its origins and dates intact.

    Two entries of one reference: out of one fund into the transfer account, out of it into the
    other, so that the account is at nothing again. What is `saved` for purposes goes along and is
    saved there again; tied money moves by its `purpose`. Both funds are locked by the caller.
    Units: whole pence.
    Source: ISF-POR-3, ISF-POR-5, ISF-RES-1, ISF-ROL-2.
    """
    if source.fund.person_id != target.fund.person_id or pence <= 0:
        raise ValueError("Money moves between two funds of one person.")
    source.flush()
    fund = Fund.objects.get(pk=source.fund.id)
    tranches = last_to_be_spent(
        tranches=list_for(fund=fund, purpose=purpose, on=on), pence=pence, on=on
    )
    facts = (reference, step)
    source.write(
        Draft(
            kind=EntryKind.TRANSFER,
            day=on,
            key=f"{reference}:{step}:out",
            inputs=facts,
            memo=reference,
            moves=_moves(pen=source, pence=-pence, purpose=purpose),
            changes=tuple(free(pen=source, saved=saved)),
        )
    )
    made = save_again(target=target, saved=saved)
    posted = target.write(
        Draft(
            kind=EntryKind.TRANSFER,
            day=on,
            key=f"{reference}:{step}:in",
            inputs=facts,
            memo=reference,
            moves=_moves(pen=target, pence=pence, purpose=purpose),
            changes=tuple(
                banking.change(pen=target, purpose=purpose, kind=ReservationChange.HOLD, pence=held)
                for purpose, held in made
            ),
        )
    )
    origins.keep(entry_id=posted.entry_id, tranches=tranches, pence=pence)


def _moves(*, pen: Pen, pence: int, purpose: str) -> tuple[Move, Move]:
    between = pen.shared.find(kind=AccountKind.TRANSFER)
    return (
        Move(account_id=pen.accounts[purpose].id, pence=pence),
        Move(account_id=between, pence=-pence),
    )


def free(*, pen: Pen, saved: Iterable[Saved]) -> Iterable[Change]:
    """What is saved for purposes, free again in the fund it leaves. Source: ISF-POR-3."""
    for one in saved:
        yield banking.change(
            pen=pen, purpose=one.purpose, kind=ReservationChange.RELEASE, pence=one.pence
        )


def save_again(*, target: Pen, saved: Iterable[Saved]) -> list[tuple[Purpose, int]]:
    """The same purposes in the new place, with their names and dates, and how much is saved.

    Units: whole pence. Source: ISF-POR-3 (banked purposes are made again with their dates).
    """
    made = []
    for one in saved:
        before = one.purpose
        purpose, _ = Purpose.objects.get_or_create(
            reference=uuid5(before.reference, str(target.fund.reference)),
            defaults={
                "fund_id": target.fund.id,
                "name": before.name,
                "target_on": before.target_on,
                "longer_agreed_by_id": before.longer_agreed_by_id,
                "banked_at": target.at,
                "banked_by_id": target.by.user_id,
            },
        )
        made.append((purpose, one.pence))
    return made


def give_back(
    *,
    source: Pen,
    pence: int,
    reference: str,
    step: str,
    on: date,
    saved: Sequence[Saved] = (),
    purpose: str = "",
) -> None:
    """Give money of one purpose back to who paid it in, by funder. Units: whole pence.

    Source: ISF-POR-3, ISF-ROL-6.
    """
    source.flush()
    fund = Fund.objects.get(pk=source.fund.id)
    left = last_to_be_spent(
        tranches=list_for(fund=fund, purpose=purpose, on=on), pence=pence, on=on
    )
    parts = split_left(pence=pence, weights=by_funder(tranches=left))
    shares = tuple(
        Move(
            account_id=source.shared.find(kind=party.kind, organisation_id=party.organisation_id),
            pence=share,
        )
        for party, share in parts.items()
        if share
    )
    source.write(
        Draft(
            kind=EntryKind.RETURN,
            day=on,
            key=f"{reference}:{step}:back",
            inputs=(reference, step),
            memo=reference,
            moves=(Move(account_id=source.accounts[purpose].id, pence=-pence), *shares),
            changes=tuple(free(pen=source, saved=saved)),
        )
    )
