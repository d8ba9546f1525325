"""Plants one defect after another in a copy of the tree, and says which test catches it.

`python -m tests.mutate [part of a name]`; a defect that no test catches is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPERATIONS = "tests/integration/isf/operations"
MARKET = "tests/integration/marketplace/operations"
MODELS = "tests/integration/isf/models"
UNIT = "tests/unit/isf"
RACES = "tests/integration/isf/races/test_races.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """What is planted where, and the tests that ought to notice."""

    name: str
    path: str
    old: str
    new: str
    tests: str
    database: str = "sqlite"


DEFECTS = (
    Defect(
        name="what was not shown is published",
        path="marketplace/operations/price_lists.py",
        old="if plan.digest != row.digest:",
        new="if False:",
        tests=f"{MARKET}/test_price_lists.py -k what_was_shown",
    ),
    Defect(
        name="a moderator decides about their own hiding",
        path="marketplace/rules/reviews.py",
        old="if hid_by == decides:",
        new="if False:",
        tests=f"{MARKET}/test_moderation.py -k another_moderator",
    ),
    Defect(
        name="the provider's own people review it",
        path="marketplace/operations/reviews.py",
        old="works_for_provider=seller.organisation_id in by.works_for",
        new="works_for_provider=False",
        tests=f"{MARKET}/test_reviews.py -k works_for",
    ),
    Defect(
        name="the floor is not checked",
        path="isf/operations/posting/pen.py",
        old="if pence > 0 and before - pence < account.floor:",
        new="if False:",
        tests=f"{OPERATIONS}/test_purchases.py -k available",
    ),
    Defect(
        name="a key is not looked up",
        path="isf/operations/posting/pen.py",
        old="        row = rows.select_one(rows.FIND_KEY, [self.authority_id, key])",
        new="        row = None",
        tests=f"{OPERATIONS}/test_allocations.py -k again",
    ),
    Defect(
        name="the same key may say something else",
        path="isf/operations/promises.py",
        old="if promise.request_hash != fingerprint:",
        new="if False:",
        tests=f"{OPERATIONS}/test_promises.py -k other_contents",
    ),
    Defect(
        name="a trigger against change is missing",
        path="isf/models/triggers.py",
        old='for event in ("UPDATE", "DELETE")',
        new='for event in ("UPDATE",)',
        tests=f"{MODELS}/test_append_only.py -k nothing_posted",
    ),
    Defect(
        name="a row may be replaced",
        path="isf/models/triggers.py",
        old="WHERE EXISTS (SELECT 1 FROM {table} WHERE {conflict})",
        new="WHERE EXISTS (SELECT 1 FROM {table} WHERE id < 0)",
        tests=f"{MODELS}/test_append_only.py -k in_its_way",
    ),
    Defect(
        name="an unbalanced entry passes the database",
        path="isf/models/triggers.py",
        old="(SELECT COALESCE(SUM(pence), 0) <> 0 OR COUNT(*) = 1\n                 FROM",
        new="(SELECT COUNT(*) = 1\n                 FROM",
        tests=f"{MODELS}/test_constraints.py -k unbalanced",
    ),
    Defect(
        name="an entry may touch another fund",
        path="isf/models/triggers.py",
        old="OR a.fund_id <> NEW.fund_id\n    OR p.day",
        new="OR p.day",
        tests=f"{MODELS}/test_constraints.py -k two_funds",
    ),
    Defect(
        name="a check of the database is missing",
        path="isf/migrations/0001_initial.py",
        old='("cumulative_fee_pence__lte", models.F("cumulative_cap_pence"))',
        new='("cumulative_fee_pence__gte", 0)',
        tests=f"{MODELS}/test_constraints.py -k above_its_cap",
    ),
    Defect(
        name="a sign is turned",
        path="isf/ledger/entries.py",
        old="change.pence if change.change is ReservationChange.HOLD else -change.pence",
        new="-change.pence if change.change is ReservationChange.HOLD else change.pence",
        tests=f"{UNIT}/test_ledger.py -k hold_takes",
    ),
    Defect(
        name="half a penny is lost",
        path="isf/rules/amounts.py",
        old="return round_half_up(price_pence * quantity)",
        new="return round_down(price_pence * quantity)",
        tests=f"{UNIT}/test_amounts.py -k line",
    ),
    Defect(
        name="instalments are rounded one by one",
        path="isf/rules/entitlement.py",
        old="return round_half_up(owed) - posted_pence",
        new="return round_half_up(owed - posted_pence + Fraction(1, 3)) if posted_pence else "
        "round_half_up(owed)",
        tests=f"{UNIT}/test_entitlement.py -k cut",
    ),
    Defect(
        name="the cap is that of another day",
        path="isf/rules/fees.py",
        old="begun = [caps for caps in ordered if caps.starts_on <= day]",
        new="begun = ordered",
        tests=f"{UNIT}/test_fees.py -k reaches_back",
    ),
    Defect(
        name="a fee is earned while suspended",
        path="isf/rules/fees.py",
        old="if not weekly or version is None or suspended_on(terms=terms, day=day):\n"
        "        return Fraction(0)",
        new="if not weekly or version is None:\n        return Fraction(0)",
        tests=f"{UNIT}/test_fees.py -k suspended",
    ),
    Defect(
        name="a visit is settled and its reservation is not",
        path="isf/operations/decisions.py",
        old="        (ReservationChange.SETTLE, amount),\n",
        new="",
        tests=f"{OPERATIONS}/test_decisions.py -k each_approved",
    ),
    Defect(
        name="who works for the biller may decide",
        path="isf/permissions.py",
        old="if payee_id in by.works_for:",
        new="if False:",
        tests=f"{OPERATIONS}/test_decisions.py -k works_for",
    ),
    Defect(
        name="the week before Wednesday is forgotten",
        path="isf/operations/promises.py",
        old="monday = week_of(day=min(on, request.plan.starts_on))",
        new="monday = min(on, request.plan.starts_on)",
        tests=f"{OPERATIONS}/test_promises.py -k counts_from",
    ),
    Defect(
        name="the fund is not locked",
        path="isf/operations/posting/rows.py",
        old='(" FOR NO KEY UPDATE" if connection.vendor == "postgresql" else "")',
        new='""',
        tests=RACES,
        database="postgres",
    ),
    Defect(
        name="a page is open to any role",
        path="accounts/web/access.py",
        old="return not actor.roles.isdisjoint(roles)",
        new="return True",
        tests="tests/who_may/test_who_may.py -k policy",
    ),
    Defect(
        name="a fund is shown to whoever knows its address",
        path="isf/permissions.py",
        old="if not can_see_fund(by=by, fund=fund):",
        new="if False:",
        tests="tests/who_may/test_who_may.py -k fund-detail",
    ),
    Defect(
        name="a power that ended still counts",
        path="accounts/queries/acting.py",
        old="        Representative.objects.active(on=on)",
        new="        Representative.objects",
        tests="tests/who_may/test_who_may.py -k order-list",
    ),
    Defect(
        name="an order of somebody else can be accepted",
        path="marketplace/permissions.py",
        old="    check_role(by=by, organisation_id=organisation_id, roles=SELLERS)",
        new="    pass",
        tests="tests/who_may/test_operations.py -k orders.accept",
    ),
)


def main(arguments: list[str]) -> int:
    wanted = [d for d in DEFECTS if not arguments or arguments[0] in d.name]
    with tempfile.TemporaryDirectory(prefix="market-mutants-") as folder:
        house = Path(folder) / "house"
        copy_to(house)
        missed = [defect.name for defect in wanted if not caught(defect, house)]
    print(f"{len(wanted) - len(missed)} of {len(wanted)} defects caught")
    return 1 if missed else 0


def copy_to(house: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (house / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, house / name)


def caught(defect: Defect, house: Path) -> bool:
    """Plant a defect, run the tests that ought to notice, and take it out again."""
    place = house / defect.path
    whole = place.read_text()
    if whole.count(defect.old) != 1:
        print(f"CANNOT BE PLANTED  {defect.name}: {defect.path} reads otherwise now", flush=True)
        return False
    place.write_text(whole.replace(defect.old, defect.new))
    try:
        command = f"-m pytest -q -x --db={defect.database} {defect.tests}".split()
        done = subprocess.run(
            [sys.executable, *command],
            cwd=house,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        place.write_text(whole)
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, flags=re.MULTILINE)
    said = f"caught by {found[1]}" if found else "NOT CAUGHT"
    print(f"{defect.name}: {said}", flush=True)
    return found is not None and done.returncode == 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
