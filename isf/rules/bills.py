"""What a line of an invoice must keep before anybody is asked to approve it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from accounts.rules.registry import rule
from isf.rules.amounts import line_amount

WHOLE_BP = 10_000
FUND_CLOSED = "FUND_CLOSED"
NO_ORDER = "NO_ORDER"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What is known about one line when it comes in; prices in whole pence.

    `ordered_*` is None where no order of this person with this provider has such a visit.
    """

    billed: Fraction
    price_pence: int
    ordered: Fraction | None
    ordered_price_pence: int | None
    delivered: Fraction | None
    billed_before_on: str | None
    tolerance_bp: int
    has_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFacts:
    """What is known about a line that bills the early end of an order; whole pence.

    `agreed_pence` is None where nothing was agreed with this provider for this person's order.
    """

    billed: Fraction
    price_pence: int
    agreed_pence: int | None
    is_open: bool
    billed_before_on: str | None
    has_closed: bool = False

    @property
    def pence(self) -> int:
        """What is asked for, in whole pence. Source: ISF-BIL-8."""
        return line_amount(price_pence=self.price_pence, quantity=self.billed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Exactly one reason, the rule behind it, and who has to act."""

    rule: str
    reason: str
    must_act: str


def no_order(facts: LineFacts) -> bool:
    """The line points to no visit of this person with this provider."""
    return facts.ordered is None


def nothing_billed(facts: LineFacts) -> bool:
    """The line asks for no money, or for less than none."""
    nothing = facts.billed <= 0 or facts.price_pence <= 0
    return nothing or line_amount(price_pence=facts.price_pence, quantity=facts.billed) == 0


def billed_before(facts: LineFacts) -> bool:
    """The same visit is on another line."""
    return facts.billed_before_on is not None


def not_delivered(facts: LineFacts) -> bool:
    """Nothing was recorded as delivered."""
    return not facts.delivered


def price_above_order(facts: LineFacts) -> bool:
    """The price is above the one ordered."""
    return facts.price_pence > (facts.ordered_price_pence or 0)


def billed_above_delivered(facts: LineFacts) -> bool:
    """More is billed than was delivered."""
    return facts.billed > (facts.delivered or 0)


def delivered_above_ordered(facts: LineFacts) -> bool:
    """More is billed than was ordered, beyond the authority's tolerance."""
    ordered = facts.ordered or Fraction(0)
    return facts.billed * WHOLE_BP > ordered * (WHOLE_BP + facts.tolerance_bp)


def fund_closed(facts: LineFacts) -> bool:
    """The fund has closed, and its money has moved on."""
    return facts.has_closed


CHECKS: tuple[tuple[Callable[[LineFacts], bool], Refusal], ...] = (
    (no_order, Refusal(rule="ISF-BIL-1", reason=NO_ORDER, must_act="PROVIDER")),
    (nothing_billed, Refusal(rule="ISF-BIL-1", reason="NOTHING_BILLED", must_act="PROVIDER")),
    (billed_before, Refusal(rule="ISF-BIL-2", reason="BILLED_BEFORE", must_act="PROVIDER")),
    (not_delivered, Refusal(rule="ISF-BIL-2", reason="NOT_DELIVERED", must_act="PROVIDER")),
    (price_above_order, Refusal(rule="ISF-BIL-2", reason="PRICE_ABOVE_ORDER", must_act="PROVIDER")),
    (
        billed_above_delivered,
        Refusal(rule="ISF-BIL-2", reason="BILLED_ABOVE_DELIVERED", must_act="PROVIDER"),
    ),
    (
        delivered_above_ordered,
        Refusal(rule="ISF-BIL-2", reason="ABOVE_ORDERED", must_act="BUDGET_HOLDER"),
    ),
    (fund_closed, Refusal(rule="ISF-POR-3", reason=FUND_CLOSED, must_act="AUTHORITY")),
)


@rule("ISF-BIL-2", "Billed is at most delivered, delivered at most ordered, and each visit once.")
def check_line(*, facts: LineFacts) -> Refusal | None:
    """The one reason a line fails, or None; the first in a fixed order is the one that is said.

    Quantities exact, prices in whole pence. Source: ISF-BIL-1, ISF-BIL-2, ISF-POR-3.
    """
    return next((refusal for fails, refusal in CHECKS if fails(facts)), None)


def no_charge(facts: ChargeFacts) -> bool:
    """Nothing was agreed with this provider about an early end of that order."""
    return facts.agreed_pence is None


def asks_for_nothing(facts: ChargeFacts) -> bool:
    """The line asks for no money, or for less than none."""
    return facts.billed <= 0 or facts.pence <= 0


def charged_before(facts: ChargeFacts) -> bool:
    """The same charge is on another line."""
    return facts.billed_before_on is not None


def above_published(facts: ChargeFacts) -> bool:
    """More is asked for than was published with the offer."""
    return facts.pence > (facts.agreed_pence or 0)


def charge_let_go(facts: ChargeFacts) -> bool:
    """It was not billed in time, or the order was never accepted."""
    return not facts.is_open


CHARGE_CHECKS: tuple[tuple[Callable[[ChargeFacts], bool], Refusal], ...] = (
    (no_charge, Refusal(rule="ISF-BIL-1", reason="NO_CHARGE", must_act="PROVIDER")),
    (asks_for_nothing, Refusal(rule="ISF-BIL-1", reason="NOTHING_BILLED", must_act="PROVIDER")),
    (charged_before, Refusal(rule="ISF-BIL-2", reason="CHARGED_BEFORE", must_act="PROVIDER")),
    (above_published, Refusal(rule="ISF-POR-2", reason="ABOVE_PUBLISHED", must_act="PROVIDER")),
    (charge_let_go, Refusal(rule="ISF-POR-3", reason="CHARGE_LET_GO", must_act="PROVIDER")),
    (
        lambda facts: facts.has_closed,
        Refusal(rule="ISF-POR-3", reason=FUND_CLOSED, must_act="AUTHORITY"),
    ),
)


@rule("ISF-POR-2", "A charge for an early end is at most what was published, and billed once.")
def check_charge(*, facts: ChargeFacts) -> Refusal | None:
    """The one reason a line about the early end of an order fails, or None.

    One that was let go counts as not agreed: it was not billed in time. Units: whole pence.
    Source: ISF-POR-2, ISF-BIL-1, ISF-BIL-2, ISF-POR-3.
    """
    return next((refusal for fails, refusal in CHARGE_CHECKS if fails(facts)), None)


def shown_as(*, bill: UUID, state: str, query: str, said: int) -> str:
    """A short mark of how a line of a bill stands, so that an answer can say what its giver saw.

    `said` is how often the person and the provider have written about it.
    Source: ISF-BIL-3 (who answers has seen what is decided about).
    """
    return hashlib.sha256(f"{bill}|{state}|{query}|{said}".encode()).hexdigest()[:16]
