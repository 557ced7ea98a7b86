"""A file is taken in whole, once, by what it is; or refused, and then nothing of it is kept."""

import hashlib
import unicodedata
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction

from motcua.adapters.scan.simulator import EICAR
from motcua.documents import actions, rules
from motcua.documents.models import StoredFile, Upload
from motcua.documents.words import WORDS
from motcua.journal.models import Event
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.errors import Cannot, Invalid, NotAllowed
from tests.factories import files
from tests.rooms.documents.conftest import AT

pytestmark = pytest.mark.django_db


def take(content: bytes, name: str = "giay.pdf", *, by, at=AT) -> Upload:
    return actions.store_upload(BytesIO(content), name, by=by, at=at)


def test_a_pdf_is_kept_under_its_hash_and_described(citizen, kept):
    content = files.a_pdf(pages=2)
    upload = take(content, "Giấy khai sinh.pdf", by=citizen)
    sha256 = hashlib.sha256(content).hexdigest()
    assert kept() == [f"{sha256[:2]}/{sha256}"]
    file = upload.stored
    assert (file.sha256, file.size, file.media_type, file.extension, file.pages) == (
        sha256,
        len(content),
        "application/pdf",
        "pdf",
        2,
    )
    assert (file.scan_state, file.scanned_at, file.scan_engine) == ("clean", AT, "simulator")
    assert (file.stored_at, file.stored_by_id) == (AT, citizen.account_id)
    assert (upload.name, upload.owner_id, upload.owner_kind) == ("Giấy khai sinh.pdf", citizen.account_id, "account")
    assert (upload.used_at, upload.expires_at) == (None, AT + rules.UPLOAD_KEPT)


def test_the_journal_says_so_without_the_name(citizen):
    upload = take(files.a_pdf(), "Giấy của bà Lan.pdf", by=citizen)
    event = Event.objects.get()
    assert (event.type, event.chain, event.by_id) == ("file.stored", upload.file_id, citizen.id)
    assert "Lan" not in event.facts
    assert upload.stored.sha256 in event.facts


def test_a_picture_is_measured(citizen):
    file = take(files.a_photograph_held_sideways((640, 400)), "anh.jpg", by=citizen).stored
    assert (file.media_type, file.width, file.height, file.pages) == ("image/jpeg", 400, 640, None)


def test_the_same_bytes_are_kept_once_whoever_sends_them(citizen, neighbour, kept):
    content = files.a_pdf()
    first = take(content, "a.pdf", by=citizen)
    second = take(content, "b.pdf", by=neighbour)
    assert first.stored == second.stored
    assert first.file_id != second.file_id
    assert (second.name, second.owner_id) == ("b.pdf", neighbour.account_id)
    assert len(kept()) == 1


def test_bytes_that_were_lost_are_whole_again_when_sent_again(citizen, folder, kept):
    content = files.a_pdf()
    take(content, by=citizen)
    (folder / kept()[0]).unlink()
    take(content, by=citizen)
    assert (folder / kept()[0]).read_bytes() == content


def test_a_name_in_decomposed_letters_is_kept_composed(citizen):
    name = unicodedata.normalize("NFD", "Đơn đề nghị của hộ Nguyễn Thị Ngọc.pdf")
    assert take(files.a_pdf(), name, by=citizen).name == "Đơn đề nghị của hộ Nguyễn Thị Ngọc.pdf"


def test_the_bytes_decide_what_it_is_not_the_name(citizen):
    upload = take(files.a_picture("PNG"), "giay.pdf", by=citizen)
    assert (upload.name, upload.stored.media_type) == ("giay.pdf.png", "image/png")


def test_a_file_that_dribbles_in_is_the_same_file(citizen):
    content = files.a_picture("PNG", (900, 900))
    upload = actions.store_upload(files.Dribble(content, step=7), "anh.png", by=citizen, at=AT)
    assert upload.stored.sha256 == hashlib.sha256(content).hexdigest()


def test_the_system_takes_files_in_for_nobody(db):
    upload = take(files.a_pdf(), by=SYSTEM)
    assert (upload.owner_kind, upload.owner_id, upload.stored.stored_by_id) == ("system", None, None)


def test_somebody_without_an_account_sends_no_files(db, kept):
    with pytest.raises(NotAllowed) as refused:
        take(files.a_pdf(), by=ANONYMOUS)
    assert refused.value.code == "file.sign_in"
    assert kept() == []


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "giay.pdf", "file.empty"),
        (b"MZ\x90\x00" + b"\0" * 400, "giay.pdf", "file.kind_refused"),
        (b"<script>alert(1)</script>", "anh.jpg", "file.kind_refused"),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 90, "IMG_0001.HEIC", "file.heic_refused"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "don.doc", "file.old_office_refused"),
        (files.a_pdf()[:-40], "giay.pdf", "file.broken"),
        (files.a_picture()[:-400], "anh.jpg", "file.broken"),
        (files.a_pdf_with_password(), "giay.pdf", "file.encrypted"),
        (files.a_pdf_that_runs(), "giay.pdf", "file.active_refused"),
        (files.a_pdf(EICAR.decode()), "giay.pdf", "file.infected"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("file.") else "",
)
def test_what_is_refused_leaves_nothing_behind(citizen, kept, content, name, code):
    with pytest.raises(Invalid) as refused:
        take(content, name, by=citizen)
    assert refused.value.code == code
    assert kept() == []
    assert not StoredFile.objects.exists()
    assert not Upload.objects.exists()


def test_every_refusal_has_its_sentences():
    for code in WORDS:
        vietnamese, english = WORDS[code]
        assert vietnamese
        assert english
        assert vietnamese != english
        for barred in ("vui lòng", "bạn", "quý khách", "!"):
            assert barred not in vietnamese.lower()


def test_an_infected_file_is_noted_by_its_hash(citizen):
    content = files.a_pdf(EICAR.decode())
    with pytest.raises(Invalid):
        take(content, "bí mật.pdf", by=citizen)
    event = Event.objects.get()
    assert (event.type, event.chain) == ("file.refused", hashlib.sha256(content).hexdigest())
    assert "Eicar-Test-Signature" in event.facts


class TestTooLarge:
    def test_two_gigabytes_by_its_own_word_are_refused_unread(self, citizen, settings):
        settings.MAX_UPLOAD_BYTES = 10 * 1024 * 1024
        with pytest.raises(Invalid) as refused:
            actions.store_upload(files.Claiming(2 * 1024**3), "phim.pdf", by=citizen, at=AT)
        assert refused.value.code == "file.too_large"
        assert refused.value.facts == {"size": 2 * 1024**3, "max": 10 * 1024 * 1024, "size_mb": 2048, "max_mb": 10}

    def test_a_stream_without_an_end_is_read_to_the_limit_and_no_further(self, citizen, settings, kept):
        settings.MAX_UPLOAD_BYTES = 1024 * 1024
        endless = files.Endless()
        with pytest.raises(Invalid) as refused:
            actions.store_upload(endless, "giay.pdf", by=citizen, at=AT)
        assert refused.value.code == "file.too_large"
        assert endless.taken <= 1024 * 1024 + 64 * 1024
        assert kept() == []

    def test_one_that_fills_the_limit_to_the_byte_is_taken(self, citizen, settings):
        content = files.a_pdf()
        settings.MAX_UPLOAD_BYTES = len(content)
        assert take(content, by=citizen).stored.size == len(content)
        settings.MAX_UPLOAD_BYTES = len(content) - 1
        with pytest.raises(Invalid, match=r"file\.too_large"):
            take(content, by=citizen)


class TestTheLineIsLost:
    def test_in_the_middle_nothing_is_kept(self, citizen, kept):
        content = files.a_pdf(pages=30)
        with pytest.raises(ConnectionResetError):
            actions.store_upload(files.Dribble(content, breaks_at=2000), "giay.pdf", by=citizen, at=AT)
        assert kept() == []
        assert not Upload.objects.exists()

    def test_and_the_same_file_sent_again_is_taken(self, citizen):
        content = files.a_pdf(pages=30)
        with pytest.raises(ConnectionResetError):
            actions.store_upload(files.Dribble(content, breaks_at=2000), "giay.pdf", by=citizen, at=AT)
        assert take(content, by=citizen).stored.pages == 30


class TestTheScannerIsAway:
    def test_the_file_is_taken_and_says_that_nobody_looked(self, citizen, scanner):
        scanner.answering = False
        file = take(files.a_pdf(), by=citizen).stored
        assert (file.scan_state, file.scanned_at, file.scan_engine) == ("not_scanned", None, "")

    def test_a_second_sending_with_the_scanner_back_makes_it_clean(self, citizen, scanner):
        scanner.answering = False
        take(files.a_pdf(), by=citizen)
        scanner.answering = True
        later = AT + timedelta(hours=1)
        file = take(files.a_pdf(), by=citizen, at=later).stored
        assert (file.scan_state, file.scanned_at) == ("clean", later)

    def test_a_clean_file_stays_clean_when_it_comes_again_without_a_scanner(self, citizen, scanner):
        take(files.a_pdf(), by=citizen)
        scanner.answering = False
        assert take(files.a_pdf(), by=citizen).stored.scan_state == "clean"


class TestTheDatabaseSaysSo:
    @pytest.mark.parametrize(
        "change",
        [
            {"scan_state": "not_scanned"},
            {"scan_state": "clean", "scanned_at": None},
            {"scan_state": "perhaps"},
            {"size": 0},
            {"width": 10},
        ],
    )
    def test_a_stored_file_is_whole(self, citizen, change):
        file = take(files.a_pdf(), by=citizen).stored
        with pytest.raises(IntegrityError), transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).update(**change)

    @pytest.mark.parametrize(
        "change",
        [
            {"owner": None},
            {"owner_kind": "system"},
            {"owner_kind": "nobody"},
            {"expires_at": None},
            {"used_at": AT},
            {"expires_at": AT},
        ],
    )
    def test_an_upload_has_its_owner_and_its_end(self, citizen, change):
        upload = take(files.a_pdf(), by=citizen)
        with pytest.raises(IntegrityError), transaction.atomic():
            Upload.objects.filter(pk=upload.pk).update(**change)


def test_a_scanner_that_was_never_wired_is_an_absent_one(citizen):
    from motcua.kernel import registry

    registry.unwire("malware_scanner")
    assert take(files.a_pdf(), by=citizen).stored.scan_state == "not_scanned"


def test_a_refusal_is_a_cannot(citizen):
    with pytest.raises(Cannot):
        take(b"", by=citizen)
