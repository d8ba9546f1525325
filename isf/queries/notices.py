"""Notice on a fund as it stands: what the agreement says, the days that count, who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accounts.permissions import Actor
from isf.enums import NoticeAnswer, NoticeKind, NoticeState
from isf.models import Fund, Notice, NoticeWish
from isf.permissions import can_answer_wish, check_see_fund
from isf.queries.policies import get_policy
from isf.rules.notice import Terms

WITH_FUND = (
    "fund__person",
    "fund__holder",
    "fund__authority",
    "fund__deployment",
    "fund__agreement",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """How a fund comes to its end: its last day, and until when bills are taken in."""

    last_day: date
    bills_until: date
    notices: tuple[Notice, ...]
    wishes: tuple[NoticeWish, ...]
    is_over: bool


def terms_of(*, fund: Fund) -> Terms:
    """What the agreement of a fund says of notice. Source: ISF-POR-1."""
    return Terms(
        kind=NoticeKind(fund.agreement.notice_kind),
        days=fund.agreement.notice_days,
        starts_on=fund.deployment.starts_on,
    )


def standing_days(*, fund_id: int) -> list[date]:
    """The last days of the notices that count. Source: ISF-POR-1."""
    rows = Notice.objects.filter(fund_id=fund_id, state=NoticeState.STANDING)
    return list(rows.values_list("last_day", flat=True))


def held_by_another(*, fund: Fund) -> bool:
    """Whether somebody else than the council holds the money. Source: ISF-POR-1."""
    return fund.holder_id is not None and fund.holder_id != fund.authority_id


def find_timeline(*, fund: Fund, on: date) -> Timeline | None:
    """How a fund comes to its end, or None while nothing ends it. Source: ISF-POR-1, ISF-POR-3."""
    last_day = fund.deployment.ends_on
    if last_day is None:
        return None
    notices = tuple(Notice.objects.filter(fund=fund, state=NoticeState.STANDING).order_by("id"))
    return Timeline(
        last_day=last_day,
        bills_until=bills_until(authority_id=fund.authority_id, last_day=last_day),
        notices=notices,
        wishes=tuple(list_open(notices=notices)),
        is_over=last_day < on,
    )


def bills_until(*, authority_id: int, last_day: date) -> date:
    """The last day on which bills for service up to the last day are taken in.

    Source: ISF-POR-3 (a policy number of days after it).
    """
    days = get_policy(authority_id=authority_id, on=last_day).late_bill_days
    return last_day + timedelta(days=days)


def list_open(*, notices: Sequence[Notice]) -> list[NoticeWish]:
    """What one side asked about these notices and the other has not answered."""
    if not notices:
        return []
    rows = NoticeWish.objects.filter(notice__in=notices, answer=NoticeAnswer.ASKED)
    return list(rows.select_related("notice__fund__deployment").order_by("id"))


def get(*, by: Actor, reference: UUID) -> Notice:
    """One notice for who may see its fund. Errors: Notice.DoesNotExist, `NotAllowed`."""
    found = Notice.objects.select_related(*WITH_FUND).get(reference=reference)
    check_see_fund(by=by, fund=found.fund)
    return found


def get_wish(*, by: Actor, reference: UUID) -> NoticeWish:
    """One wish for who may answer it. Errors: NoticeWish.DoesNotExist, `NotAllowed`."""
    related = [f"notice__{name}" for name in WITH_FUND]
    found = NoticeWish.objects.select_related(*related).get(reference=reference)
    check_see_fund(by=by, fund=found.notice.fund)
    return found


def list_wishes(*, notice: Notice) -> list[NoticeWish]:
    """What was asked about a notice and what came of it, oldest first."""
    return list(notice.wishes.order_by("id"))


def may_answer(*, by: Actor, wish: NoticeWish) -> bool:
    """Whether the actor is the side that is asked. Source: ISF-POR-1."""
    return wish.answer == NoticeAnswer.ASKED and can_answer_wish(by=by, wish=wish)
