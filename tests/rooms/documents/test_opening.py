"""A file is opened only for a room that has decided, and by who sent it."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from motcua.documents import actions, queries, rules
from motcua.documents.models import StoredFile
from motcua.documents.queries import Decision
from motcua.kernel.actor import ANONYMOUS, SYSTEM, Actor
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow, NotVisible
from tests.factories import files
from tests.rooms.documents.conftest import AT

pytestmark = pytest.mark.django_db
OFFICER = Actor("account", id="77", role="single_window_officer", agency="H44.229")
DECIDED = Decision("dossiers", "H44.229-261109-0001", OFFICER)


@pytest.fixture
def upload(citizen):
    return actions.store_upload(BytesIO(files.a_pdf()), "Giấy khai sinh.pdf", by=citizen, at=AT)


@pytest.fixture
def photograph(citizen):
    content = files.a_photograph_held_sideways((1200, 800))
    return actions.store_upload(BytesIO(content), "anh.jpg", by=citizen, at=AT)


def infect(upload):
    StoredFile.objects.filter(pk=upload.stored_id).update(scan_state="infected", scanned_at=AT)
    upload.stored.refresh_from_db()


def test_a_room_that_has_decided_gets_the_bytes(upload):
    opened = queries.open_for(upload, decided=DECIDED)
    with opened.stream as stream:
        assert stream.read() == files.a_pdf()
    assert (opened.name, opened.kind.media_type, opened.size) == (
        "Giấy khai sinh.pdf",
        "application/pdf",
        len(files.a_pdf()),
    )


@pytest.mark.parametrize(("room", "subject"), [("", "H44.229-261109-0001"), ("dossiers", "")])
def test_a_decision_names_its_room_and_its_subject(room, subject):
    with pytest.raises(ValueError, match="names the room"):
        Decision(room, subject, OFFICER)


def test_who_sent_it_sees_it_again(upload, citizen):
    assert queries.get_upload(upload.file_id, by=citizen, at=AT) == upload
    with queries.open_own(upload.file_id, by=citizen, at=AT).stream as stream:
        assert stream.read() == files.a_pdf()


def test_to_everybody_else_it_does_not_exist(upload, neighbour):
    for other in (neighbour, OFFICER, ANONYMOUS, SYSTEM):
        with pytest.raises(NotVisible) as refused:
            queries.open_own(upload.file_id, by=other, at=AT)
        assert refused.value.code == "file.unknown"


def test_the_number_of_a_row_is_no_key(upload, citizen):
    for guess in (str(upload.pk), str(upload.stored_id), upload.stored.sha256, ""):
        with pytest.raises(NotVisible):
            queries.get_upload(guess, by=citizen, at=AT)


def test_an_upload_that_nobody_used_is_gone_after_its_time(upload, citizen):
    end = AT + rules.UPLOAD_KEPT
    assert queries.get_upload(upload.file_id, by=citizen, at=end - timedelta(seconds=1))
    with pytest.raises(NotVisible):
        queries.get_upload(upload.file_id, by=citizen, at=end)


def test_one_that_was_used_stays(upload, citizen):
    actions.use_upload(upload, by=citizen, at=AT)
    assert queries.get_upload(upload.file_id, by=citizen, at=AT + 10 * rules.UPLOAD_KEPT)


def test_a_file_found_infected_later_is_never_opened(upload, photograph, citizen):
    infect(upload)
    infect(photograph)
    for opening in (
        lambda: queries.open_for(upload, decided=DECIDED),
        lambda: queries.open_own(upload.file_id, by=citizen, at=AT),
        lambda: queries.preview_for(photograph, 480, decided=DECIDED),
    ):
        with pytest.raises(NotLawfulNow) as refused:
            opening()
        assert refused.value.code == "file.infected"
    assert queries.count_infected() == 2


def test_it_cannot_be_sent_again_either_though_the_scanner_is_away(upload, citizen, scanner):
    infect(upload)
    scanner.answering = False
    with pytest.raises(Invalid) as refused:
        actions.store_upload(BytesIO(files.a_pdf()), "a.pdf", by=citizen, at=AT)
    assert refused.value.code == "file.infected"


def test_bytes_that_are_gone_are_said_to_be(upload, photograph, folder, kept):
    for name in kept():
        (folder / name).unlink()
    for opening in (
        lambda: queries.open_for(upload, decided=DECIDED),
        lambda: queries.preview_for(photograph, 480, decided=DECIDED),
    ):
        with pytest.raises(Cannot) as refused:
            opening()
        assert refused.value.code == "file.lost"


class TestPreview:
    def test_it_is_upright_small_and_tells_nothing_of_the_camera(self, photograph):
        with Image.open(BytesIO(queries.preview_for(photograph, 480, decided=DECIDED))) as picture:
            assert picture.format == "JPEG"
            assert picture.size == (480, 720)
            assert dict(picture.getexif()) == {}
            assert "icc_profile" not in picture.info
            # The dark half was on the left; turned upright it is on top.
            assert (
                sum(picture.convert("RGB").getpixel((240, 20))) < 300 < sum(picture.convert("RGB").getpixel((240, 700)))
            )

    def test_it_is_made_once(self, photograph, folder, kept):
        first = queries.preview_for(photograph, 480, decided=DECIDED)
        (preview,) = [name for name in kept() if name.startswith("previews/")]
        assert (folder / preview).read_bytes() == first
        (folder / preview).write_bytes(b"the one that is kept")
        assert queries.preview_for(photograph, 480, decided=DECIDED) == b"the one that is kept"

    def test_a_small_picture_is_not_blown_up(self, citizen):
        small = actions.store_upload(BytesIO(files.a_picture("PNG", (50, 40))), "a.png", by=citizen, at=AT)
        with Image.open(BytesIO(queries.preview_for(small, 480, decided=DECIDED))) as picture:
            assert picture.size == (50, 40)

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "RGB"])
    def test_every_way_of_storing_colours_can_be_shown(self, citizen, mode):
        picture = Image.new("L", (64, 64), 255).convert("1" if mode == "1" else "L")
        picture = picture if mode in ("1", "L") else Image.new(mode, (64, 64), 65535 if mode == "I;16" else "white")
        file = BytesIO()
        picture.save(file, "PNG")
        upload = actions.store_upload(BytesIO(file.getvalue()), "a.png", by=citizen, at=AT)
        with Image.open(BytesIO(queries.preview_for(upload, 160, decided=DECIDED))) as shown:
            assert shown.convert("L").getpixel((32, 32)) > 250

    def test_what_is_clear_is_shown_white(self, citizen):
        file = BytesIO()
        Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(file, "PNG")
        upload = actions.store_upload(BytesIO(file.getvalue()), "a.png", by=citizen, at=AT)
        with Image.open(BytesIO(queries.preview_for(upload, 160, decided=DECIDED))) as shown:
            assert shown.convert("L").getpixel((32, 32)) > 250

    def test_a_fax_shows_its_first_page(self, citizen):
        file = BytesIO()
        Image.new("1", (200, 300), 1).save(file, "TIFF", save_all=True, append_images=[Image.new("1", (9, 9))])
        upload = actions.store_upload(BytesIO(file.getvalue()), "fax.tif", by=citizen, at=AT)
        with Image.open(BytesIO(queries.preview_for(upload, 160, decided=DECIDED))) as shown:
            assert shown.size == (160, 240)

    def test_a_pdf_has_none(self, upload):
        with pytest.raises(Invalid) as refused:
            queries.preview_for(upload, 480, decided=DECIDED)
        assert refused.value.code == "file.no_preview"

    def test_only_a_few_widths_are_made(self, photograph):
        with pytest.raises(ValueError, match="widths"):
            queries.preview_for(photograph, 481, decided=DECIDED)
