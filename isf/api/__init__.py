"""What the marketplace may ask of money: values in, values out, named refusals."""

from isf.api.funds import (
    FundUnknown,
    SavedMoney,
    effect_of,
    list_funds,
    list_saved,
    provider_figures,
)
from isf.api.invoices import (
    answer_query,
    first_approved_on,
    get_invoice,
    list_charges,
    list_invoices,
    receive_invoice,
)
from isf.api.orders import end, list_paid_days, place, record_deliveries, release, visit_amount
from isf.enums import CancellationKind
from isf.operations.delivered import Outcome, VisitBilled, VisitUnknown
from isf.operations.invoices import InvoiceEmpty, InvoiceImpossible, NumberUsed
from isf.operations.judging import LineSent
from isf.operations.posting import InsufficientFunds, KeyReused
from isf.operations.promises import Placed
from isf.operations.replies import NothingToAnswer, Reply, ReplyEmpty
from isf.queries.cancellations import ChargeToBill
from isf.queries.compliance import ProviderFigures
from isf.queries.effects import Effect, FundSummary, PartLeft
from isf.queries.paid_days import PaidDays
from isf.queries.payees import (
    InvoiceLineState,
    InvoiceReceived,
    InvoiceSummary,
    InvoiceWhole,
    RefusedLine,
)
from isf.rules.cancellation import ChargeNotShown
from isf.rules.closing import BillTooLate
from isf.rules.deaths import PersonDied
from isf.rules.holds import OnHold
from isf.rules.placing import FundNotOpen, NotFundable
from isf.rules.promises import CancellationTerms, Plan, PlanImpossible, PlanLine, PromiseTooLarge
from isf.rules.tied_parts import PartUnknown

__all__ = [
    "BillTooLate",
    "CancellationKind",
    "CancellationTerms",
    "ChargeNotShown",
    "ChargeToBill",
    "Effect",
    "FundNotOpen",
    "FundSummary",
    "FundUnknown",
    "InsufficientFunds",
    "InvoiceEmpty",
    "InvoiceImpossible",
    "InvoiceLineState",
    "InvoiceReceived",
    "InvoiceSummary",
    "InvoiceWhole",
    "KeyReused",
    "LineSent",
    "NotFundable",
    "NothingToAnswer",
    "NumberUsed",
    "OnHold",
    "Outcome",
    "PaidDays",
    "PartLeft",
    "PartUnknown",
    "PersonDied",
    "Placed",
    "Plan",
    "PlanImpossible",
    "PlanLine",
    "PromiseTooLarge",
    "ProviderFigures",
    "RefusedLine",
    "Reply",
    "ReplyEmpty",
    "SavedMoney",
    "VisitBilled",
    "VisitUnknown",
    "answer_query",
    "effect_of",
    "end",
    "first_approved_on",
    "get_invoice",
    "list_charges",
    "list_funds",
    "list_invoices",
    "list_paid_days",
    "list_saved",
    "place",
    "provider_figures",
    "receive_invoice",
    "record_deliveries",
    "release",
    "visit_amount",
]
