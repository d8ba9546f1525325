"""Decisions to take unspent money back: what they wait for, and for whom they are there."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum

from accounts.permissions import Actor, NotAllowed
from isf.enums import LetterState, RecoveryState, ReservationChange, ReservationKind
from isf.models import Case, Fund, Letter, Purpose, Recovery
from isf.models.reservations import ReservationEvent
from isf.permissions import can_see_recovery
from isf.queries.purposes import Saved, held
from isf.rules.surplus import earliest_recovery

LONDON = ZoneInfo("Europe/London")
ARRIVED = (LetterState.SENT, LetterState.POSTED)
PEOPLE = ("fund__person", "fund__holder", "fund__authority", "fund__deployment", "purpose", "case")


def get(*, by: Actor, reference: UUID) -> Recovery:
    """One decision, for the person's side and the council's; the holder sees none.

    Errors: `NotAllowed`, Recovery.DoesNotExist. Source: ISF-ROL-5.
    """
    row = Recovery.objects.select_related(*PEOPLE).get(reference=reference)
    if not can_see_recovery(by=by, fund=row.fund):
        raise NotAllowed(rule="SEES-RECOVERY", needed="the person or the council")
    return row


def find_of_case(*, case: Case) -> Recovery | None:
    """What was decided to be taken back under a case, or None. Source: ISF-ROL-5."""
    return Recovery.objects.select_related(*PEOPLE).filter(case=case).first()


def find_running(*, fund: Fund) -> Recovery | None:
    """The recovery a person has a letter about and that is not over, or None. Source: ROL-5."""
    return Recovery.objects.filter(fund=fund, state=RecoveryState.NOTICED).first()


def noticed_on(*, recovery: Recovery) -> date | None:
    """The day on which the person's letter was sent or posted; None while it waits.

    Source: ISF-ROL-5 (written notice).
    """
    letter = Letter.objects.filter(recovery=recovery, state__in=ARRIVED).first()
    return letter.changed_at.astimezone(LONDON).date() if letter else None


def earliest_on(*, recovery: Recovery) -> date | None:
    """The first day on which the money may be taken back; None while no letter is out.

    Source: ISF-ROL-5.
    """
    day = noticed_on(recovery=recovery)
    return None if day is None else earliest_recovery(noticed_on=day, days=recovery.notice_days)


def saved_instead(*, recovery: Recovery, on: date) -> int:
    """What the person saved for a purpose since the decision and did not free again.

    What is still saved for a day that has passed does not count: it is without plans again. What
    an order drew does. Units: whole pence. Source: ISF-ROL-5, ISF-ROL-3.
    """
    return sum(one.pence for one in list_saved_instead(recovery=recovery, on=on))


def list_saved_instead(*, recovery: Recovery, on: date) -> list[Saved]:
    """Each purpose that money was saved for since the decision, with what counts of it.

    Units: whole pence. Source: ISF-ROL-5.
    """
    since = Purpose.objects.filter(fund=recovery.fund, banked_at__gte=recovery.decided_at)
    return [
        Saved(purpose=purpose, pence=_kept(purpose=purpose, on=on))
        for purpose in since.order_by("id")
    ]


def _kept(*, purpose: Purpose, on: date) -> int:
    """Saved less freed by the person, less what lies there beyond its day; in whole pence."""
    events = ReservationEvent.objects.filter(
        reservation__account__fund=purpose.fund_id,
        reservation__kind=ReservationKind.BANK,
        reservation__reference=str(purpose.reference),
        entry__key__startswith=f"bank:{purpose.reference}",
    )
    sums: dict[str, int] = dict(events.values_list("change").annotate(total=Sum("pence")))
    kept = sums.get(ReservationChange.HOLD, 0) - sums.get(ReservationChange.RELEASE, 0)
    return max(kept - (held(purpose=purpose).pence if purpose.target_on < on else 0), 0)
