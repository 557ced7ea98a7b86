"""The file store: a folder and an S3-compatible server keep the same promises."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from motcua.documents import actions, queries, rules, store
from motcua.documents.models import StoredFile, Upload
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import LOCAL
from motcua.kernel.errors import Cannot, Invalid
from tests.factories import files

AT = datetime(2026, 11, 9, 10, 15, tzinfo=LOCAL)
BYTES = b"what somebody sent" * 1000
SHA256 = hashlib.sha256(BYTES).hexdigest()
BUCKET = "giay-to"


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """An S3 server of our own on a free port."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=endpoint, aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1"
    )
    client.create_bucket(Bucket=BUCKET)
    yield endpoint
    server.stop()


def s3_options(endpoint: str, **more: object) -> dict[str, object]:
    """As `config/settings.py` makes them of MOTCUA_FILE_STORE and MOTCUA_S3_ENDPOINT, with keys from here."""
    options = {
        "bucket_name": BUCKET,
        "location": "mot-cua",
        "endpoint_url": endpoint,
        "file_overwrite": True,
        "default_acl": None,
        "access_key": "key",
        "secret_key": "secret",
        "region_name": "us-east-1",
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**options, **more}}


@pytest.fixture(params=["folder", "s3"])
def stored_in(request: pytest.FixtureRequest, settings, tmp_path: Path) -> str:
    if request.param == "folder":
        default = {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        }
    else:
        default = s3_options(request.getfixturevalue("s3_server"), location=f"mot-cua/{tmp_path.name}")
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return str(request.param)


def keep(content: bytes = BYTES) -> None:
    with store.incoming() as part:
        part.write(content[:5000])
        part.write(content[5000:])
        part.settle()
        part.keep(store.place(hashlib.sha256(content).hexdigest()))


@pytest.mark.usefixtures("stored_in")
class TestEveryStore:
    def test_what_is_kept_is_there_whole_and_stands_under_its_hash(self):
        assert not store.exists(SHA256)
        keep()
        assert store.exists(SHA256)
        assert store.storage().exists(f"{SHA256[:2]}/{SHA256}")
        with store.opened(SHA256) as file:
            assert file.read(10) + file.read() == BYTES

    def test_keeping_it_again_changes_nothing(self):
        keep()
        keep()
        with store.opened(SHA256) as file:
            assert file.read() == BYTES
        assert store.storage().listdir(SHA256[:2])[1] == [SHA256]

    def test_it_can_be_kept_once_more_from_the_same_incoming_file(self):
        with store.incoming() as part:
            part.write(BYTES)
            part.settle()
            part.keep(store.place(SHA256))
            store.discard(SHA256, ())
            part.keep(store.place(SHA256))
        with store.opened(SHA256) as file:
            assert file.read() == BYTES

    def test_what_is_not_kept_leaves_nothing(self):
        with contextlib.suppress(ZeroDivisionError), store.incoming() as part:
            part.write(BYTES)
            part.settle()
            raise ZeroDivisionError
        assert not store.exists(SHA256)

    def test_what_is_discarded_is_gone_with_its_previews_and_may_be_gone_already(self):
        keep()
        store.keep_preview(SHA256, 160, b"jpeg")
        for _ in range(2):
            store.discard(SHA256, rules.PREVIEW_WIDTHS)
        assert not store.exists(SHA256)
        assert store.find_preview(SHA256, 160) is None

    def test_what_is_not_there_is_said_to_be_missing(self):
        with pytest.raises(FileNotFoundError):
            store.opened(SHA256)

    def test_previews_are_kept_and_found(self):
        assert store.find_preview(SHA256, 160) is None
        store.keep_preview(SHA256, 160, b"one")
        store.keep_preview(SHA256, 160, b"two")
        assert store.find_preview(SHA256, 160) == b"two"
        assert store.find_preview(SHA256, 480) is None

    def test_a_file_of_several_parts_is_whole(self):
        content = os.urandom(9 * 1024 * 1024)
        keep(content)
        with store.opened(hashlib.sha256(content).hexdigest()) as file:
            assert hashlib.sha256(file.read()).digest() == hashlib.sha256(content).digest()


@pytest.mark.django_db
@pytest.mark.usefixtures("stored_in")
class TestTheRoomOnEveryStore:
    def test_a_file_comes_in_and_goes_out(self):
        upload = actions.store_upload(BytesIO(files.a_pdf()), "Giấy.pdf", by=SYSTEM, at=AT)
        opened = queries.open_own(upload.file_id, by=SYSTEM, at=AT)
        with opened.stream as stream:
            assert stream.read() == files.a_pdf()

    def test_the_same_bytes_are_kept_once(self):
        first, second = (
            actions.store_upload(BytesIO(files.a_pdf()), name, by=SYSTEM, at=AT) for name in ("a.pdf", "b.pdf")
        )
        assert first.stored == second.stored
        assert (
            store.storage().listdir("")[0] == [first.stored.sha256[:2]] or "incoming" in store.storage().listdir("")[0]
        )

    @pytest.mark.parametrize("content", [b"MZ not a paper", b"", files.a_pdf()[:-40]])
    def test_what_is_refused_is_not_kept(self, content):
        with pytest.raises(Invalid):
            actions.store_upload(BytesIO(content), "a.pdf", by=SYSTEM, at=AT)
        assert not store.exists(hashlib.sha256(content).hexdigest())

    def test_a_line_that_is_lost_keeps_nothing(self):
        content = files.a_pdf(pages=40)
        with pytest.raises(ConnectionResetError):
            actions.store_upload(files.Dribble(content, breaks_at=3000), "a.pdf", by=SYSTEM, at=AT)
        assert not Upload.objects.exists()
        assert not store.exists(hashlib.sha256(content).hexdigest())

    def test_a_picture_has_its_preview(self):
        upload = actions.store_upload(BytesIO(files.a_picture()), "a.jpg", by=SYSTEM, at=AT)
        decided = queries.Decision("dossiers", "x", SYSTEM)
        assert queries.preview_for(upload, 160, decided=decided) == queries.preview_for(upload, 160, decided=decided)
        assert store.find_preview(upload.stored.sha256, 160) is not None

    def test_what_nobody_used_goes(self):
        upload = actions.store_upload(BytesIO(files.a_pdf()), "a.pdf", by=SYSTEM, at=AT)
        assert actions.discard_unused(by=SYSTEM, at=AT + rules.UPLOAD_KEPT) == 1
        assert not store.exists(upload.stored.sha256)


@pytest.mark.django_db
class TestAnS3ThatFails:
    @pytest.mark.parametrize(
        "more",
        [{"endpoint_url": "http://127.0.0.1:1"}, {"bucket_name": "no-such-bucket"}],
        ids=["nobody answers", "no such bucket"],
    )
    def test_is_said_to_be_away_and_nothing_is_promised(self, settings, s3_server, more):
        from botocore.config import Config

        quick = Config(retries={"max_attempts": 0}, connect_timeout=1, read_timeout=2)
        default = s3_options(s3_server, client_config=quick, **more)
        settings.STORAGES = {**settings.STORAGES, "default": default}
        with pytest.raises(Cannot) as refused:
            actions.store_upload(BytesIO(files.a_pdf()), "a.pdf", by=SYSTEM, at=AT)
        assert refused.value.code == "storage.unavailable"
        assert not StoredFile.objects.exists()
        if "endpoint_url" in more:
            with pytest.raises(Cannot, match=r"storage\.unavailable"):
                store.opened(SHA256)
