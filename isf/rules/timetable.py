"""What a day asks of the books, in the one order in which it is right."""

from dataclasses import dataclass
from datetime import date, timedelta

from isf.rules.schedule import month_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of the day's work: its command, and what it does in plain words."""

    command: str
    does: str


# Money comes in before anything asks for it; what was agreed is paid before fees and closings look
# at what is left; a month is closed once nothing more of it is due; the seal goes over all of it.
DAY = (
    Job(command="pay_allocations", does="Pays in what is due, and sets money aside for orders"),
    Job(command="settle_contributions", does="Settles the contribution of weeks that are over"),
    Job(command="approve_by_silence", does="Pays bills that waited too long, where agreed"),
    Job(
        command="release_charges",
        does="Frees what was kept for early ends of orders that nobody billed in time",
    ),
    Job(command="charge_fees", does="Charges the management fee of months that are over"),
    Job(command="watch_fee_caps", does="Opens a case where a limit begins to hold a fee down"),
    Job(command="watch_absences", does="Opens a case when somebody has been away for long"),
    Job(command="close_funds", does="Closes funds whose last day has come, and moves what is left"),
    Job(command="review_surplus", does="Opens a case where more is unspent than may lie in a fund"),
)
CLOSE_MONTH = Job(command="close_month", does="Closes the days of the last month")
AFTER = (
    Job(command="issue_statements", does="Issues the statements of closed months"),
    Job(command="seal_ledger", does="Seals the books of the day"),
)
EVERY = (*DAY, CLOSE_MONTH, *AFTER)


def month_to_close(*, on: date, after_days: int) -> date | None:
    """The last day of the month before, once so many days have passed since; nothing sooner.

    Source: ISF-LED-5 (a month is closed when it is over; how long after is the council's choice).
    """
    last = on.replace(day=1) - timedelta(days=1)
    return month_end(day=last) if on >= last + timedelta(days=after_days) else None
