"""Defects in a budget tied to purposes: how it is split, who pays for what, who carries the fee."""

from __future__ import annotations

from tests.defects import Defect

RULES = "tests/unit/isf/test_tied_parts.py"
OPERATIONS = "tests/integration/isf/operations/test_tied_parts.py"
ORDERS = "tests/integration/isf/operations/test_tied_orders.py"
CLOSINGS = "tests/integration/isf/operations/test_tied_closings.py"
FEES = "tests/integration/isf/operations/test_tied_fees.py"
MONTHS = "tests/integration/isf/operations/test_statement_purposes.py"

DEFECTS = (
    Defect(
        name="shares may fall short of the whole",
        path="isf/rules/tied_parts.py",
        old="if total != WHOLE_BP or twice",
        new="if total > WHOLE_BP or twice",
        tests=f"{RULES} -k hundredth",
    ),
    Defect(
        name="a part without a share is agreed",
        path="isf/rules/tied_parts.py",
        old="part.share_bp > 0 and part.code",
        new="part.share_bp >= 0 and part.code",
        tests=f"{RULES} -k of_nothing",
    ),
    Defect(
        name="fee falls on every part whatever was agreed",
        path="isf/rules/tied_parts.py",
        old="carriers = [part for part in parts if part.carries_fee]",
        new="carriers = list(parts)",
        tests=f"{RULES} -k one_part_carries",
    ),
    Defect(
        name="untied money pays before the part",
        path="isf/rules/tied_parts.py",
        old="own = min(pence, max(of_part, 0))",
        new="own = 0",
        tests=f"{RULES} -k pays_first",
    ),
    Defect(
        name="a part is paid as if nothing had been",
        path="isf/rules/tied_parts.py",
        old="posted_pence=posted.get(code, 0)",
        new="posted_pence=0",
        tests=f"{RULES} -k never_restarted",
    ),
    Defect(
        name="what one part lacks for its fee is taken of the others",
        path="isf/operations/fee_parts.py",
        old="    found = {code: min(pence, room[code]) for code, pence in wanted.items()}",
        new="    return dict(zip(['personal'], wanted.values()))",
        tests=f"{FEES} -k never_taken_for_it",
    ),
    Defect(
        name="a cut takes of a part what is spent",
        path="isf/operations/differences.py",
        old="-max(pen.accounts[code].available + freed.get(code, 0), 0)",
        new="-max(sum(a.available for a in pen.accounts.values()), 0)",
        tests=f"{FEES} -k free_there",
    ),
    Defect(
        name="the parts of an agreement are no part of its fingerprint",
        path="isf/operations/agreements.py",
        old="silence_consented_on, word, *parts)",
        new="silence_consented_on, word)",
        tests=f"{OPERATIONS} -k other_parts",
    ),
    Defect(
        name="the part of a purchase is no part of its fingerprint",
        path="isf/operations/purchases.py",
        old="*([part] if part else [])",
        new="*()",
        tests=f"{OPERATIONS} -k another_part",
    ),
    Defect(
        name="what is spent of one part may be taken back of another",
        path="isf/operations/reversals.py",
        old='for code in ("", *tied_parts.codes(pen=pen)):',
        new='for code in ("",):',
        tests=f"{FEES} -k one_part_is_spent",
    ),
    Defect(
        name="orders of one part are compared with what the whole brings",
        path="isf/rules/promises.py",
        old="term=terms.brings or terms.term",
        new="term=terms.term",
        tests=f"{ORDERS} -k to_the_penny",
    ),
    Defect(
        name="the whole fee falls on the part that is ordered from",
        path="isf/rules/promises.py",
        old="fee = terms.portion * fee_between",
        new="fee = fee_between",
        tests=f"{ORDERS} -k share_of_the_fee",
    ),
    Defect(
        name="orders of another part are counted too",
        path="isf/queries/standing.py",
        old="if row.part == part",
        new="if True",
        tests=f"{ORDERS} -k to_the_penny",
    ),
    Defect(
        name="two orders of one part set the same money aside",
        path="isf/operations/visits.py",
        old="part=promise.part, left=room)",
        new="part=promise.part)",
        tests=f"{ORDERS} -k all_the_part_has",
    ),
    Defect(
        name="a bill is paid of untied money whatever was ordered",
        path="isf/operations/holds.py",
        old="    return found or UNTIED",
        new="    return UNTIED",
        tests=f"{ORDERS} -k it_was_ordered_for",
    ),
    Defect(
        name="tied money is untied where it moves to",
        path="isf/operations/moves.py",
        old="moves=_moves(pen=target, pence=pence, purpose=purpose)",
        new='moves=_moves(pen=target, pence=pence, purpose="")',
        tests=f"{CLOSINGS} -k same_part",
    ),
    Defect(
        name="a week that is too full does not say for which purpose",
        path="isf/rules/placing.py",
        old="        purse=standing.purse,\n",
        new="",
        tests="tests/integration/marketplace/web/test_tied_orders.py",
    ),
    Defect(
        name="a penny of rounding keeps a tied fund from closing",
        path="isf/queries/closings.py",
        old="    if parts:\n        paid = allocated",
        new="    if False:\n        paid = allocated",
        tests="tests/integration/isf/operations/test_tied_events.py -k death",
    ),
    Defect(
        name="money added for orders is in no row of a statement",
        path="isf/rules/statement_purposes.py",
        old="    return TOPUP if purpose.startswith(TOPUP) else purpose",
        new="    return purpose",
        tests="tests/unit/isf/test_statement_purposes.py",
    ),
    Defect(
        name="the fee of a part is spent twice on a statement",
        path="isf/rules/statement_purposes.py",
        old="(s.kind in FEE_KINDS) is fee]",
        new="(s.kind in FEE_KINDS or not fee)]",
        tests="tests/unit/isf/test_statement_purposes.py",
    ),
    Defect(
        name="an issued statement counts what came after its last entry",
        path="isf/queries/statement_purposes.py",
        old="filter(seq__lte=head_seq, day__lte=last_on)",
        new="filter(day__lte=last_on)",
        tests=f"{MONTHS} -k rests_on",
    ),
    Defect(
        name="a part begins a month with what it had at the end",
        path="isf/queries/statement_purposes.py",
        old="before = first_on - ONE_DAY",
        new="before = last_on",
        tests=f"{MONTHS} -k living",
    ),
    Defect(
        name="an amount of a purpose opens to the entries of every purpose",
        path="isf/queries/entries.py",
        old="return rows if asked.purpose is None else rows.filter",
        new="return rows if True else rows.filter",
        tests="tests/integration/isf/web/test_amounts.py -k of_a_purpose",
    ),
    Defect(
        name="a fund that money tied elsewhere came to is paid nothing",
        path="isf/operations/tied_parts.py",
        old="parts = [part for part in find(pen=pen) if part.share_bp]",
        new="parts = find(pen=pen)",
        tests=f"{CLOSINGS} -k paid_as_before",
    ),
)
