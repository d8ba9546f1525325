"""What a person contributes, in plain words: agreed, due week by week, paid, owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accounts.permissions import Actor, can_role
from accounts.web.presenters import wording as words_for
from isf.enums import ContributionMode, EntryKind, FundState
from isf.models import Fund
from isf.permissions import BUDGET_ROLES, RUN_ROLES, can_issue
from isf.queries.contribution_positions import Payment, Standing, WeekLine
from isf.rules.contributions import Contribution
from isf.web.presenters import funds
from isf.web.presenters.entry_links import Amount, Opener

_SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Where the contribution stands, as the pages of a fund and of a statement say it."""

    fund: UUID
    agreed: str
    due_pence: int
    into_fund: Amount
    to_council_pence: int
    pays_fund: bool
    pays_council: bool
    owed: str
    is_owed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was agreed from a day."""

    starts_on: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of the table; whole pence."""

    days: str
    agreed_pence: int
    care_pence: int
    due_pence: int
    paid_pence: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """One payment; `entry_seq` where it is an entry of the fund."""

    paid_on: date
    pence: int
    where: str
    is_undone: bool
    entry_seq: int | None
    reference: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the page of a contribution says."""

    caption: funds.Caption
    heading: str
    summary: Summary | None
    versions: tuple[Version, ...]
    weeks: tuple[Week, ...]
    payments: tuple[Paid, ...]
    may_agree: bool
    may_receive: bool
    may_take_out: bool


def page(
    *,
    fund: Fund,
    standing: Standing | None,
    weeks: Iterable[WeekLine],
    payments: Iterable[Payment],
    by: Actor,
) -> Page:
    """The page of a contribution, as one reader sees it."""
    caption = funds.caption(fund=fund, by=by)
    agreed = standing.agreed if standing else ()
    return Page(
        caption=caption,
        heading=f"What {caption.who} contributes" if caption.who else "What you contribute",
        summary=summary_of(fund=fund, standing=standing),
        versions=tuple(
            Version(starts_on=one.starts_on, words=said(contribution=one, fund=fund))
            for one in reversed(agreed)
        ),
        weeks=tuple(_week(row) for row in weeks),
        payments=tuple(_paid(row) for row in payments),
        may_agree=fund.state == FundState.OPEN
        and can_role(by=by, organisation_id=fund.authority_id, roles=BUDGET_ROLES),
        may_receive=bool(places(fund=fund, standing=standing, by=by)),
        may_take_out=can_role(by=by, organisation_id=fund.authority_id, roles=RUN_ROLES),
    )


def places(*, fund: Fund, standing: Standing | None, by: Actor) -> frozenset[ContributionMode]:
    """Where payments may be taken in by this reader: what was agreed, and what they keep."""
    if standing is None:
        return frozenset()
    may = {
        ContributionMode.NET: can_issue(by=by, fund=fund) and fund.state != FundState.CLOSED,
        ContributionMode.GROSS: can_role(by=by, organisation_id=fund.authority_id, roles=RUN_ROLES),
    }
    return frozenset(mode for mode in standing.modes if may[mode])


def summary_of(
    *, fund: Fund, standing: Standing | None, to_on: date | None = None
) -> Summary | None:
    """What is agreed, due, paid and owed so far, or up to a day; None where nothing ever was."""
    if standing is None:
        return None
    net, gross = (standing.owed[mode] for mode in ContributionMode)
    opener = Opener(fund=fund.reference, to_on=to_on)
    return Summary(
        fund=fund.reference,
        agreed=_agreed(standing, fund),
        due_pence=standing.due_pence,
        into_fund=opener.posted(net.paid_pence, kinds=[EntryKind.CONTRIBUTION]),
        to_council_pence=gross.paid_pence,
        pays_fund=ContributionMode.NET in standing.modes,
        pays_council=ContributionMode.GROSS in standing.modes,
        owed=_owed(standing),
        is_owed=standing.arrears_pence > 0,
    )


def _agreed(standing: Standing, fund: Fund) -> str:
    if standing.now is not None:
        return said(contribution=standing.now, fund=fund)
    first = standing.agreed[0]
    return f"{said(contribution=first, fund=fund)}, from {words_for.day(on=first.starts_on)}"


def said(*, contribution: Contribution, fund: Fund) -> str:
    """How much each week and where it is paid, in a few words."""
    if not contribution.weekly_pence:
        return "Nothing"
    weekly = words_for.pounds(pence=contribution.weekly_pence)
    if contribution.mode == ContributionMode.GROSS:
        return f"{weekly} a week, paid to {fund.authority.name}"
    return f"{weekly} a week, paid into this fund"


def in_budget(*, contribution: Contribution | None, fund: Fund) -> str:
    """What of a part of a budget the person contributes now, in a few words."""
    if contribution is None or not contribution.weekly_pence:
        return "Nothing of it is contributed by the person"
    return f"Of it the person contributes {said(contribution=contribution, fund=fund)}"


def _owed(standing: Standing) -> str:
    if standing.arrears_pence:
        return words_for.pounds(pence=standing.arrears_pence)
    ahead = standing.paid_pence - standing.due_pence
    if ahead > 0:
        return f"Nothing. {words_for.pounds(pence=ahead)} was paid ahead."
    return "Nothing"


def _week(row: WeekLine) -> Week:
    return Week(
        days=words_for.days(starts_on=row.monday, ends_on=row.monday + _SUNDAY),
        agreed_pence=row.agreed_pence,
        care_pence=row.care_pence,
        due_pence=row.due_pence,
        paid_pence=row.paid_pence,
        why=_why(row),
    )


def _why(row: WeekLine) -> str:
    """Why so much is due, where it is not simply what was agreed."""
    if not row.agreed_pence:
        return "Nothing was agreed for this week"
    if row.due_pence < row.agreed_pence:
        return "No more is due than the support of the week cost"
    return ""


def _paid(row: Payment) -> Paid:
    return Paid(
        paid_on=row.paid_on,
        pence=row.pence,
        where="Into the fund" if row.entry_seq is not None else "To the council",
        is_undone=row.is_undone,
        entry_seq=row.entry_seq,
        reference=row.reference,
    )
