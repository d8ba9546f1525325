"""Defects in the pen, the database and the arithmetic of money."""

from __future__ import annotations

from tests.defects import Defect

OPERATIONS = "tests/integration/isf/operations"
MODELS = "tests/integration/isf/models"
UNIT = "tests/unit/isf"
RACES = "tests/integration/isf/races/test_races.py"

DEFECTS = (
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
        old="        row = self._keys[key]",
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
        name="the transaction's next statement may add to an entry",
        path="isf/models/triggers.py",
        old="o.xmin = e.xmin AND o.cmin = e.cmin",
        new="o.xmin = e.xmin",
        tests=f"{MODELS}/test_constraints.py -k takes_no_more",
        database="postgres",
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
        old="AND COALESCE(a.fund_id, NEW.fund_id) = NEW.fund_id",
        new="",
        tests=f"{MODELS}/test_constraints.py -k two_funds",
    ),
    Defect(
        name="an entry may name another council than its fund's",
        path="isf/models/triggers.py",
        old='"f.authority_id = NEW.authority_id"',
        new='"true"',
        tests=f"{MODELS}/test_shared_rows.py -k authority",
    ),
    Defect(
        name="a posting may go to an account that is not there",
        path="isf/models/triggers.py",
        old="WHERE a.id = p.account_id) IS NOT TRUE",
        new="WHERE a.id = p.account_id) IS FALSE",
        tests=f"{MODELS}/test_shared_rows.py -k exists",
    ),
    Defect(
        name="an entry may be of a fund that is not there",
        path="isf/models/triggers.py",
        old="{FUND_OF_ENTRY}) IS NOT TRUE",
        new="{FUND_OF_ENTRY}) IS FALSE",
        tests=f"{MODELS}/test_shared_rows.py -k fund_that_exists",
    ),
    Defect(
        name="a fund may be deleted",
        path="isf/models/triggers.py",
        old='NEVER_DELETED = ("isf_fund", ',
        new='NEVER_DELETED = ("isf_seal", ',
        tests=f"{MODELS}/test_shared_rows.py -k fund_is_never_deleted",
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
        path="isf/operations/settling.py",
        old="(*raised, *settled, *beyond), moves",
        new="(*raised, *beyond), moves",
        tests=f"{OPERATIONS}/test_decisions.py -k each_approved",
    ),
    Defect(
        name="the week before Wednesday is forgotten",
        path="isf/queries/standing.py",
        old="monday = week_of(day=from_on)",
        new="monday = from_on",
        tests=f"{OPERATIONS}/test_promises.py -k counts_from",
    ),
    Defect(
        name="the fund is not locked",
        path="isf/operations/posting/rows.py",
        old='" FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""',
        new='""',
        tests=RACES,
        database="postgres",
    ),
    Defect(
        name="small and large amounts are planned apart",
        path="isf/operations/posting/rows.py",
        old="Int8(value) if type(value) is int else value",
        new="value",
        tests=f"{OPERATIONS}/test_sending.py",
        database="postgres",
    ),
)
