"""What a provider says about a line it billed: words for the person, or the line taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.operations import audit
from accounts.permissions import Actor, check_role
from accounts.rules.registry import rule
from isf.enums import LineState, Side
from isf.models import Fund, Invoice, InvoiceLine, LineWords
from isf.operations.transactions import money_transaction
from isf.permissions import BILLING_ROLES
from isf.rules.bills import shown_as


class NothingToAnswer(Exception):
    """The line was decided, answered or taken back meanwhile, or nobody asked about it."""

    rule = "ISF-BIL-3"


class ReplyEmpty(Exception):
    """A reply without words."""

    rule = "ISF-BIL-3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Words for the person; `takes_back` where the line is not asked for any longer."""

    words: str
    takes_back: bool = False


@rule("ISF-BIL-2", "A line that its provider took back is not billed; its visit may be, again.")
@money_transaction
def give(
    *,
    payee_id: int,
    invoice: UUID,
    number: int,
    reply: Reply,
    shown: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """Answer a queried line, or take back one that is not decided; the delivery it billed.

    An answered line waits for the person again. Nothing is posted: an open line was never paid, and
    what is set aside for its visit stays. The line must be as it was `shown`; the same reply again
    changes nothing. Errors: `NotAllowed`, `ReplyEmpty`, `NothingToAnswer`, Invoice.DoesNotExist,
    InvoiceLine.DoesNotExist. Source: ISF-BIL-2 (credited lines excepted), ISF-BIL-3, ISF-LED-3.
    """
    check_role(by=by, organisation_id=payee_id, roles=BILLING_ROLES)
    words = reply.words.strip()
    if not words:
        raise ReplyEmpty("Say something to the person.")
    bill = Invoice.objects.select_related("fund").get(payee_id=payee_id, reference=invoice)
    Fund.objects.select_for_update(no_key=True).get(pk=bill.fund_id)
    line = bill.lines.get(number=number)
    state = LineState.CREDITED if reply.takes_back else LineState.WAITING
    said = list(line.said.all())
    if is_repeated(line=line, state=state, last=said[-1] if said else None, words=words):
        return line.delivery
    mark = shown_as(bill=invoice, state=line.state, query=line.query, said=len(said))
    answerable = (
        (LineState.WAITING, LineState.QUERIED) if reply.takes_back else (LineState.QUERIED,)
    )
    if line.state not in answerable or shown != mark:
        raise NothingToAnswer("This line is not as it was shown.")
    line.state = state
    line.save(update_fields=["state"])
    LineWords.objects.create(
        line=line, side=Side.PROVIDER, words=words, said_at=at, said_by_id=by.user_id
    )
    audit.record(
        by=by,
        action="INVOICE_LINE_CREDITED" if reply.takes_back else "INVOICE_QUERY_ANSWERED",
        at=at,
        person_id=bill.person_id,
        organisation_id=bill.fund.authority_id,
        subject=f"invoice:{bill.reference}",
        details={"line": number},
    )
    return line.delivery


def is_repeated(*, line: InvoiceLine, state: LineState, last: LineWords | None, words: str) -> bool:
    """Whether a reply was given before and is the last that was said. Source: ISF-LED-3."""
    if last is None or line.state != state:
        return False
    return last.side == Side.PROVIDER and last.words == words
