"""Where the money of a fund shall go when it closes, as somebody chose it."""

from datetime import datetime
from uuid import UUID

from accounts.operations import audit
from accounts.permissions import Actor
from isf.enums import ClosingPlace, FundState
from isf.models import ClosingChoice, Fund
from isf.operations.posting import KeyReused
from isf.operations.transactions import money_transaction
from isf.permissions import check_chooses_place
from isf.queries import closings as reads
from isf.queries import deaths
from isf.rules import closing as rules


@money_transaction
def choose(
    *,
    fund_id: int,
    place: ClosingPlace,
    target: UUID | None,
    reference: UUID,
    by: Actor,
    at: datetime,
) -> ClosingChoice:
    """Say where the money of a fund shall go when it closes; the newest choice counts.

    Only the person's side gives it back to the council. The same choice again is the first one.
    Errors: `NotAllowed`, `PlaceImpossible`, `KeyReused`, `PersonDied`.
    Source: ISF-POR-3, ISF-RES-1, ISF-POR-6, ISF-LIF-2.
    """
    fund = Fund.objects.get(pk=fund_id)
    check_chooses_place(by=by, fund=fund, place=place)
    fund = Fund.objects.select_for_update(no_key=True).get(pk=fund_id)
    found = next((row for row in reads.list_targets(fund=fund) if row.reference == target), None)
    again = ClosingChoice.objects.filter(reference=reference).first()
    if again is not None:
        same = (again.fund_id, again.place, again.target) == (fund.pk, place, found)
        if not same:
            raise KeyReused(key=str(reference))
        return again
    deaths.check_alive(person_id=fund.person_id)
    is_fund = place is ClosingPlace.FUND
    if fund.state != FundState.OPEN or is_fund != (found is not None):
        raise rules.PlaceImpossible("This money cannot go there.")
    choice = ClosingChoice.objects.create(
        reference=reference,
        fund=fund,
        place=place,
        target=found if is_fund else None,
        chosen_at=at,
        chosen_by_id=by.user_id,
    )
    audit.record(
        by=by,
        action="CLOSING_PLACE_CHOSEN",
        at=at,
        person_id=fund.person_id,
        organisation_id=fund.authority_id,
        subject=f"fund:{fund.reference}",
        details={"place": str(place)},
    )
    return choice
