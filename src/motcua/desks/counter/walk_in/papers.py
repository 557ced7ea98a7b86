"""The papers on the table: how many originals and copies, seen only, or photographed and scanned into a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from motcua.desks.counter.walk_in.stage import Stage
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, sentence
from motcua.documents.models import Upload
from motcua.flows import attach
from motcua.flows.attach import Pages
from motcua.kernel.errors import Cannot, NotAllowed

ALL = "all_papers"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of the table; `parts` are the files that its file was made of, where they are several."""

    key: str
    name: str
    condition: str
    need: str
    is_form: bool
    originals: int | str
    copies: int | str
    certified: int | str
    seen: bool
    upload: Upload | None
    parts: tuple[Upload, ...]
    error: str

    @property
    def state(self) -> str:
        """ok, seen, missing or "" (not needed)."""
        if self.upload or self.originals or self.copies or self.certified:
            return "ok"
        if self.seen:
            return "seen"
        return "missing" if self.need == "required" and not self.is_form else ""


def read(request: Request, stage: Stage) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """What the draft holds now, and for each file that was not taken why. With the act `all_papers` everything that is
    required lies on the table in the numbers the procedure asks for. Papers of another procedure stay as they were."""
    asked = {paper.key for paper in stage.asked}
    rows: list[dict[str, Any]] = [row for row in stage.draft.papers if row.get("key") not in asked]
    refused: dict[str, str] = {}
    act = request.POST.get("act", "")
    for paper in stage.asked:
        held = stage.given.get(paper.key, {})
        row: dict[str, Any] = {
            "originals": count(request.POST.get(f"originals-{paper.key}", "")),
            "copies": count(request.POST.get(f"copies-{paper.key}", "")),
            "certified": count(request.POST.get(f"certified-{paper.key}", "")),
            "seen": f"seen-{paper.key}" in request.POST,
        }
        if act == ALL and paper.need == "required" and not any(row.values()) and not held.get("file_id"):
            row["originals"], row["copies"] = paper.originals, paper.copies
            row["seen"] = not (paper.originals or paper.copies)
        pages, wrong = _pages(request, stage, paper.key, paper.name_vi, held)
        row |= pages
        if wrong:
            refused[paper.key] = wrong
        if any(row.values()):
            rows.append({"key": paper.key, **{name: value for name, value in row.items() if value}})
    return rows, refused


def _pages(request: Request, stage: Stage, key: str, name: str, held: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The file of one paper with its parts, and why something was not taken. `page:drop:KEY:2` moves or drops a part,
    `drop-KEY` the whole file."""
    file_id = str(held.get("file_id") or "")
    parts = [str(one) for one in held.get("pages") or ([file_id] if file_id else [])]
    if f"drop-{key}" in request.POST:
        file_id, parts = "", []
    by, at = stage.actor, stage.at
    verb, *rest = request.POST.get("act", "").split(":")
    try:
        if verb == "page" and len(rest) == 3 and rest[1] == key and rest[2].isdigit():
            return _kept(attach.arrange_pages(parts, rest[0], int(rest[2]), name=name, by=by, at=at)), ""
        files = [one for one in request.FILES.getlist(f"file-{key}") if isinstance(one, UploadedFile)]
        if files:
            pages = attach.add_pages(parts, files, name=name, file_id=file_id, by=by, at=at)
            return _kept(pages), "; ".join(field_sentence(one) for one in pages.refused)
    except NotAllowed:
        raise
    except Cannot as cannot:
        return _as_held(file_id, parts), sentence(cannot)
    return _as_held(file_id, parts), ""


def _kept(pages: Pages) -> dict[str, Any]:
    return _as_held(pages.file_id, pages.part_ids)


def _as_held(file_id: str, parts: list[str]) -> dict[str, Any]:
    return {"file_id": file_id, "pages": parts if len(parts) > 1 else []}


def count(written: str) -> int:
    """A number of sheets as it was typed; anything else is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 3 else 0


def rows(stage: Stage, refused: dict[str, str]) -> list[PaperRow]:
    """The table."""
    found = []
    for paper in stage.asked:
        row = stage.given.get(paper.key, {})
        english = stage.lang == "en"
        parts = [upload for one in row.get("pages", ()) if (upload := stage.files.get(str(one)))]
        found.append(
            PaperRow(
                key=paper.key,
                name=(paper.name_en if english else "") or paper.name_vi,
                condition=(paper.condition_en if english else "") or paper.condition_vi,
                need=paper.need,
                is_form=paper.is_form,
                originals=row.get("originals", ""),
                copies=row.get("copies", ""),
                certified=row.get("certified", ""),
                seen=bool(row.get("seen")),
                upload=stage.files.get(str(row.get("file_id", ""))),
                parts=tuple(parts),
                error=refused.get(paper.key, ""),
            )
        )
    return found
