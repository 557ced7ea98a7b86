"""What is looked at inside a file before it is kept."""

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest

from motcua.documents import kinds
from motcua.documents.inspection import look
from motcua.kernel.errors import Invalid
from tests.factories import files

CONTENT_TYPES = (
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def seen(content: bytes):
    return look(BytesIO(content))


def refusal(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        seen(content)
    return refused.value.code


def a_zip(entries: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def a_docx(**more: str | bytes) -> bytes:
    return a_zip({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w:document/>", **more})


def a_png_that_says(width: int, height: int) -> bytes:
    """A few bytes that claim to be a very large picture."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")
    )


class TestPdf:
    def test_its_pages_are_counted(self):
        assert (seen(files.a_pdf(pages=3)).kind, seen(files.a_pdf(pages=3)).pages) == (kinds.PDF, 3)

    def test_one_that_is_cut_short_is_broken(self):
        content = files.a_pdf(pages=20)
        for part in (0.3, 0.9, 0.99):
            assert refusal(content[: int(len(content) * part)]) == "file.broken"

    def test_one_that_lost_its_middle_is_broken(self):
        content = files.a_pdf(pages=20)
        third = len(content) // 3
        assert refusal(content[:third] + content[2 * third :]) == "file.broken"

    def test_rubbish_behind_the_signature_is_broken(self):
        assert refusal(b"%PDF-1.7\n" + b"x" * 5000) == "file.broken"
        assert refusal(b"%PDF-1.7\n" + b"x" * 5000 + b"%%EOF") == "file.broken"

    @pytest.mark.parametrize(
        "harm",
        [
            lambda content: content.replace(b"\n", b"\n%a line that a mail program put in\n", 1),
            lambda content: content.replace(b"\n", b"\r\n"),
            lambda content: content.replace(b"startxref", b"startxxxx"),
            lambda content: content + b"\0" * 2000,
        ],
    )
    def test_one_whose_table_is_off_is_taken_as_every_reader_takes_it(self, harm):
        assert seen(harm(files.a_pdf(pages=3))).pages == 3

    def test_one_without_a_page_is_broken(self):
        pdf, file = pikepdf.new(), BytesIO()
        pdf.save(file)
        assert refusal(file.getvalue()) == "file.broken"

    def test_one_with_a_password_is_refused(self):
        assert refusal(files.a_pdf_with_password()) == "file.encrypted"

    def test_one_that_opens_without_a_password_is_taken_though_it_forbids_printing(self):
        assert seen(files.a_pdf_with_password(user="")).pages == 1

    @pytest.mark.parametrize(
        "action",
        [
            None,
            {"/S": pikepdf.Name.Launch, "/F": pikepdf.String("cmd.exe")},
            {"/S": pikepdf.Name.Rendition},
            {"/S": pikepdf.Name.ImportData, "/F": pikepdf.String("x.fdf")},
            {"/S": pikepdf.Name.GoTo, "/Next": pikepdf.Dictionary(S=pikepdf.Name.JavaScript)},
        ],
    )
    def test_one_that_runs_something_is_refused(self, action):
        assert refusal(files.a_pdf_that_runs(action)) == "file.active_refused"

    def test_a_script_deep_inside_an_annotation_is_found(self):
        pdf, file = pikepdf.new(), BytesIO()
        page = pdf.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
        page.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, AA=pikepdf.Dictionary(E=script))])
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert refusal(file.getvalue()) == "file.active_refused"

    def test_a_link_is_no_program(self):
        assert seen(files.a_pdf_that_runs({"/S": pikepdf.Name.URI, "/URI": pikepdf.String("https://a.vn")})).pages == 1

    def test_a_part_that_swells_is_not_opened_to_its_end(self):
        """A hundred kilobytes that become many megabytes: refused, and quickly."""
        squeezed = zlib.compress(b"\0" * (60 * 1024 * 1024))
        content = (
            b"%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length "
            + str(len(squeezed)).encode()
            + b">>stream\n"
            + squeezed
            + b"\nendstream endobj\nstartxref\n9\n%%EOF"
        )
        assert refusal(content) == "file.broken"


class TestPicture:
    @pytest.mark.parametrize(
        ("name", "kind"), [("JPEG", kinds.JPEG), ("PNG", kinds.PNG), ("WEBP", kinds.WEBP), ("TIFF", kinds.TIFF)]
    )
    def test_its_sides_are_known(self, name, kind):
        found = seen(files.a_picture(name, (300, 200)))
        assert (found.kind, found.width, found.height) == (kind, 300, 200)

    def test_a_photograph_held_sideways_is_measured_as_it_is_seen(self):
        found = seen(files.a_photograph_held_sideways((640, 400)))
        assert (found.width, found.height) == (400, 640)

    @pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF"])
    def test_one_that_is_cut_short_is_broken(self, name):
        content = files.a_picture(name, (900, 900))
        assert refusal(content[: len(content) * 2 // 3]) == "file.broken"

    def test_rubbish_behind_the_signature_is_broken(self):
        assert refusal(b"\xff\xd8\xff" + b"x" * 1000) == "file.broken"

    @pytest.mark.parametrize("side", [10_000, 60_000])
    def test_a_bomb_is_refused_before_it_is_opened(self, side):
        assert refusal(a_png_that_says(side, side)) == "file.too_complex"

    def test_the_pages_of_a_fax_are_counted(self):
        from PIL import Image

        page, file = Image.new("1", (200, 300), 1), BytesIO()
        page.save(file, "TIFF", save_all=True, append_images=[page, page], compression="group4")
        assert seen(file.getvalue()).pages == 3

    def test_a_fax_of_a_thousand_pages_is_refused(self):
        from PIL import Image

        page, file = Image.new("1", (8, 8), 1), BytesIO()
        page.save(file, "TIFF", save_all=True, append_images=[page] * 300)
        assert refusal(file.getvalue()) == "file.too_complex"


class TestText:
    def test_a_docx_is_taken(self):
        assert seen(a_docx()).kind == kinds.DOCX

    def test_an_odt_is_taken(self):
        assert seen(a_zip({"mimetype": kinds.ODT.media_type, "content.xml": "<x/>"})).kind == kinds.ODT

    def test_macros_are_refused(self):
        assert refusal(a_docx(**{"word/vbaProject.bin": b"\0"})) == "file.active_refused"
        assert refusal(a_zip({"mimetype": kinds.ODT.media_type, "Basic/Standard/M.xml": "x"})) == "file.active_refused"
        macro = CONTENT_TYPES.replace(
            "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
        )
        assert refusal(a_docx(**{"[Content_Types].xml": macro})) == "file.active_refused"

    def test_any_other_archive_is_refused(self):
        assert refusal(a_zip({"setup.exe": b"MZ"})) == "file.kind_refused"
        assert refusal(a_zip({"xl/workbook.xml": "x", "[Content_Types].xml": "x"})) == "file.kind_refused"

    def test_one_that_is_cut_short_or_altered_is_broken(self):
        content = a_docx(**{"word/media/image.png": files.a_picture("PNG")})
        assert refusal(content[: len(content) // 2]) == "file.broken"
        middle = content.index(b"image.png") + 60
        assert refusal(content[:middle] + b"\xff\xff\xff\xff" + content[middle + 4 :]) == "file.broken"

    def test_a_bomb_is_refused_before_it_is_opened(self):
        assert refusal(a_docx(**{"word/big.xml": b"\0" * (210 * 1024 * 1024)})) == "file.too_complex"
