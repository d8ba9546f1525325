"""Many statements at one press: one that cannot be issued keeps none of the others."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F

from isf.models import IssuedStatement, triggers
from isf.models.journal import Posting
from isf.operations import statement_runs, statements
from tests.factories import isf
from tests.factories.issuing import APRIL, TODAY, close, issue

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-LED-7")]


@pytest.mark.damages_the_books("a running balance is changed on purpose")
def test_a_month_that_does_not_add_up_is_refused_and_the_others_are_issued() -> None:
    borough = isf.Borough(today=TODAY)
    wrong, sound = borough.fund(weeks_ago=9), borough.fund(weeks_ago=9)
    close(borough, APRIL)
    triggers.LEDGER.drop(connection)
    Posting.objects.filter(account__fund=wrong).update(after=F("after") + 1)
    triggers.LEDGER.create(connection)
    with pytest.raises(statements.Disagrees) as refused:
        issue(wrong, APRIL)
    assert refused.value.kept_pence == refused.value.added_up_pence + 1
    done = statement_runs.issue(through=APRIL, by=borough.finance, at=isf.noon(TODAY), on=TODAY)
    assert (done.issued, done.left, done.refused) == (1, 0, 1)
    assert IssuedStatement.objects.get().fund == sound
