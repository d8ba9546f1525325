"""Both statements of money that moved show the reference it moved under."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from isf.enums import ClosingPlace
from isf.gateways import paper
from isf.models import Fund, IssuedStatement
from isf.operations import months
from isf.queries import issued_checks, statements
from isf.rules import statement_content, statement_rows
from isf.web.presenters import statements as pages
from tests.factories.issuing import APRIL, MAY, TODAY, issue
from tests.factories.leaving import Leaving
from tests.factories.money import noon

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-POR-3")]


@pytest.fixture
def moved() -> tuple[Leaving, Fund, Fund]:
    """480.00 a week until 4 May 2026; what is left moved to the next fund on that day."""
    leaving = Leaving()
    target = leaving.other()
    leaving.choose(ClosingPlace.FUND, target)
    leaving.begin()
    by = leaving.borough.finance
    for month in (APRIL, MAY):
        months.close(authority_id=target.authority_id, month=month, by=by, at=noon(TODAY), on=TODAY)
    return leaving, loaded(leaving.fund), loaded(target)


def loaded(fund: Fund) -> Fund:
    return Fund.objects.select_related("person", "holder", "authority", "deployment").get(
        pk=fund.pk
    )


def content(statement: IssuedStatement) -> statement_content.Content:
    return statement_content.read(text=statement.content)


def test_the_issued_and_the_living_show_the_same_on_both_sides(
    moved: tuple[Leaving, Fund, Fund],
) -> None:
    leaving, source, target = moved
    said = f"Money moved under the reference close:{source.reference}."
    issue(source, APRIL)
    for fund in (source, target):
        kept = issue(fund, MAY)
        assert statement_rows.moved_under(content=content(kept)).startswith(said)
        assert said in str(paper.sheet(content=content(kept)))
        living = statements.get(fund=fund, month=MAY, on=TODAY)
        page = pages.page(statement=living, fund=fund, by=leaving.borough.finance)
        assert page.moved_under.startswith(said)
    april = statements.get(fund=source, month=APRIL, on=TODAY)
    assert april.references == ()


def test_one_that_was_issued_without_it_is_still_what_was_issued(
    moved: tuple[Leaving, Fund, Fund],
) -> None:
    """The first form of the text had no references; its own words are written again."""
    _, source, _ = moved
    issue(source, APRIL)
    kept = content(issue(source, MAY))
    before = statement_content.write(content=replace(kept, schema=1))
    assert f"close:{source.reference}" not in before
    assert {len(move) for move in json.loads(before)["figures"]["moved"]} == {5}
    again = statement_content.read(text=before)
    assert statement_content.write(content=again) == before
    assert statement_content.write(content=replace(again, figures=kept.figures)) == before
    report = issued_checks.Report()
    made = issued_checks.Paper(
        made_with=paper.MADE_WITH, make=lambda said: paper.statement(content=said)
    )
    list(issued_checks.verify(authority_id=None, paper=made, report=report))
    assert (report.statements, report.made_again, report.damages) == (2, 2, [])
