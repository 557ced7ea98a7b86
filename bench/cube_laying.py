"""Laying a province's years by the database itself: dossiers, how they stood, and what their journal tells.

Rows like those of acts as far as figures look at them; PostgreSQL only, as the promise is. Agencies take turns; with
each turn channel, procedure, promise and answer change, so that every agency has some of all. About 6 % are late, 20 %
answered.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import perf_counter

from django.db import connection

from motcua.agencies.models import Agency
from motcua.agencies.queries import under
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Dossier
from motcua.kernel import clock

PROVINCE = "H44"
CHUNK = 100_000
LATELY = timedelta(hours=2)
"""Nobody submits after this before now, so that nothing happens later than now."""
A_YEAR = 2_000_000
"""So many dossiers a year at most: more of them are more years."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What was laid, and the seconds it took."""

    dossiers: int
    first: date
    seconds: float


def lay(total: int, *, journal: bool = True) -> Laid:
    """`total` dossiers of the province's communes until now, over as many years as they need."""
    began, now = perf_counter(), clock.now()
    years = max(1, -(-total // A_YEAR))
    since = clock.day_start(date(now.year - years + 1, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no key is looked up that we took from its table
        later = _without_indexes() if total > A_YEAR else []
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM dossiers_dossier")
        base = int(cursor.fetchone()[0])
        for first in range(0, total, CHUNK):
            count = min(CHUNK, total - first)
            _chunk(base + first, count, first, total, since, now, journal=journal)
        cursor.execute("SET session_replication_role = DEFAULT")
        for statement in later:
            cursor.execute(statement)
        for table in ("dossiers_dossier", "dossiers_standing", "journal_event"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("ANALYZE dossiers_dossier, dossiers_standing, journal_event")
    return Laid(total, since.date(), perf_counter() - began)


def _without_indexes() -> list[str]:
    """Millions are laid without indexes; gives the statements that bring them back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('dossiers_dossier', 'dossiers_standing') "
            "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [made for _, made in found]


def _chunk(base: int, count: int, first: int, total: int, since: datetime, now: datetime, *, journal: bool) -> None:
    agencies = sorted(Agency.objects.filter(pk__in=under(PROVINCE, now.date())).values_list("pk", flat=True))
    versions = list(
        ProcedureVersion.objects.filter(status="published").order_by("pk").values_list("pk", flat=True)[:40]
    )
    model = Dossier.objects.filter(state="delivered").order_by("pk").values_list("pk", flat=True)[0]
    step = (now - LATELY - since).total_seconds() / total
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS laid")
        cursor.execute(
            f"""
            CREATE TEMPORARY TABLE laid AS
            SELECT id, agency_id, version_id, channel, submitted_at, received_at, due_at, rated,
                   CASE WHEN done_at <= %(now)s THEN done_at END AS done_at,
                   CASE WHEN given_at <= %(now)s AND done_at <= %(now)s THEN given_at END AS given_at
            FROM (
              SELECT {base} + n AS id,
                ('{{{",".join(map(str, agencies))}}}'::bigint[])[1 + (n * 7919) %% {len(agencies)}] AS agency_id,
                ('{{{",".join(map(str, versions))}}}'::bigint[])[1 + (turn * 31) %% {len(versions)}] AS version_id,
                CASE WHEN turn %% 10 < 7 THEN 'online' WHEN turn %% 10 < 9 THEN 'direct' ELSE 'post' END AS channel,
                s AS submitted_at, s + (5 + n %% 50) * interval '1 minute' AS received_at,
                s + (2 + turn %% 9) * interval '1 day' AS due_at,
                s + (60 + (n * 104729) %% CASE WHEN turn %% 30 = 0 THEN 40000 ELSE 4000 END) * interval '1 minute'
                  AS done_at,
                s + (60 + (n * 104729) %% 4000 + (n %% 400) * 60) * interval '1 minute' AS given_at,
                turn %% 5 = 0 AS rated
              FROM (SELECT n, n / {len(agencies)} AS turn,
                    %(since)s::timestamptz + n * {step} * interval '1 second' AS s
                    FROM generate_series({first}::bigint, {first + count - 1}::bigint) AS n) AS numbers
            ) AS one
            """,
            {"since": since, "now": now},
        )
        own = {
            "id": "laid.id",
            "code": "'H44.L-' || laid.id",
            "agency_id": "laid.agency_id",
            "reception_agency_id": "laid.agency_id",
            "procedure_version_id": "laid.version_id",
            "channel": "laid.channel",
            "state": "CASE WHEN laid.done_at IS NULL THEN 'processing' ELSE 'delivered' END",
            "submitted_at": "laid.submitted_at",
            "received_at": "laid.received_at",
            "due_at": "laid.due_at",
            "original_due_at": "laid.due_at",
            **dict.fromkeys(("resolved_at", "finished_at", "delivered_at"), "laid.done_at"),
            "search": "''",
            "answers": "'{}'",
            "imported": "true",
        }
        columns = [str(field.column) for field in Dossier._meta.concrete_fields]
        listed = ", ".join(f'"{name}"' for name in columns)
        chosen = ", ".join(own.get(name, f'model."{name}"') for name in columns)
        cursor.execute(
            f"INSERT INTO dossiers_dossier ({listed}) SELECT {chosen} FROM laid, dossiers_dossier AS model "
            f"WHERE model.id = {model}"
        )
        cursor.execute(
            "INSERT INTO dossiers_standing "
            "(dossier_id, from_at, to_at, state, agency_id, due_at, received_at, resolved_at) "
            "SELECT id, submitted_at, received_at, 'submitted', agency_id, NULL::timestamptz, NULL::timestamptz, "
            "NULL::timestamptz FROM laid UNION ALL "
            "SELECT id, received_at, least(received_at + interval '20 minutes', done_at), 'received', agency_id, "
            "due_at, received_at, NULL FROM laid UNION ALL "
            "SELECT id, received_at + interval '20 minutes', done_at, 'processing', agency_id, due_at, received_at, "
            "NULL FROM laid WHERE done_at IS NULL OR done_at > received_at + interval '20 minutes' UNION ALL "
            "SELECT id, done_at, NULL, 'delivered', agency_id, due_at, received_at, done_at FROM laid "
            "WHERE done_at IS NOT NULL"
        )
        cursor.execute(
            "INSERT INTO voice_rating (dossier_id, answer, reason, given_at, way) "
            "SELECT id, 'satisfied', '', given_at, 'link' FROM laid WHERE rated AND given_at IS NOT NULL"
        )
        if journal:
            _tell()


def _tell() -> None:
    stamp = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    told = {
        ("submitted", "submitted_at", "true"): (
            "json_build_object('agency', a.code, 'channel', channel, 'procedure_version', version_id)"
        ),
        ("received", "received_at", "true"): f"json_build_object('due_at', {stamp.format('due_at')})",
        ("processing", "least(received_at + interval '20 minutes', done_at)", "true"): "'{}'",
        ("finished", "done_at", "done_at IS NOT NULL"): '\'{"result": "approved"}\'',
        ("delivered", "done_at", "done_at IS NOT NULL"): "'{}'",
        ("rated", "given_at", "rated AND given_at IS NOT NULL"): '\'{"rating": "satisfied", "way": "link"}\'',
    }
    rows = " UNION ALL ".join(
        f"SELECT 'H44.L-' || laid.id AS chain, {number} AS number, 'dossier.{type}' AS type, {at} AS at, "
        f"({facts})::text AS facts FROM laid JOIN agencies_agency a ON a.id = laid.agency_id WHERE {where}"
        for number, ((type, at, where), facts) in enumerate(told.items(), 1)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_event (chain, number, type, at, recorded_at, by_kind, by_id, by_role, by_agency, "
            "by_position, facts, previous_hash, hash) "
            f"SELECT chain, number, type, at, at, 'system', '', 'system', '', '', facts, '', md5(chain || number) "
            f"FROM ({rows}) AS told ORDER BY chain, number"
        )
