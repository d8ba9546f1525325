"""Whose money an allocation is, where the person's contribution is paid in by the council."""

from datetime import date
from fractions import Fraction

from isf.models import Fund
from isf.operations import origins
from isf.queries.contributions import list_for
from isf.queries.terms import deployment_term
from isf.queries.tranches import list_expiries
from isf.rules.contributions import gross_part
from isf.rules.tranches import THE_COUNCIL, THE_PERSON, Party, Tranche, expires_on


def keep(*, fund: Fund, entry_id: int, days: tuple[date, date], pence: int, on: date) -> None:
    """Write down the shares of council and person in money the council paid in for some days.

    Nothing is written where all of it is the council's. Units: whole pence, shares exact.
    Source: ISF-FUN-2, ISF-ROL-2.
    """
    contributions = list_for(deployment_id=fund.deployment_id)
    if not contributions:
        return
    own = gross_part(
        term=deployment_term(deployment=fund.deployment),
        contributions=contributions,
        days=days,
        pence=pence,
    )
    if own and pence > 0:
        expiries = list_expiries(authority_ids=[fund.authority_id])[fund.authority_id]
        last = expires_on(received_on=on, expiries=expiries)
        parts = ((THE_COUNCIL, pence - own), (THE_PERSON, own))
        tranches = [part(funder=who, pence=share, on=on, last=last) for who, share in parts]
        origins.keep(entry_id=entry_id, tranches=tranches, pence=pence)


def part(*, funder: Party, pence: Fraction, on: date, last: date | None) -> Tranche:
    """One funder's share of untied money that came on a day. Source: ISF-ROL-2."""
    return Tranche(
        entry_id=0, funder=funder, received_on=on, purpose="", expires_on=last, pence=pence
    )
