"""Defects in notice, in closing a fund and in moving its money."""

from __future__ import annotations

from tests.defects import Defect

OPERATIONS = "tests/integration/isf/operations"
UNIT = "tests/unit/isf"

DEFECTS = (
    Defect(
        name="notice by days ends a day early",
        path="isf/rules/notice.py",
        old="last = received_on + timedelta(days=terms.days)",
        new="last = received_on + timedelta(days=terms.days - 1)",
        tests=f"{UNIT}/test_notice.py -k last_day",
    ),
    Defect(
        name="the latest of two notices stands",
        path="isf/rules/notice.py",
        old="return min((day for day",
        new="return max((day for day",
        tests=f"{UNIT}/test_notice.py -k earliest",
    ),
    Defect(
        name="notice may be shorter than agreed",
        path="isf/rules/notice.py",
        old="if last < earliest and not shorter:",
        new="if False:",
        tests=f"{OPERATIONS}/test_notices.py -k one_day_short",
    ),
    Defect(
        name="who gave notice agrees to its withdrawal",
        path="isf/permissions.py",
        old="return find_notice_side(by=by, fund=fund) == wish.asks and not own and not both",
        new="return find_notice_side(by=by, fund=fund) is not None",
        tests=f"{OPERATIONS}/test_notice_changes.py -k other_side",
    ),
    Defect(
        name="orders run on beyond the last day",
        path="isf/operations/last_days.py",
        old="if ends_on is not None and is_earlier:",
        new="if ends_on is not None and is_earlier and False:",
        tests=f"{OPERATIONS}/test_notices.py -k orders_beyond",
    ),
    Defect(
        name="a withdrawal sets nothing aside again",
        path="isf/operations/differences.py",
        old="if taken > 0 and cause.brings_days",
        new="if taken < 0 and cause.brings_days",
        tests=f"{OPERATIONS}/test_notice_changes.py -k posts_everything_back",
    ),
    Defect(
        name="a notice is withdrawn over money used elsewhere",
        path="isf/operations/last_days.py",
        old="        check_fits(budget=fund.deployment.budget, from_on=first_on)\n",
        new="",
        tests=f"{OPERATIONS}/test_notice_changes.py -k used_elsewhere",
    ),
    Defect(
        name="a bill is refused on the last of its days",
        path="isf/rules/closing.py",
        old="if received_on > accepted_until:",
        new="if received_on >= accepted_until:",
        tests=f"{OPERATIONS}/test_closings.py -k last_of_the_days",
    ),
    Defect(
        name="the reserve moves while bills may still come",
        path="isf/rules/closing.py",
        old="if (reserved_pence or open_lines) and on <= until:",
        new="if (reserved_pence or open_lines) and on < until:",
        tests=f"{OPERATIONS}/test_closings.py -k reserve_stays",
    ),
    Defect(
        name="the money of a bill in time is set free",
        path="isf/operations/closing_reserves.py",
        old="    rows = rows.exclude(pk__in=kept)\n",
        new="",
        tests=f"{OPERATIONS}/test_closings.py -k bill_in_time",
    ),
    Defect(
        name="a transfer forgets where its money came from",
        path="isf/operations/moves.py",
        old="    origins.keep(entry_id=posted.entry_id, tranches=tranches, pence=pence)\n",
        new="",
        tests=f"{OPERATIONS}/test_closings.py -k origins",
    ),
    Defect(
        name="the fee of the last days is not charged",
        path="isf/operations/closings.py",
        old="    if stage is not Stage.LATE:\n",
        new="    if stage is Stage.LATE:\n",
        tests=f"{OPERATIONS}/test_closings.py -k fee_is_charged",
    ),
    Defect(
        name="money that comes back stays in a closed fund",
        path="isf/operations/reversals.py",
        old="    closings.move_on(fund_id=fund.pk, by=by, at=at, on=on)\n",
        new="",
        tests=f"{OPERATIONS}/test_closed.py -k comes_back",
    ),
    Defect(
        name="the council takes the money of a closing fund back by itself",
        path="isf/permissions.py",
        old="return council and place is not ClosingPlace.COUNCIL",
        new="return council",
        tests=f"{OPERATIONS}/test_closings.py -k back_to_the_council",
    ),
    Defect(
        name="money moves to another person",
        path="isf/queries/closings.py",
        old="person_id=fund.person_id, authority_id=fund.authority_id, state=FundState.OPEN\n"
        "    ).exclude(pk=fund.pk)",
        new="authority_id=fund.authority_id, state=FundState.OPEN\n    ).exclude(pk=fund.pk)",
        tests=f"{OPERATIONS}/test_closings.py -k only_where_it_may",
    ),
    Defect(
        name="the rest of a fund goes to one that has closed",
        path="isf/operations/closings.py",
        old="    settle_target(closing=closing, fund=fund, at=at, on=on)\n",
        new="    if stage is not Stage.LAST:\n"
        "        settle_target(closing=closing, fund=fund, at=at, on=on)\n",
        tests=f"{OPERATIONS}/test_closed.py -k never_goes",
    ),
    Defect(
        name="nobody sees money in a closed fund",
        path="isf/queries/verification.py",
        old="left = fund.state == FundState.CLOSED and any(",
        new="left = fund.state == FundState.OPEN and any(",
        tests=f"{OPERATIONS}/test_closed.py -k stuck",
    ),
    Defect(
        name="a closed fund takes in a line that nobody can pay",
        path="isf/operations/judging.py",
        old="has_closed=fund.state == FundState.CLOSED",
        new="has_closed=False",
        tests=f"{OPERATIONS}/test_closed.py -k cannot_pay",
    ),
    Defect(
        name="a visit corrected in a closed fund is nobody's work",
        path="isf/operations/delivered.py",
        old="        if pen.fund.state == FundState.CLOSED:\n",
        new="        if pen.fund.state == FundState.OPEN and False:\n",
        tests=f"{OPERATIONS}/test_closed.py -k cannot_pay",
    ),
    Defect(
        name="a part moves to a fund that has ended",
        path="isf/rules/closing.py",
        old="last_day < max(starts_on, on)",
        new="last_day < min(starts_on, on)",
        tests=f"{OPERATIONS}/test_part_moves.py -k where_it_can_stay",
    ),
    Defect(
        name="what notice took back is posted again",
        path="isf/rules/reversals.py",
        old="if kind is EntryKind.ALLOCATION_DIFFERENCE and is_after:",
        new="if False:",
        tests=f"{OPERATIONS}/test_reversals.py -k until_notice",
    ),
    Defect(
        name="a page promises a bill that would come too late",
        path="marketplace/web/presenters/invoice.py",
        old="return until is None or today <= until",
        new="return True",
        tests="tests/integration/marketplace/web/test_replies.py -k late_bills",
    ),
)
