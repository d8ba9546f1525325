"""A story of the oracle in the words of the product's rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from fractions import Fraction
from uuid import UUID

from accounts.enums import DayType, Nation
from isf.enums import AccountKind, ContributionMode, EntryKind
from isf.rules.absences import AbsenceTerms, Stay, nil_days
from isf.rules.contributions import GROSS, Contribution, exact, gross_part
from isf.rules.entitlement import Days, Rate, Term
from isf.rules.fees import Caps, FeeTerms, FeeVersion
from isf.rules.origins import Side, Step
from isf.rules.promises import Plan, PlanLine
from isf.rules.tranches import THE_COUNCIL, THE_PERSON, Expiry, Party, Tranche, expires_on
from tests.oracle.happenings import Happening
from tests.oracle.plans import Order
from tests.oracle.story import Story, Stretch

PROVIDER = Party(kind=AccountKind.PROVIDER, organisation_id=1)
FEES = Party(kind=AccountKind.FEE, organisation_id=2)


def stretches(found: Sequence[Stretch]) -> tuple[Days, ...]:
    return tuple(Days(starts_on=first, ends_on=last) for first, last in found)


def stays(story: Story) -> tuple[list[Stay], tuple[AbsenceTerms, ...]]:
    terms = AbsenceTerms(
        starts_on=date.min,
        funded_days=story.funded_days,
        apart_days=story.apart_days,
        review_day=56,
    )
    return [Stay(first_on=first, returned_on=back) for first, back in story.stays], (terms,)


def term(story: Story) -> Term:
    away, terms = stays(story)
    return Term(
        starts_on=story.begins,
        ends_on=story.ends,
        rates=tuple(Rate(starts_on=day, weekly_pence=pence) for day, pence in story.rates),
        nil=nil_days(stays=away, terms=terms),
    )


def fee_version(day: date, how: str, number: int) -> FeeVersion:
    if how == "RATE":
        return FeeVersion(starts_on=day, rate_bp=number)
    return FeeVersion(starts_on=day, weekly_pence=number)


def fee_terms(story: Story, life: Term) -> FeeTerms:
    return FeeTerms(
        term=life,
        versions=tuple(fee_version(*fee) for fee in story.fees),
        caps=tuple(Caps(starts_on=d, soft_bp=soft, hard_bp=hard) for d, soft, hard in story.caps),
        approvals=stretches(story.approvals),
        suspensions=stretches(story.suspensions),
    )


def contributions(story: Story) -> list[Contribution]:
    return [
        Contribution(starts_on=day, weekly_pence=pence, mode=ContributionMode(mode))
        for day, pence, mode in story.contributions
    ]


def party(name: str) -> Party:
    kind, _, reference = name.partition(":")
    return Party(kind=AccountKind(kind), reference=reference)


def step(
    told: Happening, *, life: Term, given: list[Contribution], expiries: Sequence[Expiry]
) -> Step:
    """An entry as tranches see it; a gross allocation says whose part is whose."""
    sides = tuple(Side(party=party(name), pence=pence) for name, pence in told.funders)
    if told.pence > 0 or told.reverses is not None:
        sign = -1 if told.reverses is None else 1
        sides = tuple(Side(party=side.party, pence=sign * side.pence) for side in sides)
    other = {"BILL": PROVIDER, "FEE": FEES, "FEE_BACK": FEES}.get(told.kind, THE_COUNCIL)
    return Step(
        entry_id=told.number,
        kind=EntryKind(told.kind),
        day=told.day,
        reverses_id=told.reverses,
        moves=((told.purpose, told.pence),),
        sides=sides or (Side(party=other, pence=-told.pence),),
        carried=carried(told, life=life, given=given, expiries=expiries),
    )


def carried(
    told: Happening, *, life: Term, given: list[Contribution], expiries: Sequence[Expiry]
) -> tuple[Tranche, ...]:
    if told.days is None or not exact(term=life, contributions=given, modes=GROSS, days=told.days):
        return ()
    persons = gross_part(term=life, contributions=given, days=told.days, pence=told.pence)
    parts = {THE_COUNCIL: told.pence - persons, THE_PERSON: persons}
    return tuple(
        Tranche(
            entry_id=told.number,
            funder=funder,
            received_on=told.day,
            purpose="",
            expires_on=expires_on(received_on=told.day, expiries=expiries),
            pence=pence,
        )
        for funder, pence in parts.items()
    )


def plan(order: Order) -> Plan:
    line = PlanLine(
        reference=UUID(int=1),
        weekdays=order.weekdays,
        starts_at=time(10),
        quantity=Fraction(1),
        price_pence=dict.fromkeys(DayType, order.pence),
    )
    return Plan(starts_on=order.first, ends_on=order.last, nation=Nation.ENGLAND, lines=(line,))
