"""The person approves, and it is paid once; or queries, which holds up no other line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.enums import Scope
from accounts.permissions import Actor, NotAllowed, system
from isf.models import Fund, Invoice, InvoiceLine
from isf.models.journal import JournalEntry, LedgerAccount, Posting
from isf.operations import decisions
from isf.operations.decisions import NothingToDecide, WordsMissing
from isf.permissions import ApprovesOwn, WorksForBiller
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, Ordered, account, line_sent, noon, person_without
from tests.factories.policies import usual_numbers
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db


def billed(days: int = 3, **agreement: object) -> tuple[Borough, Fund, Ordered, Invoice]:
    """Some visits of 20.00, delivered and billed on the last of them."""
    borough = Borough()
    fund = borough.open_fund(**agreement)  # type: ignore[arg-type]
    borough.pay(fund, weeks=1)
    order = borough.order(fund, 2000)
    lines = []
    for after in range(days):
        borough.deliver(order, MONDAY + after * DAY)
        lines.append(line_sent(order, MONDAY + after * DAY))
    return borough, fund, order, borough.bill(fund, lines, on=MONDAY + (days - 1) * DAY)


def states(invoice: Invoice) -> list[str]:
    return list(invoice.lines.order_by("number").values_list("state", flat=True))


def query(
    borough: Borough,
    invoice: Invoice,
    *lines: int,
    words: str = "Nobody came.",
    by: Actor | None = None,
) -> list[int]:
    return decisions.query(
        invoice_id=invoice.pk,
        lines=lines,
        words=words,
        by=by or borough.budget_holder,
        at=noon(MONDAY),
    )


@pytest.mark.rule("ISF-BIL-3")
def test_each_approved_line_is_an_entry_of_exactly_what_it_billed() -> None:
    borough, fund, _, invoice = billed()
    held = account(fund).reserved
    decided = borough.approve(invoice, on=MONDAY + 3 * DAY)
    assert (decided.approved, decided.paid_pence, decided.short) == ([0, 1, 2], 6000, {})
    entries = JournalEntry.objects.filter(fund=fund, kind="BILL").order_by("seq")
    assert [entry.memo for entry in entries] == [
        f"service-day:{MONDAY + after * DAY}" for after in range(3)
    ]
    payee = LedgerAccount.objects.get(kind="PROVIDER", organisation=borough.carer)
    assert list(Posting.objects.filter(account=payee).values_list("pence", flat=True)) == [2000] * 3
    assert account(fund).reserved == held - 6000
    assert_ledger_sound()


@pytest.mark.rule("ISF-LED-3")
def test_approving_again_pays_nothing_twice_and_says_what_was_paid() -> None:
    borough, _, _, invoice = billed()
    first = borough.approve(invoice)
    before = fingerprint()
    again = borough.approve(invoice, on=MONDAY + 5 * DAY)
    assert (again.approved, again.paid_pence) == (first.approved, first.paid_pence)
    one = borough.approve(invoice, lines=[1])
    assert (one.approved, one.paid_pence) == ([1], 2000)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-3")
def test_a_queried_line_never_holds_up_the_others() -> None:
    borough, fund, _, invoice = billed()
    assert query(borough, invoice, 1) == [1]
    assert borough.approve(invoice).approved == [0, 2]
    assert states(invoice) == ["APPROVED", "QUERIED", "APPROVED"]
    assert borough.approve(invoice, lines=[1], on=MONDAY + 4 * DAY).paid_pence == 2000
    assert states(invoice) == ["APPROVED"] * 3
    assert account(fund).posted == 48000 - 6000
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-3")
def test_a_query_has_words_and_a_line_that_waits() -> None:
    borough, _, _, invoice = billed()
    borough.approve(invoice, lines=[0])
    before = fingerprint()
    with pytest.raises(WordsMissing):
        query(borough, invoice, 1, words="  ")
    for lines in ((0,), (7,), ()):
        with pytest.raises(NothingToDecide):
            query(borough, invoice, *lines)
    with pytest.raises(NothingToDecide):
        borough.approve(invoice, lines=[7])
    assert fingerprint() == before
    query(borough, invoice, 1, words=" It was half an hour. ")
    assert InvoiceLine.objects.get(invoice=invoice, number=1).query == "It was half an hour."


@pytest.mark.rule("ISF-BIL-2")
def test_a_refused_line_is_never_paid() -> None:
    borough, fund, order, _ = billed(2)
    refused = borough.bill(fund, [line_sent(order, MONDAY)], number="B2", on=MONDAY + DAY)
    before = fingerprint()
    with pytest.raises(NothingToDecide):
        borough.approve(refused, lines=[0])
    with pytest.raises(NothingToDecide):
        borough.approve(refused)
    assert fingerprint() == before


@pytest.mark.rule("ISF-RES-2")
def test_a_line_money_is_lacking_for_stays_and_says_how_much() -> None:
    """The visit was never set aside: the fund was spent, and 13.00 are left for 20.00."""
    borough = Borough()
    fund = borough.open_fund()
    order = borough.order(fund, 2000, weekdays=[0, 1])
    borough.deliver(order, MONDAY)
    borough.grant(fund, 3300)
    invoice = borough.bill(fund, [line_sent(order, MONDAY)])
    borough.buy(fund, 2000)
    decided = borough.approve(invoice)
    assert (decided.approved, decided.short, decided.available_pence) == ([], {0: 2000}, 1300)
    assert states(invoice) == ["WAITING"]
    borough.grant(fund, 700, key="G2")
    assert borough.approve(invoice).paid_pence == 2000
    assert account(fund).posted == 0
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-3")
@pytest.mark.rule("ISF-BIL-6")
def test_never_somebody_who_works_for_the_biller_or_raised_it() -> None:
    borough, _, _, invoice = billed()
    employed = replace(borough.budget_holder, works_for=frozenset({borough.carer.pk}))
    raiser = replace(borough.budget_holder, user_id=borough.provider.user_id)
    before = fingerprint()
    for by, refusal in (
        (employed, WorksForBiller),
        (raiser, ApprovesOwn),
        (borough.provider, ApprovesOwn),
    ):
        with pytest.raises(refusal):
            borough.approve(invoice, by=by)
        with pytest.raises(refusal):
            query(borough, invoice, 0, by=by)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-3")
def test_only_the_persons_side_decides() -> None:
    borough, _, _, invoice = billed()
    elsewhere = make.actor_for_person(make.Person(authority=borough.authority))
    before = fingerprint()
    for by in (
        borough.finance,
        borough.care_manager,
        elsewhere,
        person_without(Scope.BILLS, borough.person),
    ):
        with pytest.raises(NotAllowed):
            borough.approve(invoice, by=by)
        with pytest.raises(NotAllowed):
            query(borough, invoice, 0, by=by)
    assert fingerprint() == before
    helper = make.actor_for_representative(
        make.Representative(person=borough.person, scopes=[Scope.BILLS.value])
    )
    assert borough.approve(invoice, by=helper).paid_pence == 6000


def silence(invoice: Invoice, day: date, *, by: Actor | None = None) -> list[int]:
    return decisions.approve_by_silence(
        invoice_id=invoice.pk, by=by or system("silence"), at=noon(day), on=day
    ).approved


@pytest.mark.rule("ISF-BIL-3")
def test_silence_approves_after_the_days_of_the_policy() -> None:
    """Ten days: received on the 8th, the 18th is still the person's, the 19th is not."""
    borough, _, _, invoice = billed(silence_consented_on=MONDAY)
    query(borough, invoice, 1)
    tenth = invoice.received_on + timedelta(days=10)
    before = fingerprint()
    with pytest.raises(NothingToDecide):
        silence(invoice, tenth)
    assert fingerprint() == before
    assert silence(invoice, tenth + DAY) == [0, 2]
    assert states(invoice) == ["APPROVED", "QUERIED", "APPROVED"]
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-3")
@pytest.mark.parametrize("consented_on", [None, MONDAY + 3 * DAY])
def test_silence_is_no_word_without_consent_before_the_bill(consented_on: date | None) -> None:
    _, _, _, invoice = billed(silence_consented_on=consented_on)
    assert invoice.received_on == MONDAY + 2 * DAY
    before = fingerprint()
    with pytest.raises(NothingToDecide):
        silence(invoice, MONDAY + 90 * DAY)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-3")
def test_nobody_signed_in_says_it_was_silence() -> None:
    borough, _, _, invoice = billed(silence_consented_on=MONDAY)
    day = MONDAY + 90 * DAY
    before = fingerprint()
    for by in (borough.budget_holder, borough.finance, borough.provider):
        with pytest.raises(NothingToDecide):
            silence(invoice, day, by=by)
    assert fingerprint() == before


@pytest.mark.rule("ISF-BIL-3")
def test_the_days_of_silence_are_the_councils() -> None:
    borough = Borough(numbers=usual_numbers(approval_days=2))
    fund = borough.open_fund(silence_consented_on=MONDAY)
    borough.pay(fund, weeks=1)
    order = borough.order(fund, 2000)
    borough.deliver(order, MONDAY)
    invoice = borough.bill(fund, [line_sent(order, MONDAY)])
    with pytest.raises(NothingToDecide):
        silence(invoice, MONDAY + 2 * DAY)
    assert silence(invoice, MONDAY + 3 * DAY) == [0]


@pytest.mark.rule("ISF-FEE-4")
def test_another_providers_bill_posts_exactly_what_it_billed() -> None:
    """No fee on money that passes through: the fund pays 20.00 and nothing beside."""
    borough, fund, _, invoice = billed(1)
    borough.approve(invoice)
    moved = Posting.objects.filter(entry__fund=fund, entry__kind="BILL")
    assert sorted(moved.values_list("pence", flat=True)) == [-2000, 2000]
