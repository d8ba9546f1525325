"""The closed lists of words the money is described in; plain Python, no Django."""

from enum import StrEnum


class DeploymentKind(StrEnum):
    """How a part of a personal budget is taken."""

    ISF = "ISF"
    DIRECT_PAYMENT = "DIRECT_PAYMENT"
    MANAGED = "MANAGED"


class FundState(StrEnum):
    """Where a fund is in its life (ISF-POR-3)."""

    OPEN = "OPEN"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"


class Schedule(StrEnum):
    """How often an allocation is paid, always in advance (ISF-FUN-1)."""

    WEEKLY = "WEEKLY"
    TWO_WEEKLY = "TWO_WEEKLY"
    FOUR_WEEKLY = "FOUR_WEEKLY"
    CALENDAR_MONTH = "CALENDAR_MONTH"


class NoticeKind(StrEnum):
    """How notice on an agreement is counted (ISF-POR-1)."""

    DAYS = "DAYS"
    MONTH = "MONTH"


class NoticeParty(StrEnum):
    """Who gives notice on an agreement, or agrees to change it (ISF-POR-1)."""

    PERSON = "PERSON"
    HOLDER = "HOLDER"
    COUNCIL = "COUNCIL"


class NoticeState(StrEnum):
    """Whether a notice still counts."""

    STANDING = "STANDING"
    WITHDRAWN = "WITHDRAWN"


class NoticeChange(StrEnum):
    """What one side asks of the other about a notice that was given."""

    SHORTER = "SHORTER"
    WITHDRAWAL = "WITHDRAWAL"


class NoticeAnswer(StrEnum):
    """What the other side said to it."""

    ASKED = "ASKED"
    AGREED = "AGREED"
    DECLINED = "DECLINED"


class ClosingPlace(StrEnum):
    """Where the money of a fund goes when it closes (ISF-POR-3)."""

    FUND = "FUND"
    MANAGED = "MANAGED"
    COUNCIL = "COUNCIL"


class AccountKind(StrEnum):
    """What a ledger account stands for."""

    FUND = "FUND"
    COUNCIL = "COUNCIL"
    PERSON = "PERSON"
    THIRD_PARTY = "THIRD_PARTY"
    PROVIDER = "PROVIDER"
    FEE = "FEE"
    TRANSFER = "TRANSFER"


class EntryKind(StrEnum):
    """What an entry records; every kind belongs to one term of ISF-POR-5."""

    ALLOCATION = "ALLOCATION"
    ALLOCATION_DIFFERENCE = "ALLOCATION_DIFFERENCE"
    GRANT = "GRANT"
    CONTRIBUTION = "CONTRIBUTION"
    CONTRIBUTION_NOT_DUE = "CONTRIBUTION_NOT_DUE"
    TOPUP = "TOPUP"
    BILL = "BILL"
    CANCELLATION = "CANCELLATION"
    REFUND = "REFUND"
    PURCHASE = "PURCHASE"
    FEE = "FEE"
    FEE_BACK = "FEE_BACK"
    TRANSFER = "TRANSFER"
    RETURN = "RETURN"
    RECOVERY = "RECOVERY"
    RESERVATION = "RESERVATION"
    MONTH_CLOSE = "MONTH_CLOSE"


class Term(StrEnum):
    """The terms of the conservation sum (ISF-POR-5)."""

    IN = "IN"
    OUT = "OUT"
    TRANSFERS = "TRANSFERS"
    RETURNS = "RETURNS"
    NONE = "NONE"


class ContributionMode(StrEnum):
    """To whom a person pays what they contribute: to the fund, or to the council (ISF-FUN-2)."""

    NET = "NET"
    GROSS = "GROSS"


class ReservationKind(StrEnum):
    """Why money is set aside."""

    ORDER = "ORDER"
    FEE = "FEE"
    BANK = "BANK"
    RETAINED = "RETAINED"


class ReservationChange(StrEnum):
    """What happened to money set aside."""

    HOLD = "HOLD"
    SETTLE = "SETTLE"
    RELEASE = "RELEASE"


class VisitState(StrEnum):
    """Where one planned visit of a promise stands."""

    PLANNED = "PLANNED"
    RESERVED = "RESERVED"
    DELIVERED = "DELIVERED"
    SETTLED = "SETTLED"
    MISSED = "MISSED"
    RELEASED = "RELEASED"


class PromiseState(StrEnum):
    """Whether a promise still asks for money."""

    RUNNING = "RUNNING"
    ENDED = "ENDED"
    RELEASED = "RELEASED"


class CancellationKind(StrEnum):
    """What an order's provider may charge for less notice than it published (ISF-POR-2)."""

    AMOUNT = "AMOUNT"
    DAYS = "DAYS"


class ChargeState(StrEnum):
    """What became of a charge for an order that ended with too little notice (ISF-POR-2)."""

    OPEN = "OPEN"
    PAID = "PAID"
    RELEASED = "RELEASED"


class LineState(StrEnum):
    """What became of one invoice line (ISF-BIL-2, ISF-BIL-3)."""

    WAITING = "WAITING"
    APPROVED = "APPROVED"
    HELD = "HELD"
    QUERIED = "QUERIED"
    REFUSED = "REFUSED"
    CREDITED = "CREDITED"


class HoldScope(StrEnum):
    """What a safeguarding hold is on (ISF-LIF-3)."""

    PERSON = "PERSON"
    FUND = "FUND"
    PROVIDER = "PROVIDER"


class Side(StrEnum):
    """Who said something about a line of an invoice (ISF-BIL-3)."""

    PERSON = "PERSON"
    PROVIDER = "PROVIDER"


class CaseState(StrEnum):
    """Whether somebody still has to decide."""

    OPEN = "OPEN"
    DECIDED = "DECIDED"


class ApprovalState(StrEnum):
    """What the commissioner said of a fee above the soft cap (ISF-FEE-3)."""

    ASKED = "ASKED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"


class PurchaseState(StrEnum):
    """What became of a purchase somebody asked the person to approve (ISF-BUY-2)."""

    ASKED = "ASKED"
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


class RecoveryState(StrEnum):
    """What became of unspent money the council said it would take back (ISF-ROL-5)."""

    NOTICED = "NOTICED"
    RECOVERED = "RECOVERED"
    DROPPED = "DROPPED"


class LetterState(StrEnum):
    """What became of a letter to a person."""

    WAITING = "WAITING"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    POSTED = "POSTED"


class RunState(StrEnum):
    """What became of one piece of a day's work."""

    RUNNING = "RUNNING"
    DONE = "DONE"
    REFUSED = "REFUSED"
    FAILED = "FAILED"
    INTERRUPTED = "INTERRUPTED"


class LeftOut(StrEnum):
    """Why a budget is not raised with the others."""

    DIED = "DIED"
    NOTHING = "NOTHING"
    CHANGED = "CHANGED"
    ENDING = "ENDING"
    CONTRIBUTION = "CONTRIBUTION"
    SAME = "SAME"
