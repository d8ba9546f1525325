"""The operations about time away and holds: how to try each on what is Rosa's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from isf.operations import absences, safeguards
from isf.rules.absences import Stay
from tests.who_may.life import TODAY
from tests.who_may.world import World

AWAY = Stay(first_on=TODAY, returned_on=None)

LIFE: Mapping[Callable[..., Any], Callable[[World], Mapping[str, Any]]] = {
    absences.record: lambda w: {
        "budget_id": w.own.absence.budget_id,
        "reference": uuid4(),
        "stay": AWAY,
    },
    absences.change: lambda w: {
        "absence_id": w.own.absence.pk,
        "seen": 1,
        "said": absences.Correction(stay=AWAY, reason="Later"),
    },
    absences.watch: lambda w: {"budget_id": w.own.absence.budget_id},
    absences.tell: lambda w: {"fund_id": w.own.fund.pk, "reference": uuid4(), "stay": AWAY},
    safeguards.put: lambda w: {
        "authority_id": w.own.borough.authority.pk,
        "reference": uuid4(),
        "target": safeguards.Target(fund_id=w.own.fund.pk),
        "reason": "A concern",
    },
    safeguards.lift: lambda w: {"hold_id": w.own.hold.pk, "reason": "Checked"},
}
