"""The page about the work of each day, in its states."""

from __future__ import annotations

from accounts.enums import Role
from accounts.web import clock
from isf.enums import RunState
from isf.operations import scheduled_runs
from isf.rules.timetable import EVERY
from tests.browser.pages.isf_worlds import LONG, NO_FORM, borough
from tests.browser.registry import Pages, PageState, Visit
from tests.factories import accounts as make

STATES = (RunState.DONE, RunState.REFUSED, RunState.FAILED)


def _list(shows: str, *, said: str = "", some: bool = True) -> Visit:
    authority = borough().authority
    for place, job in enumerate(EVERY if some else ()):
        run = scheduled_runs.begin(
            authority_id=authority.pk, job=job.command, on=clock.today(), at=clock.now()
        )
        state = STATES[place % len(STATES)]
        scheduled_runs.end(run_id=run.pk, state=state, said=said, at=clock.now())
    finance = make.Membership(organisation=authority, role=Role.FINANCE_OFFICER).user
    return Visit(user=finance, shows=shows)


PAGES: Pages = {
    "isf:scheduled-run-list": (
        PageState(name="empty", build=lambda: _list("Nothing has run yet", some=False)),
        PageState(
            name="full",
            build=lambda: _list("12 allocations paid", said="12 allocations paid on 2026-11-22."),
        ),
        NO_FORM,
        PageState(name="long", build=lambda: _list(LONG, said="\n".join([LONG] * 3))),
    ),
}
