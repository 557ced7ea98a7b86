"""A folder of backups: the newest stay, whatever else lies there is left alone."""

from datetime import timedelta

import pytest

from motcua.flows import backup
from motcua.flows.backup.make import Made
from motcua.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()


def test_the_newest_stay(tmp_path):
    folder = tmp_path / "backups"
    now = clock.now().replace(microsecond=0)
    folder.mkdir()
    (folder / "before-0.1.0-20260101-000000.backup").touch()
    (folder / "notes.txt").touch()
    kept = [backup.back_up_into(folder, keep=2, at=now + timedelta(days=day)) for day in range(4)]
    assert [one.let_go for one in kept] == [0, 0, 1, 1]
    left = sorted(path.name for path in folder.iterdir())
    assert left == sorted(["before-0.1.0-20260101-000000.backup", "notes.txt", kept[2].path.name, kept[3].path.name])
    assert kept[3].path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 in (0o755, 0o700)


def test_without_a_number_all_stay_and_the_last_is_remembered(tmp_path):
    now = clock.now().replace(microsecond=0)
    assert backup.last() is None
    kept = [backup.back_up_into(tmp_path / "all", keep=0, at=now + timedelta(minutes=n)) for n in range(3)]
    assert all(one.path.exists() for one in kept)
    assert backup.last() == (now + timedelta(minutes=2), str(kept[2].path))


def test_a_note_that_cannot_be_read_is_none(settings):
    backup.note_last(settings.HOME / "x", Made(1, 0), at=clock.now())
    (settings.HOME / "last-backup.json").write_text("{")
    assert backup.last() is None
