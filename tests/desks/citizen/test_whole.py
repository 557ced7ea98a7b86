"""The whole dossier to keep: printed on one page, and as a ZIP of everything that its applicant may see."""

import io
import zipfile

import pytest

from motcua.desks.shell import archive
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.models import StoredFile
from motcua.dossiers.models import ResultFile
from motcua.kernel import clock
from motcua.kernel.errors import Cannot
from tests.desks.citizen import story
from tests.desks.citizen.test_dossier import finished, received
from tests.factories import plain_lives
from tests.factories.files import a_pdf


@pytest.fixture
def dossier(mine):
    return story.submitted(mine)


def fetched(browser, code: str) -> zipfile.ZipFile:
    answer = browser.get(f"/ho-so/{code}/ca-ho-so.zip")
    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{code}.zip"')
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_zip_of_papers_result_slip_and_a_readable_summary(mine, dossier):
    finished(dossier)
    specialist = plain_lives.staff("specialist_officer")
    upload = documents.store_upload(io.BytesIO(a_pdf("ket qua")), "Giấy khai sinh.pdf", by=specialist, at=clock.now())
    held = documents.use_upload(upload, by=specialist, at=clock.now())
    ResultFile.objects.create(dossier=dossier, upload=held, name_vi="Giấy khai sinh", draft=False, added_at=clock.now())
    whole = fetched(mine, dossier.code)
    assert whole.testzip() is None
    names = whole.namelist()
    assert any(name.startswith("Giấy tờ/01 ") and name.endswith(".pdf") for name in names)
    assert f"Phiếu/giay-hen-{dossier.code}.pdf" in names
    assert any(name.startswith("Kết quả/") for name in names)
    summary = whole.read(f"{dossier.code} - tom-tat.html").decode()
    assert dossier.applicant.full_name in summary
    assert dossier.answers["child_name"] in summary
    assert "http" not in summary.replace("http://www.w3.org", "")  # it stands alone


def test_a_draft_of_a_result_and_inside_notes_are_not_in_it(mine, dossier):
    from motcua.dossiers import actions

    received(dossier)
    officer = plain_lives.staff("specialist_officer")
    actions.note(dossier.code, text="ghi chú nội bộ bí mật", by=officer, at=clock.now())
    whole = fetched(mine, dossier.code)
    assert not any(name.startswith("Kết quả/") for name in whole.namelist())
    assert "nội bộ bí mật" not in whole.read(f"{dossier.code} - tom-tat.html").decode()


def test_somebody_elses_dossier_is_not_there(dossier, client_of):
    other = client_of(plain_lives.an_account("0900000005"))
    assert other.get(f"/ho-so/{dossier.code}/ca-ho-so.zip").status_code == 404
    assert other.get(f"/ho-so/{dossier.code}/in/").status_code == 404


def test_a_file_that_is_lost_leaves_a_note_and_the_rest_is_there(mine, dossier):
    for file in StoredFile.objects.all():
        store.discard(file.sha256, ())
    whole = fetched(mine, dossier.code)
    notes = [name for name in whole.namelist() if name.endswith(".pdf.txt")]
    assert notes
    assert "hiện chưa lấy ra được" in whole.read(notes[0]).decode()


def test_the_page_to_print_has_answers_papers_way_and_no_forms(mine, dossier):
    body = mine.get(f"/ho-so/{dossier.code}/in/").content.decode()
    assert dossier.answers["child_name"] in body
    assert "Giấy tờ đã nộp" in body
    assert "Đã nộp" in body
    main = body[body.index("<main") : body.index("</main>")]
    assert "<form" not in main


def test_in_english_too(mine, dossier):
    mine.cookies["language"] = "en"
    whole = fetched(mine, dossier.code)
    assert 'lang="en"' in whole.read(f"{dossier.code} - tom-tat.html").decode()
    assert mine.get(f"/ho-so/{dossier.code}/in/").status_code == 200


class TestArchive:
    def entry(self, name: str, content=b"x") -> archive.Entry:
        return archive.Entry(name, lambda: content, clock.now())

    def unpacked(self, *entries: archive.Entry) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(b"".join(archive.stream(entries, lambda name: f"mất {name}"))))

    def test_names_stay_vietnamese_are_safe_and_never_twice(self):
        names = self.unpacked(
            self.entry("Giấy tờ/Đơn của bà Ểu.pdf"),
            self.entry("giấy tờ/đơn của bà ểu.PDF"),
            self.entry('../../etc/a:b*"c.txt'),
            self.entry("Giấy tờ/" + "ấ" * 300 + ".pdf"),
        ).namelist()
        assert names[0] == "Giấy tờ/Đơn của bà Ểu.pdf"
        assert names[1] == "giấy tờ/đơn của bà ểu (2).PDF"
        assert names[2] == "tep/tep/etc/a_b__c.txt"
        assert len(names[3]) <= 110
        assert names[3].endswith(".pdf")

    def test_it_is_sent_while_it_is_made(self):
        opened = []

        def open_it(number: int) -> bytes:
            opened.append(number)
            return b"y" * 100_000

        entries = (archive.Entry(f"{n}.txt", lambda n=n: open_it(n), clock.now()) for n in range(3))
        parts = archive.stream(entries, str)
        next(parts)
        assert opened == [0]  # the second file is opened when the first is on its way

    def test_what_cannot_be_fetched_is_said_in_its_place(self):
        def gone() -> bytes:
            raise Cannot("file.lost")

        whole = self.unpacked(archive.Entry("a.pdf", gone, clock.now()), self.entry("b.txt"))
        assert whole.namelist() == ["a.pdf.txt", "b.txt"]
        assert whole.read("a.pdf.txt").decode() == "mất a.pdf"
