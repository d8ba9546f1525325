"""Writing down where an entry's money came from, beside the entry and in its transaction."""

from collections.abc import Iterable

from isf.models import MoneyOrigin
from isf.rules.tranches import Tranche


class OriginsDoNotAddUp(Exception):
    """Origins that are not what the entry moves (ISF-ROL-2)."""

    rule = "ISF-ROL-2"


def keep(*, entry_id: int, tranches: Iterable[Tranche], pence: int) -> None:
    """Write down the origins of the money an entry brings into a fund: funder, day and expiry.

    Inside the caller's transaction, right after the entry was written with `Pen.write`, once: a
    repeated entry (`Posted.replayed`) brings nothing. `pence` is what the entry moves, in whole
    pence. Errors: `OriginsDoNotAddUp`. Source: ISF-ROL-2, ISF-POR-3 (origins and dates intact).
    """
    rows = [tranche for tranche in tranches if tranche.pence]
    if sum(tranche.pence for tranche in rows) != pence:
        raise OriginsDoNotAddUp("The origins of money add up to what the entry moves.")
    MoneyOrigin.objects.bulk_create(
        MoneyOrigin(
            entry_id=entry_id,
            purpose=tranche.purpose,
            funder_kind=tranche.funder.kind,
            funder_organisation_id=tranche.funder.organisation_id,
            funder_reference=tranche.funder.reference,
            received_on=tranche.received_on,
            expires_on=tranche.expires_on,
            pence=tranche.pence,
        )
        for tranche in rows
    )
