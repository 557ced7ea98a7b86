"""Several photographs of one paper become one PDF; what cannot be joined is said and loses nothing."""

from datetime import datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.documents import store
from motcua.documents.models import Upload
from motcua.flows import attach
from motcua.kernel.actor import Actor
from motcua.kernel.clock import LOCAL
from motcua.kernel.errors import Invalid
from motcua.people.models import Account
from tests.factories import files

AT = datetime(2026, 11, 9, 10, 15, tzinfo=LOCAL)
NAME = "Giấy chứng sinh"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def citizen() -> Actor:
    account = Account.objects.create(username="lan", kind="citizen", full_name="Bùi Thị Lan", created_at=AT)
    return Actor("account", id=str(account.pk), role="citizen")


def photograph(name: str = "anh.jpg", **how: object) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.a_picture("JPEG", **how))  # type: ignore[arg-type]


def add(new: list[SimpleUploadedFile], before: attach.Pages | None = None, *, by: Actor) -> attach.Pages:
    before = before or attach.Pages()
    return attach.add_pages(before.part_ids, new, name=NAME, file_id=before.file_id, by=by, at=AT)


def bytes_of(upload: Upload | None) -> bytes:
    assert upload is not None
    with store.opened(upload.stored.sha256) as stream:
        return bytes(stream.read())


def test_one_photograph_stays_what_it_is(citizen):
    pages = add([photograph()], by=citizen)
    assert pages.upload is not None
    assert (pages.upload.stored.media_type, pages.part_ids) == ("image/jpeg", [pages.file_id])


def test_two_photographs_and_a_pdf_are_one_pdf_in_their_order(citizen):
    first = add([photograph("1.jpg", size=(400, 640))], by=citizen)
    whole = add([photograph("2.jpg"), SimpleUploadedFile("3.pdf", files.a_pdf(pages=2))], first, by=citizen)
    assert whole.upload is not None
    assert (whole.upload.name, whole.upload.stored.pages) == ("Giấy chứng sinh.pdf", 4)
    assert [part.name for part in whole.parts] == ["1.jpg", "2.jpg", "3.pdf"]
    with pikepdf.open(BytesIO(bytes_of(whole.upload))) as pdf:
        sheets = [tuple(float(side) for side in page.mediabox[2:]) for page in pdf.pages]
    assert sheets[:2] == [(595, 842), (842, 595)]


def test_a_photograph_held_sideways_stands_upright_and_tells_nothing_of_its_camera(citizen):
    lying = SimpleUploadedFile("a.jpg", files.a_photograph_held_sideways((640, 400)))
    whole = bytes_of(add([lying, photograph()], by=citizen).upload)
    assert b"Hang may anh" not in whole
    drawn = pypdfium2.PdfDocument(whole)
    picture = drawn[0].render(scale=1).to_pil().convert("L")
    drawn.close()
    assert picture.height > picture.width
    top, bottom = picture.getpixel((picture.width // 2, 60)), picture.getpixel((picture.width // 2, 780))
    assert top < 100 < bottom  # the dark left half of the lying picture is the top of the upright one


def test_every_page_of_a_scanned_tiff_is_a_page(citizen):
    from PIL import Image

    out = BytesIO()
    Image.new("L", (400, 600), 255).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (400, 600), 1)] * 2)
    whole = add([SimpleUploadedFile("quet.tif", out.getvalue()), photograph()], by=citizen)
    assert whole.upload is not None
    assert whole.upload.stored.pages == 4


def test_pages_are_moved_and_taken_out(citizen):
    whole = add([photograph("1.jpg"), photograph("2.jpg", mode="L"), photograph("3.jpg", size=(300, 500))], by=citizen)
    moved = attach.arrange_pages(whole.part_ids, "up", 3, name=NAME, by=citizen, at=AT)
    assert [part.name for part in moved.parts] == ["1.jpg", "3.jpg", "2.jpg"]
    moved = attach.arrange_pages(moved.part_ids, "down", 1, name=NAME, by=citizen, at=AT)
    assert [part.name for part in moved.parts] == ["3.jpg", "1.jpg", "2.jpg"]
    two = attach.arrange_pages(moved.part_ids, "drop", 2, name=NAME, by=citizen, at=AT)
    assert two.upload is not None
    assert ([part.name for part in two.parts], two.upload.stored.pages) == (["3.jpg", "2.jpg"], 2)
    one = attach.arrange_pages(two.part_ids, "drop", 1, name=NAME, by=citizen, at=AT)
    assert one.upload is not None
    assert one.upload.name == "2.jpg"
    assert attach.arrange_pages(one.part_ids, "drop", 1, name=NAME, by=citizen, at=AT) == attach.Pages()


@pytest.mark.parametrize(("act", "number"), [("up", 1), ("down", 2), ("drop", 9), ("drop", 0), ("turn", 1)])
def test_an_act_that_fits_nothing_changes_nothing(citizen, act, number):
    whole = add([photograph("1.jpg"), photograph("2.jpg", mode="L")], by=citizen)
    again = attach.arrange_pages(whole.part_ids, act, number, name=NAME, by=citizen, at=AT)
    assert again.part_ids == whole.part_ids


def test_a_bad_file_among_good_ones_is_named_and_the_good_ones_stay(citizen):
    pages = add([photograph("1.jpg"), SimpleUploadedFile("x.exe", b"MZ" * 600), photograph("2.jpg")], by=citizen)
    assert [part.name for part in pages.parts] == ["1.jpg", "2.jpg"]
    assert [(one.code, one.facts["file"]) for one in pages.refused] == [("file.kind_refused", "x.exe")]


def test_a_text_is_not_joined_and_the_paper_stays_as_it_was(citizen):
    whole = add([photograph("1.jpg"), photograph("2.jpg", mode="L")], by=citizen)
    text = SimpleUploadedFile("don.odt", _an_odt())
    after = add([text], whole, by=citizen)
    assert [one.code for one in after.refused] == ["file.not_joined"]
    assert (after.file_id, after.part_ids) == (whole.file_id, whole.part_ids)


def _an_odt() -> bytes:
    from zipfile import ZIP_STORED, ZipFile

    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", ZIP_STORED)
        archive.writestr("content.xml", "<office:document-content/>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def test_too_many_pages_are_refused_and_nothing_is_lost(citizen):
    whole = add([SimpleUploadedFile("a.pdf", files.a_pdf(pages=40))], by=citizen)
    after = add([SimpleUploadedFile("b.pdf", files.a_pdf("khac", pages=21))], whole, by=citizen)
    assert [(one.code, one.facts["count"], one.facts["most"]) for one in after.refused] == [
        ("file.too_many_pages", 61, 60)
    ]
    assert after.part_ids == whole.part_ids


def test_large_photographs_are_made_smaller_until_they_fit(citizen, settings):
    import os

    from PIL import Image

    noisy = [Image.frombytes("RGB", (1200, 1600), os.urandom(1200 * 1600 * 3)) for _ in range(2)]
    new = []
    for number, picture in enumerate(noisy):
        out = BytesIO()
        picture.save(out, "JPEG", quality=70)
        new.append(SimpleUploadedFile(f"{number}.jpg", out.getvalue()))
    settings.MAX_UPLOAD_BYTES = 1_700_000
    whole = add(new, by=citizen)
    assert whole.refused == []
    assert whole.upload is not None
    assert whole.upload.stored.size <= 1_700_000
    settings.MAX_UPLOAD_BYTES = 100_000
    with pytest.raises(Invalid, match=r"file\.too_large"):
        attach.arrange_pages(whole.part_ids, "up", 2, name=NAME, by=citizen, at=AT)


def test_somebody_elses_file_is_no_page_of_mine(citizen):
    other = Account.objects.create(username="hoa", kind="citizen", full_name="Bùi Thị Hoa", created_at=AT)
    theirs = add([photograph()], by=Actor("account", id=str(other.pk), role="citizen"))
    assert attach.arrange_pages(theirs.part_ids, "up", 1, name=NAME, by=citizen, at=AT) == attach.Pages()
