"""The numbers of an authority on a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from isf.models import Policy
from isf.rules.absences import AbsenceTerms
from isf.rules.fees import Caps
from isf.rules.tied_parts import ReadyParts


class PolicyMissing(Exception):
    """An authority that has published no numbers for a day."""

    rule = "ISF-POLICY"


def list_policies(*, authority_id: int) -> list[Policy]:
    """Every version of an authority's numbers, oldest first. Source: `isf-rules.md`."""
    return list(Policy.objects.filter(authority_id=authority_id).order_by("starts_on", "id"))


def get_policy(*, authority_id: int, on: date) -> Policy:
    """The numbers in force on a day: of the versions begun by then, the last.

    Errors: `PolicyMissing`. Source: `isf-rules.md` (every number is a dated policy).
    """
    found = (
        Policy.objects.filter(authority_id=authority_id, starts_on__lte=on)
        .order_by("-starts_on", "-id")
        .first()
    )
    if found is None:
        raise PolicyMissing("This authority has published no policy for that day.")
    return found


def ready_parts(*, policy: Policy) -> tuple[ReadyParts, ...]:
    """The sets of purposes a council has ready to choose, in basis points. Source: ISF-RES-5."""
    return tuple(
        ReadyParts(name=one["name"], parts=tuple((name, bp) for name, bp in one["parts"]))
        for one in policy.ready_parts
    )


def list_caps(*, authority_id: int) -> tuple[Caps, ...]:
    """The fee caps of an authority by date, in basis points. Source: ISF-FEE-3."""
    policies = Policy.objects.filter(authority_id=authority_id).order_by("starts_on", "id")
    rows = policies.values_list("starts_on", "soft_cap_bp", "hard_cap_bp")
    return tuple(Caps(starts_on=day, soft_bp=soft, hard_bp=hard) for day, soft, hard in rows)


def list_absence_terms(*, authority_ids: Collection[int]) -> Mapping[int, list[AbsenceTerms]]:
    """What authorities say of time away, by date, by authority. Source: ISF-LIF-1."""
    found: dict[int, list[AbsenceTerms]] = defaultdict(list)
    if not authority_ids:
        return found
    rows = Policy.objects.filter(authority_id__in=authority_ids).order_by("starts_on", "id")
    for row in rows:
        found[row.authority_id].append(
            AbsenceTerms(
                starts_on=row.starts_on,
                funded_days=row.absence_funded_days,
                apart_days=row.absence_apart_days,
                review_day=row.absence_review_day,
            )
        )
    return found
