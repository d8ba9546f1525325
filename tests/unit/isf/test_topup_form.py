"""Who paid, said twice on one form: never one of the two dropped without a word."""

from __future__ import annotations

from uuid import uuid4

import pytest

from isf.web.forms.topups import TopUpForm

ORDER = str(uuid4())


def sent(**said: str) -> TopUpForm:
    data = {"order": ORDER, "pence": "50.00", "token": str(uuid4())} | said
    return TopUpForm(data, orders=[(ORDER, "Help at home")])


@pytest.mark.rule("ISF-FUN-5")
@pytest.mark.parametrize(
    ("by_whom", "payer", "words"),
    [
        ("PERSON", "Ana Ford", "leave the name empty if the person paid"),
        ("OTHER", "", "Enter the name of who paid"),
        ("OTHER", "   ", "Enter the name of who paid"),
    ],
)
def test_who_paid_and_their_name_have_to_agree(by_whom: str, payer: str, words: str) -> None:
    form = sent(by_whom=by_whom, payer=payer)
    assert not form.is_valid()
    assert words in str(form.errors["payer"])


@pytest.mark.parametrize(("by_whom", "payer"), [("PERSON", ""), ("OTHER", "Ana Ford")])
def test_whose_money_it_is_follows_what_was_said(by_whom: str, payer: str) -> None:
    form = sent(by_whom=by_whom, payer=payer)
    assert form.is_valid()
    assert form.payer_name() == payer


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("order", "Choose one of the orders that run"),
        ("token", "Open this page again and fill it in once more"),
        ("by_whom", "Say who paid"),
    ],
)
def test_what_no_page_sends_is_answered_in_our_words(name: str, words: str) -> None:
    form = sent(**({"by_whom": "PERSON", "payer": ""} | {name: "another"}))
    assert not form.is_valid()
    assert words in str(form.errors[name])
