"""A journal of a wanted size, grown from where it stands: funds of two years each."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connection

from bench import copies, history
from isf.models import Fund
from isf.models.journal import Posting
from isf.operations import seals
from isf.operations.posting import keep_shared_snapshots
from tests.factories.borough import Borough
from tests.factories.money import MONDAY, noon

CLOSED = MONDAY.replace(day=1)
TABLES = (*history.COLUMNS, "isf_fund", "isf_ledgeraccount", "isf_reservation")


@dataclass(slots=True, kw_only=True)
class Journal:
    """One council's books: a template that is never posted to, and funds like it."""

    borough: Borough = field(default_factory=lambda: Borough(starts_on=history.FIRST))
    funds: int = 0
    template: Fund = field(init=False)
    council_id: int = field(init=False)
    payee_id: int = field(init=False)

    def __post_init__(self) -> None:
        self.template = self.borough.open_fund(on=history.FIRST)
        authority_id = self.borough.authority.pk
        self.council_id = history.shared(authority_id=authority_id, organisation_id=None)
        self.payee_id = history.shared(
            authority_id=authority_id, organisation_id=self.borough.carer.pk
        )

    def grow(self, *, postings: int) -> Fund:
        """Add funds until there are so many postings; the fund in the middle, to be read."""
        wanted = postings // history.POSTINGS_A_FUND - self.funds
        for funds in copies.of(fund=self.template, count=wanted):
            history.write(funds=funds, council_id=self.council_id, payee_id=self.payee_id)
            self.funds += len(funds)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        rows = Fund.objects.exclude(pk=self.template.pk).order_by("pk")
        return rows.select_related("deployment")[self.funds // 2]

    def seal(self) -> None:
        """A seal over all funds, and where the shared accounts stood when the last month ended."""
        authority_id = self.borough.authority.pk
        seals.seal(authority_id=authority_id, day=MONDAY, by=self.borough.finance, at=noon(MONDAY))
        keep_shared_snapshots(authority_id=authority_id, through_on=CLOSED, at=noon(MONDAY))


def bytes_a_posting() -> dict[str, float]:
    """The room of each ledger table with its indexes, by the postings there are."""
    postings = Posting.objects.count()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            query = "SELECT pg_total_relation_size('{}'::regclass)"
        else:
            query = (
                "SELECT SUM(pgsize) FROM dbstat WHERE name IN"
                " (SELECT name FROM sqlite_master WHERE tbl_name = '{}')"
            )
        found = {}
        for table in TABLES:
            cursor.execute(query.format(table))
            found[table] = float(cursor.fetchone()[0]) / postings
    return found
