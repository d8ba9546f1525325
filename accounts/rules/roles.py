"""Which roles each kind of organisation has, who manages whom, and what each basis means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accounts.enums import Basis, OrganisationKind, Role

ROLES_OF: Final[Mapping[OrganisationKind, frozenset[Role]]] = {
    OrganisationKind.AUTHORITY: frozenset(
        {
            Role.COMMISSIONER,
            Role.FINANCE_OFFICER,
            Role.CARE_MANAGER,
            Role.TEAM_MANAGER,
            Role.SAFEGUARDING_LEAD,
        }
    ),
    OrganisationKind.PROVIDER: frozenset(
        {Role.PROVIDER_OWNER, Role.PROVIDER_MANAGER, Role.PROVIDER_FINANCE}
    ),
    OrganisationKind.COMMUNITY: frozenset({Role.COMMUNITY_WORKER}),
}

MANAGES_MEMBERS: Final = frozenset({Role.COMMISSIONER, Role.PROVIDER_OWNER, Role.COMMUNITY_WORKER})
"""Who invites and removes the members of their own organisation."""

FIRST_ROLE_OF: Final[Mapping[OrganisationKind, Role]] = {
    OrganisationKind.AUTHORITY: Role.COMMISSIONER,
    OrganisationKind.PROVIDER: Role.PROVIDER_OWNER,
    OrganisationKind.COMMUNITY: Role.COMMUNITY_WORKER,
}
"""Whom the operator invites when an organisation is taken on."""

KEEPS_RECORDS: Final = frozenset({Role.CARE_MANAGER, Role.TEAM_MANAGER})
"""Council staff who open and change the record of a person."""

RECORDS_DEATHS: Final = KEEPS_RECORDS | {Role.COMMISSIONER}
"""Council staff who write down that a person has died."""

SEES_RECORDS: Final = KEEPS_RECORDS | {
    Role.COMMISSIONER,
    Role.FINANCE_OFFICER,
    Role.SAFEGUARDING_LEAD,
}
"""Council staff who may look a person of their own council up; every look is recorded."""

ANSWERS_CALLS: Final = frozenset({Role.CARE_MANAGER, Role.TEAM_MANAGER})
"""Council staff who may carry out what a person says on the telephone."""

NEEDS_SECOND_FACTOR: Final = (
    ROLES_OF[OrganisationKind.AUTHORITY] | ROLES_OF[OrganisationKind.PROVIDER]
)
"""Roles that may reach nothing before a second step of sign-in is set up and passed."""

ADMITTED_BY_THE_PERSON: Final = frozenset({Basis.CHOSEN, Basis.BROKER, Basis.ADVOCATE})
"""Representatives whom the person lets in and sends away without asking anybody."""

RECORDED_WITH_EVIDENCE: Final = frozenset(Basis) - ADMITTED_BY_THE_PERSON
"""Representatives whom council staff record, with a note of the document they saw."""
