"""Defects in what a death ends, reverses, refuses and gives back."""

from __future__ import annotations

from tests.defects import Defect

OPERATIONS = "tests/integration/isf/operations"
DEATHS, AFTER = f"{OPERATIONS}/test_deaths.py", f"{OPERATIONS}/test_after_death.py"
CORRECTED = f"{OPERATIONS}/test_death_corrections.py"

DEFECTS = (
    Defect(
        name="a death ends no fund",
        path="isf/rules/deaths.py",
        old="return ends_on if without is None else min(ends_on, without)",
        new="return without",
        tests=f"{DEATHS} -k one_difference",
    ),
    Defect(
        name="a death to come is recorded",
        path="isf/rules/deaths.py",
        old="if day > today:",
        new="if False:",
        tests=f"{DEATHS} -k day_to_come",
    ),
    Defect(
        name="something new is bought for who has died",
        path="isf/rules/deaths.py",
        old='"""Refuse what is new for a person who has died. Errors: `PersonDied`. '
        'Source: ISF-LIF-2."""\n    if died_on is not None:',
        new='"""Refuse nothing."""\n    if False:',
        tests=f"{AFTER} -k nothing_new",
    ),
    Defect(
        name="a death is corrected without a reason",
        path="isf/rules/deaths.py",
        old="if not reason.strip():",
        new="if False:",
        tests=f"{CORRECTED} -k says_why",
    ),
    Defect(
        name="a visit after a death can be billed",
        path="isf/operations/judging.py",
        old=" and visit.state != VisitState.RELEASED:",
        new=":",
        tests=f"{DEATHS} -k free_again",
    ),
    Defect(
        name="what was saved stays saved after a death",
        path="isf/operations/death_ends.py",
        old="unbanked = unbank(",
        new="unbanked = 0 and unbank(",
        tests=f"{DEATHS} -k what_was_saved",
    ),
    Defect(
        name="what was paid beyond a death is shared instead of taken back",
        path="isf/operations/closings.py",
        old="differences.take_rest(pen=source, fund=fund, code=key, on=on)",
        new="pass",
        tests=f"{DEATHS} -k uncommitted",
    ),
    Defect(
        name="what a leaving person left goes on after their death",
        path="isf/operations/closings.py",
        old="if died_on(person_id=fund.person_id) is not None and "
        "closing.place != ClosingPlace.COUNCIL:",
        new="if False:",
        tests=f"{CORRECTED} -k was_leaving",
    ),
    Defect(
        name="a correction leaves given away what a closing gave",
        path="isf/operations/death_ends.py",
        old="for entry_id in list_returns(fund_id=before.fund_id, after=before.seq):",
        new="for entry_id in list_returns(fund_id=before.fund_id, after=before.seq)[:0]:",
        tests=f"{CORRECTED} -k closing_gave_away",
    ),
    Defect(
        name="a correction reaches into a closed fund",
        path="isf/operations/death_ends.py",
        old="if before is not None and fund.state == FundState.CLOSED:",
        new="if False:",
        tests=f"{CORRECTED} -k after_it_is_closed",
    ),
    Defect(
        name="a letter goes to who has died",
        path="isf/operations/letters.py",
        old="    if person.died_on is None:\n        return person.email\n",
        new="    if person.email:\n        return person.email\n",
        tests=f"{OPERATIONS}/test_letters_after_death.py -k who_acted",
    ),
)
