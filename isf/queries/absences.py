"""When people were away, as last recorded, and the days on which that brings nothing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.permissions import Actor
from isf.models import Absence, AbsenceVersion, Case, PersonalBudget
from isf.permissions import check_see_budget
from isf.queries.policies import list_absence_terms
from isf.rules.absences import Joined, Stay, day_away, join, nil_days, nil_of
from isf.rules.entitlement import Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A stay as its last version says, and which version that is."""

    budget_id: int
    authority_id: int
    reference: UUID
    number: int
    stay: Stay
    is_withdrawn: bool
    reason: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Joined stays that reached the day of review, known by the first of them."""

    reference: UUID
    first_on: date
    day: date


def list_known(*, budget_ids: Collection[int]) -> Mapping[int, list[Known]]:
    """Every stay of these budgets, withdrawn ones too, in order of days. Source: ISF-LIF-1."""
    rows = (
        AbsenceVersion.objects.filter(absence__budget__in=budget_ids)
        .select_related("absence__budget")
        .order_by("absence_id", "number")
    )
    last = {row.absence_id: row for row in rows}
    found: dict[int, list[Known]] = defaultdict(list)
    for row in sorted(last.values(), key=lambda row: (row.first_on, row.absence_id)):
        budget = row.absence.budget
        found[budget.pk].append(
            Known(
                budget_id=budget.pk,
                authority_id=budget.authority_id,
                reference=row.absence.reference,
                number=row.number,
                stay=Stay(first_on=row.first_on, returned_on=row.returned_on),
                is_withdrawn=row.is_withdrawn,
                reason=row.reason,
                recorded_at=row.recorded_at,
            )
        )
    return found


def stays_of(*, known: Sequence[Known]) -> list[Stay]:
    """The stays that count. Source: ISF-LIF-1."""
    return [item.stay for item in known if not item.is_withdrawn]


def list_nil(*, budget_ids: Collection[int]) -> Mapping[int, tuple[Days, ...]]:
    """The days on which these budgets bring nothing, by budget. Source: ISF-LIF-1."""
    everything = list_known(budget_ids=budget_ids)
    terms = list_absence_terms(
        authority_ids={item.authority_id for known in everything.values() for item in known}
    )
    return {
        budget_id: nil_days(stays=stays_of(known=known), terms=terms[known[0].authority_id])
        for budget_id, known in everything.items()
    }


def list_joined(*, known: Sequence[Known]) -> list[Joined]:
    """The stays of one budget that count as one, in order. Source: ISF-LIF-1."""
    if not known:
        return []
    authority_id = known[0].authority_id
    terms = list_absence_terms(authority_ids={authority_id})[authority_id]
    return join(stays=stays_of(known=known), terms=terms)


def list_reviews(*, budget_id: int, on: date) -> list[Review]:
    """The stays of a budget that reached their day of review by a day. Source: ISF-LIF-1."""
    known = list_known(budget_ids={budget_id}).get(budget_id, [])
    names = {item.stay.first_on: item.reference for item in known if not item.is_withdrawn}
    found = []
    for joined in list_joined(known=known):
        day = day_away(joined=joined, number=joined.terms.review_day)
        if day is not None and day <= on:
            first_on = joined.first_on
            found.append(Review(reference=names[first_on], first_on=first_on, day=day))
    return found


def review_key(*, review: Review) -> str:
    """What the case of a review is known by: there is one for each stay. Source: ISF-LIF-1."""
    return f"absence-review:{review.reference}"


def list_reviews_due(*, budget_id: int, on: date) -> list[Review]:
    """The reviews of a budget that have no case yet; after a death none is due any more.

    Source: ISF-LIF-1, ISF-LIF-2.
    """
    if PersonalBudget.objects.filter(pk=budget_id, person__died_on__isnull=False).exists():
        return []
    reviews = list_reviews(budget_id=budget_id, on=on)
    keys = [review_key(review=review) for review in reviews]
    known = set(Case.objects.filter(key__in=keys).values_list("key", flat=True))
    return [review for review in reviews if review_key(review=review) not in known]


def list_watched(*, authority_id: int | None) -> list[int]:
    """The budgets somebody was ever away from, of one authority or of all. Source: ISF-LIF-1."""
    rows = Absence.objects.all()
    if authority_id is not None:
        rows = rows.filter(budget__authority_id=authority_id)
    return list(rows.order_by("budget_id").values_list("budget_id", flat=True).distinct())


def get(*, by: Actor, reference: UUID) -> Absence:
    """One stay for who may see the budget it belongs to.

    Errors: `NotAllowed`, Absence.DoesNotExist. Source: ISF-LIF-1.
    """
    absence = Absence.objects.select_related("budget__person").get(reference=reference)
    check_see_budget(by=by, budget=absence.budget)
    return absence


def get_last(*, absence: Absence) -> Known:
    """A stay as it is known now. Source: ISF-LIF-1."""
    known = list_known(budget_ids={absence.budget_id})[absence.budget_id]
    return next(item for item in known if item.reference == absence.reference)


def of_budget(*, budget: PersonalBudget) -> list[Known]:
    """Every stay recorded with a budget, in order of days. Source: ISF-LIF-1."""
    return list_known(budget_ids={budget.pk}).get(budget.pk, [])


@dataclass(frozen=True, slots=True, kw_only=True)
class StayLine:
    """A stay and the days of it that bring nothing, if any; `is_joined` to the one before."""

    known: Known
    nil: Days | None
    is_joined: bool


def list_lines(*, budget_id: int) -> list[StayLine]:
    """Every stay of a budget with what it means, the oldest first. Source: ISF-LIF-1."""
    known = list_known(budget_ids={budget_id}).get(budget_id, [])
    meant: dict[date, tuple[Days | None, bool]] = {}
    for joined in list_joined(known=known):
        nil = list(nil_of(joined=joined))
        for stay in joined.stays:
            mine = [days for days in nil if within(days=days, stay=stay)]
            meant[stay.first_on] = (mine[0] if mine else None, stay is not joined.stays[0])
    return [
        StayLine(known=item, nil=None, is_joined=False)
        if item.is_withdrawn
        else StayLine(
            known=item, nil=meant[item.stay.first_on][0], is_joined=meant[item.stay.first_on][1]
        )
        for item in known
    ]


def within(*, days: Days, stay: Stay) -> bool:
    """Whether nil days belong to a stay. Source: ISF-LIF-1."""
    if days.starts_on < stay.first_on:
        return False
    return stay.last_on is None or days.starts_on <= stay.last_on


def find_away(*, budget_id: int) -> StayLine | None:
    """The stay from which nobody has come back yet, if there is one. Source: ISF-LIF-1."""
    lines = [line for line in list_lines(budget_id=budget_id) if not line.known.is_withdrawn]
    last = lines[-1] if lines else None
    return last if last is not None and last.known.stay.returned_on is None else None
