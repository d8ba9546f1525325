"""Balances of ledger accounts, now and on any past day, without summing their history."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from accounts.rules.registry import rule
from isf.models import Fund
from isf.models.journal import LedgerAccount, Posting, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What an account holds, in whole pence."""

    posted_pence: int
    reserved_pence: int

    @property
    def available_pence(self) -> int:
        """Posted less reserved: held money is spent money."""
        return self.posted_pence - self.reserved_pence


def fund_balance(*, fund: Fund) -> Balance:
    """What a fund holds now over all its purposes, whole pence. Source: ISF-LED-6."""
    rows = LedgerAccount.objects.filter(fund=fund).values_list("posted", "reserved")
    pairs = list(rows)
    return Balance(
        posted_pence=sum(posted for posted, _ in pairs),
        reserved_pence=sum(reserved for _, reserved in pairs),
    )


def untied_balance(*, fund: Fund) -> Balance:
    """What a fund holds now that is tied to nothing, whole pence: it alone is saved or moved.

    Source: ISF-RES-5, ISF-LED-6.
    """
    posted, reserved = LedgerAccount.objects.values_list("posted", "reserved").get(
        fund=fund, purpose=""
    )
    return Balance(posted_pence=posted, reserved_pence=reserved)


@rule("ISF-LED-6", "A balance of any past day is read without summing history, and equals it.")
def posted_on(*, account_id: int, day: date) -> int:
    """What a fund account held at the end of a day, by counting day, whole pence.

    The running balance of the newest posting in order up to the day, plus what was recorded after
    it for that day or earlier; two index look-ups, exact though entries are dated back. It may be
    negative after a late entry. Source: ISF-LED-6, `ledger.md`.
    """
    base = (
        Posting.objects.filter(account_id=account_id, late=False, day__lte=day)
        .order_by("-day", "-seq", "-id")
        .values_list("after", "seq", "id")
        .first()
    )
    late = Posting.objects.filter(account_id=account_id, late=True, day__lte=day)
    if base is not None:
        late = late.filter(seq__gt=base[1])
    extra = late.aggregate(total=Sum("pence"))["total"] or 0
    return (base[0] or 0) + extra if base else extra


def fund_posted_on(*, fund: Fund, day: date) -> int:
    """What a fund held at the end of a day over all purposes, whole pence. Source: ISF-LED-6."""
    accounts = LedgerAccount.objects.filter(fund=fund).values_list("id", flat=True)
    return sum(posted_on(account_id=account, day=day) for account in accounts)


def shared_balance(*, account: LedgerAccount, through_on: date | None = None) -> int:
    """Where a shared account stands, now or at the end of a day: its last snapshot before, and
    what was posted for later days.

    Units: whole pence. Source: `ledger.md` (nobody waits for a shared account's row).
    """
    snapshots = Snapshot.objects.filter(account=account)
    if through_on is not None:
        snapshots = snapshots.filter(through_on__lte=through_on)
    last = snapshots.order_by("-through_on").first()
    after, start = (None, 0) if last is None else (last.through_on, last.posted)
    return start + posted_between(account_id=account.pk, after=after, through_on=through_on)


def posted_sum_on(*, account_id: int, day: date) -> int:
    """What a shared account stood at by a day, summed, whole pence. Source: ISF-LED-8."""
    return posted_between(account_id=account_id, after=None, through_on=day)


def posted_between(*, account_id: int, after: date | None, through_on: date | None) -> int:
    """What was posted to an account for the days after one and up to another, whole pence.

    Postings in order and late ones have an index each, so each is asked for by itself: asked for
    together, every posting of everybody would be read. Source: ISF-LED-6.
    """
    rows = Posting.objects.filter(account_id=account_id)
    if after is not None:
        rows = rows.filter(day__gt=after)
    if through_on is not None:
        rows = rows.filter(day__lte=through_on)
    sums = (rows.filter(late=late).aggregate(total=Sum("pence")) for late in (False, True))
    return sum(found["total"] or 0 for found in sums)
