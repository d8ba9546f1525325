"""A statement adds up, and is what the history of the ledger says, whatever happened when."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from isf.enums import EntryKind, ReservationKind, Term
from isf.ledger.entries import TERMS
from isf.models import Fund
from isf.models.journal import JournalEntry, Posting
from isf.models.reservations import ReservationEvent
from isf.operations import reversals
from isf.queries import statements
from isf.queries.statements import Statement, StatementMissing, is_fee
from isf.rules.schedule import month_end
from tests.factories import isf

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)


def by_hand(fund: Fund, statement: Statement) -> dict[str, object]:
    """The same figures, by going through every row that was ever written."""
    opening = closing = 0
    terms: Counter[Term] = Counter()
    spent: Counter[str] = Counter()
    reserved: Counter[ReservationKind] = Counter()
    for posting in Posting.objects.filter(entry__fund=fund).select_related(
        "entry", "account__organisation"
    ):
        own = posting.account.fund_id == fund.pk
        day, kind = posting.entry.day, EntryKind(posting.entry.kind)
        if own and day < statement.first_on:
            opening += posting.pence
        if own and day <= statement.last_on:
            closing += posting.pence
        if not statement.first_on <= day <= statement.last_on:
            continue
        if own:
            terms[TERMS[kind]] += posting.pence * (1 if TERMS[kind] is Term.IN else -1)
        elif kind in (EntryKind.BILL, EntryKind.PURCHASE, EntryKind.REFUND):
            name = posting.account.organisation.name if posting.account.organisation else ""
            spent[name] += posting.pence
    for event in ReservationEvent.objects.filter(
        entry__fund=fund, entry__day__lte=statement.last_on
    ).select_related("reservation"):
        sign = 1 if event.change == "HOLD" else -1
        reserved[ReservationKind(event.reservation.kind)] += sign * event.pence
    return {
        "opening": opening,
        "closing": closing,
        "terms": {term: terms[term] for term in Term},
        "spent": dict(spent),
        "reserved": {kind: pence for kind, pence in reserved.items() if pence},
    }


def as_stated(statement: Statement) -> dict[str, object]:
    spent: Counter[str] = Counter()
    for part in statement.of(Term.OUT):
        if not is_fee(part):
            spent[part.name] += part.pence
    return {
        "opening": statement.opening_pence,
        "closing": statement.closing_pence,
        "terms": dict(statement.terms),
        "spent": dict(spent),
        "reserved": {kind: pence for kind, pence in statement.reserved.items() if pence},
    }


def check(fund: Fund, *, on: date) -> list[Statement]:
    """Every month: conserved, the same as by hand, and it begins where the last one ended."""
    found = []
    month = fund.deployment.starts_on.replace(day=1)
    while month <= on:
        statement = statements.get(fund=fund, month=month, on=on)
        terms = statement.terms
        assert statement.opening_pence + terms[Term.IN] == (
            terms[Term.OUT] + terms[Term.TRANSFERS] + terms[Term.RETURNS] + statement.closing_pence
        )
        assert statement.spent_pence + statement.fee_pence == terms[Term.OUT]
        assert sum(part.pence for part in statement.of(Term.IN)) == terms[Term.IN]
        assert as_stated(statement) == by_hand(fund, statement)
        assert not found or found[-1].closing_pence == statement.opening_pence
        found.append(statement)
        month = month_end(day=month) + timedelta(days=1)
    return found


def test_a_month_an_accountant_can_follow() -> None:
    borough = isf.Borough(today=TODAY)
    fund = borough.fund(weeks_ago=9)  # from Monday 6 April 2026
    visits = borough.order(fund, payee=borough.holder, price_pence=2410)
    monday = date(2026, 4, 13)
    done = borough.deliver(visits, days=[monday, monday + timedelta(days=1)])
    borough.approve(borough.invoice(visits, done=done, on=date(2026, 4, 20)), on=date(2026, 4, 21))
    borough.buy(fund, pence=1250, on=date(2026, 4, 22))
    borough.charge(fund, month=date(2026, 4, 1))

    april = statements.get(fund=fund, month=date(2026, 4, 1), on=TODAY)

    assert april.opening_pence == 0
    assert april.terms[Term.IN] == 192_000  # four weeks of 480.00
    assert april.spent_pence == 2 * 2410 + 1250
    assert april.with_holder_pence == 2 * 2410
    assert april.fee_pence == 17_142  # 25 days of 48.00 a week, rounded down
    assert april.closing_pence == 192_000 - 4820 - 1250 - 17_142
    assert april.promised_weekly_pence == 5 * 2410


def test_a_life_with_late_entries_and_something_taken_back() -> None:
    borough, fund = isf.lived_in(today=TODAY)
    bill = JournalEntry.objects.filter(fund=fund, kind="BILL").order_by("seq")[2]
    reversals.reverse(
        entry_id=bill.pk, reason="wrong", by=borough.finance, at=isf.noon(TODAY), on=TODAY
    )

    april, may, june = check(fund, on=TODAY)

    assert june.spent_pence == -2600  # given back in June what was paid in April
    assert [part.kind for part in june.of(Term.OUT)] == [EntryKind.BILL]
    assert (april.months.previous, june.months.following) == (None, None)
    assert may.months.following == date(2026, 6, 1)


def test_a_month_in_which_nothing_happened() -> None:
    borough = isf.Borough(today=TODAY)
    fund = borough.fund(weeks_ago=9, paid=False)
    (april, *_) = check(fund, on=TODAY)

    assert april.head is None
    assert not any(april.terms.values())


@pytest.mark.parametrize("month", [date(2026, 3, 1), date(2026, 7, 1), date(2000, 1, 1)])
def test_a_month_the_fund_did_not_live_has_no_statement(month: date) -> None:
    fund = isf.Borough(today=TODAY).fund(weeks_ago=9)

    with pytest.raises(StatementMissing):
        statements.get(fund=fund, month=month, on=TODAY)


def test_the_proof_is_the_newest_entry_that_counts() -> None:
    _, fund = isf.lived_in(today=TODAY)

    april = statements.get(fund=fund, month=date(2026, 4, 1), on=TODAY)

    newest = JournalEntry.objects.filter(fund=fund, day__lte=date(2026, 4, 30)).latest("seq")
    assert april.head is not None
    assert (april.head.seq, april.head.hash) == (newest.seq, newest.hash)
    early = JournalEntry.objects.filter(fund=fund, day__gte=date(2026, 5, 1)).earliest("seq")
    assert early.seq < newest.seq  # what was written down late for April counts too


@pytest.mark.parametrize("seed", range(4))
def test_any_life_is_what_its_history_says(seed: int) -> None:
    """Money in, bills, purchases, fees and things taken back, in no particular order."""
    chance = random.Random(seed)
    borough = isf.Borough(today=TODAY)
    fund = borough.fund(weeks_ago=chance.randint(3, 12), paid=chance.random() < 0.8)
    first = fund.deployment.starts_on
    order = borough.order(fund, payee=chance.choice([borough.holder, borough.provider]))
    free = [day for day in (first + timedelta(days=n) for n in range(7, 21)) if day.weekday() < 5]
    for _ in range(12):
        on = first + timedelta(days=chance.randint(0, (TODAY - first).days))
        match chance.choice(["grant", "buy", "bill", "fee", "reverse"]):
            case "grant":
                borough.grant(fund, pence=chance.randint(1, 5000), on=on)
            case "buy":
                borough.grant(fund, pence=900, on=on)
                borough.buy(fund, pence=chance.randint(1, 900), on=on)
            case "bill" if free:
                done = borough.deliver(order, days=[free.pop(chance.randrange(len(free)))])
                borough.approve(borough.invoice(order, done=done, on=TODAY), on=TODAY)
            case "fee":
                borough.charge(fund, month=date(2026, chance.randint(3, 5), 1))
            case "reverse":
                reverse_one(borough, fund, chance)
    check(fund, on=TODAY)


def reverse_one(borough: isf.Borough, fund: Fund, chance: random.Random) -> None:
    open_ = JournalEntry.objects.filter(fund=fund, reverses=None).exclude(
        pk__in=JournalEntry.objects.filter(fund=fund).exclude(reverses=None).values("reverses")
    )
    wanted = list(open_.filter(kind__in=["GRANT", "PURCHASE"]))
    if wanted:
        reversals.reverse(
            entry_id=chance.choice(wanted).pk,
            reason="by chance",
            by=borough.finance,
            at=isf.noon(TODAY),
            on=TODAY,
        )
