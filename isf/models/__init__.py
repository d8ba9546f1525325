"""The tables of the money context; ledger rows stay in their own modules and are private."""

from isf.models.absences import Absence, AbsenceVersion
from isf.models.agreements import Agreement, AgreementVersion, FeeApproval, Suspension
from isf.models.allocations import Allocation, FeeCharge
from isf.models.budgets import BudgetVersion, Deployment, DeploymentRate, PersonalBudget
from isf.models.cancellations import CancellationCharge, PromiseTerms
from isf.models.cases import Case
from isf.models.closings import Closing, ClosingChoice, HolderExit, PartMove
from isf.models.contributions import ContributionPaid, ContributionVersion, ContributionWeek
from isf.models.deaths import Death, DeathEnd, DeathOrder
from isf.models.funds import Fund
from isf.models.holds import Hold
from isf.models.invoices import Invoice, InvoiceLine, LineWords
from isf.models.letters import Letter, LetterEvent
from isf.models.notices import Notice, NoticeWish
from isf.models.origins import MoneyOrigin
from isf.models.policies import Policy
from isf.models.promises import PlannedVisit, Promise, PromiseLine
from isf.models.purchases import Purchase, PurchaseRequest, Receipt, SharedBill
from isf.models.purposes import Purpose
from isf.models.recoveries import Recovery
from isf.models.refunds import Refund
from isf.models.reversals import Reversal
from isf.models.scheduled_runs import ScheduledRun
from isf.models.seals import Seal, SealedHead
from isf.models.statements import IssuedStatement, StatementDocument
from isf.models.tied_parts import TiedPart
from isf.models.topups import TopUp

__all__ = [
    "Absence",
    "AbsenceVersion",
    "Agreement",
    "AgreementVersion",
    "Allocation",
    "BudgetVersion",
    "CancellationCharge",
    "Case",
    "Closing",
    "ClosingChoice",
    "ContributionPaid",
    "ContributionVersion",
    "ContributionWeek",
    "Death",
    "DeathEnd",
    "DeathOrder",
    "Deployment",
    "DeploymentRate",
    "FeeApproval",
    "FeeCharge",
    "Fund",
    "Hold",
    "HolderExit",
    "Invoice",
    "InvoiceLine",
    "IssuedStatement",
    "Letter",
    "LetterEvent",
    "LineWords",
    "MoneyOrigin",
    "Notice",
    "NoticeWish",
    "PartMove",
    "PersonalBudget",
    "PlannedVisit",
    "Policy",
    "Promise",
    "PromiseLine",
    "PromiseTerms",
    "Purchase",
    "PurchaseRequest",
    "Purpose",
    "Receipt",
    "Recovery",
    "Refund",
    "Reversal",
    "ScheduledRun",
    "Seal",
    "SealedHead",
    "SharedBill",
    "StatementDocument",
    "Suspension",
    "TiedPart",
    "TopUp",
]
