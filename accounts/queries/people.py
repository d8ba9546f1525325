"""People: one by reference, and the list of a council, for those who may see them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from accounts import permissions
from accounts.enums import Scope
from accounts.models import Person
from accounts.permissions import Actor, NotAllowed
from accounts.rules import roles


def can_see(*, by: Actor, person: Person) -> bool:
    """Whether the actor acts for the person, or works with records in the person's council."""
    return permissions.can_acts_for(
        by=by, person_id=person.pk, scope=Scope.SEE
    ) or permissions.can_role(by=by, organisation_id=person.authority_id, roles=roles.SEES_RECORDS)


def get_visible(*, by: Actor, reference: UUID) -> Person:
    """The person, for somebody who may see the record; raises Person.DoesNotExist or NotAllowed."""
    person = Person.objects.select_related("authority", "user").get(reference=reference)
    if not can_see(by=by, person=person):
        raise NotAllowed(rule="SEES-RECORD", needed=Scope.SEE)
    return person


def get_acted_for(*, by: Actor) -> Person:
    """The person the actor acts for now; raises Person.DoesNotExist for nobody."""
    return Person.objects.select_related("authority", "user").get(pk=by.person_id or 0)


def get_kept(*, by: Actor, reference: UUID) -> Person:
    """The person, for somebody who keeps the record; raises Person.DoesNotExist or NotAllowed."""
    person = Person.objects.select_related("authority", "user").get(reference=reference)
    permissions.check_role(by=by, organisation_id=person.authority_id, roles=roles.KEEPS_RECORDS)
    return person


def list_of_authority(*, by: Actor, search: str = "") -> QuerySet[Person]:
    """The people of the actor's council, by name; `search` narrows by name or postcode."""
    if by.organisation_id is None:
        raise NotAllowed(rule="SEES-RECORDS", needed="a council")
    permissions.check_role(by=by, organisation_id=by.organisation_id, roles=roles.SEES_RECORDS)
    people = Person.objects.filter(authority_id=by.organisation_id).order_by("full_name", "pk")
    for word in search.split():
        people = people.filter(
            Q(full_name__icontains=word) | Q(known_as__icontains=word) | Q(postcode__icontains=word)
        )
    return people
