"""A statement is frozen when issued, numbered without a gap, and made from the chain alone."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import NotAllowed
from isf.enums import Term
from isf.models import IssuedStatement
from isf.models.journal import JournalEntry
from isf.operations import reversals, statements
from isf.queries import closed_months, issued, issued_figures
from isf.queries import statements as live
from isf.queries.statements import StatementMissing
from isf.rules import statement_content, statement_purposes
from isf.rules.schedule import month_end
from tests.factories import accounts, isf
from tests.factories.issuing import APRIL, MAY, TODAY, close, issue
from tests.factories.issuing import issued as one_issued

pytestmark = pytest.mark.django_db


@pytest.mark.rule("ISF-LED-7")
def test_the_same_figures_as_the_living_statement() -> None:
    borough, fund = isf.lived_in(today=TODAY)
    close(borough, APRIL)
    seen = live.get(fund=fund, month=APRIL, on=TODAY)

    kept = issue(fund, APRIL)

    said = statement_content.read(text=kept.content).figures
    assert (said.opening_pence, said.closing_pence) == (seen.opening_pence, seen.closing_pence)
    assert dict(said.terms) == dict(seen.terms)
    assert said.reserved_pence == seen.reserved_pence
    assert said.with_holder_pence == seen.with_holder_pence > 0
    assert said.out(kinds=statement_purposes.FEE_KINDS) == seen.fee_pence > 0
    assert said.opening_pence + sum(move.pence for move in said.moved) == said.closing_pence


@pytest.mark.rule("ISF-LED-7")
def test_issued_once_and_never_again() -> None:
    _, kept = one_issued()
    again = issue(kept.fund, kept.month, on=TODAY + timedelta(days=9))

    assert (again.pk, again.issued_at) == (kept.pk, kept.issued_at)
    assert IssuedStatement.objects.count() == 1
    assert AuditEvent.objects.filter(action="STATEMENT_ISSUED").count() == 1


@pytest.mark.rule("ISF-LED-7")
def test_what_comes_late_stands_on_the_later_statement() -> None:
    borough, kept = one_issued()
    frozen = kept.content
    bill = JournalEntry.objects.filter(fund=kept.fund, kind="BILL", day__lt=MAY).latest("seq")
    reversals.reverse(
        entry_id=bill.pk, reason="wrong", by=borough.finance, at=isf.noon(TODAY), on=TODAY
    )
    close(borough, MAY)
    close(borough, date(2026, 6, 1), on=date(2026, 7, 2))

    may = issue(kept.fund, MAY)
    june = issue(kept.fund, date(2026, 6, 1), on=date(2026, 7, 2))

    kept.refresh_from_db()
    assert kept.content == frozen
    assert (may.opening_pence, june.opening_pence) == (kept.closing_pence, may.closing_pence)
    assert june.out_pence < 0  # given back in June what was paid in April
    head = closed_months.find_closing(fund=kept.fund, month=kept.month)
    assert head == (kept.head_seq, kept.head_hash)


def test_numbers_of_a_council_have_no_gap_and_no_twin() -> None:
    borough = isf.Borough(today=TODAY)
    funds = [borough.fund(weeks_ago=9) for _ in range(3)]
    close(borough, APRIL)
    elsewhere = isf.Borough(today=TODAY, name="Next Borough")
    other = elsewhere.fund(weeks_ago=9)
    close(elsewhere, APRIL)

    assert [issue(fund, APRIL).number for fund in funds] == [1, 2, 3]
    assert issue(other, APRIL).number == 1


def test_an_open_month_is_not_issued() -> None:
    borough, fund = isf.lived_in(today=TODAY)
    with pytest.raises(statements.MonthOpen) as refused:
        issue(fund, APRIL)
    assert refused.value.last_day == date(2026, 4, 30)
    close(borough, MAY)
    with pytest.raises(statements.EarlierMissing) as early:
        issue(fund, MAY)
    assert early.value.month == APRIL
    with pytest.raises(StatementMissing):
        issue(fund, date(2026, 3, 1))


def test_who_may_issue() -> None:
    borough, fund = isf.lived_in(today=TODAY)
    close(borough, APRIL)
    allowed = [
        borough.finance,
        borough.council,
        accounts.actor_for_member(isf.member(borough.holder, Role.PROVIDER_FINANCE)),
    ]
    refused = [
        accounts.actor_for_member(borough.care_manager),
        accounts.actor_for_member(isf.member(borough.provider, Role.PROVIDER_FINANCE)),
        accounts.actor_for_member(isf.member(borough.holder, Role.PROVIDER_MANAGER)),
        accounts.actor_for_person(fund.person),
        isf.Borough(today=TODAY, name="Next Borough").finance,
    ]
    given = {"fund": fund, "month": APRIL, "at": isf.noon(TODAY), "on": TODAY}
    for actor in refused:
        with pytest.raises(NotAllowed):
            statements.issue(**given, by=actor)
    assert {statements.issue(**given, by=actor).number for actor in allowed} == {1}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE isf_issuedstatement SET content = 'x'",
        "UPDATE isf_issuedstatement SET closing_pence = closing_pence",
        "DELETE FROM isf_statementdocument",
        "DELETE FROM isf_issuedstatement",
    ],
)
def test_the_database_refuses_any_change(sql: str) -> None:
    one_issued()
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_database_refuses_a_statement_that_does_not_add_up() -> None:
    _, kept = one_issued()
    row = {f.attname: getattr(kept, f.attname) for f in IssuedStatement._meta.fields}
    row |= {"id": None, "reference": kept.fund.reference, "number": 2, "month": MAY}
    with pytest.raises(DatabaseError, match="a_statement_adds_up"), transaction.atomic():
        IssuedStatement(**{**row, "closing_pence": kept.closing_pence + 1}).save(force_insert=True)


@pytest.mark.rule("ISF-LED-7")
def test_totals_are_the_sum_of_the_statements() -> None:
    borough, fund = isf.lived_in(today=TODAY)
    borough.fund(weeks_ago=9)
    close(borough, APRIL)
    for row in list(issued.list_due(funds=type(fund).objects.all())):
        statements.issue(
            fund=type(fund).objects.get(pk=row.fund_id),
            month=row.month,
            by=borough.finance,
            at=isf.noon(TODAY),
            on=TODAY,
        )

    sums = issued.totals(statements=IssuedStatement.objects.filter(month=APRIL))

    funds = [live.get(fund=row, month=APRIL, on=TODAY) for row in type(fund).objects.all()]
    assert sums.statements == 2
    assert sums.closing_pence == sum(row.closing_pence for row in funds)
    assert sums.in_pence == sum(row.terms[Term.IN] for row in funds)
    assert sums.out_pence == sum(row.terms[Term.OUT] for row in funds)


def test_no_more_questions_for_a_busy_month_than_for_a_quiet_one() -> None:
    borough, busy = isf.lived_in(today=TODAY)
    quiet = borough.fund(weeks_ago=9)
    close(borough, APRIL)
    due = [row for row in issued.list_due(funds=type(busy).objects.all()) if row.month == APRIL]
    loaded = issued.list_funds(due=due)
    counts = []
    for fund in (loaded[quiet.pk], loaded[busy.pk]):
        with CaptureQueriesContext(connection) as asked:
            issue(fund, APRIL)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


@pytest.mark.parametrize("seed", range(4))
def test_any_life_adds_up_month_after_month(seed: int) -> None:
    """Opening and movements give the closing; worked out again it is the same text."""
    chance = random.Random(seed)
    borough = isf.Borough(today=TODAY)
    fund = borough.fund(weeks_ago=chance.randint(6, 12), paid=chance.random() < 0.8)
    first = fund.deployment.starts_on
    for _ in range(12):
        on = first + timedelta(days=chance.randint(0, (TODAY - first).days))
        borough.grant(fund, pence=chance.randint(900, 5000), on=on)
        if chance.random() < 0.5:
            borough.buy(fund, pence=chance.randint(1, 900), on=on)
    close(borough, MAY)
    closing, month = 0, first.replace(day=1)
    while month <= MAY:
        kept = issue(fund, month)
        content = statement_content.read(text=kept.content)
        assert kept.opening_pence == closing
        assert kept.closing_pence == kept.opening_pence + kept.in_pence - kept.out_pence
        derived = issued_figures.derive(
            fund=fund, month=month, head=(kept.head_seq, kept.head_hash)
        )
        assert derived.figures == content.figures
        assert statement_content.write(content=content) == kept.content
        closing, month = kept.closing_pence, month_end(day=month) + timedelta(days=1)
