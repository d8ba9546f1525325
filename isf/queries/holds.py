"""Which safeguarding holds are on: asked under the fund's lock before anything is let go."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, Q, QuerySet

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from accounts.permissions import Actor
from isf.enums import HoldScope, LineState
from isf.models import Fund, Hold, InvoiceLine
from isf.permissions import check_holds
from isf.rules.holds import OnHold

Statement = tuple[str, Sequence[Any]]
# Holds on providers have no row that everything of a provider locks, so they share one of these.
PROVIDER_LOCKS = 3_1416
# The first hold that stops money of a fund from going to a provider; nothing where none does.
OPEN = """
    SELECT h.scope FROM isf_hold h JOIN isf_fund f ON f.id = %s
    WHERE h.lifted_at IS NULL AND h.authority_id = f.authority_id
        AND (h.fund_id = f.id OR h.person_id = f.person_id OR h.provider_id = %s)
    ORDER BY h.id LIMIT 1"""
SHARED, ALONE = "pg_advisory_xact_lock_shared", "pg_advisory_xact_lock"


def provider_lock(*, provider_id: int, alone: bool) -> Statement:
    """What to select to wait for who puts or lifts a hold on a provider; `alone` is for them.

    What others committed meanwhile is seen by the next statement. SQLite's transaction waited when
    it began. Source: ISF-LIF-3.
    """
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return "NULL", ()
    return f"{ALONE if alone else SHARED}(%s::int, %s::int)", (PROVIDER_LOCKS, provider_id)


def find_open(*, fund_id: int, payee_id: int | None = None) -> HoldScope | None:
    """The first hold that stops money of a fund from going to somebody; call under its lock.

    Source: ISF-LIF-3.
    """
    provider_id = payee_id or 0
    waited, key = provider_lock(provider_id=provider_id, alone=False)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SELECT {waited}", key)
        cursor.execute(OPEN, (fund_id, provider_id))
        found = cursor.fetchone()
    return HoldScope(found[0]) if found else None


def check_none(*, fund_id: int, payee_id: int | None = None) -> None:
    """Refuse what a hold stops; call under the fund's lock. Errors: `OnHold`. Source: LIF-3."""
    scope = find_open(fund_id=fund_id, payee_id=payee_id)
    if scope is not None:
        raise OnHold(scope=scope)


def check_seen(*, fund_id: int, payee_id: int | None) -> None:
    """Refuse what a hold would stop, for who only looks: nothing is locked. Errors: `OnHold`.

    Source: ISF-LIF-3.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(OPEN, (fund_id, payee_id or 0))
        found = cursor.fetchone()
    if found is not None:
        raise OnHold(scope=HoldScope(found[0]))


def stands_still(*, fund: Fund) -> bool:
    """Whether a hold on the fund or its person is on: what everybody who sees it may know.

    Source: ISF-LIF-3.
    """
    return Hold.objects.filter(
        Q(fund=fund) | Q(person_id=fund.person_id),
        authority_id=fund.authority_id,
        lifted_at__isnull=True,
    ).exists()


def list_holds(*, by: Actor) -> QuerySet[Hold]:
    """Every hold of the actor's council, open ones first. Errors: `NotAllowed`. Source: LIF-3."""
    authority_id = by.organisation_id or 0
    check_holds(by=by, authority_id=authority_id)
    rows = Hold.objects.filter(authority_id=authority_id)
    open_first = F("lifted_at").desc(nulls_first=True)
    return rows.select_related("person", "provider", "fund__person", "fund__holder").order_by(
        open_first, "-put_at", "-id"
    )


def get(*, by: Actor, reference: UUID) -> Hold:
    """One hold, for the few who may know of it. Errors: `NotAllowed`, Hold.DoesNotExist."""
    rows = Hold.objects.select_related("person", "provider", "fund__person", "fund__holder")
    hold = rows.get(reference=reference)
    check_holds(by=by, authority_id=hold.authority_id)
    return hold


def list_stopped(*, hold: Hold) -> list[InvoiceLine]:
    """The approved lines a hold stops, fund by fund. Source: ISF-LIF-3."""
    rows = InvoiceLine.objects.filter(
        state=LineState.HELD, invoice__fund__authority_id=hold.authority_id
    )
    if hold.scope == HoldScope.PROVIDER:
        rows = rows.filter(invoice__payee=hold.provider)
    elif hold.scope == HoldScope.FUND:
        rows = rows.filter(invoice__fund=hold.fund)
    else:
        rows = rows.filter(invoice__person=hold.person)
    return list(rows.order_by("invoice__fund_id", "invoice_id", "number"))


def list_providers(*, fund: Fund) -> list[Organisation]:
    """The holder of a fund and everybody something was ordered from with it. Source: LIF-3."""
    rows = Organisation.objects.filter(kind=OrganisationKind.PROVIDER)
    known = fund.promises.values("payee_id")
    return list(rows.filter(Q(pk=fund.holder_id) | Q(pk__in=known)).order_by("name", "id"))
