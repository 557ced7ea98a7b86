"""Line 2.1 counted by the database agrees with the rule, dossier by dossier."""

import random
from datetime import date, datetime, timedelta

import pytest

from motcua.dossiers.models import Dossier, Standing, Supplement
from motcua.kernel import clock
from motcua.reports.figures import rows_behind
from motcua.reports.figures.parts import Part
from motcua.reports.scorecard.conditions import every
from motcua.reports.scorecard.promise import Asked, is_kept
from motcua.reports.scorecard.vocabulary import AnyOf, Not, Word
from tests.factories.plain_lives import a_received_dossier

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
JUDGED = clock.day_start(date(2026, 7, 1))
IN_PERIOD = AnyOf((Word("received_in_period"), Word("resolved_in_period")))


def on(day: float) -> datetime:
    return clock.day_start(date(2026, 6, 1)) + timedelta(days=day - 1)


def a_life(dossier: Dossier, *, due: datetime | None, ended: datetime | None, asked: list[Asked]) -> None:
    """Give a received dossier another promise, supplements and an end, as they would have been written."""
    Standing.objects.filter(dossier=dossier).delete()
    received = on(1.3)
    common = {"dossier": dossier, "agency_id": dossier.agency_id, "received_at": received, "due_at": due}
    Standing.objects.create(**common, from_at=received, to_at=ended, state="processing")
    if ended is not None:
        Standing.objects.create(**common, from_at=ended, resolved_at=ended, state="finished")
    for number, one in enumerate(asked, 1):
        Supplement.objects.create(
            dossier=dossier,
            number=number,
            asked_at=one.requested_at,
            answered_at=one.completed_at,
            reason="Thiếu giấy",
            ground="118/2025/NĐ-CP",
            items=[],
        )
    Dossier.objects.filter(pk=dossier.pk).update(
        original_due_at=due, supplements_asked=len(asked), received_at=received, submitted_at=received
    )


CASES = [
    (on(10.7), on(10.6), []),
    (on(10.7), on(10.8), []),
    (on(10.7), on(12), [Asked(on(8), on(11))]),
    (on(10.7), on(12), [Asked(on(8), on(9))]),
    (on(10.7), on(13), [Asked(on(7), on(8.5)), Asked(on(9), on(10.5))]),
    (on(10.7), None, [Asked(on(5)), Asked(on(9))]),
    (on(10.7), None, [Asked(on(5), on(6)), Asked(on(9))]),
    (on(10.7), None, [Asked(on(9))]),
    (on(10.7), None, [Asked(on(11))]),
    (on(10.7), None, [Asked(on(5), on(6))]),
    (on(10.7), None, []),
    (on(40), None, []),
    (on(40), None, [Asked(on(5), on(6)), Asked(on(7), on(8))]),
    (None, on(12), []),
    (None, None, []),
    (None, None, [Asked(on(5)), Asked(on(9))]),
]


def test_every_case_is_judged_alike():
    chance = random.Random(7)
    cases = CASES + [
        (
            on(chance.uniform(3, 35)),
            on(chance.uniform(11, 29)) if chance.random() < 0.6 else None,
            [Asked(on(low := chance.uniform(2, 8)), on(low + chance.uniform(0.1, 2)))] * (chance.random() < 0.5),
        )
        for _ in range(12)
    ]
    expected = {}
    for due, ended, asked in cases:
        dossier = a_received_dossier()
        a_life(dossier, due=due, ended=ended, asked=asked)
        expected[dossier.code] = is_kept(received_at=on(1.3), due_at=due, ended_at=ended, asked=asked, judged_at=JUDGED)
    kept, late = (
        {row.code for row in rows_behind("", "H44", FIRST, LAST, as_of=JUDGED, where=where, limit=100).rows}
        for where in (_where(Word("promise_kept")), _where(Not(Word("promise_kept"))))
    )
    assert kept == {code for code, good in expected.items() if good}
    assert late == {code for code, good in expected.items() if not good}


def _where(word: Word | Not):
    def condition(part: Part):
        return every((IN_PERIOD, word), part)

    return ("resolved", "pending"), condition
