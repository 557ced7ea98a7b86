"""A disk that is full: said plainly, nothing half-written, and everything works again when there is room."""

import contextlib
import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from motcua.documents import actions, queries
from motcua.documents.models import StoredFile, Upload
from motcua.kernel.errors import Cannot
from tests.factories import files
from tests.rooms.documents.conftest import AT

pytestmark = pytest.mark.django_db
LARGE = files.a_picture("TIFF", (500, 300))  # 450 KB, not compressed


class NoRoom(InMemoryStorage):
    """A store without a folder that has room for nothing, or whose line is down."""

    error: Exception = OSError(errno.ENOSPC, "No space left on device")

    def _save(self, name: str, content: ContentFile) -> str:
        raise self.error


class LineDown(NoRoom):
    error = ConnectionRefusedError("nobody answers")


@pytest.fixture
def small_disk(tmp_path: Path, settings) -> Iterator[Path]:
    """A real disk of 300 KB that holds the store."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"this machine mounts no disk: {mounted.stderr.decode().strip()}")
    storages = settings.STORAGES
    settings.STORAGES = {**storages, "default": {**storages["default"], "OPTIONS": {"location": str(place)}}}
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(place: Path) -> None:
    with (place / "filler").open("wb") as filler, contextlib.suppress(OSError):
        while True:
            os.write(filler.fileno(), b"0" * 1024)


def kept(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_a_file_that_does_not_fit_is_refused_and_leaves_nothing(citizen, small_disk):
    with pytest.raises(Cannot) as refused:
        actions.store_upload(BytesIO(LARGE), "anh.tif", by=citizen, at=AT)
    assert refused.value.code == "storage.full"
    assert kept(small_disk) == []
    assert not StoredFile.objects.exists()
    assert not Upload.objects.exists()


def test_one_that_fits_is_taken_right_after(citizen, small_disk):
    with pytest.raises(Cannot):
        actions.store_upload(BytesIO(LARGE), "anh.tif", by=citizen, at=AT)
    upload = actions.store_upload(BytesIO(files.a_pdf()), "giay.pdf", by=citizen, at=AT)
    with queries.open_own(upload.file_id, by=citizen, at=AT).stream as stream:
        assert stream.read() == files.a_pdf()


def test_a_picture_is_shown_though_its_small_copy_cannot_be_kept(citizen, small_disk):
    upload = actions.store_upload(BytesIO(files.a_picture()), "anh.jpg", by=citizen, at=AT)
    fill(small_disk)
    shown = queries.preview_for(upload, 160, decided=queries.Decision("dossiers", "x", citizen))
    assert shown.startswith(b"\xff\xd8")
    assert not (small_disk / "previews").exists() or kept(small_disk / "previews") == []


@pytest.mark.parametrize(("store", "code"), [(NoRoom, "storage.full"), (LineDown, "storage.unavailable")])
def test_a_distant_store_that_fails_is_said_to(citizen, settings, store, code):
    backend = f"{__name__}.{store.__name__}"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend}}
    with pytest.raises(Cannot) as refused:
        actions.store_upload(BytesIO(files.a_pdf()), "giay.pdf", by=citizen, at=AT)
    assert refused.value.code == code
    assert not StoredFile.objects.exists()


def test_a_store_that_may_not_be_written_is_said_to_be_away(citizen, folder):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(Cannot) as refused:
        actions.store_upload(BytesIO(files.a_pdf()), "giay.pdf", by=citizen, at=AT)
    assert refused.value.code == "storage.unavailable"
