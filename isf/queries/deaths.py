"""Whether a person has died, as last recorded, and what that did to each of their funds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Person
from isf.models import Death, DeathEnd, DeathOrder, Fund
from isf.queries.balances import fund_balance
from isf.queries.tranches import list_tranches
from isf.rules import deaths as rules
from isf.rules.tranches import Party, by_funder, last_to_be_spent, split_left

DIED_ON = """
    SELECT p.died_on FROM accounts_person p JOIN isf_fund f ON f.person_id = p.id
    WHERE f.id = %s"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What of a fund is kept for bills and fee, and whose the rest is; whole pence."""

    kept_pence: int
    shares: tuple[tuple[Party, int], ...]


def died_on(*, person_id: int) -> date | None:
    """The day a person died, None while they live. Source: ISF-LIF-2."""
    return Person.objects.filter(pk=person_id).values_list("died_on", flat=True)[0]


def check_alive(*, person_id: int) -> None:
    """Refuse what is new for a person who has died; read with a fund or their budget locked.

    Errors: `PersonDied`. Source: ISF-LIF-2.
    """
    rules.check_alive(died_on=died_on(person_id=person_id))


def find_last(*, person_id: int) -> Death | None:
    """The last record of a person's death, also one that says nobody died. Source: ISF-LIF-2."""
    return Death.objects.filter(person_id=person_id).order_by("-number").first()


def list_records(*, person_id: int) -> list[Death]:
    """Every record of a person's death, the newest first. Source: ISF-LIF-2."""
    return list(Death.objects.filter(person_id=person_id).order_by("-number"))


def ends_of(*, death: Death | None) -> Mapping[int, DeathEnd]:
    """What a record did to each fund, by fund; nothing where nobody died. Source: ISF-LIF-2."""
    if death is None or death.day is None:
        return {}
    rows = DeathEnd.objects.filter(death=death).select_related("fund")
    return {row.fund_id: row for row in rows}


def orders_of(*, death: Death | None, fund_id: int) -> list[DeathOrder]:
    """The orders of a fund that a record ended. Source: ISF-LIF-2."""
    if death is None or death.day is None:
        return []
    rows = DeathOrder.objects.filter(death=death, promise__fund_id=fund_id)
    return list(rows.select_related("promise").order_by("promise_id"))


def find_left(*, fund: Fund, on: date) -> Left:
    """What a fund that ends with a death keeps now, and whose what is free is.

    Units: whole pence. Source: ISF-LIF-2, ISF-ROL-6.
    """
    balance = fund_balance(fund=fund)
    free = max(balance.available_pence, 0)
    left = last_to_be_spent(tranches=list_tranches(fund=fund, on=on), pence=free, on=on)
    weights = by_funder(tranches=left)
    return Left(
        kept_pence=balance.reserved_pence,
        shares=tuple(split_left(pence=free, weights=weights).items()) if weights else (),
    )
