"""The papers on the table: how many originals and copies, seen only, or scanned into a file."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from motcua.desks.counter.walk_in.stage import Stage
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import sentence
from motcua.documents import actions as documents
from motcua.documents.models import Upload
from motcua.kernel.errors import Cannot, NotAllowed

ALL = "all_papers"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of the table."""

    key: str
    name: str
    condition: str
    need: str
    is_form: bool
    originals: int | str
    copies: int | str
    seen: bool
    upload: Upload | None
    error: str

    @property
    def state(self) -> str:
        """ok, seen, missing or "" (not needed)."""
        if self.upload or self.originals or self.copies:
            return "ok"
        if self.seen:
            return "seen"
        return "missing" if self.need == "required" and not self.is_form else ""


def read(request: Request, stage: Stage) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """What the draft holds now, and for each file that was not taken why. With the act `all_papers` everything that is
    required lies on the table in the numbers the procedure asks for."""
    rows: list[dict[str, Any]] = []
    refused: dict[str, str] = {}
    everything = request.POST.get("act") == ALL
    for paper in stage.asked:
        held = stage.given.get(paper.key, {})
        row: dict[str, Any] = {
            "originals": _count(request.POST.get(f"originals-{paper.key}", "")),
            "copies": _count(request.POST.get(f"copies-{paper.key}", "")),
            "seen": f"seen-{paper.key}" in request.POST,
            "file_id": "" if f"drop-{paper.key}" in request.POST else held.get("file_id", ""),
        }
        if everything and paper.need == "required" and not any(row.values()):
            row["originals"], row["copies"] = paper.originals, paper.copies
            row["seen"] = not (paper.originals or paper.copies)
        file = request.FILES.get(f"file-{paper.key}")
        if isinstance(file, UploadedFile) and file.name:
            try:
                row["file_id"] = documents.store_upload(file, file.name, by=stage.actor, at=stage.at).file_id
            except NotAllowed:
                raise
            except Cannot as cannot:
                refused[paper.key] = sentence(cannot)
        if any(row.values()):
            rows.append({"key": paper.key, **{name: value for name, value in row.items() if value}})
    return rows, refused


def _count(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 3 else 0


def rows(stage: Stage, refused: dict[str, str]) -> list[PaperRow]:
    """The table."""
    found = []
    for paper in stage.asked:
        row = stage.given.get(paper.key, {})
        english = stage.lang == "en"
        found.append(
            PaperRow(
                key=paper.key,
                name=(paper.name_en if english else "") or paper.name_vi,
                condition=(paper.condition_en if english else "") or paper.condition_vi,
                need=paper.need,
                is_form=paper.is_form,
                originals=row.get("originals", ""),
                copies=row.get("copies", ""),
                seen=bool(row.get("seen")),
                upload=stage.files.get(str(row.get("file_id", ""))),
                error=refused.get(paper.key, ""),
            )
        )
    return found
