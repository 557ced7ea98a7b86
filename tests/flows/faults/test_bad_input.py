"""What people send by mistake: each refused with a sentence that helps, in both languages, and nothing lost.

More of it stands where it belongs: cells that begin with "=" in tests/rooms/reports/test_export.py, a full file store in
tests/rooms/documents/test_full_disk.py, a mail server that is down in tests/flows/notify, broken and disguised files by
kind in tests/rules/documents and tests/rooms/documents.
"""

import json
import unicodedata
from io import BytesIO

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from motcua.desks.shell import errors
from motcua.desks.shell.words import field_sentence, sentence
from motcua.documents.actions import store_upload
from motcua.documents.models import StoredFile, Upload
from motcua.dossiers import queries
from motcua.dossiers.actions import start_draft
from motcua.dossiers.models import CodeCounter, Dossier
from motcua.dossiers.queries import Filter
from motcua.flows import act
from motcua.flows.submit import submit
from motcua.journal.queries import verify
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow, NotVisible
from tests.factories import files
from tests.factories.plain_lives import a_province, an_agency, staff
from tests.rooms.dossiers.points import COUNTER

pytestmark = pytest.mark.django_db


def says(refused, *words):
    """The sentence of a refusal in Vietnamese and English holds these words; returns both."""
    both = [field_sentence(refused, language) if not isinstance(refused, Cannot) else sentence(refused, language)
            for language in ("vi", "en")]  # fmt: skip
    assert both[0] != both[1]
    assert all(one and "{" not in one for one in both)
    for word, one in zip(words, both, strict=False):
        assert word in one, one
    return both


@pytest.mark.parametrize(
    ("applicant", "path", "words"),
    [
        ({"personal_id": "0171840031"}, "applicant.personal_id", ("12 chữ số", "12 digits")),
        ({"personal_id": "917184003125"}, "applicant.personal_id", ("bắt đầu bằng số 0", "begins with 0")),
        ({"birth_date": "2999-01-01"}, "applicant.birth_date", ("sau hôm nay", "after today")),
        ({"birth_date": "2001-02-30"}, "applicant.birth_date", ("Không có ngày này", "no such date")),
    ],
)
def test_a_wrong_number_or_date_is_named_and_the_draft_is_kept(office, applicant, path, words):
    given = {**office.body()["applicant"], **applicant}
    draft = start_draft(office.version, agency=None, by=office.citizen, at=clock.now())
    with pytest.raises(Invalid) as refused:
        submit(office.submission(applicant=given), by=office.citizen, at=clock.now(), draft=draft)
    (error,) = refused.value.errors
    assert error.path == path
    says(error, *words)
    says(refused.value)
    draft.refresh_from_db()
    assert draft.dossier_id is None
    assert not Dossier.objects.exists()
    assert not CodeCounter.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (lambda: b"MZ\x90\x00" + b"\x00" * 500, "giay-khai-sinh.pdf", ()),
        (lambda: files.a_pdf()[:-200], "giay-khai-sinh.pdf", ()),
        (lambda: b"", "trong.pdf", ()),
    ],
    ids=["a renamed .exe", "a broken PDF", "an empty file"],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_and_not_kept(office, content, name, words):
    with pytest.raises(Cannot) as refused:
        store_upload(BytesIO(content()), name, by=office.citizen, at=clock.now())
    assert refused.value.code.startswith("file.")
    says(refused.value, *words)
    assert not StoredFile.objects.exists()
    assert not Upload.objects.exists()


class Unread(files.Endless):
    """A request's body that goes on for ever."""

    def readline(self, size: int = -1) -> bytes:
        return self.read(1024 if size < 0 else size)


def test_two_gigabytes_are_refused_by_their_length_before_they_are_read(office):
    unread = Unread()
    answer = Client().post(
        "/api/v1/files", data=b"", content_type="multipart/form-data; boundary=x",
        CONTENT_TYPE="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 1024**3), **{"wsgi.input": unread}, **office.bearer(office.citizen),
    )  # fmt: skip
    assert (answer.status_code, unread.taken) == (413, 0)
    assert answer.json()["code"] == "file.too_large"
    assert "MB" in answer.json()["detail"]


def test_a_body_beyond_two_megabytes_is_refused(office, client):
    body = json.dumps(office.body(note="x" * 2_200_000))
    answer = client.post(
        "/api/v1/dossiers", data=body, content_type="application/json", **office.bearer(office.citizen)
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")


def test_names_in_decomposed_letters_are_stored_whole_and_found(office):
    name = unicodedata.normalize("NFD", "Đặng Thị Tuyết Nhưỡng")
    dossier = submit(
        office.submission(applicant={"kind": "person", "full_name": name}), by=office.citizen, at=clock.now()
    )
    assert dossier.applicant.full_name == "Đặng Thị Tuyết Nhưỡng"
    for q in (name, "Nhưỡng", "dang nhuong", "ĐẶNG"):
        assert queries.brief(office.officer, clock.now(), Filter(q=q)).get() == dossier


def test_a_closed_dossier_stays_closed_and_says_so(office):
    dossier = submit(office.submission(), by=office.citizen, at=clock.now())
    act.perform(dossier.code, "withdraw", {"reason": "Nhầm"}, by=office.citizen, at=clock.now())
    for name, body, who in (("receive", {}, office.officer), ("withdraw", {"reason": "x"}, office.citizen)):
        with pytest.raises(NotLawfulNow) as refused:
            act.perform(dossier.code, name, body, by=who, at=clock.now())
        says(refused.value, "mở lại trang", "open the page again")
    dossier.refresh_from_db()
    assert dossier.state == "withdrawn"
    assert verify(b"x")[1] is None


def test_another_agencys_dossier_is_not_there_by_address(office, client):
    dossier = submit(office.submission(), by=office.citizen, at=clock.now())
    a_province()
    stranger = staff(COUNTER, agency=an_agency("H44.230", parent="H44", short="Xã An Bình"))
    bearer = office.bearer(stranger)
    for path in ("", "/events", "/papers"):
        answer = client.get(f"/api/v1/dossiers/{dossier.code}{path}", **bearer)
        assert (answer.status_code, answer.json()["code"]) == (404, "dossier.unknown")
        assert "Lành" not in answer.content.decode()
    answer = client.post(
        f"/api/v1/dossiers/{dossier.code}/actions/receive", data="{}", content_type="application/json", **bearer
    )
    assert answer.status_code == 404
    with pytest.raises(NotVisible) as refused:
        queries.get_visible(dossier.code, viewer=stranger, at=clock.now())
    says(refused.value, "Không có hồ sơ", "No dossier")


def test_on_a_full_disk_a_submission_is_refused_plainly_and_taken_when_there_is_room(open_office):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL says it by its state 53100: see the next test")
    bearer, client = open_office.bearer(open_office.citizen), Client(raise_request_exception=False)

    def post():
        body = json.dumps(open_office.body(note="Đề nghị " * 200))
        return client.post("/api/v1/dossiers", data=body, content_type="application/json", **bearer)

    def room(pages):
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    room(1)  # SQLite takes no limit below what is there: not one page more
    try:
        answers = [post()]
        while answers[-1].status_code == 201 and len(answers) < 100:
            answers.append(post())
    finally:
        room(1_073_741_823)
    refused = answers.pop()
    assert (refused.status_code, refused.json()["code"]) == (507, "database.full")
    assert "hết chỗ" in refused.json()["detail"]
    acknowledged = [answer.json()["code"] for answer in answers]
    again = post()
    assert again.status_code == 201
    assert sorted(Dossier.objects.values_list("code", flat=True)) == [*acknowledged, again.json()["code"]]
    assert again.json()["code"].endswith(f"{len(answers) + 1:04d}")
    assert verify(b"x")[1] is None


class DiskFull(Exception):
    sqlstate = "53100"


def test_what_the_database_says_is_put_in_words():
    full = OperationalError("could not extend file: No space left on device")
    full.__cause__ = DiskFull()
    for error, code, status in (
        (OperationalError("database or disk is full"), "database.full", 507),
        (full, "database.full", 507),
        (OperationalError("database is locked"), "database.busy", 503),
        (OperationalError("connection refused"), "database.busy", 503),
    ):
        found = errors.of_database(error)
        assert (found.code, errors.status_of(found)) == (code, status)
        says(found, "chưa được ghi lại", "not kept")
    assert errors.of_database(DatabaseError("no such column: x")) is None


def test_a_page_on_a_full_disk_says_so(rf):
    from motcua.desks.shell.middleware import refusals

    request = rf.get("/")
    middleware = refusals(lambda _: None)
    answer = middleware.process_exception(request, OperationalError("database or disk is full"))
    assert answer.status_code == 507
    assert middleware.process_exception(request, OperationalError("no such table: x")) is None
