"""Readable synthetic papers: PDF pages, and photographs of them as a telephone would take."""

import io
import json
import random
from functools import cache

SHEET = """#let paper = json(bytes(sys.inputs.paper))
#set page(paper: "a4", margin: (x: 24mm, y: 20mm))
#set text(size: 12pt, lang: "vi")
#align(center)[
  #text(weight: "bold")[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM]\\
  #text(weight: "bold")[Độc lập - Tự do - Hạnh phúc]
  #v(8mm)
  #text(size: 15pt, weight: "bold")[#paper.title]
]
#v(6mm)
#table(columns: (45mm, 1fr), stroke: 0.4pt + gray, inset: 7pt,
  ..paper.lines.map(line => (line.at(0), line.at(1))).flatten())
#v(8mm)
#paper.place, #paper.day
#v(4mm)
#grid(columns: (1fr, 1fr), align: center, [Người lập], [Người xác nhận])
#place(bottom + center, text(size: 9pt, fill: gray)[BẢN MẪU, dữ liệu giả định, không có giá trị pháp lý])
"""


def sheet(title: str, lines: list[tuple[str, str]], *, place: str, day: str, picture: bool = False) -> bytes:
    """One page as PDF, or as PNG."""
    return _compiled(json.dumps({"title": title, "lines": lines, "place": place, "day": day}), picture)


@cache
def _source() -> bytes:
    return SHEET.encode()


def _compiled(paper: str, picture: bool) -> bytes:
    import typst

    found: object = typst.compile(
        _source(), sys_inputs={"paper": paper}, **({"format": "png", "ppi": 110} if picture else {"format": "pdf"})
    )
    return found if isinstance(found, bytes) else bytes(found[0])  # type: ignore[index]  # pages of pictures come as a list


def photograph(png: bytes, chance: random.Random) -> bytes:
    """The page on a table, a little turned and from one side, as JPEG."""
    from PIL import Image, ImageFilter

    page = Image.open(io.BytesIO(png)).convert("RGB")
    width, height = page.size
    table = Image.new("RGB", (int(width * 1.12), int(height * 1.1)), (118, 98, 78))
    shift = [chance.uniform(-0.02, 0.02) for _ in range(8)]
    corners = (
        -width * 0.05 + shift[0] * width, -height * 0.05 + shift[1] * height,
        -width * 0.06 + shift[2] * width, height * 1.05 + shift[3] * height,
        width * 1.06 + shift[4] * width, height * 1.04 + shift[5] * height,
        width * 1.05 + shift[6] * width, -height * 0.05 + shift[7] * height,
    )  # fmt: skip
    mask = Image.new("L", page.size, 255)
    size = table.size
    turned = page.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR)
    covered = mask.transform(size, Image.Transform.QUAD, corners)
    table.paste(turned, (0, 0), covered)
    out = io.BytesIO()
    table.filter(ImageFilter.GaussianBlur(0.4)).save(out, "JPEG", quality=72)
    return out.getvalue()
