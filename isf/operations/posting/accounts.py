"""Ledger accounts: a fund's own, opened with it, and the shared ones of an authority."""

from collections.abc import Iterable

from isf.enums import AccountKind, DeploymentKind
from isf.models.funds import Fund
from isf.models.journal import LedgerAccount
from isf.operations.posting import rows
from isf.operations.posting.opened import Place


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

    def __init__(self, *, authority_id: int, known: dict[Place, int]) -> None:
        self.authority_id = authority_id
        self._known = known

    def find(self, *, kind: AccountKind, organisation_id: int | None = None) -> int:
        """The id of a shared account, opened when it is first needed. Source: ISF-LED-1."""
        place = (kind, organisation_id)
        if place not in self._known:
            look_up = rows.shared(
                authority_id=self.authority_id, kind=str(kind), organisation_id=organisation_id
            )
            (found,) = rows.together([look_up])
            if not found:
                new = (rows.NEW_SHARED, (self.authority_id, str(kind), organisation_id))
                _, found = rows.together([new, look_up])
            self._known[place] = found[0][0]
        return self._known[place]
