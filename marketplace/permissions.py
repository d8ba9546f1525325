"""Who may do what in the marketplace: a provider's people by role, a person's by scope."""

from __future__ import annotations

from accounts.enums import Role, Scope
from accounts.permissions import Actor, can_acts_for, can_role, check_acts_for, check_role

SELLERS = frozenset({Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER})
BILLERS = frozenset({Role.PROVIDER_OWNER, Role.PROVIDER_FINANCE})
STAFF = SELLERS | BILLERS
MODERATORS = frozenset({Role.COMMISSIONER})
COMMISSIONERS = frozenset({Role.COMMISSIONER})


def check_sells(*, by: Actor, organisation_id: int) -> None:
    """Refuse anybody but an owner or manager of the provider: offers, orders, deliveries."""
    check_role(by=by, organisation_id=organisation_id, roles=SELLERS)


def can_sells(*, by: Actor, organisation_id: int) -> bool:
    """Whether the actor may publish offers, answer orders and record deliveries here."""
    return can_role(by=by, organisation_id=organisation_id, roles=SELLERS)


def check_bills(*, by: Actor, organisation_id: int) -> None:
    """Refuse anybody but an owner or finance worker of the provider: invoices."""
    check_role(by=by, organisation_id=organisation_id, roles=BILLERS)


def can_bills(*, by: Actor, organisation_id: int) -> bool:
    """Whether the actor may raise this provider's invoices."""
    return can_role(by=by, organisation_id=organisation_id, roles=BILLERS)


def check_works_for(*, by: Actor, organisation_id: int) -> None:
    """Refuse anybody who does not work for the provider in some role of a provider."""
    check_role(by=by, organisation_id=organisation_id, roles=STAFF)


def check_orders_for(*, by: Actor, person_id: int) -> None:
    """Refuse anybody who may not order for the person: themself, or a representative who may."""
    check_acts_for(by=by, person_id=person_id, scope=Scope.ORDER)


def can_orders_for(*, by: Actor, person_id: int) -> bool:
    """Whether the actor may order for the person."""
    return can_acts_for(by=by, person_id=person_id, scope=Scope.ORDER)


def check_sees(*, by: Actor, person_id: int) -> None:
    """Refuse anybody who may not see what the person ordered."""
    check_acts_for(by=by, person_id=person_id, scope=Scope.SEE)


def check_moderates(*, by: Actor, authority_id: int) -> None:
    """Refuse anybody but a commissioner of the council of the person who wrote a review."""
    check_role(by=by, organisation_id=authority_id, roles=MODERATORS)


def check_commissions(*, by: Actor, authority_id: int) -> None:
    """Refuse anybody but a commissioner of the council: frameworks, and how providers stand."""
    check_role(by=by, organisation_id=authority_id, roles=COMMISSIONERS)
