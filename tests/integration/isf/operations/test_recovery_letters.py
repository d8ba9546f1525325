"""The letter about unspent money: by e-mail it says nothing of money; and who gets none."""

from __future__ import annotations

import pytest
from django.core import mail

from accounts.enums import LettersBy
from isf.models import Case, Recovery
from isf.operations import cases, recoveries
from isf.rules.tied_parts import NotByPart
from tests.factories import accounts as make
from tests.factories import surplus
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, WEEK, noon
from tests.factories.tied import tied_fund

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ISF-ROL-5")]
LAST = MONDAY + 4 * WEEK - DAY


def test_the_letter_goes_by_e_mail_and_says_no_amount() -> None:
    person = make.Person(letters_by=LettersBy.EMAIL.value, email="ada@example.org")
    borough = Borough(authority=person.authority, person=person)
    fund = borough.open_fund()
    borough.pay(fund)
    borough.grant(fund, 40_000)
    case = surplus.reviewed(fund, by=borough.finance, on=LAST).opened
    assert case is not None
    recovery = surplus.decided(case, pence=20_800, by=borough.care_manager, on=LAST)
    surplus.posted(recovery, by=borough.finance, on=LAST)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (
        ["ada@example.org"],
        "There is a letter for you to read and answer",
    )
    assert "208" not in str(message.body)


def test_money_tied_to_purposes_is_not_taken_back_this_way() -> None:
    borough = Borough()
    fund = tied_fund(borough)
    facts = {"by": borough.care_manager, "at": noon(LAST), "on": LAST}
    case = cases.open_case(fund=fund, rule="ISF-ROL-5", key="unspent", figures={}, **facts)
    with pytest.raises(NotByPart):
        recoveries.decide(case_id=case.pk, pence=1, reason="Not used", **facts)
    assert not Recovery.objects.exists()
    assert Case.objects.get(pk=case.pk).state == case.state
