"""Whose money is left in a fund: its journal, folded when somebody asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from isf.enums import AccountKind, EntryKind
from isf.models import Fund, MoneyOrigin, Policy
from isf.models.journal import Posting
from isf.rules.origins import Side, Step, fold
from isf.rules.tranches import Expiry, Party, Tranche

# How an entry of a refund names the entry that paid.
OF = "refund-of:"


def list_tranches(*, fund: Fund, on: date) -> tuple[Tranche, ...]:
    """The tranches left in a fund at the end of a day, of all its purposes, in exact pence.

    Entries that count for a later day are left out. Under the fund's lock (inside an open `Pen`)
    nothing changes while it is read, but what that pen has taken in and not flushed is not seen.
    Source: ISF-ROL-2.
    """
    return list_of(funds=[fund], on=on)[fund.pk]


def list_untied(*, fund: Fund, on: date) -> list[Tranche]:
    """The tranches left of a fund's untied money, in exact pence. Source: ISF-ROL-2."""
    return list_for(fund=fund, purpose="", on=on)


def list_for(*, fund: Fund, purpose: str, on: date) -> list[Tranche]:
    """The tranches left of a fund's money of one purpose, in exact pence. Source: ISF-ROL-2."""
    return [one for one in list_tranches(fund=fund, on=on) if one.purpose == purpose]


def list_of(*, funds: Iterable[Fund], on: date) -> Mapping[int, tuple[Tranche, ...]]:
    """The tranches left in each of some funds at the end of a day, in three queries.

    Units: exact pence. Source: ISF-ROL-2, ISF-ROL-5.
    """
    rows = list(funds)
    steps = list_steps(fund_ids=[fund.pk for fund in rows], on=on)
    expiries = list_expiries(authority_ids={fund.authority_id for fund in rows})
    return {
        fund.pk: fold(steps=steps.get(fund.pk, ()), expiries=expiries[fund.authority_id])
        for fund in rows
    }


def list_expiries(*, authority_ids: Iterable[int]) -> Mapping[int, tuple[Expiry, ...]]:
    """After how many months money expires, by authority and day. Source: ISF-ROL-2."""
    found: dict[int, list[Expiry]] = {authority_id: [] for authority_id in authority_ids}
    policies = Policy.objects.filter(authority_id__in=list(found)).order_by("starts_on", "id")
    for authority_id, starts_on, months in policies.values_list(
        "authority_id", "starts_on", "expiry_months"
    ):
        found[authority_id].append(Expiry(starts_on=starts_on, months=months))
    return {authority_id: tuple(rows) for authority_id, rows in found.items()}


def list_steps(*, fund_ids: Iterable[int], on: date) -> Mapping[int, list[Step]]:
    """The entries of some funds that moved money up to a day, each fund's in recorded order.

    Units: signed whole pence. Source: ISF-ROL-2.
    """
    wanted = list(fund_ids)
    rows = (
        Posting.objects.filter(entry__fund__in=wanted, day__lte=on)
        .select_related("entry", "account")
        .defer("entry__line", "entry__hash", "entry__previous_hash", "entry__request_hash")
        .order_by("entry__fund_id", "entry__seq", "id")
    )
    carried = _carried(wanted)
    steps: dict[int, list[Step]] = defaultdict(list)
    for entry, group in groupby(rows, key=lambda row: row.entry):
        steps[entry.fund_id].append(_step(list(group), carried.get(entry.pk, ())))
    return steps


def _carried(fund_ids: list[int]) -> Mapping[int, tuple[Tranche, ...]]:
    found: dict[int, list[Tranche]] = defaultdict(list)
    for row in MoneyOrigin.objects.filter(entry__fund__in=fund_ids).order_by("id"):
        party = Party(
            kind=AccountKind(row.funder_kind),
            organisation_id=row.funder_organisation_id,
            reference=row.funder_reference,
        )
        found[row.entry_id].append(
            Tranche(
                entry_id=row.entry_id,
                funder=party,
                received_on=row.received_on,
                purpose=row.purpose,
                expires_on=row.expires_on,
                pence=row.pence,
            )
        )
    return {entry_id: tuple(rows) for entry_id, rows in found.items()}


def _step(postings: list[Posting], carried: tuple[Tranche, ...]) -> Step:
    """One entry: what it moved of each purpose, and who stood on the other side."""
    entry = postings[0].entry
    moves: dict[str, int] = defaultdict(int)
    sides: dict[Party, int] = defaultdict(int)
    for posting in postings:
        account = posting.account
        if account.fund_id is not None:
            moves[account.purpose] += posting.pence
        else:
            party = Party(
                kind=AccountKind(account.kind),
                organisation_id=account.organisation_id,
                reference=account.purpose,
            )
            sides[party] += posting.pence
    return Step(
        entry_id=entry.pk,
        kind=EntryKind(entry.kind),
        day=entry.day,
        reverses_id=entry.reverses_id,
        moves=tuple(moves.items()),
        sides=tuple(Side(party=party, pence=pence) for party, pence in sides.items()),
        carried=carried,
        gives_back_of=int(entry.memo[len(OF) :]) if entry.memo.startswith(OF) else None,
    )
