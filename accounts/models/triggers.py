"""The database's own refusal to change or delete an audit event, on SQLite and PostgreSQL."""

from __future__ import annotations

from accounts.models.trigger_set import TriggerSet

TABLE = "accounts_auditevent"
_MESSAGE = "An audit event is never changed or deleted"
_FUNCTION = "accounts_refuse_change"

_SQLITE = {
    f"{TABLE}_no_{event.lower()}": (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{event.lower()} BEFORE {event} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )
    for event in ("UPDATE", "DELETE")
}
_POSTGRESQL = {
    f"{TABLE}_no_change": (
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
    ),
    f"{TABLE}_no_truncate": (
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
    ),
}
_POSTGRESQL_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$"
)
AUDIT = TriggerSet(
    sqlite=_SQLITE,
    postgresql=_POSTGRESQL,
    functions=(_POSTGRESQL_FUNCTION,),
    warning="accounts.W001",
    danger="audit events could be changed",
)
