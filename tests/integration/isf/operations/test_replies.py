"""A provider answers a query, or takes a line back; nothing is paid by either."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.enums import Role
from accounts.models import AuditEvent
from accounts.permissions import Actor, NotAllowed, system
from isf.enums import LineState
from isf.models import Invoice, InvoiceLine, LineWords
from isf.models.journal import JournalEntry
from isf.operations import answers, decisions, replies
from isf.operations.decisions import NothingToDecide
from isf.operations.replies import NothingToAnswer, Reply, ReplyEmpty
from isf.queries import payees
from tests.factories import accounts as make
from tests.factories.borough import Borough
from tests.factories.money import DAY, MONDAY, account, line_sent, noon
from tests.ledger_sound import assert_ledger_sound, fingerprint

pytestmark = pytest.mark.django_db

EXPLAINED = Reply(words="We came at nine; the rota shows it.")
TAKEN_BACK = Reply(words="You are right, nobody came.", takes_back=True)
TWICE = 2


class Scene:
    """Two visits of 20.00 on a bill; the person has asked about the first."""

    def __init__(self, *, queried: bool = True) -> None:
        self.borough = Borough()
        self.fund = self.borough.open_fund(silence_consented_on=MONDAY)
        self.borough.pay(self.fund, weeks=1)
        self.order = self.borough.order(self.fund, 2000)
        days = [MONDAY, MONDAY + DAY]
        for day in days:
            self.borough.deliver(self.order, day)
        lines = [line_sent(self.order, day) for day in days]
        self.bill = self.borough.bill(self.fund, lines, on=MONDAY + DAY)
        if queried:
            self.query()

    def query(self, words: str = "Nobody came.") -> None:
        decisions.query(
            invoice_id=self.bill.pk,
            lines=[0],
            words=words,
            by=self.borough.budget_holder,
            at=noon(MONDAY),
        )

    def shown(self, number: int = 0) -> str:
        whole = payees.get_invoice(
            by=self.borough.provider, payee_id=self.borough.carer.pk, invoice=self.bill.reference
        )
        return whole.lines[number].shown_as

    def reply(
        self,
        reply: Reply = EXPLAINED,
        *,
        number: int = 0,
        shown: str | None = None,
        by: Actor | None = None,
    ) -> object:
        return replies.give(
            payee_id=self.borough.carer.pk,
            invoice=self.bill.reference,
            number=number,
            reply=reply,
            shown=self.shown(number) if shown is None else shown,
            by=by or self.borough.provider,
            at=noon(MONDAY),
        )

    def line(self, number: int = 0) -> InvoiceLine:
        return InvoiceLine.objects.get(invoice=self.bill, number=number)

    def said(self) -> list[tuple[str, str]]:
        return list(LineWords.objects.order_by("id").values_list("side", "words"))


@pytest.mark.rule("ISF-BIL-3")
def test_an_answered_line_waits_for_the_person_with_all_that_was_said() -> None:
    scene = Scene()
    scene.reply()
    scene.query("The rota is wrong.")
    scene.reply(Reply(words="Here is the log."))
    assert scene.line().state == LineState.WAITING
    assert scene.said() == [
        ("PERSON", "Nobody came."),
        ("PROVIDER", EXPLAINED.words),
        ("PERSON", "The rota is wrong."),
        ("PROVIDER", "Here is the log."),
    ]
    assert not JournalEntry.objects.filter(kind="BILL").exists()
    events = AuditEvent.objects.filter(action="INVOICE_QUERY_ANSWERED")
    assert [(event.person_id, event.details) for event in events] == [
        (scene.fund.person_id, {"line": 0})
    ] * TWICE


@pytest.mark.rule("ISF-BIL-3")
def test_silence_never_approves_a_line_that_was_asked_about() -> None:
    scene = Scene()
    scene.reply()
    late = MONDAY + timedelta(days=60)
    decided = decisions.approve_by_silence(
        invoice_id=scene.bill.pk, by=system("silence"), at=noon(late), on=late
    )
    assert decided.approved == [1]
    assert scene.line().state == LineState.WAITING
    assert scene.borough.approve(scene.bill, lines=[0], on=late).paid_pence == 2000
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-2")
@pytest.mark.parametrize("queried", [True, False])
def test_a_line_taken_back_is_not_paid_and_its_visit_is_billed_again(*, queried: bool) -> None:
    scene = Scene(queried=queried)
    held = account(scene.fund).reserved
    assert scene.reply(TAKEN_BACK) == scene.line().delivery
    assert scene.line().state == LineState.CREDITED
    assert account(scene.fund).reserved == held
    with pytest.raises(NothingToDecide):
        scene.borough.approve(scene.bill, lines=[0])
    assert AuditEvent.objects.filter(action="INVOICE_LINE_CREDITED").count() == 1

    again = scene.borough.bill(
        scene.fund, [line_sent(scene.order, MONDAY)], number="B2", on=MONDAY + DAY
    )
    assert again.lines.get().state == LineState.WAITING
    assert scene.borough.approve(again, on=MONDAY + DAY).paid_pence == 2000
    assert_ledger_sound()


@pytest.mark.rule("ISF-BIL-2")
def test_an_approved_line_is_not_taken_back() -> None:
    scene = Scene(queried=False)
    scene.borough.approve(scene.bill, lines=[0], on=MONDAY + DAY)
    before = fingerprint()
    with pytest.raises(NothingToAnswer):
        scene.reply(TAKEN_BACK)
    assert (scene.line().state, fingerprint()) == (LineState.APPROVED, before)


@pytest.mark.rule("ISF-BIL-3")
def test_only_a_queried_line_is_explained() -> None:
    scene = Scene()
    with pytest.raises(NothingToAnswer):
        scene.reply(number=1)
    assert scene.line(1).state == LineState.WAITING


@pytest.mark.rule("ISF-LED-3")
@pytest.mark.parametrize("reply", [EXPLAINED, TAKEN_BACK])
def test_the_same_reply_again_changes_nothing(reply: Reply) -> None:
    scene = Scene()
    shown = scene.shown()
    first = scene.reply(reply, shown=shown)
    assert scene.reply(reply, shown=shown) == first
    assert len(scene.said()) == TWICE
    assert AuditEvent.objects.filter(action__startswith="INVOICE_").count() == TWICE + 1


@pytest.mark.rule("ISF-BIL-3")
def test_a_reply_counts_only_for_the_line_as_it_was_shown() -> None:
    scene = Scene()
    shown = scene.shown()
    scene.query("And it was Tuesday.")
    with pytest.raises(NothingToAnswer):
        scene.reply(shown=shown)
    assert scene.line().state == LineState.QUERIED


@pytest.mark.rule("ISF-BIL-3")
def test_an_approval_counts_only_with_the_answer_that_was_shown() -> None:
    """The provider answers while the person has the page open: they read it before they approve."""
    scene = Scene()
    scene.reply()
    scene.query("Again?")
    shown = scene.shown()
    scene.reply(Reply(words="Yes."))
    scene.query("Again?")
    given = answers.give(
        invoice_id=scene.bill.pk,
        approve=[0],
        query={},
        shown={0: shown},
        by=scene.borough.budget_holder,
        at=noon(MONDAY),
        on=MONDAY + DAY,
    )
    assert (given.approved, given.changed) == ((), (0,))


@pytest.mark.rule("ISF-BIL-3")
@pytest.mark.parametrize("words", ["", "   \n"])
def test_a_reply_has_words(words: str) -> None:
    scene = Scene()
    with pytest.raises(ReplyEmpty):
        scene.reply(Reply(words=words, takes_back=True))
    assert scene.line().state == LineState.QUERIED


def test_nobody_else_answers_for_the_provider() -> None:
    scene = Scene()
    elsewhere = make.Organisation(kind="PROVIDER")
    for by in (
        scene.borough.budget_holder,
        scene.borough.finance,
        make.actor_with_role(elsewhere, Role.PROVIDER_OWNER),
    ):
        with pytest.raises(NotAllowed):
            scene.reply(by=by, shown="")
    with pytest.raises(Invoice.DoesNotExist):
        replies.give(
            payee_id=elsewhere.pk,
            invoice=scene.bill.reference,
            number=0,
            reply=EXPLAINED,
            shown="",
            by=make.actor_with_role(elsewhere, Role.PROVIDER_OWNER),
            at=noon(MONDAY),
        )
    with pytest.raises(Invoice.DoesNotExist):
        replies.give(
            payee_id=scene.borough.carer.pk,
            invoice=uuid4(),
            number=0,
            reply=EXPLAINED,
            shown="",
            by=scene.borough.provider,
            at=noon(MONDAY),
        )
    assert scene.line().state == LineState.QUERIED
