"""A death in plain and quiet words: what it means for each fund, and what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import Person
from accounts.web.presenters import wording as words_for
from isf.enums import AccountKind, FundState
from isf.models import Death, PersonalBudget
from isf.operations.deaths import Ended, Recorded
from isf.queries.notices import bills_until
from isf.rules.tranches import Party
from isf.web.presenters import funds, wording

_day = words_for.day


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRow:
    """What a death means for one fund; whole pence."""

    title: str
    last_day: date | None
    bills_until: date | None
    back_pence: int
    again_pence: int
    orders: str
    freed_pence: int
    saved_pence: int
    kept_pence: int
    shares: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a record of a death would do, before it is recorded."""

    day: date | None
    rows: tuple[FundRow, ...]
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Whose death it is, and every record of it, the newest first."""

    budget: UUID
    who: str
    died_on: date | None
    number: int
    records: tuple[tuple[date, str], ...]


def page(*, budget: PersonalBudget, records: Sequence[Death]) -> Page:
    """What is recorded of a person's death."""
    last = records[0] if records else None
    return Page(
        budget=budget.reference,
        who=budget.person.full_name,
        died_on=last.day if last else None,
        number=last.number if last else 0,
        records=tuple((row.recorded_at.date(), _said(row)) for row in records),
    )


def _said(death: Death) -> str:
    what = "Recorded by mistake" if death.day is None else f"Died on {_day(on=death.day)}"
    return f"{what}. {death.reason}" if death.reason else what


def check(*, recorded: Recorded, sent: Sequence[tuple[str, str]]) -> Check:
    """What a record would do, with what the form has to send again."""
    return Check(
        day=recorded.death.day,
        rows=tuple(_row(one) for one in recorded.funds),
        hidden=(*sent, ("confirmed", "on")),
    )


def _row(ended: Ended) -> FundRow:
    end = ended.end
    fund, last = end.fund, end.ends_on
    return FundRow(
        title=funds.title(fund),
        last_day=last,
        bills_until=bills_until(authority_id=fund.authority_id, last_day=last) if last else None,
        back_pence=max(-end.difference_pence, 0),
        again_pence=max(end.difference_pence, 0),
        orders=wording.counted(end.orders_ended, "order"),
        freed_pence=end.freed_pence,
        saved_pence=end.unbanked_pence,
        kept_pence=ended.left.kept_pence,
        shares=tuple(
            (whose(party=party, person=fund.person, authority=fund.authority.name), pence)
            for party, pence in ended.left.shares
        )
        if fund.state != FundState.CLOSED
        else (),
    )


def whose(*, party: Party, person: Person, authority: str) -> str:
    """Who a part of what is left goes back to."""
    if party.kind == AccountKind.PERSON:
        return f"The estate of {person.full_name}"
    if party.kind == AccountKind.THIRD_PARTY:
        return "Who added money"
    return authority


def notice(*, person: Person, until: date | None) -> str:
    """What a page says of a person who has died; nothing while they live."""
    if person.died_on is None:
        return ""
    bills = f" The last day for bills is {_day(on=until)}." if until else ""
    return (
        f"{person.full_name} died on {_day(on=person.died_on)}. Support up to that day is paid "
        f"for.{bills} Nothing new is ordered, and what is left goes back to who paid it in."
    )
