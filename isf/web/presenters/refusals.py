"""Why something was not done, in plain words with the figures: one table for every refusal.

Each refusal of the money context has an entry; a test finds the one that is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from accounts.permissions import NotAllowed
from accounts.web.presenters import wording as words_for
from isf import permissions
from isf.ledger.entries import Unbalanced
from isf.operations import (
    allocations,
    cases,
    fee_approvals,
    fees,
    letters,
    months,
    policies,
    posting,
    rebuilding,
    reversals,
    seals,
    shared_bills,
    statements,
    suspensions,
    uprating,
)
from isf.operations.posting import guard, originals
from isf.queries.policies import PolicyMissing
from isf.rules import statement_content
from isf.rules.deployments import OverDeployed
from isf.rules.fee_approvals import ApprovalReachesBack
from isf.rules.fees import FeeAboveCap, FeeMissing
from isf.rules.promises import PlanImpossible, PromiseTooLarge
from isf.web.presenters import (
    buying_refusals,
    contribution_refusals,
    life_refusals,
    notice_refusals,
    surplus_refusals,
    tied_refusals,
)
from isf.web.presenters.refusal_words import AGAIN, Wording, says
from isf.web.presenters.wording import APPROVAL_STATES, percent

_pounds, _day = words_for.pounds, words_for.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What happened, what to do next, and the rule behind it."""

    rule: str
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.what} {self.todo}".strip()


def words(refusal: Exception) -> Words:
    """Word a refusal. Errors: KeyError for one that has no words yet."""
    what, todo = TABLE[type(refusal)](refusal)
    return Words(rule=str(getattr(refusal, "rule", "")), what=what, todo=todo)


def _over_deployed(refusal: OverDeployed) -> tuple[str, str]:
    return (
        (
            f"On {_day(on=refusal.day)} the parts would add up to "
            f"{_pounds(pence=refusal.deployed_pence)} a week, but the budget is "
            f"{_pounds(pence=refusal.budget_pence)} a week."
        ),
        "Enter lower amounts, or raise the budget from that day.",
    )


def _fee_missing(refusal: FeeMissing) -> tuple[str, str]:
    if refusal.must_be_after is None:
        return (
            "The agreement does not say what the management fee is.",
            "Enter a percentage or an amount a week; 0 where there is no fee.",
        )
    return (
        (
            f"A new fee cannot begin on or before {_day(on=refusal.must_be_after)}, "
            "the day it is agreed."
        ),
        "Enter a later day.",
    )


def _fee_above_cap(refusal: FeeAboveCap) -> tuple[str, str]:
    limit = percent(bp=refusal.cap_bp)
    if refusal.approved:
        return (
            (
                f"The fee would be more than {limit} of the weekly money, the most that is ever "
                "possible."
            ),
            "Enter a lower fee.",
        )
    return (
        f"The fee would be more than {limit} of the weekly money, the usual limit on that day.",
        "Enter a lower fee. When the fund is open, approval for a higher one can be asked for.",
    )


def _promise_too_large(refusal: PromiseTooLarge) -> tuple[str, str]:
    may = _pounds(pence=max(int(refusal.may_promise), 0))
    purse = refusal.purse
    named = f" for “{purse.name}”" if purse else ""
    left = (
        f" {_pounds(pence=purse.available_pence)} is left to use{named} altogether."
        if purse
        else ""
    )
    return (
        (
            f"In the week from {words_for.weekday(on=refusal.week)} all orders{named} together "
            f"would cost {_pounds(pence=refusal.promised)}, but that week has {may} after the "
            f"management fee.{left}"
        ),
        "Order less, end another order first, or use money that was saved.",
    )


def _insufficient(refusal: posting.InsufficientFunds) -> tuple[str, str]:
    of_part = f" for “{refusal.part}”" if refusal.part else ""
    return (
        (
            f"{_pounds(pence=refusal.requested_pence)} is needed and "
            f"{_pounds(pence=refusal.available_pence)} is left to use{of_part}. "
            "Nothing was changed."
        ),
        "Wait for the next money, order less, or ask your council about a one-off payment.",
    )


def _month_closed(refusal: posting.MonthClosed) -> tuple[str, str]:
    if refusal.day > refusal.today:
        return (f"{_day(on=refusal.day)} has not come yet.", "Enter today or an earlier day.")
    return (
        f"The books are closed for {_day(on=refusal.day)}.",
        "Write it down for a day in a month that is still open.",
    )


def _works_for_biller(_: permissions.WorksForBiller) -> tuple[str, str]:
    return (
        (
            "You work for the provider that sent this bill, so you may not answer it, whoever you "
            "act for."
        ),
        "The person, or somebody else who acts for them, can answer it.",
    )


def _not_reversible(refusal: reversals.NotReversible) -> tuple[str, str]:
    why = {
        "a reversal is not reversed": "it takes another entry back itself",
        "it was reversed before": "it was taken back before",
    }.get(refusal.why, refusal.why)
    return f"This entry cannot be taken back: {why}.", "Write down what is right instead."


def _part_refused(refusal: shared_bills.PartRefused) -> tuple[str, str]:
    """Only who may ask from every fund of a bill reads whose fund it is."""
    said = words(refusal.because)
    return f"{refusal.fund.person.full_name}: {said.what} Nobody was asked.", said.todo


TABLE: Final[dict[type[Exception], Wording]] = {
    NotAllowed: says(
        "You may see this but not do it.",
        "The person, or who acts for them, can. At the top of the page you see for whom you act.",
    ),
    OverDeployed: _over_deployed,
    FeeMissing: _fee_missing,
    FeeAboveCap: _fee_above_cap,
    PromiseTooLarge: _promise_too_large,
    PlanImpossible: says("These visits cannot be planned.", "Check the days and how much."),
    PolicyMissing: says(
        "The council has not set its rules for that day.",
        "Publish the council's rules first, or choose a later day.",
    ),
    permissions.ApprovesOwn: says(
        "Nobody may approve what they asked for or sent themselves.",
        "Somebody else has to decide.",
    ),
    permissions.WorksForBiller: _works_for_biller,
    posting.InsufficientFunds: _insufficient,
    posting.KeyReused: says("This was sent before with something else in it.", AGAIN),
    posting.MonthClosed: _month_closed,
    posting.AccountClosed: says("This fund takes no more entries.", "Choose another fund."),
    **surplus_refusals.TABLE,
    **tied_refusals.TABLE,
    posting.ReservationTooSmall: says("Less is set aside than this would use.", AGAIN),
    originals.EntryUnknown: says("There is no such entry.", "Choose one from the list."),
    Unbalanced: says("What was written down does not add up. Nothing was changed.", AGAIN),
    policies.PolicyReachesBack: lambda refusal: (
        "New rules cannot change days that are over.",
        f"Enter {_day(on=refusal.earliest)} or a later day.",
    ),
    policies.CapsCrossed: says(
        "The usual limit of the fee is above the highest limit.",
        "Enter a usual limit that is at most the highest.",
    ),
    allocations.TakesBack: says(
        "Too much was paid for these days before.", "What is too much is taken back by itself."
    ),
    fees.MonthNotOver: lambda refusal: (
        "The month is not over yet.",
        f"Its fee can be charged on {_day(on=refusal.last_day)} or later.",
    ),
    months.MonthNotOver: lambda refusal: (
        "The month is not over yet.",
        f"It can be closed after {_day(on=refusal.last_day)}.",
    ),
    statements.MonthOpen: lambda refusal: (
        f"The month that ends on {_day(on=refusal.last_day)} may still change.",
        "Close the month first.",
    ),
    statements.EarlierMissing: lambda refusal: (
        f"The statement for {refusal.month:%B %Y} was not issued yet.",
        "Issue that one first.",
    ),
    statements.Disagrees: lambda refusal: (
        (
            f"History adds up to {_pounds(pence=refusal.added_up_pence)}, but "
            f"{_pounds(pence=refusal.kept_pence)} is kept. Nothing was issued."
        ),
        "Run verify_ledger, which names the first damage.",
    ),
    letters.LetterDone: says(
        "This letter was sent, or is being sent.", "Look at the list of letters again."
    ),
    statement_content.Unreadable: says(
        "This statement was kept in a form that is not known here.", "Ask for its paper copy."
    ),
    reversals.NotReversible: _not_reversible,
    fee_approvals.ApprovalDecided: lambda refusal: (
        f"This was decided before: {APPROVAL_STATES[refusal.state].lower()}. Nothing was changed.",
        "The decision stands; ask again where it must change.",
    ),
    ApprovalReachesBack: lambda refusal: (
        (
            "An approval changes no day that is over, and none for which the fee was charged "
            "(ISF-FEE-3)."
        ),
        f"Ask for a higher fee from {_day(on=refusal.earliest)} or a later day.",
    ),
    suspensions.SuspensionReachesBack: lambda refusal: (
        "An agreement cannot stand still on days that are over, or end before it begins to.",
        f"Enter {_day(on=refusal.earliest)} or a later day.",
    ),
    rebuilding.JournalDamaged: lambda refusal: (
        f"Entry {refusal.seq} is not what was posted, so nothing was worked out from it.",
        "Run verify_ledger, which names the first damage.",
    ),
    seals.SealedLater: lambda refusal: (
        f"{_day(on=refusal.last_on)} is sealed already, so an earlier day can be sealed no more.",
        "Seal today, or a day after that one.",
    ),
    guard.Unguarded: says(
        "The books are not guarded just now, so nothing was written down.",
        "Tell whoever runs this site, and try again later.",
    ),
    shared_bills.PartRefused: _part_refused,
    uprating.NothingRises: says(
        "Nothing would rise.", "Enter by how much budgets or contributions rise."
    ),
    cases.CaseDecided: says("This has been decided already.", "The decision stands below."),
    **buying_refusals.TABLE,
    **contribution_refusals.TABLE,
    **notice_refusals.TABLE,
    **life_refusals.TABLE,
}

# What operations refuse and pages put into words; anything else is a fault of ours.
KNOWN: Final = tuple(kind for kind in TABLE if kind is not NotAllowed)
