"""Writing the next version of what is recorded in versions."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from accounts.operations import audit
from accounts.permissions import Actor
from marketplace.models.recorded import Recorded, RecordedQuerySet

_Row = TypeVar("_Row", bound=Recorded)


class ChangedMeanwhile(Exception):
    """Somebody recorded another version than the one this correction was made from."""


@transaction.atomic
def first(*, row: _Row, what: str, by: Actor, at: datetime, organisation_id: int) -> _Row:
    """Save the first version of a record and write down who recorded it."""
    row.recorded_at, row.recorded_by_id = at, by.user_id
    row.save(force_insert=True)
    _note(row, f"{what}_RECORDED", by, at, organisation_id)
    return row


@transaction.atomic
def follow(
    *,
    before: _Row,
    changes: Mapping[str, Any],
    what: str,
    by: Actor,
    at: datetime,
    organisation_id: int,
    is_withdrawn: bool = False,
) -> _Row:
    """Save the version after this one, the changed columns in it; the same again writes nothing.

    What is taken back stays as it was and counts no more. Raises ChangedMeanwhile.
    """
    same = all(getattr(before, name) == value for name, value in changes.items())
    if same and before.is_withdrawn == is_withdrawn:
        return before
    if (
        RecordedQuerySet(type(before))
        .filter(reference=before.reference, number__gt=before.number)
        .exists()
    ):
        raise ChangedMeanwhile
    row = copy(before)
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    row.number, row.is_withdrawn = before.number + 1, is_withdrawn
    row.recorded_at, row.recorded_by_id = at, by.user_id
    row.save(force_insert=True)
    action = f"{what}_WITHDRAWN" if is_withdrawn else f"{what}_CORRECTED"
    _note(row, action, by, at, organisation_id)
    return row


def _note(row: Recorded, action: str, by: Actor, at: datetime, organisation_id: int) -> None:
    audit.record(
        by=by,
        action=action,
        at=at,
        organisation_id=organisation_id,
        subject=f"{type(row).__name__.lower()}:{row.reference}",
        details={"version": row.number},
    )
