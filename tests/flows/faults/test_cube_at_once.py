"""Writers, folders and readers at once: no figure is ever seen twice or not at all."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.reports.cube import fold, fold_all
from motcua.reports.cube.checking import check
from motcua.reports.cube.folding import hold
from motcua.reports.figures import handling
from motcua.reports.models import CubeDelta
from tests.factories.plain_lives import OPENED_AT, a_received_dossier
from tests.flows.faults.test_at_once import at_once

WRITERS, EACH = 3, 6


@pytest.mark.django_db(transaction=True)
def test_readers_see_every_reception_once_while_two_folders_fold() -> None:
    a_received_dossier()
    day = clock.local_day(OPENED_AT)
    begun, done, going = [1], [1], threading.Event()
    seen: list[tuple[int, int, int]] = []

    def write() -> None:
        for _ in range(EACH):
            begun.append(1)
            a_received_dossier()
            done.append(1)

    def folding() -> int:
        count = 0
        while not going.is_set():
            count += fold(limit=2)
        return count

    def reading() -> None:
        while not going.is_set():
            before = len(done)
            (row,) = handling(None, day, day, as_of=clock.day_start(day + timedelta(days=1)))
            seen.append((before, row.received_total, len(begun)))

    def writing() -> None:
        try:
            for error in at_once(*[write] * WRITERS):
                assert error is None, error
        finally:
            going.set()

    results = at_once(writing, folding, folding, reading)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert all(before <= received <= after for before, received, after in seen), seen
    fold_all()
    assert not CubeDelta.objects.exists()
    assert len(done) == Dossier.objects.count() == handling(None, day, day)[0].received_total
    assert check().differences == []


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_finds_another_at_work_leaves_it_to_it() -> None:
    a_received_dossier()
    if connection.vendor == "sqlite":
        assert fold()  # its one writer at a time is the database's own rule
        return
    with transaction.atomic():
        hold(wait=True)
        assert at_once(fold) == [0]
        assert CubeDelta.objects.exists()
    assert fold()


@pytest.mark.django_db(transaction=True)
def test_a_fold_that_does_not_end_leaves_what_was() -> None:
    """As a kill at its last moment: the transaction never commits."""
    a_received_dossier()

    @transaction.atomic
    def killed() -> None:
        assert fold()
        raise InterruptedError

    with pytest.raises(InterruptedError):
        killed()
    assert CubeDelta.objects.exists()
    assert check().differences == []
    assert fold()
    assert check().differences == []
