"""What only the database itself can promise: append-only tables and periods that do not overlap.

Triggers, because both engines have them. They are put back after every migrate (SQLite drops a table's triggers
when Django rebuilds it) and asserted at start. Only the test runner lifts them, to empty tables between tests.
Other rooms declare theirs as values; `config/wiring.py` lists them all through `declare()`.
"""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """UPDATE and DELETE (on PostgreSQL also TRUNCATE) of the table are refused."""

    table: str

    @property
    def name(self) -> str:
        return f"guard_{self.table}_append_only"


@dataclass(frozen=True, slots=True)
class NoOverlap:
    """No two rows with equal `keys` may have periods [valid_from, valid_to) that share a day."""

    table: str
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"guard_{self.table}_no_overlap"


@dataclass(frozen=True, slots=True)
class Watched:
    """Every change of the table gives the reference tables a new mark (`journal.reference`)."""

    table: str

    @property
    def name(self) -> str:
        return f"watch_{self.table}"


Guard = AppendOnly | NoOverlap | Watched
_declared: dict[str, Guard] = {guard.name: guard for guard in (AppendOnly("journal_event"), AppendOnly("journal_seal"))}


def declare(*guards: Guard) -> None:
    """Add guards of other rooms to those that `install()` puts in place."""
    _declared.update({guard.name: guard for guard in guards})


def install(*kinds: type) -> None:
    """Put every declared guard (of these kinds) whose table exists in place; what stands is replaced."""
    lift(*kinds)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in _declared.values():
            if guard.table in tables and isinstance(guard, kinds or Guard):
                for statement in _create(guard):
                    cursor.execute(statement)
        if "journal_revision" in tables:
            cursor.execute(_new_mark())  # what changed while the watch was lifted counts too


def lift(*kinds: type) -> None:
    """Take all declared guards (of these kinds) away. For migrations' rebuilds and the test runner's flush only."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in _declared.values():
            if guard.table in tables and isinstance(guard, kinds or Guard):
                for statement in _drop(guard):
                    cursor.execute(statement)


def missing() -> list[str]:
    """Names of declared guards that are not in place (their table exists or not)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        present = {str(row[0]) for row in cursor.fetchall()}
    wanted = {name for guard in _declared.values() for name in _trigger_names(guard)}
    return sorted(wanted - present)


def _trigger_names(guard: Guard) -> list[str]:
    if isinstance(guard, Watched):
        acts = ("insert", "update", "delete") if connection.vendor == "sqlite" else ("change", "truncate")
        return [f"{guard.name}_{act}" for act in acts]
    if connection.vendor == "sqlite":
        return [f"{guard.name}_update", f"{guard.name}_{'delete' if isinstance(guard, AppendOnly) else 'insert'}"]
    return [guard.name, f"{guard.name}_truncate"] if isinstance(guard, AppendOnly) else [guard.name]


def _drop(guard: Guard) -> list[str]:
    if connection.vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{name}"' for name in _trigger_names(guard)]
    return [f'DROP TRIGGER IF EXISTS "{name}" ON "{guard.table}"' for name in _trigger_names(guard)] + [
        f'DROP FUNCTION IF EXISTS "{guard.name}"()'
    ]


def _create(guard: Guard) -> list[str]:
    if isinstance(guard, Watched):
        return _watched_sqlite(guard) if connection.vendor == "sqlite" else _watched_postgresql(guard)
    if isinstance(guard, AppendOnly):
        return _append_only_sqlite(guard) if connection.vendor == "sqlite" else _append_only_postgresql(guard)
    return _no_overlap_sqlite(guard) if connection.vendor == "sqlite" else _no_overlap_postgresql(guard)


def _append_only_sqlite(guard: AppendOnly) -> list[str]:
    return [
        f'CREATE TRIGGER "{guard.name}_{act.lower()}" BEFORE {act} ON "{guard.table}" '
        f"BEGIN SELECT RAISE(ABORT, '{guard.table} is append-only'); END"
        for act in ("UPDATE", "DELETE")
    ]


def _append_only_postgresql(guard: AppendOnly) -> list[str]:
    return [
        f'CREATE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"RAISE EXCEPTION '{guard.table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f'CREATE TRIGGER "{guard.name}" BEFORE UPDATE OR DELETE ON "{guard.table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{guard.name}"()',
        f'CREATE TRIGGER "{guard.name}_truncate" BEFORE TRUNCATE ON "{guard.table}" '
        f'FOR EACH STATEMENT EXECUTE FUNCTION "{guard.name}"()',
    ]


def _clash(guard: NoOverlap, equal: str) -> str:
    same = " AND ".join(f'other."{key}" {equal} NEW."{key}"' for key in guard.keys)
    return (
        f'SELECT 1 FROM "{guard.table}" AS other WHERE other.id <> NEW.id AND {same} '  # noqa: S608 — our own names
        "AND (other.valid_to IS NULL OR NEW.valid_from < other.valid_to) "
        "AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)"
    )


def _no_overlap_sqlite(guard: NoOverlap) -> list[str]:
    # AFTER, because a row being inserted has no id before.
    return [
        f'CREATE TRIGGER "{guard.name}_{act.lower()}" AFTER {act} ON "{guard.table}" '
        f"WHEN EXISTS ({_clash(guard, 'IS')}) "
        f"BEGIN SELECT RAISE(ABORT, '{guard.table}: periods overlap'); END"
        for act in ("INSERT", "UPDATE")
    ]


def _no_overlap_postgresql(guard: NoOverlap) -> list[str]:
    # The advisory lock makes two writers of the same key take turns: a trigger alone would not see an uncommitted row.
    key = " || ':' || ".join(f"coalesce(NEW.\"{key}\"::text, '')" for key in guard.keys)
    return [
        f'CREATE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"PERFORM pg_advisory_xact_lock(hashtext('{guard.table}'), hashtext({key})); "
        f"IF EXISTS ({_clash(guard, 'IS NOT DISTINCT FROM')}) THEN "
        f"RAISE EXCEPTION '{guard.table}: periods overlap' USING ERRCODE = 'exclusion_violation'; END IF; "
        "RETURN NEW; END $$",
        f'CREATE TRIGGER "{guard.name}" BEFORE INSERT OR UPDATE ON "{guard.table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{guard.name}"()',
    ]


def _new_mark() -> str:
    mark = "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()::text"
    return (
        f"INSERT INTO journal_revision (name, mark) VALUES ('reference', {mark}) "  # noqa: S608 — our own words
        "ON CONFLICT (name) DO UPDATE SET mark = excluded.mark"
    )


def _watched_sqlite(guard: Watched) -> list[str]:
    return [
        f'CREATE TRIGGER "{guard.name}_{act.lower()}" AFTER {act} ON "{guard.table}" BEGIN {_new_mark()}; END'
        for act in ("INSERT", "UPDATE", "DELETE")
    ]


def _watched_postgresql(guard: Watched) -> list[str]:
    return [
        f'CREATE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_new_mark()}; '
        "RETURN NULL; END $$",
        f'CREATE TRIGGER "{guard.name}_change" AFTER INSERT OR UPDATE OR DELETE ON "{guard.table}" '
        f'FOR EACH STATEMENT EXECUTE FUNCTION "{guard.name}"()',
        f'CREATE TRIGGER "{guard.name}_truncate" AFTER TRUNCATE ON "{guard.table}" '
        f'FOR EACH STATEMENT EXECUTE FUNCTION "{guard.name}"()',
    ]
