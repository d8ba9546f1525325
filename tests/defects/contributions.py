"""Defects in what a person contributes: shares, weeks, what is due, and what is owed."""

from __future__ import annotations

from tests.defects import Defect

RULES = "isf/rules/contributions.py"
UNIT = "tests/unit/isf/test_contributions.py"
AGREED = "tests/integration/isf/operations/test_contributions.py"
WEEKS = "tests/integration/isf/operations/test_contribution_weeks.py"

DEFECTS = (
    Defect(
        name="what became due before stands on every later statement again",
        path="isf/queries/statement_contributions.py",
        old="if closed else NOTHING",
        new="if False else NOTHING",
        tests="tests/integration/isf/operations/test_statement_contributions.py -k net",
    ),
    Defect(
        name="a statement counts what was paid to the council after its month was closed",
        path="isf/queries/statement_contributions.py",
        old="to_council.filter(recorded_at__lte=at)",
        new="to_council.filter(recorded_at__isnull=False)",
        tests="tests/integration/isf/operations/test_statement_contributions.py -k closed",
    ),
    Defect(
        name="contribution: gross is taken off what the council pays in",
        path="isf/queries/contributions.py",
        old="        modes=rules.NET,",
        new="        modes=rules.BOTH,",
        tests=f"{AGREED} -k its_part_or_all",
    ),
    Defect(
        name="contribution: net is taken off nothing",
        path=RULES,
        old="        own = holds.weekly_pence if holds and holds.mode in modes else 0",
        new="        own = 0",
        tests=f"{UNIT} -k net_the_council",
    ),
    Defect(
        name="contribution: more than the weekly amount is taken off it",
        path=RULES,
        old="weekly_pence=weekly - min(own, weekly)",
        new="weekly_pence=weekly - own",
        tests=f"{UNIT} -k rate_cut",
    ),
    Defect(
        name="contribution: the person's part is rounded by itself",
        path=RULES,
        old="    return round_half_up(whole) - round_half_up(own)",
        new="    return round_half_up(whole - own) + (whole != own)",
        tests=f"{UNIT} -k remains",
    ),
    Defect(
        name="contribution: gross money is all the council's",
        path="isf/operations/contribution_shares.py",
        old="    if own and pence > 0:",
        new="    if False:",
        tests=f"{AGREED} -k shares_are_kept",
    ),
    Defect(
        name="contribution: a week is due whatever was delivered",
        path=RULES,
        old="    due = min(agreed, care)",
        new="    due = agreed",
        tests=f"{UNIT} -k as_far_as_care",
    ),
    Defect(
        name="contribution: a week is settled a day early",
        path=RULES,
        old="    last_day = on - timedelta(days=days)",
        new="    last_day = on - timedelta(days=days - 1)",
        tests=f"{UNIT} -k so_many_days",
    ),
    Defect(
        name="contribution: a late visit counts in its own week, which is over",
        path="isf/queries/contributions.py",
        old="        so_far = sum(pence for day, pence in care.items() if day <= monday + SUNDAY)",
        new="        so_far = counted + sum(\n"
        "            p for d, p in care.items() if monday <= d <= monday + SUNDAY\n"
        "        )",
        tests=f"{WEEKS} -k recorded_late",
    ),
    Defect(
        name="contribution: care that counted counts again",
        path="isf/queries/contributions.py",
        old="        counted += one.care_pence",
        new="        pass",
        tests=f"{WEEKS} -k every_week_in_order",
    ),
    Defect(
        name="contribution: what is not due stays in the fund",
        path="isf/operations/contribution_weeks.py",
        old="    waits = not_returned(fund=fund, week=week)",
        new="    waits = 0",
        tests=f"{WEEKS} -k out_of_the_persons_share",
    ),
    Defect(
        name="contribution: what is lacking is taken out of money set aside",
        path="isf/operations/contribution_weeks.py",
        old="min(waits, max(pen.available, 0)) if may_leave else 0",
        new="waits if may_leave else 0",
        tests=f"{WEEKS} -k lacking",
    ),
    Defect(
        name="contribution: what was never paid in goes back",
        path="isf/queries/contributions.py",
        old="if through is not None and monday <= through)",
        new="if True)",
        tests="tests/integration/isf/operations/test_contribution_returns.py -k not_paid_in",
    ),
    Defect(
        name="contribution: arrears open no case",
        path="isf/operations/contribution_weeks.py",
        old="    if arrears:",
        new="    if False:",
        tests=f"{WEEKS} -k one_case",
    ),
    Defect(
        name="contribution: a case opens while another is open",
        path="isf/operations/contribution_weeks.py",
        old="    if not cases.filter(state=CaseState.OPEN).exists():",
        new="    if True:",
        tests=f"{WEEKS} -k one_case",
    ),
    Defect(
        name="contribution: unpaid money can be spent",
        path="isf/queries/contributions.py",
        old="    return without(\n        term=deployment_term(deployment=deployment),",
        new="    return deployment_term(deployment=deployment) or without(\n"
        "        term=deployment_term(deployment=deployment),",
        tests=f"{AGREED} -k cannot_be_spent",
    ),
    Defect(
        name="contribution: who manages care takes money in",
        path="isf/operations/contributions.py",
        old="    check_receives(by=by, fund=fund, mode=paid.mode)",
        new="    pass",
        tests=f"{AGREED} -k only_the_council",
    ),
    Defect(
        name="contribution: a change reaches back",
        path=RULES,
        old="    earliest = max(term.starts_on, on + ONE_DAY) if known else term.starts_on",
        new="    earliest = term.starts_on",
        tests=f"{UNIT} -k later_ones_tomorrow",
    ),
    Defect(
        name="contribution: a review counts the person's part as paid for later days",
        path="isf/queries/surplus.py",
        old="                    modes=NET,",
        new="                    modes=frozenset(),",
        tests=f"{AGREED} -k review",
    ),
)
