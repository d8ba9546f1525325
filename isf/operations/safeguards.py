"""Safeguarding holds: put with a reason, lifted by the right role, and what then goes on."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from accounts.operations import audit
from accounts.permissions import Actor
from accounts.rules.registry import rule
from isf.enums import HoldScope
from isf.models import Fund, Hold
from isf.operations import decisions
from isf.operations.posting import KeyReused
from isf.operations.transactions import money_transaction
from isf.permissions import check_holds, check_lifts_hold
from isf.queries.holds import list_stopped, provider_lock
from isf.queries.policies import get_policy
from isf.rules.holds import check_reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a hold is put on; one of the three."""

    person_id: int | None = None
    fund_id: int | None = None
    provider_id: int | None = None

    @property
    def scope(self) -> HoldScope:
        """Which of the three it is."""
        if self.fund_id is not None:
            return HoldScope.FUND
        return HoldScope.PERSON if self.person_id is not None else HoldScope.PROVIDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """What lifting a hold let go: how many approved lines, in whole pence."""

    lines: int
    paid_pence: int


@money_transaction
def put(
    *,
    authority_id: int,
    reference: UUID,
    target: Target,
    reason: str,
    by: Actor,
    at: datetime,
    on: date,
) -> Hold:
    """Stop new orders and payments there, for a reason; another concern is another hold.

    The same concern again is the hold that is on already. Everything under way there ends first.
    Errors: `NotAllowed`, `HoldReasonMissing`, `KeyReused`,
    Fund.DoesNotExist. Source: ISF-LIF-3, ISF-LED-3.
    """
    check_holds(by=by, authority_id=authority_id)
    said = check_reason(reason=reason)
    wait(authority_id=authority_id, target=target)
    key = {
        "authority_id": authority_id,
        "person_id": target.person_id,
        "fund_id": target.fund_id,
        "provider_id": target.provider_id,
    }
    again = Hold.objects.filter(reference=reference).first()
    if again is not None:
        if any(getattr(again, name) != value for name, value in key.items()):
            raise KeyReused(key=str(reference))
        return again
    open_one = Hold.objects.filter(lifted_at__isnull=True, reason=said, **key).first()
    if open_one is not None:
        return open_one
    hold = Hold.objects.create(
        reference=reference,
        scope=target.scope,
        reason=said,
        put_on=on,
        put_at=at,
        put_by_id=by.user_id,
        **key,
    )
    say(hold=hold, action="HOLD_PUT", by=by, at=at)
    return hold


def wait(*, authority_id: int, target: Target) -> None:
    """Lock what the hold is on, so that nothing under way there ends after it.

    Errors: Fund.DoesNotExist for what is not this council's. Source: ISF-LIF-3.
    """
    if target.provider_id is not None:
        waited, key = provider_lock(provider_id=target.provider_id, alone=True)
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(f"SELECT {waited}", key)
        return
    rows = Fund.objects.filter(authority_id=authority_id)
    if target.fund_id is not None:
        rows = rows.filter(pk=target.fund_id)
    else:
        rows = rows.filter(person_id=target.person_id or 0)
    if not list(rows.order_by("id").select_for_update(no_key=True)):
        raise Fund.DoesNotExist("There is no such fund here.")


@rule("ISF-LIF-3", "What was approved under a hold is paid on the day the last hold is lifted.")
@money_transaction
def lift(*, hold_id: int, reason: str, by: Actor, at: datetime, on: date) -> Lifted:
    """Lift a hold, for a reason: what was approved meanwhile is paid today, others' holds apart.

    Lifting it again lets nothing go. Units: whole pence.
    Errors: `NotAllowed`, `HoldReasonMissing`. Source: ISF-LIF-3.
    """
    hold = Hold.objects.get(pk=hold_id)
    policy = get_policy(authority_id=hold.authority_id, on=on)
    check_lifts_hold(by=by, authority_id=hold.authority_id, role=policy.lifts_hold)
    said = check_reason(reason=reason)
    target = Target(person_id=hold.person_id, fund_id=hold.fund_id, provider_id=hold.provider_id)
    wait(authority_id=hold.authority_id, target=target)
    hold = Hold.objects.select_for_update(no_key=True).get(pk=hold_id)
    if hold.lifted_at is not None:
        return Lifted(lines=0, paid_pence=0)
    hold.lifted_on, hold.lifted_at, hold.lifted_by_id = on, at, by.user_id
    hold.lift_reason = said
    hold.save(update_fields=["lifted_on", "lifted_at", "lifted_by_id", "lift_reason"])
    say(hold=hold, action="HOLD_LIFTED", by=by, at=at)
    lines = paid = 0
    stopped = list_stopped(hold=hold)
    for invoice_id, rows in groupby(stopped, key=lambda row: row.invoice_id):
        numbers = [row.number for row in rows]
        done = decisions.let_go(invoice_id=invoice_id, lines=numbers, by=by, at=at, on=on)
        lines, paid = lines + len(done.approved), paid + done.paid_pence
    return Lifted(lines=lines, paid_pence=paid)


def say(*, hold: Hold, action: str, by: Actor, at: datetime) -> None:
    """Audit what was done about a hold: which and on what kind of thing, never why."""
    audit.record(
        by=by,
        action=action,
        at=at,
        person_id=hold.person_id or (hold.fund.person_id if hold.fund else None),
        organisation_id=hold.authority_id,
        subject=f"hold:{hold.reference}",
        details={"scope": hold.scope},
    )
