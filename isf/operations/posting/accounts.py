"""Ledger accounts: a fund's own, opened with it, and the shared ones of an authority."""

from collections.abc import Iterable

from isf.enums import AccountKind, DeploymentKind
from isf.models.funds import Fund
from isf.models.journal import LedgerAccount


def open_fund_accounts(*, fund: Fund, purposes: Iterable[str] = ("",)) -> None:
    """Open the accounts of a fund, one per purpose; untied money has the empty purpose.

    A restricted fund may never fall below nothing; a direct payment only records what the person
    spent elsewhere and may. Source: ISF-RES-2.
    """
    floor = None if fund.kind == DeploymentKind.DIRECT_PAYMENT else 0
    LedgerAccount.objects.bulk_create(
        LedgerAccount(
            authority_id=fund.authority_id,
            kind=AccountKind.FUND,
            fund=fund,
            purpose=purpose,
            floor=floor,
            running=True,
        )
        for purpose in purposes
    )


class SharedAccounts:
    """The accounts an authority's funds have in common; nobody ever waits for their rows."""

    def __init__(self, *, authority_id: int) -> None:
        self.authority_id = authority_id
        self._known: dict[tuple[str, int | None, str], int] = {}

    def find(
        self, *, kind: AccountKind, organisation_id: int | None = None, purpose: str = ""
    ) -> int:
        """The id of a shared account, opened when it is first needed. Source: ISF-LED-1."""
        place = (str(kind), organisation_id, purpose)
        if place not in self._known:
            wanted = {
                "authority_id": self.authority_id,
                "kind": kind,
                "organisation_id": organisation_id,
                "purpose": purpose,
                "fund": None,
            }
            row = LedgerAccount.objects.filter(**wanted).values_list("id", flat=True).first()
            if row is None:
                LedgerAccount.objects.bulk_create(
                    [LedgerAccount(**wanted, floor=None, running=False)], ignore_conflicts=True
                )
                row = LedgerAccount.objects.values_list("id", flat=True).get(**wanted)
            self._known[place] = row
        return self._known[place]
