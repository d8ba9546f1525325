"""Why something was not bought, billed, recorded or saved for, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from accounts.web.presenters import wording as words_for
from isf.operations import decisions, delivered, invoices, purchase_requests, purchases, replies
from isf.rules import banking, placing, receipts, refunds, sharing
from isf.web.presenters.refusal_words import Wording, says

_day = words_for.day


def not_open(*, first_on: date, last_on: date | None) -> str:
    """Which days a fund pays for, and that it pays for no others (ISF-POR-2)."""
    if last_on is None:
        return f"This fund pays for nothing before {_day(on=first_on)}."
    return (
        f"This fund ends on {_day(on=last_on)}: nothing can be ordered from it for a later day, "
        f"or before {_day(on=first_on)} (ISF-POR-2)."
    )


TABLE: Final[Mapping[type[Exception], Wording]] = {
    refunds.RefundTooLarge: lambda refusal: (
        f"{words_for.pounds(pence=refusal.left_pence)} of this line can still be given back.",
        "Enter that or less (ISF-BIL-7).",
    ),
    refunds.RefundIncomplete: says("A refund needs an amount and a reason.", "Add both."),
    refunds.NothingPaid: says(
        "Nothing was paid for this line, or its payment was taken back.",
        "There is nothing to give back.",
    ),
    placing.NotFundable: lambda refusal: (
        f"The council's published list says that a budget may not buy this: {refusal.what}.",
        "Pay for it in another way, or talk to your care manager.",
    ),
    placing.FundNotOpen: lambda refusal: (
        not_open(first_on=refusal.first_on, last_on=refusal.last_on),
        "Choose days inside that, or another fund.",
    ),
    banking.BankedTooLong: lambda refusal: (
        f"You can save money until {_day(on=refusal.latest_on)} by yourself.",
        "Choose an earlier day, or ask your care manager, who can save it for longer.",
    ),
    banking.BankedForThePast: lambda refusal: (
        "Money is saved for a day to come.",
        f"Choose {_day(on=refusal.earliest_on)} or a later day.",
    ),
    banking.BankedNothing: says("This is no amount to save or take back.", "Enter more than 0."),
    purchases.BoughtLater: lambda refusal: (
        "It cannot have been bought on that day.",
        f"Enter a day from {_day(on=refusal.first_on)} to {_day(on=refusal.last_on)}.",
    ),
    sharing.NotShared: says(
        "A shared bill is for at least two people, each of them once.",
        "Choose one fund of each person whose support it was.",
    ),
    sharing.BillTooSmall: lambda refusal: (
        f"The bill is less than a penny for each of {refusal.people} people.",
        "Enter the whole bill.",
    ),
    purchase_requests.RequestDecided: says(
        "This was answered or taken back before.", "The first answer stands."
    ),
    receipts.ReceiptUnreadable: says(
        "The file of the receipt cannot be kept.",
        "Choose a photo (JPEG or PNG) or a PDF of at most 3 MB.",
    ),
    purchases.PurchaseIncomplete: says(
        "A purchase needs its receipt and who approved it.", "Add what is missing."
    ),
    invoices.InvoiceImpossible: says(
        "This bill says what no bill can say.", "Check its number, its prices and its quantities."
    ),
    invoices.InvoiceEmpty: says("A bill needs at least one line.", "Add a line."),
    invoices.NumberUsed: lambda refusal: (
        f"The bill number {refusal.number} was used before.",
        "Enter a number that is new.",
    ),
    delivered.VisitUnknown: says("This order plans no such visit.", "Check the day and the order."),
    delivered.VisitBilled: says(
        "This visit is on a bill, so what was delivered cannot be changed.",
        "Ask the person to query that line first.",
    ),
    decisions.NothingToDecide: says(
        "No line of this bill waits for that answer.", "Look below at what was answered before."
    ),
    replies.NothingToAnswer: says(
        "That line changed while you wrote.", "See below how it stands now."
    ),
    replies.ReplyEmpty: says("An answer needs words.", "Say something to the person."),
    decisions.WordsMissing: says(
        "A query needs words.", "Say what is wrong, so that the provider can put it right."
    ),
    delivered.OutcomeImpossible: lambda refusal: (
        f"What was written down for {_day(on=refusal.day)} cannot have happened.",
        "Check the day, how much, and how many workers.",
    ),
}
