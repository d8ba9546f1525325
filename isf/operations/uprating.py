"""Raising budgets and contributions of a council's people: each in a transaction of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum

from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.models import Allocation, PersonalBudget
from isf.operations import budgets, contributions
from isf.operations.posting import AccountClosed, MonthClosed
from isf.operations.transactions import money_transaction
from isf.permissions import POLICY_ROLES, check_authority
from isf.queries import uprating as reads
from isf.queries.policies import PolicyMissing
from isf.queries.uprating import Candidate
from isf.rules.contributions import ContributionTooEarly, ContributionTooLarge
from isf.rules.deaths import PersonDied
from isf.rules.deployments import OverDeployed
from isf.rules.placing import FundNotOpen
from isf.rules.tied_parts import NotByPart
from isf.rules.uprating import Terms

AT_ONCE = 25
# What one person's funds may refuse; nobody else is the worse for it.
REFUSALS = (
    AccountClosed,
    ContributionTooEarly,
    ContributionTooLarge,
    FundNotOpen,
    MonthClosed,
    NotByPart,
    OverDeployed,
    PersonDied,
    PolicyMissing,
)


class NothingRises(Exception):
    """A rise of nothing at all, or below nothing (ISF-FUN-4)."""

    rule = "ISF-FUN-4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """One budget that rose, or would; the difference for days already paid in whole pence."""

    candidate: Candidate
    difference_pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One budget whose funds refused the rise, and why; nothing of it was written."""

    candidate: Candidate
    because: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run did, or would do: raised, refused, left out, and how many still wait."""

    raised: tuple[Raised, ...]
    refused: tuple[Refused, ...]
    left_out: tuple[Candidate, ...]
    waiting: int


@rule("ISF-FUN-4", "Budgets are raised one by one; run again or killed, each is raised once.")
def uprate(
    *,
    authority_id: int,
    terms: Terms,
    by: Actor,
    at: datetime,
    on: date,
    keep: bool = True,
    seen: Mapping[UUID, str] | None = None,
    most: int | None = AT_ONCE,
) -> Run:
    """Raise the budgets of a council from a day, at most so many at once; None for all.

    Each person is a transaction of their own. A budget that was changed from that day is left out,
    so the same run again goes on where it stopped. `seen` names those to raise and the new amounts
    somebody saw of each; what is not as it was seen waits. `keep=False` works everything out and
    writes nothing. Units: whole pence. Errors: `NotAllowed`, `NothingRises`.
    Source: ISF-RES-3, ISF-FUN-2, ISF-FUN-4, ISF-LED-3.
    """
    check_authority(by=by, authority_id=authority_id, roles=POLICY_ROLES)
    check_terms(terms=terms)
    every = reads.list_candidates(authority_id=authority_id, terms=terms)
    due = [one for one in every if one.reason is None]
    raised: list[Raised] = []
    refused: list[Refused] = []
    for candidate in due:
        shown = None if seen is None else seen.get(candidate.budget.reference, "")
        if shown is not None and not _is_as_shown(candidate, shown):
            continue
        if most is not None and len(raised) >= most:
            break
        try:
            done = uprate_one(
                budget_id=candidate.budget.pk,
                terms=terms,
                by=by,
                at=at,
                on=on,
                keep=keep,
                shown=shown,
            )
        except REFUSALS as refusal:
            refused.append(Refused(candidate=candidate, because=refusal))
        else:
            raised += [done] if done else []
    return Run(
        raised=tuple(raised),
        refused=tuple(refused),
        left_out=tuple(one for one in every if one.reason is not None),
        waiting=len(due) - len(raised) - len(refused),
    )


def _is_as_shown(candidate: Candidate, shown: str) -> bool:
    """Whether a budget, its parts and contributions rise to just what somebody saw."""
    return candidate.rise is not None and candidate.rise.figures == shown


def check_terms(*, terms: Terms) -> None:
    """Refuse to raise nothing, and to lower. Errors: `NothingRises`. Source: ISF-FUN-4."""
    amounts = [
        amount
        for one in (terms.budget, terms.contribution)
        for amount in (one.rate_bp, one.weekly_pence)
    ]
    if min(amounts) < 0 or not any(amounts):
        raise NothingRises("Say by how much budgets or contributions rise.")


@money_transaction
def uprate_one(
    *,
    budget_id: int,
    terms: Terms,
    by: Actor,
    at: datetime,
    on: date,
    keep: bool = True,
    shown: str | None = None,
) -> Raised | None:
    """Raise one budget with its parts and contributions; None where it must not rise any more.

    It is worked out anew with the budget locked, and must still be what was shown.
    Units: whole pence. Errors: `NotAllowed`, `OverDeployed`, `ContributionTooLarge`, `NotByPart`,
    `PolicyMissing`. Source: ISF-RES-3, ISF-FUN-2, ISF-FUN-4.
    """
    budget = PersonalBudget.objects.select_for_update().get(pk=budget_id)
    check_authority(by=by, authority_id=budget.authority_id, roles=POLICY_ROLES)
    (candidate,) = reads.list_candidates(
        authority_id=budget.authority_id, terms=terms, budget_ids=[budget_id]
    )
    rise = candidate.rise
    if rise is None or (shown is not None and not _is_as_shown(candidate, shown)):
        return None
    last = Allocation.objects.aggregate(last=Max("pk"))["last"] or 0
    if rise.pence != rise.before_pence:
        budgets.record(
            person_id=budget.person_id,
            authority_id=budget.authority_id,
            weekly_pence=rise.pence,
            starts_on=terms.starts_on,
            rates={
                part.deployment_id: part.pence
                for part in rise.parts
                if part.pence != part.before_pence
            },
            by=by,
            at=at,
            on=on,
        )
    for part in rise.parts:
        if part.contribution is not None:
            fund = candidate.parts[part.deployment_id].fund
            contributions.agree(fund_id=fund.pk, wanted=part.contribution, by=by, at=at, on=on)
    rows = Allocation.objects.filter(pk__gt=last, fund__deployment__budget=budget)
    posted = rows.filter(is_difference=True).aggregate(pence=Sum("amount_pence"))["pence"]
    if not keep:
        transaction.set_rollback(True)
    return Raised(candidate=candidate, difference_pence=posted or 0)
