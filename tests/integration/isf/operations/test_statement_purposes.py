"""A statement by purpose: what each part had, got, gave and has left (ISF-RES-5, ISF-LED-7)."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from isf.enums import ClosingPlace, ReservationChange, Term
from isf.ledger.entries import TERMS
from isf.models import Fund
from isf.models.journal import JournalEntry, Posting
from isf.models.reservations import ReservationEvent
from isf.operations.posting import InsufficientFunds
from isf.queries import issued_checks, statement_purposes
from isf.rules import statement_content
from isf.rules.schedule import month_end
from isf.rules.statement_content import Figures
from isf.rules.statement_purposes import Column, PurposeMonth, group, total
from isf.rules.tied_parts import TOPUP, UNTIED
from tests.factories.borough import Borough
from tests.factories.leaving import UNTIL
from tests.factories.money import DAY, MONDAY
from tests.factories.notices import LAST
from tests.factories.tied import RESIDENTIAL, buy, tied_fund
from tests.factories.tied_months import (
    APRIL,
    APRIL_30,
    LEFT,
    MAY,
    LeavingTied,
    close,
    issue,
    lived,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-RES-5")]


def figures(kept: Any) -> Figures:
    return statement_content.read(text=kept.content).figures


def amounts(rows: tuple[PurposeMonth, ...]) -> dict[str, tuple[int, ...]]:
    return {row.code: tuple(row.of(column=column) for column in Column) for row in rows}


def living(fund: Fund, month: date) -> tuple[PurposeMonth, ...]:
    found = statement_purposes.list_known(fund=fund, first_on=month, last_on=month_end(day=month))
    return found.months if found else ()


def by_hand(fund: Fund, month: date) -> dict[str, tuple[int, ...]]:
    """Opening, what moved in each term, closing, and set aside: every row that was written."""
    found: dict[str, Counter[str]] = {}
    last_on = month_end(day=month)
    for posting in Posting.objects.filter(account__fund=fund).select_related("entry", "account"):
        seen = found.setdefault(group(purpose=posting.account.purpose), Counter())
        if posting.entry.day < month:
            seen["opening"] += posting.pence
        elif posting.entry.day <= last_on:
            seen[TERMS[posting.entry.kind]] += posting.pence  # type: ignore[index]
    for event in ReservationEvent.objects.filter(
        reservation__account__fund=fund, entry__day__lte=last_on
    ).select_related("reservation__account"):
        sign = 1 if event.change == ReservationChange.HOLD else -1
        code = group(purpose=event.reservation.account.purpose)
        found[code]["reserved"] += sign * event.pence
    asked = ("opening", *(term for term in Term if term is not Term.NONE), "reserved")
    return {code: tuple(seen[name] for name in asked) for code, seen in found.items()}


def as_said(rows: tuple[PurposeMonth, ...]) -> dict[str, tuple[int, ...]]:
    return {
        row.code: (
            row.opening_pence,
            row.came_pence,
            -row.support_pence - row.fee_pence,
            -row.moved_pence,
            -row.returned_pence,
            row.reserved_pence,
        )
        for row in rows
    }


def check_totals(said: Figures) -> None:
    """The purposes add up to every total of the statement."""
    sums = {column: total(purposes=said.purposes, column=column) for column in Column}
    assert sums[Column.OPENING] == said.opening_pence
    assert sums[Column.CAME] == said.terms[Term.IN]
    assert sums[Column.SUPPORT] + sums[Column.FEE] == said.terms[Term.OUT]
    assert sums[Column.MOVED] == said.terms[Term.TRANSFERS]
    assert sums[Column.RETURNED] == said.terms[Term.RETURNS]
    assert sums[Column.CLOSING] == said.closing_pence
    assert sums[Column.AVAILABLE] == said.available_pence


def test_a_month_of_a_residential_budget() -> None:
    borough = Borough()
    fund = lived(borough)
    close(borough, APRIL, MAY)

    april = figures(issue(fund, APRIL))
    may = figures(issue(fund, MAY))

    assert amounts(april.purposes) == {
        "core": (0, 299_332, 10_000, 26_725, 0, 0, 262_607, 229_399),
        "personal": (0, 79_820, 0, 7_127, 0, 0, 72_693, 71_838),
        "cash": (0, 19_956, 17_961, 1_782, 0, 0, 213, 0),
        UNTIED: (0, 1_000, 39, 0, 0, 0, 961, 961),
        TOPUP: (0, 500, 0, 0, 0, 0, 500, 500),
    }
    assert {row.code: row.opening_pence for row in may.purposes} == {
        row.code: row.closing_pence for row in april.purposes
    }
    check_totals(april)
    check_totals(may)


def test_the_living_statement_says_the_same() -> None:
    borough = Borough()
    fund = lived(borough)
    close(borough, APRIL)
    kept = statement_content.read(text=issue(fund, APRIL).content)
    assert living(fund, APRIL) == kept.figures.purposes
    known = statement_purposes.list_known(fund=fund, first_on=APRIL, last_on=APRIL_30)
    assert known is not None
    assert {code: known.names[code] for code in kept.names.purposes} == kept.names.purposes
    assert kept.names.purposes == {
        "core": "core",
        "personal": "personal",
        "cash": "cash",
        UNTIED: "Not tied to a purpose",
        TOPUP: "Added for one order",
    }


@pytest.mark.parametrize("seed", range(3))
def test_any_life_adds_up_by_purpose(seed: int) -> None:
    """Every month is what the rows of the ledger say, and begins where the last one ended."""
    chance = random.Random(seed)
    borough = Borough()
    fund = tied_fund(borough, rate_bp=chance.choice([0, 1_000]))
    borough.pay(fund, weeks=8)
    for number in range(8):
        on = MONDAY + timedelta(days=chance.randint(0, 50))
        if chance.random() < 0.4:
            borough.grant(fund, chance.randint(1, 9_000), key=str(number), on=on)
        part = chance.choice(["", "core", "personal", "cash"])
        try:
            buy(borough, fund, chance.randint(1, 20_000), part, on=on)
        except InsufficientFunds:
            borough.grant(fund, 1_000, key=f"more {number}", on=on)
    borough.charge(fund, APRIL, on=APRIL_30)
    close(borough, APRIL, MAY)
    before: dict[str, int] = {}
    for month in (APRIL, MAY):
        said = figures(issue(fund, month))
        check_totals(said)
        hand = by_hand(fund, month)
        assert as_said(said.purposes) == {
            code: row for code, row in hand.items() if code or any(row)
        }
        assert living(fund, month) == said.purposes
        opening = {row.code: row.opening_pence for row in said.purposes if row.opening_pence}
        assert opening == {code: pence for code, pence in before.items() if pence}
        before = {row.code: row.closing_pence for row in said.purposes}


@pytest.mark.parametrize("place", [ClosingPlace.FUND, ClosingPlace.COUNCIL])
def test_what_a_closed_fund_gave_away_is_said_by_purpose(place: ClosingPlace) -> None:
    leaving = LeavingTied()
    target = None
    if place is ClosingPlace.FUND:
        target = leaving.other(weekly_pence=50_000, parts=RESIDENTIAL, rate_bp=0)
    leaving.choose(place, target)
    leaving.begin(LAST)
    leaving.finish(UNTIL + DAY)
    rows = {row.code: row for row in living(leaving.fund, LAST.replace(day=1))}
    moved = {code: (row.moved_pence, row.returned_pence) for code, row in rows.items()}
    if target is None:
        assert moved == {code: (0, pence) for code, pence in LEFT.items()}
        return
    assert moved == {code: (pence, 0) for code, pence in LEFT.items()}
    came = {row.code: row.moved_pence for row in living(target, LAST.replace(day=1))}
    assert came == {code: -pence for code, pence in LEFT.items()}


def test_a_fund_that_is_not_tied_has_no_purposes() -> None:
    borough = Borough()
    fund = borough.open_fund()
    borough.pay(fund)
    close(borough, APRIL)
    kept = statement_content.read(text=issue(fund, APRIL).content)
    assert (kept.figures.purposes, kept.names.purposes) == ((), {})
    assert living(fund, APRIL) == ()


def test_one_that_was_issued_before_is_still_what_was_issued() -> None:
    """The second form of the text had no purposes; its own words are written again."""
    borough = Borough()
    fund = lived(borough)
    close(borough, APRIL)
    kept = statement_content.read(text=issue(fund, APRIL).content)
    before = statement_content.write(content=replace(kept, schema=2))
    assert "purposes" not in before
    again = statement_content.read(text=before)
    assert again.figures.purposes == ()
    assert statement_content.write(content=replace(again, figures=kept.figures)) == before


def test_it_counts_no_entry_after_the_one_it_rests_on() -> None:
    borough = Borough()
    fund = lived(borough)
    head = JournalEntry.objects.get(fund=fund, seq=3)
    rows = statement_purposes.derive(fund=fund, first_on=APRIL, last_on=APRIL_30, head_seq=head.seq)
    entries = Posting.objects.filter(account__fund=fund, seq__lte=3)
    assert sum(row.closing_pence for row in rows) == sum(row.pence for row in entries)
    assert sum(row.closing_pence for row in rows) > 399_108


def test_purposes_that_are_not_what_the_chain_says_are_found() -> None:
    borough = Borough()
    fund = lived(borough)
    close(borough, APRIL)
    kept = issue(fund, APRIL)
    content = statement_content.read(text=kept.content)
    core, personal, *rest = content.figures.purposes
    swapped = [
        replace(core, support_pence=core.support_pence - 1),
        replace(personal, support_pence=personal.support_pence + 1),
        *rest,
    ]
    wrong = replace(content, figures=replace(content.figures, purposes=tuple(swapped)))
    kept.content = statement_content.write(content=wrong)
    kept.content_sha256 = statement_content.fingerprint(data=kept.content.encode())
    paper = issued_checks.Paper(made_with="", make=lambda _: b"")
    said = issued_checks.wrong_with(statement=kept, paper=paper, report=issued_checks.Report())
    assert said == "the ledger no longer adds up to it"
