"""The page that says what ran, how it ended and what is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.web import clock
from isf.enums import RunState
from isf.operations import scheduled_runs
from isf.rules.timetable import EVERY
from tests.factories import accounts as make
from tests.factories.isf import Borough
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def read(client: Client, borough: Borough) -> str:
    finance = make.Membership(organisation=borough.authority, role=Role.FINANCE_OFFICER)
    sign_in(client, finance.user)
    return client.get(reverse("isf:scheduled-run-list")).content.decode()


def ran(borough: Borough, job: str, on: date, *, state: RunState = RunState.DONE) -> None:
    begun = scheduled_runs.begin(authority_id=borough.authority.pk, job=job, on=on, at=clock.now())
    scheduled_runs.end(run_id=begun.pk, state=state, said=f"{job} spoke.", at=clock.now())


def test_before_anything_ran_it_says_what_to_do(client: Client) -> None:
    assert "Nothing has run yet" in read(client, Borough(today=clock.today()))


def test_what_last_ran_is_shown_and_never_another_councils(client: Client) -> None:
    today = clock.today()
    own, other = Borough(today=today), Borough(today=today, name="Next Borough")
    ran(own, "pay_allocations", today - A_DAY)
    ran(own, "pay_allocations", today)
    ran(other, "seal_ledger", today)
    page = read(client, own)
    assert page.count("pay_allocations spoke.") == 1
    assert "seal_ledger spoke." not in page
    assert page.count("Not run yet") == len(EVERY) - 1


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (1, False), (2, True)])
def test_work_not_done_since_before_yesterday_is_late(
    client: Client, days: int, is_late: bool
) -> None:
    borough = Borough(today=clock.today())
    ran(borough, "seal_ledger", clock.today() - days * A_DAY)
    ran(borough, "close_month", clock.today() - 20 * A_DAY)
    assert ("Late" in read(client, borough)) is is_late


def test_what_was_refused_or_broke_off_is_said(client: Client) -> None:
    borough = Borough(today=clock.today())
    ran(borough, "charge_fees", clock.today(), state=RunState.REFUSED)
    ran(borough, "seal_ledger", clock.today(), state=RunState.FAILED)
    page = read(client, borough)
    assert "Some of it was not done" in page
    assert "Not done" in page
