"""Money from the council's first rule to the month's statement, as the people who do it see it."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from isf.models import FeeApproval, Fund, PersonalBudget
from tests import amounts_isf as amounts
from tests.bills_seen import seen
from tests.factories import accounts, isf
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = date(2026, 4, 6)


class Somebody:
    """A person at a browser."""

    def __init__(self, user: Any) -> None:
        self.client = Client()
        self.user = user
        self.comes_back()

    def comes_back(self) -> None:
        """Sign in: after some days nobody still is."""
        sign_in(self.client, self.user)

    def sees(self, path: str) -> str:
        return self._words(self.client.get(path, follow=True), path)

    def sends(self, path: str, **form: Any) -> str:
        return self._words(self.client.post(path, form, follow=True), path)

    def _words(self, answer: Any, path: str) -> str:
        assert answer.status_code == 200, (path, answer.status_code)
        return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def typed(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def run(command: str, on: date) -> None:
    call_command(command, on=on.isoformat(), verbosity=0)


def test_a_budget_becomes_a_fund_that_pays_for_support_and_accounts_for_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with time_machine.travel(isf.noon(MONDAY), tick=False) as clock:
        borough = isf.Borough(today=MONDAY)
        commissioner = Somebody(borough.commissioner.user)
        person = borough.person(full_name="Ada Ford")
        ada = Somebody(person.user)
        assert "There is no fund yet" in ada.sees(reverse("isf:fund-list"))

        said = commissioner.sends(
            f"{reverse('isf:budget-create')}?person={person.reference}",
            weekly="480.00",
            **typed("starts_on", MONDAY),
        )
        assert "Now agree how it is taken" in said
        budget = PersonalBudget.objects.get(person=person)
        terms = {
            "kind": "ISF",
            "holder": str(borough.holder.reference),
            "weekly": "480.00",
            "schedule": "FOUR_WEEKLY",
            "notice_kind": "DAYS",
            "notice_days": "28",
            "fee_kind": "RATE",
            **typed("starts_on", MONDAY),
        }
        agree = reverse("isf:agreement-create", args=[budget.reference])
        assert "There is a problem" in commissioner.sends(agree, **terms, fee_percent="12")
        assert not Fund.objects.exists()
        commissioner.sends(agree, **terms, fee_percent="10")
        fund = Fund.objects.get()

        run("pay_allocations", MONDAY)
        run("pay_allocations", MONDAY)
        page = reverse("isf:fund-detail", args=[fund.reference])
        assert "You have £1,728.00 left to use. Another £192.00" in ada.sees(page)

        order = borough.order(fund, starts_on=MONDAY, placed_on=MONDAY)
        assert "Help at home" in ada.sees(page)

        clock.move_to(isf.noon(MONDAY + timedelta(days=7)))
        borough.today = MONDAY + timedelta(days=7)
        ada.comes_back()
        done = borough.deliver(order, days=[MONDAY + timedelta(days=n) for n in range(5)])
        bill = borough.invoice(order, done=done, number="BD-7")
        assert "1 bill with £120.50 to answer" in ada.sees(page)
        answers = {f"line_{n}": "APPROVE" for n in range(4)}
        paper = reverse("isf:invoice-detail", args=[bill.reference])
        said = ada.sends(
            paper,
            **seen(ada.client, paper),
            **answers,
            line_4="QUERY",
            words_4="Nobody came on Friday",
        )
        assert "You approved 4 lines. £96.40 will be paid. You queried 1 line." in said
        provider = Somebody(isf.member(borough.provider, Role.PROVIDER_FINANCE).user)
        assert "“Nobody came on Friday”" in provider.sees(
            reverse("isf:invoice-detail", args=[bill.reference])
        )

        clock.move_to(isf.noon(date(2026, 4, 30)))
        ada.comes_back()
        commissioner.comes_back()
        run("charge_fees", date(2026, 4, 30))
        statement = reverse("isf:statement-detail", args=[fund.reference, date(2026, 4, 1)])
        said = ada.sees(statement)
        # 25 days of 48.00 a week are 171.42; 1,920.00 less 96.40 less 171.42
        assert "£1,920.00 came in so far and you spent £96.40 on support" in said
        assert "£1,652.18 is in the fund at the end" in said
        shown = amounts.read(ada.client.get(statement).content.decode())
        assert 165_218 in {found.pence for found in shown.opened}
        assert "Charged up to 30 April 2026 £171.42" in commissioner.sees(page)

    call_command("verify_ledger")
    assert "Sound: everything is as it was posted." in capsys.readouterr().out


def test_a_fee_above_the_limit_needs_somebody_who_did_not_ask() -> None:
    with time_machine.travel(isf.noon(MONDAY), tick=False):
        borough = isf.Borough(today=MONDAY)
        fund = borough.fund(weeks_ago=0)
        agreement = fund.agreement.reference
        asks = Somebody(borough.commissioner.user)
        asks.sends(
            reverse("isf:fee-approval-create", args=[agreement]),
            reason="Two languages",
            **typed("starts_on", MONDAY),
        )
        approval = FeeApproval.objects.get()
        decide = reverse("isf:fee-approval-decide", args=[approval.reference])
        own = asks.sends(decide, approve="yes", reason="Mine")
        assert "Nobody may approve what they asked for" in own
        approval.refresh_from_db()
        assert approval.state == "ASKED"

        other = Somebody(borough.second_commissioner.user)
        assert "Two languages" in other.sees(decide)
        other.sends(decide, approve="yes", reason="Few workers speak both")
        later = MONDAY + timedelta(days=1)
        said = asks.sends(
            reverse("isf:agreement-fee", args=[agreement]),
            fee_kind="RATE",
            fee_percent="12",
            **typed("fee_from", later),
        )
        assert "12% of the weekly money" in said


def test_one_council_sees_nothing_of_another() -> None:
    borough = isf.Borough(today=MONDAY)
    fund = borough.fund(weeks_ago=0)
    stranger = Client()
    sign_in(stranger, accounts.Membership(role=Role.COMMISSIONER.value).user)
    paths = [
        reverse("isf:fund-detail", args=[fund.reference]),
        reverse("isf:entry-list", args=[fund.reference]),
        reverse("isf:entry-detail", args=[fund.reference, 1]),
        reverse("isf:statement-detail", args=[fund.reference, MONDAY.replace(day=1)]),
        reverse("isf:budget-detail", args=[fund.deployment.budget.reference]),
        reverse("isf:agreement-detail", args=[fund.agreement.reference]),
        reverse("isf:agreement-fee", args=[fund.agreement.reference]),
    ]
    assert [stranger.get(path).status_code for path in paths] == [404] * len(paths)
