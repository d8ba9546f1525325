"""The journal as plain-text accounting, for hledger or beancount to balance independently."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from isf.enums import AccountKind
from isf.models.journal import LedgerAccount
from isf.queries import exports
from isf.queries.exports import Assertion, Exported

# Fund accounts hold money; what councils and people gave stands against it, and so does what was
# paid out: the signs are the ledger's own, so every entry balances as it was posted.
ROOTS = {
    AccountKind.FUND: "Assets",
    AccountKind.COUNCIL: "Income",
    AccountKind.PERSON: "Expenses",
    AccountKind.THIRD_PARTY: "Income",
    AccountKind.PROVIDER: "Expenses",
    AccountKind.FEE: "Expenses",
    AccountKind.TRANSFER: "Equity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How one program writes its file."""

    head: Callable[[dict[int, str], date], Iterator[str]]
    entry: Callable[[Exported, dict[int, str]], Iterator[str]]
    assertion: Callable[[Assertion, dict[int, str]], Iterator[str]]


def account_name(*, account: LedgerAccount) -> str:
    """The path of an account: ids only, never a name of a person. Source: ISF-LED-8."""
    parts = [ROOTS[AccountKind(account.kind)], f"A{account.authority_id}"]
    parts.append(account.kind.title().replace("_", ""))
    if account.fund_id is not None:
        parts.append(f"F{account.fund_id}")
    if account.organisation_id is not None:
        parts.append(f"O{account.organisation_id}")
    # Every account is a leaf: a balance said of a parent would count its children too.
    purpose = "".join(c for c in account.purpose.title() if c.isalnum())
    parts.append(f"P{purpose}" if purpose else "General")
    return ":".join(parts)


def amount(pence: int) -> str:
    """Whole pence as a decimal number of pounds, exactly."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def beancount_head(names: dict[int, str], first: date) -> Iterator[str]:
    """Options with no tolerance at all, and the accounts."""
    yield 'option "title" "Individual service funds"'
    yield 'option "operating_currency" "GBP"'
    yield 'option "tolerance_multiplier" "0"'
    for name in sorted(set(names.values())):
        yield f"{first.isoformat()} open {name} GBP"
    yield ""


def beancount_entry(entry: Exported, names: dict[int, str]) -> Iterator[str]:
    """One entry with its hash and key as metadata; one that only sets money aside as a note."""
    title = f'"{entry.kind}" "F{entry.fund_id}-{entry.seq}"'
    if entry.moves:
        yield f"{entry.day.isoformat()} * {title}"
    else:
        yield f'{entry.day.isoformat()} custom "entry" {title}'
    yield f'  key: "{entry.key}"'
    yield f'  hash: "{entry.hash}"'
    for account_id, pence in entry.moves:
        yield f"  {names[account_id]}  {amount(pence)} GBP"
    yield ""


def beancount_assertion(said: Assertion, names: dict[int, str]) -> Iterator[str]:
    """What an account held at the end of a day; beancount looks at the morning after."""
    morning = (said.day + timedelta(days=1)).isoformat()
    yield f"{morning} balance {names[said.account_id]}  {amount(said.pence)} ~ 0.00 GBP"


def hledger_head(names: dict[int, str], first: date) -> Iterator[str]:
    """Everything declared, as strict checking wants it."""
    yield "commodity 1000.00 GBP"
    for name in sorted(set(names.values())):
        yield f"account {name}"
    yield f"; from {first.isoformat()}"
    yield ""


def hledger_entry(entry: Exported, names: dict[int, str]) -> Iterator[str]:
    """One entry with its hash and key as tags."""
    yield f"{entry.day.isoformat()} * {entry.kind} F{entry.fund_id}-{entry.seq}"
    yield f"    ; key: {entry.key}"
    yield f"    ; hash: {entry.hash}"
    for account_id, pence in entry.moves:
        yield f"    {names[account_id]}  {amount(pence)} GBP"
    yield ""


def hledger_assertion(said: Assertion, names: dict[int, str]) -> Iterator[str]:
    """What an account held at the end of a day."""
    yield f"{said.day.isoformat()} * assertion"
    yield f"    {names[said.account_id]}  0.00 GBP = {amount(said.pence)} GBP"
    yield ""


FORMATS = {
    "beancount": Format(head=beancount_head, entry=beancount_entry, assertion=beancount_assertion),
    "hledger": Format(head=hledger_head, entry=hledger_entry, assertion=hledger_assertion),
}


def lines(*, form: str, authority_id: int | None = None) -> Iterator[str]:
    """The whole journal line by line: accounts, entries, and an assertion per account and month.

    Units: pounds and pence, written from whole pence. Errors: KeyError for an unknown format.
    Source: ISF-LED-8.
    """
    style = FORMATS[form]
    accounts = list(exports.list_accounts(authority_id=authority_id))
    names = {account.pk: account_name(account=account) for account in accounts}
    days = exports.first_and_last(authority_id=authority_id)
    if days is None:
        yield from style.head({}, date(1970, 1, 1))
        return
    yield from style.head(names, days[0])
    for entry in exports.entries(authority_id=authority_id):
        yield from style.entry(entry, names)
    for day in month_ends(first=days[0], last=days[1]):
        for said in exports.assertions(accounts=accounts, day=day):
            yield from style.assertion(said, names)


def month_ends(*, first: date, last: date) -> Iterator[date]:
    """Every month's end from one day to another, and the last day itself."""
    day = first
    while True:
        end = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if end >= last:
            yield last
            return
        yield end
        day = end + timedelta(days=1)
