"""Every refusal of the money context has plain words, with figures and what to do next."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from datetime import date
from fractions import Fraction

import pytest

import isf
from isf.operations.posting import InsufficientFunds, MonthClosed
from isf.rules.contributions import ContributionTooEarly, ContributionTooLarge
from isf.rules.deployments import OverDeployed
from isf.rules.fees import FeeAboveCap, FeeMissing
from isf.rules.promises import PromiseTooLarge, Purse
from isf.web.presenters import refusals

LAYERS = ("isf.rules", "isf.ledger", "isf.queries", "isf.operations", "isf.permissions")


def list_refusals() -> set[type[Exception]]:
    """Every exception of the money context that names a rule."""
    found = set()
    for module in pkgutil.walk_packages(isf.__path__, prefix="isf."):
        if module.name.startswith(LAYERS):
            for _, kind in inspect.getmembers(
                importlib.import_module(module.name), inspect.isclass
            ):
                own = kind.__module__.startswith(LAYERS)
                if own and issubclass(kind, Exception) and hasattr(kind, "rule"):
                    found.add(kind)
    return found


def test_no_refusal_is_without_words() -> None:
    assert sorted(kind.__qualname__ for kind in list_refusals() - set(refusals.TABLE)) == []


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (
            InsufficientFunds(available_pence=1234, requested_pence=5000),
            "£50.00 is needed and £12.34 is left to use. Nothing was changed.",
        ),
        (
            OverDeployed(day=date(2026, 4, 6), budget_pence=48_000, deployed_pence=50_000),
            "On 6 April 2026 the parts would add up to £500.00 a week, but the budget is £480.00",
        ),
        (FeeAboveCap(cap_bp=1000, approved=False, stated_bp=Fraction(1200)), "more than 10%"),
        (
            FeeAboveCap(cap_bp=1500, approved=True, stated_bp=Fraction(1600)),
            "that is ever possible",
        ),
        (
            FeeMissing(starts_on=date(2026, 4, 6), after=date(2026, 4, 6)),
            "on or before 6 April 2026",
        ),
        (
            ContributionTooLarge(
                day=date(2026, 4, 6), weekly_pence=48_000, contribution_pence=50_000
            ),
            "is £480.00 a week, and the contribution would be £500.00",
        ),
        (
            ContributionTooEarly(earliest=date(2026, 4, 7), latest=None),
            "Enter 7 April 2026 or a later day.",
        ),
        (
            ContributionTooEarly(earliest=date(2026, 4, 7), latest=date(2026, 5, 6)),
            "Enter a day from 7 April 2026 to 6 May 2026.",
        ),
        (
            ContributionTooEarly(earliest=date(2026, 5, 7), latest=date(2026, 5, 6)),
            "nothing can be changed for it any more",
        ),
        (FeeMissing(), "does not say what the management fee is"),
        (
            PromiseTooLarge(
                week=date(2026, 4, 6), promised=50_000, may_promise=Fraction(43_200), set_aside=0
            ),
            (
                "In the week from Monday 6 April 2026 all orders together would cost £500.00, but "
                "that week has £432.00"
            ),
        ),
        (
            PromiseTooLarge(
                week=date(2026, 4, 6),
                promised=5_000,
                may_promise=Fraction(4_989),
                set_aside=0,
                purse=Purse(name="Cash", available_pence=7_256),
            ),
            (
                "all orders for “Cash” together would cost £50.00, but that week has £49.89 after "
                "the management fee. £72.56 is left to use for “Cash” altogether."
            ),
        ),
        (
            MonthClosed(day=date(2026, 4, 6), open_from=None, today=date(2026, 4, 5)),
            "6 April 2026 has not come yet",
        ),
        (
            MonthClosed(day=date(2026, 4, 6), open_from=date(2026, 4, 30), today=date(2026, 5, 5)),
            "The books are closed for 6 April 2026",
        ),
    ],
)
def test_words_give_the_figures(refusal: Exception, expected: str) -> None:
    said = refusals.words(refusal)

    assert expected in str(said)
    assert said.todo.endswith(".")
    assert said.rule.startswith("ISF-")
