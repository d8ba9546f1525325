"""The page on which a provider gives money back, in each of its states."""

from __future__ import annotations

from uuid import uuid4

from accounts.enums import Role
from accounts.web import clock
from isf.models import InvoiceLine
from isf.operations import refunds
from tests.browser.pages.isf_worlds import LONG, borough
from tests.browser.registry import NotApplicable, Pages, PageState, Visit
from tests.factories import accounts


def _paid(
    shows: str, *, back: str = "", service: str = "Help at home", fill: dict[str, str] | None = None
) -> Visit:
    """A visit that was paid, of which something may have come back already."""
    place = borough()
    fund = place.fund(weeks_ago=4)
    order = place.order(fund)
    done = place.deliver(order, days=[place.monday(weeks_ago=2)])
    bill = place.invoice(order, done=done, service=service[:200])
    place.approve(bill)
    line = InvoiceLine.objects.get(invoice=bill)
    member = accounts.Membership(organisation=bill.payee, role=Role.PROVIDER_FINANCE)
    if back:
        refunds.give(
            invoice=bill.reference,
            number=line.number,
            wish=refunds.Back(reference=uuid4(), pence=100, reason=back),
            by=accounts.actor_for_member(member),
            at=clock.now(),
            on=clock.today(),
        )
    kwargs = {"reference": bill.reference, "line": line.number}
    return Visit(user=member.user, kwargs=kwargs, shows=shows, fill=fill)


PAGES: Pages = {
    "isf:invoice-refund": (
        NotApplicable(name="empty", reason="it is about a line that was paid"),
        PageState(name="full", build=lambda: _paid("Given back on", back="The visit was shorter")),
        PageState(
            name="error",
            build=lambda: _paid(
                "can still be given back", fill={"pence": "9999.00", "reason": "Too much"}
            ),
        ),
        PageState(name="long", build=lambda: _paid(LONG, back=LONG * 3, service=LONG * 3)),
    ),
}
