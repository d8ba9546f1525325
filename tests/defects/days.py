"""Defects in the work of each day."""

from __future__ import annotations

from tests.defects import Defect

RUN_DAY = "tests/integration/isf/management/test_run_day.py"

DEFECTS = (
    Defect(
        name="everybody's budget rises that was not shown",
        path="isf/operations/uprating.py",
        old="return candidate.rise is not None and candidate.rise.figures == shown",
        new="return candidate.rise is not None and bool(shown)",
        tests="tests/integration/isf/web/test_uprating.py -k not_shown",
    ),
    Defect(
        name="a contribution rises to what was not shown",
        path="isf/rules/uprating.py",
        old="(self.pence, *shares, *contributed)",
        new="(self.pence, *shares)",
        tests="tests/integration/isf/web/test_uprating.py -k not_shown",
    ),
    Defect(
        name="a raised budget that is not all agreed is all shared out",
        path="isf/rules/uprating.py",
        old="weights=[*rates, before - sum(rates)])",
        new="weights=[*rates, 0])",
        tests="tests/unit/isf/test_uprating.py",
    ),
    Defect(
        name="a budget under notice rises with the others",
        path="isf/rules/uprating.py",
        old="if any(not part.is_open or part.term.ends_on is not None for part in lasting):",
        new="if any(not part.is_open for part in lasting):",
        tests="tests/integration/isf/operations/test_uprating.py -k left_out",
    ),
    Defect(
        name="a day away is drawn as not agreed",
        path="isf/rules/day_splits.py",
        old="unallocated_pence=whole - sum(agreed),",
        new="unallocated_pence=whole - sum(brings),",
        tests="tests/unit/isf/test_day_splits.py",
    ),
    Defect(
        name="every council's work is written down for every council",
        path="isf/queries/scheduled_runs.py",
        old="ScheduledRun.objects.filter(authority_id=authority_id)",
        new="ScheduledRun.objects.all()",
        tests="tests/integration/isf/web/test_scheduled_runs.py",
    ),
    Defect(
        name="a refusal ends the day",
        path="isf/management/commands/run_day.py",
        old="except SystemExit:",
        new="except KeyError:",
        tests=f"{RUN_DAY} -k holds_up_nobody",
    ),
    Defect(
        name="trying a day out posts",
        path="isf/management/commands/run_day.py",
        old='"dry_run": dry}',
        new='"dry_run": False}',
        tests=f"{RUN_DAY} -k trying",
    ),
    Defect(
        name="a month is closed a day early",
        path="isf/rules/timetable.py",
        old="if on >= last + timedelta(days=after_days)",
        new="if on >= last + timedelta(days=after_days - 1)",
        tests="tests/unit/isf/test_timetable.py",
    ),
    Defect(
        name="a piece of work is left out of the day",
        path="isf/rules/timetable.py",
        old='Job(command="review_surplus"',
        new='Job(command="watch_absences"',
        tests="tests/unit/isf/test_timetable.py",
    ),
)
