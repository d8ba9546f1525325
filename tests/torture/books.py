"""The books after a part: sound for two readers, and made again from the journal."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.apps import apps

from accounts.permissions import system
from isf.ledger.chain import GENESIS
from isf.models import Fund
from isf.models.journal import JournalEntry, LedgerAccount, Posting
from isf.models.reservations import Reservation
from isf.operations import rebuilding
from tests.factories.money import MONDAY, noon
from tests.ledger_watch import assert_agreed
from tests.torture.findings import must


def sound() -> Counter[str]:
    """Every invariant of the ledger, as two readers that share nothing see it."""
    assert_agreed()
    return Counter({"entries of sound books": JournalEntry.objects.count()})


def every_row() -> dict[str, list[Any]]:
    """Every column of every row of money."""
    models = apps.get_app_config("isf").get_models()
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in models
    }


def lose_everything() -> int:
    """Set every derived column as if nothing had ever been posted; how many rows."""
    rows = Fund.objects.update(seq=0, head_hash=GENESIS, closed_through=None)
    rows += Reservation.objects.update(amount=0, remaining=0)
    own = LedgerAccount.objects.filter(fund__isnull=False)
    return rows + own.update(posted=0, reserved=0, last_day=None)


def made_again() -> Counter[str]:
    """All derived columns lost and worked out again: every row is the same to the last byte."""
    before = every_row()
    lost = lose_everything()
    by = system("rebuild_balances")
    for pk in Fund.objects.order_by("id").values_list("pk", flat=True):
        rebuilding.rebuild(fund_id=pk, by=by, at=noon(MONDAY))
    must(every_row() == before, "what was made again from the journal is not what was there")
    seen = {"rows made again from the journal": lost, "postings read": Posting.objects.count()}
    return Counter(seen)
