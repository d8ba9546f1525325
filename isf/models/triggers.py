"""The database's own refusals: nothing posted changes, no entry is unbalanced or headerless."""

from __future__ import annotations

from accounts.models.trigger_set import TriggerSet
from accounts.rules.registry import rule

APPEND_ONLY = (
    "isf_journalentry",
    "isf_posting",
    "isf_reservationevent",
    "isf_snapshot",
    "isf_seal",
    "isf_sealedhead",
    "isf_issuedstatement",
    "isf_statementdocument",
    "isf_moneyorigin",
    "isf_absenceversion",
    "isf_death",
    "isf_deathend",
    "isf_deathorder",
    "isf_promiseterms",
    "isf_refund",
)
# What entries speak of by number alone.
NEVER_DELETED = ("isf_fund", "isf_ledgeraccount")
NEVER_CHANGED = "ISF-LED-2: what is posted is never changed or deleted"
UNBALANCED = "ISF-LED-1: the postings of an entry must sum to zero"
FOREIGN = "ISF-RES-1: an entry touches its own fund, its own day and shared accounts only"
SEALED = "ISF-LED-1: an entry with a header takes no more postings"
MONTH_CLOSED = "ISF-LED-5: the month of this day is closed"

# What makes a posting, or a reservation event, belong to another entry than its header says. Each
# answer is looked up by id inside the other: as joins, a plan made while the tables were small
# would read all of them for every entry later.
FOREIGN_POSTING = """p.day <> NEW.day OR p.seq <> NEW.seq OR (
                SELECT a.authority_id = NEW.authority_id
                    AND COALESCE(a.fund_id, NEW.fund_id) = NEW.fund_id
                FROM isf_ledgeraccount a WHERE a.id = p.account_id) IS NOT TRUE"""
FOREIGN_EVENT = """EXISTS (
                SELECT 1 FROM isf_reservationevent e WHERE e.entry_id = NEW.id AND (
                    SELECT (SELECT a.fund_id FROM isf_ledgeraccount a WHERE a.id = r.account_id)
                    FROM isf_reservation r WHERE r.id = e.reservation_id
                ) IS DISTINCT FROM NEW.fund_id)"""
# An entry's fund and its authority, and a posting's account, exist: none is ever deleted. Foreign
# keys would say so again, and have every posting lock rows that it shares with others, or has.
FUND_OF_ENTRY = "FROM isf_fund f WHERE f.id = NEW.fund_id"
OWN_AUTHORITY = "f.authority_id = NEW.authority_id"
CLOSED_MONTH = "f.closed_through >= NEW.day"
# One statement may write a header and what belongs to it, and is proved when it ends. Whatever
# another command writes comes later: the command (cmin) and its transaction (xmin) tell them apart.
LATER_THAN_HEADER = """SELECT EXISTS (
                SELECT 1 FROM written w WHERE (
                    SELECT NOT (
                        SELECT o.xmin = e.xmin AND o.cmin = e.cmin FROM {table} o WHERE o.id = w.id
                    ) FROM isf_journalentry e WHERE e.id = w.entry_id)
                ) INTO is_sealed;"""
# SQLite's INSERT OR REPLACE deletes the row in its way without asking a trigger for DELETE.
IN_THE_WAY = {
    "isf_journalentry": (
        "id = NEW.id OR (fund_id = NEW.fund_id AND seq = NEW.seq) OR reverses_id = NEW.reverses_id "
        "OR (authority_id = NEW.authority_id AND key = NEW.key)"
    ),
    "isf_posting": "id = NEW.id",
    "isf_reservationevent": "id = NEW.id",
    "isf_snapshot": (
        "id = NEW.id OR (account_id = NEW.account_id AND through_on = NEW.through_on)"
    ),
    "isf_seal": "id = NEW.id OR (authority_id = NEW.authority_id AND day = NEW.day)",
    "isf_sealedhead": "id = NEW.id OR (seal_id = NEW.seal_id AND fund_id = NEW.fund_id)",
    "isf_issuedstatement": (
        "id = NEW.id OR reference = NEW.reference "
        "OR (fund_id = NEW.fund_id AND month = NEW.month) "
        "OR (authority_id = NEW.authority_id AND number = NEW.number)"
    ),
    "isf_statementdocument": "id = NEW.id OR statement_id = NEW.statement_id",
    "isf_moneyorigin": "id = NEW.id",
    "isf_absenceversion": ("id = NEW.id OR (absence_id = NEW.absence_id AND number = NEW.number)"),
    "isf_death": (
        "id = NEW.id OR reference = NEW.reference "
        "OR (person_id = NEW.person_id AND number = NEW.number)"
    ),
    "isf_deathend": "id = NEW.id OR (death_id = NEW.death_id AND fund_id = NEW.fund_id)",
    "isf_deathorder": "id = NEW.id OR (death_id = NEW.death_id AND promise_id = NEW.promise_id)",
    "isf_promiseterms": "id = NEW.id OR promise_id = NEW.promise_id",
    "isf_refund": ("id = NEW.id OR reference = NEW.reference OR entry_id = NEW.entry_id"),
}

SQLITE = {
    **{
        f"{table}_no_replace": (
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{NEVER_CHANGED}') "
            f"WHERE EXISTS (SELECT 1 FROM {table} WHERE {conflict}); END"
        )
        for table, conflict in IN_THE_WAY.items()
    },
    **{
        f"{table}_no_{event.lower()}": (
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{NEVER_CHANGED}'); END"
        )
        for table in APPEND_ONLY
        for event in ("UPDATE", "DELETE")
    },
    **{
        f"{table}_no_delete": (
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{NEVER_CHANGED}'); END"
        )
        for table in NEVER_DELETED
    },
    "isf_journalentry_balanced": f"""
        CREATE TRIGGER IF NOT EXISTS isf_journalentry_balanced AFTER INSERT ON isf_journalentry
        BEGIN
            SELECT RAISE(ABORT, '{UNBALANCED}') WHERE
                (SELECT COALESCE(SUM(pence), 0) <> 0 OR COUNT(*) = 1
                 FROM isf_posting WHERE entry_id = NEW.id);
            SELECT RAISE(ABORT, '{FOREIGN}')
                WHERE (SELECT {OWN_AUTHORITY} {FUND_OF_ENTRY}) IS NOT TRUE OR {FOREIGN_EVENT}
                OR EXISTS (SELECT 1 FROM isf_posting p
                    WHERE p.entry_id = NEW.id AND ({FOREIGN_POSTING}));
            SELECT RAISE(ABORT, '{MONTH_CLOSED}') WHERE (SELECT {CLOSED_MONTH} {FUND_OF_ENTRY});
        END""",
    **{
        f"{table}_before_header": f"""
        CREATE TRIGGER IF NOT EXISTS {table}_before_header BEFORE INSERT ON {table}
        BEGIN
            SELECT RAISE(ABORT, '{SEALED}') WHERE EXISTS
                (SELECT 1 FROM isf_journalentry WHERE id = NEW.entry_id);
        END"""
        for table in ("isf_posting", "isf_reservationevent")
    },
}
FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION isf_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{NEVER_CHANGED}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE OR REPLACE FUNCTION isf_check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        unbalanced boolean;
        is_foreign boolean;
        is_own boolean;
        is_closed boolean;
    BEGIN
        SELECT SUM(p.pence) <> 0 OR COUNT(*) = 1, bool_or({FOREIGN_POSTING})
            INTO unbalanced, is_foreign FROM isf_posting p WHERE p.entry_id = NEW.id;
        SELECT {OWN_AUTHORITY}, {CLOSED_MONTH} INTO is_own, is_closed {FUND_OF_ENTRY};
        IF unbalanced THEN
            RAISE EXCEPTION '{UNBALANCED}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF is_foreign OR is_own IS NOT TRUE OR {FOREIGN_EVENT} THEN
            RAISE EXCEPTION '{FOREIGN}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF is_closed THEN
            RAISE EXCEPTION '{MONTH_CLOSED}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$""",
    f"""CREATE OR REPLACE FUNCTION isf_check_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        is_sealed boolean;
    BEGIN
        IF TG_TABLE_NAME = 'isf_posting' THEN
            {LATER_THAN_HEADER.format(table="isf_posting")}
        ELSE
            {LATER_THAN_HEADER.format(table="isf_reservationevent")}
        END IF;
        IF is_sealed THEN
            RAISE EXCEPTION '{SEALED}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$""",
)
POSTGRESQL = {
    **{
        f"{table}_no_change": (
            f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION isf_refuse_change()"
        )
        for table in APPEND_ONLY
    },
    **{
        f"{table}_no_truncate": (
            f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION isf_refuse_change()"
        )
        for table in APPEND_ONLY
    },
    **{
        f"{table}_no_delete": (
            f"CREATE OR REPLACE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION isf_refuse_change()"
        )
        for table in NEVER_DELETED
    },
    "isf_journalentry_balanced": (
        "CREATE OR REPLACE TRIGGER isf_journalentry_balanced AFTER INSERT ON isf_journalentry "
        "FOR EACH ROW EXECUTE FUNCTION isf_check_entry()"
    ),
    **{
        f"{table}_before_header": (
            f"CREATE OR REPLACE TRIGGER {table}_before_header AFTER INSERT ON {table} "
            "REFERENCING NEW TABLE AS written "
            "FOR EACH STATEMENT EXECUTE FUNCTION isf_check_unsealed()"
        )
        for table in ("isf_posting", "isf_reservationevent")
    },
}


@rule("ISF-RES-1", "No entry touches another person's fund; the database refuses it.")
@rule("ISF-LED-1", "Postings sum to zero and have a header; the database refuses anything else.")
def ledger() -> TriggerSet:
    """Every refusal of the ledger, for both kinds of database."""
    return TriggerSet(
        sqlite=SQLITE,
        postgresql=POSTGRESQL,
        functions=FUNCTIONS,
        warning="isf.W001",
        danger="posted money could be changed",
    )


LEDGER = ledger()
