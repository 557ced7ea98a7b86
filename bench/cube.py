"""The cube: the board's query and page, what an act pays for it, folding, and the whole of it from the journal.

MOTCUA_BENCH_DOSSIERS says how many dossiers are laid: 400,000 by default; 10,000,000 are five years of two million,
laid without a journal, and the board is measured at 400,000 of them, too. PostgreSQL; on SQLite only what an act pays,
and folding.
"""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.test import Client

from bench import cube_laying, laying
from bench.protocol import Result, compare
from bench.serving import BARE, PRODUCT, asking, served
from motcua.agencies.models import Agency
from motcua.agencies.queries import get_agency, under
from motcua.catalogue.models import Field
from motcua.deadlines.queries import calendar_of
from motcua.dossiers import actions as acts
from motcua.dossiers.models import Dossier
from motcua.dossiers.pace import intake_due
from motcua.kernel import clock, registry
from motcua.kernel.actor import SYSTEM
from motcua.people.models import Account
from motcua.reports.cube import Keeper, fold_all, lay_all
from motcua.reports.cube.checking import check
from motcua.reports.cube.reading import Question, read
from motcua.reports.rules import read_period

PROVINCE, LEADER = "H44", "lanhdao.phutho"
TOTAL = int(os.environ.get("MOTCUA_BENCH_DOSSIERS", "400000"))
FOLDED = 100_000
MANY = 1_000_000


FIRST = 400_000
"""So many at first, where millions are asked for: the board's own time at this size is what it is compared with."""


def run() -> Iterator[Result]:
    """A line for each promise."""
    yield _upkeep()
    if connection.vendor == "postgresql":
        few = _page("the demo's few", anew=True)
        if TOTAL > MANY:
            _lay(FIRST)
            few = _page(f"{FIRST:,}", anew=True)
            yield few
        laid, spent = _lay(TOTAL - (FIRST if TOTAL > MANY else 0))
        yield Result(f"laying the cube of {TOTAL:,}", spent, "laying their rows", laid)
        yield from _query()
        yield _page("the leader's board", anew=False)
        many = _page("the board after every act", anew=True)
        yield many
        # in units of the bare view of their own minutes, so that a noisy machine does not look like growth
        size = f"{FIRST:,}" if TOTAL > MANY else "the demo's few"
        goal = 1.5 if TOTAL > MANY else 0
        yield Result(f"the board at {TOTAL:,}", many.ratio * few.bare, f"at {size}", few.ours, goal=goal)
        if TOTAL <= MANY:
            yield _rebuild()
    yield _folding()


def _lay(count: int) -> tuple[float, float]:
    """Rows, then their cube; the seconds of both."""
    laid = cube_laying.lay(count, journal=TOTAL <= MANY)
    began = perf_counter()
    lay_all(500_000)
    spent = perf_counter() - began
    with connection.cursor() as cursor:
        for table in ("reports_cubedelta", "reports_cubecell", "reports_cubeshift", "dossiers_standing"):
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("VACUUM ANALYZE dossiers_dossier")
        cursor.execute("VACUUM ANALYZE voice_rating")
    return laid.seconds, spent


SAME = """
    SELECT agency_id,
      count(*) FILTER (WHERE received_at >= %(start)s AND channel = 'online'),
      count(*) FILTER (WHERE received_at >= %(start)s AND channel = 'direct'),
      count(*) FILTER (WHERE received_at >= %(start)s AND channel = 'post'),
      count(*) FILTER (WHERE received_at < %(start)s),
      count(*) FILTER (WHERE coalesce(paused_since, resolved_at) <= due_at
                       AND (coalesce(paused_since, resolved_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                       < (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
      count(*) FILTER (WHERE resolved_at IS NOT NULL AND (due_at IS NULL
                       OR (coalesce(paused_since, resolved_at) <= due_at
                           AND (coalesce(paused_since, resolved_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                           = (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))),
      count(*) FILTER (WHERE coalesce(paused_since, resolved_at) > due_at AND resolved_at IS NOT NULL),
      count(*) FILTER (WHERE resolved_at > original_due_at),
      count(*) FILTER (WHERE resolved_at IS NULL AND (due_at IS NULL OR due_at >= coalesce(paused_since, %(now)s))),
      count(*) FILTER (WHERE resolved_at IS NULL AND due_at < coalesce(paused_since, %(now)s))
      {answers}
    FROM dossiers_dossier d {joined}
    WHERE received_at <= %(now)s AND (resolved_at IS NULL OR resolved_at >= %(start)s) AND agency_id = ANY(%(ids)s)
    GROUP BY agency_id"""
ANSWERS = """,
      count(*) FILTER (WHERE resolved_at IS NOT NULL AND (r.given_at <= %(now)s OR r.way = 'imported')),
      count(*) FILTER (WHERE resolved_at IS NOT NULL AND (r.given_at <= %(now)s OR r.way = 'imported')
                       AND r.answer IN ('satisfied', 'very_satisfied'))"""


def _query() -> Iterator[Result]:
    """The year by commune, as of now: the cube beside a GROUP BY over the dossiers that gives the very same figures,
    and one that leaves out the answers."""
    now = clock.now()
    period = read_period(date(now.year, 1, 1), date(now.year, 12, 31), now)
    ids = frozenset(under(PROVINCE, now.date()))
    given: dict[str, Any] = {"start": period.start, "now": now, "ids": sorted(ids)}
    joined = "LEFT JOIN voice_rating r ON r.dossier_id = d.id"

    def grouped(statement: str) -> list[tuple[int, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            rows: list[tuple[int, ...]] = cursor.fetchall()
            return rows

    def cube() -> dict[tuple[int, str], dict[str, int]]:
        found = read(Question([period], ids, "agency"))
        if found is None:
            raise RuntimeError("the cube did not answer")
        return found

    whole, short = SAME.format(answers=ANSWERS, joined=joined), SAME.format(answers="", joined="")
    plain = {str(agency): numbers for agency, *numbers in grouped(whole)}
    told = {key: list(counts.values()) for (_, key), counts in cube().items()}
    wrong = [key for key in plain if told.get(key) != plain[key]]
    if len(wrong) > FEW_OTHERWISE or sum(map(sum, plain.values())) == 0:
        raise RuntimeError(f"cube and GROUP BY differ: {[(told.get(key), plain[key]) for key in wrong[:3]]}")
    goal = 1 / 500 if TOTAL > MANY else 1 / 40
    yield compare(
        f"the board's query, {TOTAL:,}",
        cube,
        "GROUP BY over dossiers",
        lambda: grouped(whole),
        times=10,
        bare_times=1,
        goal=goal,
    )
    yield compare("the same", cube, "GROUP BY without answers", lambda: grouped(short), times=10, bare_times=1)


FEW_OTHERWISE = 8
"""Agencies whose dossiers of the demo went to others after their resolution: the rows of today cannot tell that."""


def _page(what: str, *, anew: bool) -> Result:
    """The province leader's board against a view with two reads; `anew`: as after somebody's act, when nothing that was
    made before holds."""
    client = Client()
    client.force_login(Account.objects.get(username=LEADER))
    from django.urls import reverse

    path = reverse("leader:board")
    client.get(path)
    cookie = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())}
    code = str(Dossier.objects.order_by("-pk").values_list("code", flat=True)[0])
    with served(*PRODUCT) as ours, served(*BARE) as bare:
        page, two_reads = asking(ours, path, headers=cookie), asking(bare, f"/bare/{code}")

        def after_an_act() -> object:
            laying.happen()
            return page()

        asked, goal = (after_an_act, 0) if anew else (page, 5)
        return compare(what, asked, "a view with two reads by index", two_reads, times=3, goal=goal)


class _Nobody:
    """A cube that counts nothing: what an act costs without."""

    def moved(self, *_: object) -> None: ...
    def reclassed(self, *_: object) -> None: ...
    def rated(self, *_: object) -> None: ...


class _Enough(Exception):
    """Takes a trial back."""


def _upkeep() -> Result:
    """A submission at the counter that is received at once: with the cube and without."""
    model = Dossier.objects.filter(state="delivered").select_related("procedure_version", "process").order_by("pk")[0]
    agency = get_agency("H44.229")

    def submit() -> None:
        at = clock.now()
        opened = acts.open_dossier(
            acts.Opening(
                version=model.procedure_version,
                form=None,
                process=model.process,
                agency=agency,
                reception_agency=agency,
                channel="direct",
                entered_by="officer",
                applicant=model.applicant,
                submitter=None,
                account=None,
                answers={},
                intake_due_at=intake_due(at, calendar_of(agency.pk)),
            ),
            by=SYSTEM,
            at=at,
        )
        acts.receive(opened.code, allowance=dict(model.allowance), by=SYSTEM, at=at + timedelta(seconds=1))

    def trial(cube: object) -> Callable[[], object]:
        def once() -> None:
            registry.wire("cube", cube)
            try:
                with transaction.atomic():
                    submit()
                    raise _Enough
            except _Enough:
                pass
            finally:
                registry.wire("cube", Keeper())

        return once

    return compare("a submission with the cube", trial(Keeper()), "without", trial(_Nobody()), times=20, goal=1.1)


def _folding() -> Result:
    """100,000 rows of the tail, of many agencies and days, against writing them; then as many that take them back, for
    they were of no dossier."""
    fold_all()
    began = perf_counter()
    _write(1)
    writing = perf_counter() - began
    began = perf_counter()
    folded = fold_all()
    spent = perf_counter() - began
    _write(-1)
    fold_all()
    return Result(f"folding {folded:,}", spent, "writing them", writing, most=5)


def _write(sign: int) -> None:
    agencies = sorted(Agency.objects.values_list("pk", flat=True))[:300]
    fields = list(Field.objects.values_list("pk", flat=True))
    day = (
        "date '2026-01-01' + {}" if connection.vendor == "postgresql" else "date('2026-01-01', '+' || ({}) || ' days')"
    )
    number = "(n * 13) % 320"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE one_of (kind integer, number integer, id bigint)")
        chosen = [(kind, number, pk) for kind, ids in enumerate((agencies, fields)) for number, pk in enumerate(ids)]
        cursor.executemany("INSERT INTO one_of VALUES (%s, %s, %s)", chosen)
        cursor.execute(
            "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s) "
            "INSERT INTO reports_cubedelta (agency_id, day, base, channel, field_id, received, early, on_time, late, "
            "late_original, opened, overdue, answered, satisfied) "
            f"SELECT a.id, {day.format(number)}, {day.format(f'{number} - (CASE WHEN n % 9 = 0 THEN 3 ELSE 0 END)')}, "
            "CASE n % 3 WHEN 0 THEN 'online' WHEN 1 THEN 'direct' ELSE 'post' END, f.id, "
            f"{sign}, 0, {sign} * (n % 2), 0, 0, {sign}, 0, 0, 0 "
            f"FROM numbers JOIN one_of a ON a.kind = 0 AND a.number = (n * 7) % {len(agencies)} "
            f"JOIN one_of f ON f.kind = 1 AND f.number = n % {len(fields)}".replace("%", "%%").replace("%%s", "%s"),
            [FOLDED - 1],
        )
        cursor.execute("DROP TABLE one_of")


def _rebuild() -> Result:
    began = perf_counter()
    found = check()
    spent = perf_counter() - began
    if found.differences:
        raise RuntimeError(f"the journal tells otherwise: {found.differences[:5]}")
    return Result(f"rebuild of {found.dossiers:,}", spent, "180 s", 180, most=180)
