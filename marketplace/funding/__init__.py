"""What the marketplace asks of money: the only importer of `isf.api`.

Prices, weekly patterns and deliveries go in, amounts and named refusals come out; the refusals are
passed on under the names they have there.
"""

from __future__ import annotations

from isf import api
from marketplace.funding.funds import (
    WeeklyEffect,
    list_funds,
    list_saved,
    provider_figures,
    weekly_effect,
)
from marketplace.funding.invoices import (
    Billed,
    Invoices,
    first_approved_on,
    get_invoice,
    list_charges,
    list_invoices,
    receive_invoice,
)
from marketplace.funding.orders import (
    Bought,
    NoPaidDay,
    asked,
    check_paid,
    effect_of,
    end,
    find_paid_days,
    list_last_days,
    list_paid_days,
    place,
    price_lines,
    record_deliveries,
    release,
)

__all__ = [
    "BillTooLate",
    "Billed",
    "Bought",
    "ChargeNotShown",
    "ChargeToBill",
    "Effect",
    "Fund",
    "FundNotOpen",
    "FundUnknown",
    "InsufficientFunds",
    "InvoiceEmpty",
    "InvoiceLineState",
    "InvoiceReceived",
    "InvoiceSummary",
    "InvoiceWhole",
    "Invoices",
    "KeyReused",
    "NoPaidDay",
    "NotFundable",
    "NothingToAnswer",
    "NumberUsed",
    "OnHold",
    "Outcome",
    "PaidDays",
    "PartLeft",
    "PartUnknown",
    "PersonDied",
    "PromiseTooLarge",
    "Reply",
    "ReplyEmpty",
    "SavedMoney",
    "VisitBilled",
    "WeeklyEffect",
    "answer_query",
    "asked",
    "check_paid",
    "effect_of",
    "end",
    "find_paid_days",
    "first_approved_on",
    "get_invoice",
    "list_charges",
    "list_funds",
    "list_invoices",
    "list_last_days",
    "list_paid_days",
    "list_saved",
    "place",
    "price_lines",
    "provider_figures",
    "receive_invoice",
    "record_deliveries",
    "release",
    "weekly_effect",
]

InsufficientFunds = api.InsufficientFunds
PromiseTooLarge = api.PromiseTooLarge
PartLeft = api.PartLeft
PartUnknown = api.PartUnknown
NotFundable = api.NotFundable
FundNotOpen = api.FundNotOpen
FundUnknown = api.FundUnknown
KeyReused = api.KeyReused
BillTooLate = api.BillTooLate
ChargeNotShown = api.ChargeNotShown
ChargeToBill = api.ChargeToBill
OnHold = api.OnHold
PaidDays = api.PaidDays
PersonDied = api.PersonDied
InvoiceEmpty = api.InvoiceEmpty
NumberUsed = api.NumberUsed
NothingToAnswer = api.NothingToAnswer
ReplyEmpty = api.ReplyEmpty
VisitBilled = api.VisitBilled
Outcome = api.Outcome
Fund = api.FundSummary
SavedMoney = api.SavedMoney
Effect = api.Effect
InvoiceSummary = api.InvoiceSummary
Reply = api.Reply
InvoiceReceived = api.InvoiceReceived
answer_query = api.answer_query
InvoiceWhole = api.InvoiceWhole
InvoiceLineState = api.InvoiceLineState
