"""Lives that end: a death told, corrected and closed at any time leaves the ledger sound."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from isf.enums import FundState
from isf.models import Fund, Promise
from isf.operations import closings
from isf.queries.deaths import find_last
from tests.factories.deaths import die
from tests.factories.money import account, noon
from tests.properties.test_life_of_a_fund import LIVES, Life, some


class EndOfLife(Life):
    """Any life, in which somebody dies, did not die after all, or died on another day."""

    @rule(back=some, never=st.booleans())
    def tell(self, back: int, never: bool) -> None:
        last = find_last(person_id=self.borough.person.pk)
        stands = last is not None and last.day is not None
        said: dict[str, Any] = {"on": self.today, "reason": "Corrected"}
        said["seen"] = last.number if last is not None and stands else 0
        day = None if stands and never else self.past(back)
        self.attempt(lambda: die(self.borough, day, **said))

    @rule(last=st.booleans())
    def close(self, last: bool) -> None:
        step = closings.finish if last else closings.begin
        by, at, on = self.borough.finance, noon(self.today), self.today
        self.attempt(lambda: step(fund_id=self.fund.pk, by=by, at=at, on=on))

    @invariant()
    def nothing_runs_on_after_a_death(self) -> None:
        if not hasattr(self, "fund"):
            return
        fund = Fund.objects.select_related("deployment", "person").get(pk=self.fund.pk)
        died_on, ends_on = fund.person.died_on, fund.deployment.ends_on
        if fund.state == FundState.CLOSED:
            assert (account(fund).posted, account(fund).reserved) == (0, 0)
        elif died_on is not None:
            assert ends_on is not None
            assert ends_on <= max(died_on, fund.deployment.starts_on)
            orders = Promise.objects.filter(fund=fund).exclude(state="RELEASED")
            assert not orders.filter(ends_on__isnull=True).exists()
            assert not orders.filter(ends_on__gt=ends_on).exists()


@pytest.mark.django_db
@pytest.mark.rule("ISF-LIF-2")
@pytest.mark.rule("ISF-RES-2")
def test_any_end_of_a_life_keeps_the_ledger_sound() -> None:
    run_state_machine_as_test(EndOfLife, settings=LIVES)
