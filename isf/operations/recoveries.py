"""Taking unspent money back: decided with a reason, told in a letter, done by somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import AccountKind, CaseState, EntryKind, RecoveryState, ReservationChange
from isf.ledger.entries import Change, Draft, Move
from isf.models import Case, Fund, Purpose, Recovery
from isf.operations import banking, cases, letters
from isf.operations.posting import Pen, Posted
from isf.operations.transactions import money_transaction
from isf.permissions import CASE_ROLES, RUN_ROLES, ApprovesOwn, check_authority, check_bank
from isf.queries import deaths, holds
from isf.queries.policies import get_policy
from isf.queries.recoveries import earliest_on, saved_instead
from isf.queries.surplus import standing_of
from isf.queries.tied_parts import list_parts
from isf.queries.tranches import list_untied
from isf.rules.surplus import RecoveryTooMuch, check_recovery, uncommitted
from isf.rules.tied_parts import NotByPart
from isf.rules.tranches import Party, shares_of, split_left


class RecoveryOver(Exception):
    """Money that was taken back already, or that the council let lie (ISF-ROL-5)."""

    rule = "ISF-ROL-5"


class SavedInstead(Exception):
    """All that was to be taken back, the person saved for a purpose instead (ISF-ROL-5)."""

    rule = "ISF-ROL-5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was taken back, in whole pence; `is_new` is false for a repetition."""

    pence: int
    is_new: bool


@money_transaction
def decide(*, case_id: int, pence: int, reason: str, by: Actor, at: datetime, on: date) -> Recovery:
    """Decide to take unspent money back after notice, and write the letter to the person.

    Nothing moves. The same decision again by the same person returns the first.
    Units: whole pence. Errors: `NotAllowed`, `CaseDecided`, `RecoveryTooMuch`,
    `NotByPart`.
    Source: ISF-ROL-5, ISF-LED-3.
    """
    case = Case.objects.select_for_update().get(pk=case_id, rule="ISF-ROL-5")
    check_authority(by=by, authority_id=case.authority_id, roles=CASE_ROLES)
    found = Recovery.objects.filter(case=case).first()
    if found is not None:
        if (found.pence, found.reason, found.decided_by_id) == (pence, reason, by.user_id):
            return found
        raise cases.CaseDecided("Somebody has decided about this money.")
    if case.state == CaseState.DECIDED:
        raise cases.CaseDecided("This case has been decided.")
    fund = Fund.objects.select_related("deployment", "person").get(pk=case.fund_id)
    deaths.check_alive(person_id=fund.person_id)
    if list_parts(fund_id=fund.pk):
        raise NotByPart(what="RECOVERY")
    free = uncommitted(standing=standing_of(fund=fund, on=on))
    if not 0 < pence <= free:
        raise RecoveryTooMuch(uncommitted_pence=max(free, 0), requested_pence=pence)
    recovery = Recovery.objects.create(
        case=case,
        fund=fund,
        pence=pence,
        reason=reason,
        notice_days=get_policy(authority_id=fund.authority_id, on=on).recovery_notice_days,
        decided_at=at,
        decided_by_id=by.user_id,
    )
    letters.prepare_notice(recovery=recovery, at=at)
    say(recovery=recovery, action="RECOVERY_DECIDED", pence=pence, by=by, at=at)
    return recovery


@money_transaction
def answer(*, recovery_id: int, wish: banking.Wish, by: Actor, at: datetime, on: date) -> Purpose:
    """Save the money for a purpose instead of giving it back, which is the person's to choose.

    The same wish again returns the first. Errors: `NotAllowed`, `RecoveryOver`, and those of
    `banking.bank`. Source: ISF-ROL-5, ISF-ROL-3.
    """
    recovery = Recovery.objects.select_related("fund__deployment").get(pk=recovery_id)
    check_bank(by=by, fund=recovery.fund)
    Fund.objects.select_for_update(no_key=True).get(pk=recovery.fund_id)
    recovery.refresh_from_db(fields=["state", "purpose", "answered_at"])
    again = Purpose.objects.filter(reference=wish.reference, fund=recovery.fund).exists()
    if recovery.state != RecoveryState.NOTICED and not again:
        raise RecoveryOver("This money has been decided about.")
    purpose = banking.bank(fund_id=recovery.fund_id, wish=wish, by=by, at=at, on=on)
    if not again:
        recovery.purpose, recovery.answered_at = purpose, at
        recovery.save(update_fields=["purpose", "answered_at"])
        say(recovery=recovery, action="RECOVERY_ANSWERED", pence=wish.pence, by=by, at=at)
    return purpose


@rule("ISF-ROL-5", "What is taken back is at most what is uncommitted that day, shared by origin.")
@money_transaction
def recover(*, recovery_id: int, by: Actor, at: datetime, on: date) -> Recovered:
    """Take back what was decided and not saved instead, as far as it is uncommitted today.

    Somebody else than who decided it does so, from the last day of the notice on. It goes to the
    funders of what is left. Doing it again returns the first result. Units: whole pence.
    Errors: `NotAllowed`, `ApprovesOwn`, `OnHold`, `RecoveryOver`, `RecoveryTooEarly`,
    `RecoveryTooMuch`, `SavedInstead`.
    Source: ISF-ROL-5, ISF-ROL-6, ISF-BIL-6, ISF-LIF-3, ISF-LED-3.
    """
    recovery = Recovery.objects.select_related("fund__deployment").get(pk=recovery_id)
    check_authority(by=by, authority_id=recovery.fund.authority_id, roles=RUN_ROLES)
    key, inputs = f"recovery:{recovery.reference}", (str(recovery.reference),)
    with Pen(fund_id=recovery.fund_id, by=by, at=at, key=key) as pen:
        recovery.case = Case.objects.select_for_update().get(pk=recovery.case_id)
        recovery.refresh_from_db(fields=["state", "taken_pence"])
        if pen.find(key=key, kind=EntryKind.RECOVERY, inputs=inputs) is not None:
            return Recovered(pence=recovery.taken_pence or 0, is_new=False)
        check_may(recovery=recovery, by=by)
        holds.check_none(fund_id=recovery.fund_id)
        free = uncommitted(standing=standing_of(fund=recovery.fund, on=on))
        pence = min(wanted(recovery=recovery, on=on), max(free, 0))
        check_recovery(
            earliest_on=earliest_on(recovery=recovery), on=on, pence=pence, uncommitted_pence=free
        )
        draft = Draft(
            kind=EntryKind.RECOVERY,
            day=on,
            key=key,
            inputs=inputs,
            moves=moves_of(pen=pen, fund=recovery.fund, pence=pence, on=on),
            changes=overdue_released(pen=pen, fund=recovery.fund, pence=pence, on=on),
        )
        close(recovery=recovery, posted=pen.write(draft), pence=pence, by=by, at=at)
    return Recovered(pence=pence, is_new=True)


def wanted(*, recovery: Recovery, on: date) -> int:
    """What was decided less what the person saved instead, in whole pence.

    Errors: `SavedInstead` where nothing is left of it. Source: ISF-ROL-5.
    """
    pence = recovery.pence - saved_instead(recovery=recovery, on=on)
    if pence <= 0:
        raise SavedInstead("What was decided was saved for something instead.")
    return pence


def check_may(*, recovery: Recovery, by: Actor) -> None:
    """Refuse what is over, and who decided it. Errors: `RecoveryOver`, `ApprovesOwn`.

    Source: ISF-ROL-5, ISF-BIL-6.
    """
    if recovery.state != RecoveryState.NOTICED:
        raise RecoveryOver("This money has been decided about.")
    if by.user_id is not None and by.user_id == recovery.decided_by_id:
        raise ApprovesOwn("Nobody takes money back that they decided about.")


def moves_of(*, pen: Pen, fund: Fund, pence: int, on: date) -> tuple[Move, ...]:
    """From the untied money of a fund to the funders of what is left of it, in whole pence.

    Source: ISF-ROL-6.
    """
    exact = shares_of(tranches=list_untied(fund=fund, on=on), pence=pence, on=on)
    back: dict[int, int] = {}
    for party, share in split_left(pence=pence, weights=exact).items():
        account = account_of(pen=pen, party=party)
        back[account] = back.get(account, 0) + share
    given = [Move(account_id=account, pence=share) for account, share in back.items() if share]
    return (Move(account_id=pen.accounts[""].id, pence=-pence), *given)


def account_of(*, pen: Pen, party: Party) -> int:
    """The shared account of a funder. Source: ISF-ROL-6."""
    return pen.shared.find(kind=AccountKind(party.kind), organisation_id=party.organisation_id)


def overdue_released(*, pen: Pen, fund: Fund, pence: int, on: date) -> tuple[Change, ...]:
    """What is freed of purposes whose date has passed, the oldest first, so that it can go.

    Units: whole pence. Source: ISF-ROL-3 (not surplus until the day after its date).
    """
    lacking, changes = pence - pen.available, []
    for purpose in Purpose.objects.filter(fund=fund, target_on__lt=on).order_by("target_on", "id"):
        part = min(max(lacking, 0), banking.left_in(pen=pen, purpose=purpose))
        if part:
            lacking -= part
            changes.append(
                banking.change(pen=pen, purpose=purpose, kind=ReservationChange.RELEASE, pence=part)
            )
    return tuple(changes)


def close(*, recovery: Recovery, posted: Posted, pence: int, by: Actor, at: datetime) -> None:
    """Write down what was taken, and close the case. Units: whole pence. Source: ISF-ROL-5."""
    recovery.state, recovery.taken_pence = RecoveryState.RECOVERED, pence
    recovery.entry_id, recovery.recovered_at, recovery.recovered_by_id = (
        posted.entry_id,
        at,
        by.user_id,
    )
    recovery.save(
        update_fields=["state", "taken_pence", "entry", "recovered_at", "recovered_by_id"]
    )
    cases.settle(case=recovery.case, decision="RECOVERED", reason=recovery.reason, by=by, at=at)
    say(recovery=recovery, action="RECOVERY_POSTED", pence=pence, by=by, at=at)


def say(*, recovery: Recovery, action: str, pence: int, by: Actor, at: datetime) -> None:
    """Audit what was done about unspent money; the trail holds no words. Units: whole pence."""
    details: Mapping[str, int | str] = {"pence": pence}
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=recovery.fund.person_id,
        organisation_id=recovery.fund.authority_id,
        subject=f"recovery:{recovery.reference}",
        details=details,
    )
