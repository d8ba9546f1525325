"""Everybody who might ask for a page, as the columns of the table of who may."""

from __future__ import annotations

from enum import StrEnum, auto


class Who(StrEnum):
    """Who asks; "own" is the side of Rosa, about whom every address of the table is."""

    ANONYMOUS = auto()
    SIGNED_IN_ONLY = auto()
    OWN = auto()
    OTHER_PERSON = auto()
    REPRESENTATIVE = auto()
    ONLY_SEES = auto()
    ONLY_ORDERS = auto()
    ONLY_BILLS = auto()
    ONLY_MONEY = auto()
    EXPIRED_REPRESENTATIVE = auto()
    REVOKED_REPRESENTATIVE = auto()
    WORKS_FOR_BILLER = auto()
    OWNER = auto()
    MANAGER = auto()
    FINANCE = auto()
    LEFT_PROVIDER = auto()
    HOLDER_OWNER = auto()
    HOLDER_MANAGER = auto()
    HOLDER_FINANCE = auto()
    OTHER_OWNER = auto()
    COMMISSIONER = auto()
    FINANCE_OFFICER = auto()
    CARE_MANAGER = auto()
    TEAM_MANAGER = auto()
    SAFEGUARDING_LEAD = auto()
    ON_CALL = auto()
    CALL_OF_WHO_LEFT = auto()
    LEFT_COUNCIL = auto()
    OTHER_COMMISSIONER = auto()
    OTHER_CARE_MANAGER = auto()
    COMMUNITY_WORKER = auto()


Group = frozenset[Who]

ANYBODY: Group = frozenset(Who)
SIGNED_IN = ANYBODY - {Who.ANONYMOUS}
NOBODY: Group = frozenset()
ACTS_FOR_NOBODY = frozenset(
    {
        Who.SIGNED_IN_ONLY,
        Who.EXPIRED_REPRESENTATIVE,
        Who.REVOKED_REPRESENTATIVE,
        Who.LEFT_PROVIDER,
        Who.LEFT_COUNCIL,
        Who.CALL_OF_WHO_LEFT,
    }
)

# Rosa's side, by what each may do for her.
FULL = frozenset({Who.OWN, Who.REPRESENTATIVE, Who.ON_CALL})
SEES = FULL | {
    Who.ONLY_SEES,
    Who.ONLY_ORDERS,
    Who.ONLY_BILLS,
    Who.ONLY_MONEY,
    Who.WORKS_FOR_BILLER,
}
ORDERS = FULL | {Who.ONLY_ORDERS, Who.WORKS_FOR_BILLER}
DECIDES_BILLS = FULL | {Who.ONLY_BILLS}
DECIDES_MONEY = FULL | {Who.ONLY_MONEY, Who.WORKS_FOR_BILLER}

# Pages about nobody in particular are open to whoever acts for somebody.
SEES_SOMEBODY = SEES | {Who.OTHER_PERSON}
ORDERS_FOR_SOMEBODY = ORDERS | {Who.OTHER_PERSON}
MONEY_OF_SOMEBODY = DECIDES_MONEY | {Who.OTHER_PERSON}

# Staff of the provider that sells to Rosa and bills her, and of the one that holds her fund.
SELLERS = frozenset({Who.OWNER, Who.MANAGER})
BILLERS = frozenset({Who.OWNER, Who.FINANCE})
STAFF = SELLERS | BILLERS
HOLDERS = frozenset({Who.HOLDER_OWNER, Who.HOLDER_MANAGER, Who.HOLDER_FINANCE})
ANY_SELLERS = SELLERS | {Who.HOLDER_OWNER, Who.HOLDER_MANAGER, Who.OTHER_OWNER}
ANY_BILLERS = BILLERS | {Who.HOLDER_OWNER, Who.HOLDER_FINANCE, Who.OTHER_OWNER}
ANY_STAFF = ANY_SELLERS | ANY_BILLERS
ANY_OWNERS = frozenset({Who.OWNER, Who.HOLDER_OWNER, Who.OTHER_OWNER})

# Staff of Rosa's council, and of the other one.
KEEPERS = frozenset({Who.CARE_MANAGER, Who.TEAM_MANAGER})
BUDGETERS = KEEPERS | {Who.COMMISSIONER}
COUNCIL = BUDGETERS | {Who.FINANCE_OFFICER, Who.SAFEGUARDING_LEAD}
ANY_KEEPERS = KEEPERS | {Who.OTHER_CARE_MANAGER}
ANY_COMMISSIONERS = frozenset({Who.COMMISSIONER, Who.OTHER_COMMISSIONER})
ANY_BUDGETERS = BUDGETERS | {Who.OTHER_CARE_MANAGER, Who.OTHER_COMMISSIONER}
ANY_COUNCIL = COUNCIL | ANY_BUDGETERS
