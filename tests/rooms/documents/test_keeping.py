"""What happens to files afterwards: used, versioned, scanned again, discarded."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.adapters.scan.simulator import EICAR
from motcua.documents import actions, queries, rules
from motcua.documents.models import Document, DocumentVersion, StoredFile, Upload
from motcua.journal.models import Event
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import NotLawfulNow
from tests.factories import files
from tests.rooms.documents.conftest import AT

pytestmark = pytest.mark.django_db
LATER = AT + rules.UPLOAD_KEPT


def send(by, text="mot", at=AT) -> Upload:
    return actions.store_upload(BytesIO(files.a_pdf(text)), f"{text}.pdf", by=by, at=at)


def told(kind: str) -> int:
    return Event.objects.filter(type=kind).count()


class TestUsing:
    def test_an_upload_in_use_no_longer_expires(self, citizen):
        upload = actions.use_upload(send(citizen), by=citizen, at=AT + timedelta(days=1))
        upload.refresh_from_db()
        assert (upload.used_at, upload.expires_at) == (AT + timedelta(days=1), None)

    def test_saying_it_again_changes_nothing(self, citizen):
        upload = send(citizen)
        actions.use_upload(upload, by=citizen, at=AT)
        assert actions.use_upload(upload, by=citizen, at=LATER).used_at == AT

    def test_one_that_was_discarded_meanwhile_is_refused(self, citizen):
        upload = send(citizen)
        actions.discard_unused(by=SYSTEM, at=LATER)
        with pytest.raises(NotLawfulNow) as refused:
            actions.use_upload(upload, by=citizen, at=LATER)
        assert refused.value.code == "file.unknown"


class TestVersions:
    def test_a_document_begins_with_version_one(self, citizen):
        version = actions.new_version(send(citizen), by=citizen, at=AT)
        assert (version.number, version.name, version.added_at) == (1, "mot.pdf", AT)
        assert version.added_by_id == citizen.account_id
        assert len(version.document.public_id) == 22
        assert told("document.versioned") == 1

    def test_the_last_one_holds_and_the_first_one_stays(self, citizen):
        first = actions.new_version(send(citizen, "mot"), by=citizen, at=AT)
        second = actions.new_version(send(citizen, "hai"), document=first.document, by=citizen, at=LATER)
        assert second.number == 2
        assert queries.get_current_version(first.document) == second
        assert [version.name for version in first.document.versions.order_by("number")] == ["mot.pdf", "hai.pdf"]

    def test_a_version_holds_its_file_against_discarding(self, citizen, kept):
        actions.new_version(send(citizen), by=citizen, at=AT)
        assert actions.discard_unused(by=SYSTEM, at=LATER) == 0
        assert len(kept()) == 1

    def test_the_database_refuses_a_second_version_of_one_number_and_a_number_nought(self, citizen):
        first = actions.new_version(send(citizen), by=citizen, at=AT)
        for number in (0, 1):
            with pytest.raises(IntegrityError), transaction.atomic():
                DocumentVersion.objects.create(
                    document=first.document, number=number, stored=first.stored, name="x.pdf", added_at=AT
                )

    def test_a_version_is_never_edited_or_taken_away(self, citizen):
        actions.new_version(send(citizen), by=citizen, at=AT)
        with pytest.raises(DatabaseError), transaction.atomic():
            DocumentVersion.objects.update(name="khac.pdf")
        with pytest.raises(DatabaseError), transaction.atomic():
            DocumentVersion.objects.all().delete()
        assert Document.objects.count() == 1


class TestScanningAgain:
    def test_files_that_nobody_looked_at_are_scanned_when_the_scanner_is_back(self, citizen, scanner):
        scanner.answering = False
        send(citizen, "mot")
        send(citizen, "hai")
        assert queries.count_not_scanned() == 2
        scanner.answering = True
        assert actions.rescan_pending(by=SYSTEM, at=LATER) == 2
        assert queries.count_not_scanned() == 0
        assert set(StoredFile.objects.values_list("scan_state", "scanned_at")) == {("clean", LATER)}
        assert told("file.scanned") == 2

    def test_while_it_is_still_away_nothing_changes(self, citizen, scanner):
        scanner.answering = False
        send(citizen)
        assert actions.rescan_pending(by=SYSTEM, at=LATER) == 0
        assert queries.count_not_scanned() == 1
        assert told("file.scanned") == 0

    def test_what_is_found_then_is_marked(self, citizen, scanner):
        scanner.answering = False
        upload = actions.store_upload(BytesIO(files.a_pdf(EICAR.decode())), "a.pdf", by=citizen, at=AT)
        scanner.answering = True
        assert actions.rescan_pending(by=SYSTEM, at=LATER) == 1
        upload.stored.refresh_from_db()
        assert (upload.stored.scan_state, upload.stored.scan_signature) == ("infected", "Eicar-Test-Signature")
        assert "Eicar" in Event.objects.get(type="file.scanned").facts

    def test_bytes_that_are_gone_stop_nobody_else(self, citizen, scanner, folder, kept):
        scanner.answering = False
        send(citizen, "mot")
        (folder / kept()[0]).unlink()
        send(citizen, "hai")
        scanner.answering = True
        assert actions.rescan_pending(by=SYSTEM, at=LATER) == 1

    def test_it_does_a_bounded_piece_of_work(self, citizen, scanner):
        scanner.answering = False
        for text in ("mot", "hai", "ba"):
            send(citizen, text)
        scanner.answering = True
        assert actions.rescan_pending(by=SYSTEM, at=LATER, limit=2) == 2
        assert queries.count_not_scanned() == 1


class TestDiscarding:
    def test_what_nobody_used_goes_with_its_bytes_and_pictures(self, citizen, kept):
        content = files.a_picture("JPEG", (600, 400))
        upload = actions.store_upload(BytesIO(content), "a.jpg", by=citizen, at=AT)
        queries.preview_for(upload, 160, decided=queries.Decision("dossiers", "x", citizen))
        assert len(kept()) == 2
        assert actions.discard_unused(by=SYSTEM, at=LATER) == 1
        assert kept() == []
        assert not Upload.objects.exists()
        assert not StoredFile.objects.exists()
        assert told("file.discarded") == 1

    def test_before_its_time_it_stays(self, citizen, kept):
        send(citizen)
        assert actions.discard_unused(by=SYSTEM, at=LATER - timedelta(seconds=1)) == 0
        assert len(kept()) == 1

    def test_bytes_that_another_sent_too_stay_for_them(self, citizen, neighbour, kept):
        send(citizen)
        theirs = send(neighbour, at=AT + timedelta(days=1))
        assert actions.discard_unused(by=SYSTEM, at=LATER) == 1
        assert Upload.objects.get() == theirs
        assert len(kept()) == 1

    def test_it_does_a_bounded_piece_of_work(self, citizen):
        for text in ("mot", "hai", "ba"):
            send(citizen, text)
        assert actions.discard_unused(by=SYSTEM, at=LATER, limit=2) == 2
        assert Upload.objects.count() == 1

    def test_what_a_killed_process_left_on_its_way_in_goes_after_a_day(self, citizen, folder, kept):
        send(citizen)
        (folder / "incoming" / "old").write_bytes(b"half a file")
        (folder / "incoming" / "new").write_bytes(b"half a file")
        old, new = (LATER - timedelta(days=2)).timestamp(), (LATER - timedelta(hours=1)).timestamp()
        os.utime(folder / "incoming" / "old", (old, old))
        os.utime(folder / "incoming" / "new", (new, new))
        actions.discard_unused(by=SYSTEM, at=LATER)
        assert kept() == ["incoming/new"]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_twenty_senders_of_the_same_bytes_all_get_them(self, citizen, folder, kept):
        from concurrent.futures import ThreadPoolExecutor

        from django.db import connection

        def sending(number: int) -> str:
            try:
                return send(citizen).file_id
            finally:
                connection.close()

        with ThreadPoolExecutor(5) as pool:
            ids = set(pool.map(sending, range(20)))
        assert len(ids) == Upload.objects.count() == 20
        assert StoredFile.objects.count() == 1
        assert (folder / kept()[0]).read_bytes() == files.a_pdf("mot")
        assert len(kept()) == 1

    def test_sending_while_the_same_bytes_are_discarded_loses_nothing(self, citizen):
        """Whoever comes first: an upload that was answered has its bytes."""
        import threading

        from django.db import connection

        # Long ago, so that the discarding finds nothing abandoned among files that are on their way in right now.
        sent, end = AT.replace(year=2021), AT.replace(year=2021) + rules.UPLOAD_KEPT

        def discarding() -> None:
            try:
                while not over.is_set():
                    actions.discard_unused(by=SYSTEM, at=end)
            finally:
                connection.close()

        over = threading.Event()
        thread = threading.Thread(target=discarding)
        thread.start()
        try:
            for _ in range(15):
                send(citizen, at=sent)  # to the other thread it has expired at once
                upload = send(citizen, at=end)
                with queries.open_own(upload.file_id, by=citizen, at=end).stream as stream:
                    assert stream.read() == files.a_pdf("mot")
                Upload.objects.filter(pk=upload.pk).update(uploaded_at=sent, expires_at=end)
        finally:
            over.set()
            thread.join()
