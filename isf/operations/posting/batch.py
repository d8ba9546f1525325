"""What a pen has taken in and not sent yet, and the statements that send it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, connections

from isf.operations.posting import rows
from isf.operations.posting.opened import OpenAccount, OpenReservation
from isf.operations.posting.rows import Row, Statement


@dataclass(slots=True)
class Batch:
    """Rows of entries in the order of the chain, and what their operation writes beside them."""

    entries: list[Row] = field(default_factory=list)
    postings: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    also: list[Statement] = field(default_factory=list)

    def send(
        self,
        *,
        accounts: Iterable[OpenAccount],
        reservations: Iterable[OpenReservation],
        chain: Row,
    ) -> bool:
        """Write everything; headers after their postings, or in one statement with them.

        Either way the database proves each header's sums over all that was written before it ends.
        `chain` is the fund's new number and head, its id, and the number it was locked with.
        Whether every account and the chain were as they were locked. Source: `ledger.md`.
        """
        changed = [a for a in accounts if a.posted_delta or a.reserved_delta]
        wanted = {(rows.ACCOUNT, a.id, a.posted, a.reserved) for a in changed}
        writes = [_move(account) for account in changed]
        if self.entries:
            seq, _, fund_id, _ = chain
            wanted.add((rows.FUND, fund_id, seq, 0))
            writes.append((rows.UPDATE_FUND, chain))
        writes += [*_kept(reservations), *self._rows()]
        writes += rows.insertions(sql=rows.INSERT_ENTRIES, rows=self.entries)
        answers = rows.together(list(rows.at_once(writes)))
        for account in changed:
            account.posted_delta = account.reserved_delta = 0
        return wanted <= {tuple(row) for returned in answers for row in returned}

    def _rows(self) -> Iterator[Statement]:
        yield from rows.insertions(sql=rows.INSERT_EVENTS, rows=self.events)
        yield from rows.insertions(sql=rows.INSERT_POSTINGS, rows=self.postings)
        yield from self.also


def _move(account: OpenAccount) -> Statement:
    """The statement that moves an account, if it is open and stays above its floor."""
    deltas = (account.posted_delta, account.reserved_delta)
    last_day = connections[DEFAULT_DB_ALIAS].ops.adapt_datefield_value(account.last_day)
    return rows.UPDATE_ACCOUNT, (*deltas, last_day, account.id, *deltas)


def _kept(reservations: Iterable[OpenReservation]) -> Iterator[Statement]:
    """The statements that keep what changed reservations hold now."""
    for reservation in reservations:
        if reservation.touched:
            reservation.touched = False
            place = (reservation.amount, reservation.remaining, reservation.id)
            yield rows.UPDATE_RESERVATION, place
