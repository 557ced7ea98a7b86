"""Papers: for each a file, or shown at the counter, or not needed; a refusal stands at its paper, nothing is lost."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from motcua.catalogue.models import CodeItem, RequiredPaper
from motcua.desks.citizen.apply import frame
from motcua.desks.citizen.apply.work import PAPERS, Work
from motcua.desks.citizen.forms import one, problems, see
from motcua.desks.shell.request import Request
from motcua.documents import actions as documents
from motcua.documents.models import Upload
from motcua.kernel.errors import Cannot, FieldError, NotAllowed

MOST_OTHERS = 10
OTHER = "other_"


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper of the page: `way` file, declared, none or "" when nothing was said; `upload` what was sent."""

    key: str
    name: str
    condition: str
    required: bool
    databases: str
    way: str
    upload: Upload | None
    error: str
    lost: bool = False

    @property
    def id(self) -> str:
        return f"p-{self.key}"


def page(request: Request, work: Work) -> HttpResponse:
    """Show, or take in, save and judge."""
    if request.method != "POST":
        return _show(request, work, judge(work) if "sua" in request.GET else [])
    act = one(request, "act")
    given, refused = _read(request, work, act)
    work.save(papers=given, step=PAPERS)
    if frame.is_quiet(request):
        return frame.kept(work)
    if refused:
        return _show(request, work, refused, wrong=True)
    if act:
        return see(f"{work.url(PAPERS)}{'?' + frame.RETURN if frame.RETURN in request.POST else ''}")
    if errors := judge(work):
        return _show(request, work, errors, wrong=True)
    return frame.onward(request, work, PAPERS)


def _read(request: Request, work: Work, act: str) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """What the draft holds now, and what was refused. A file that came counts, whatever was ticked."""
    held = {str(row["key"]): row for row in work.given}
    kept: list[dict[str, Any]] = []
    refused: list[FieldError] = []
    for paper in work.asked:
        row, wrong = _row(request, work, paper.key, held.get(paper.key), _name(paper, work.lang), act)
        kept += [row] if row else []
        refused += wrong
    others = [key for key in held if key.startswith(OTHER)]
    for key in others:
        name = one(request, f"name-{key}") or str(held[key].get("name_vi") or "")
        row, wrong = _row(request, work, key, held[key], name, act)
        kept += [{**row, "name_vi": name}] if row else []
        refused += wrong
    if request.FILES.get("file-new") and len(others) < MOST_OTHERS:
        key, name = f"{OTHER}{secrets.token_hex(3)}", one(request, "name-new")
        if not name:
            refused.append(FieldError("new", "apply.paper_unnamed"))
        else:
            file_id, wrong = _store(request, work, "new")
            kept += [{"key": key, "file_id": file_id, "name_vi": name}] if file_id else []
            refused += wrong
    return kept, refused


def _row(
    request: Request, work: Work, key: str, held: dict[str, Any] | None, name: str, act: str
) -> tuple[dict[str, Any] | None, list[FieldError]]:
    if act == f"remove:{key}":
        return None, []
    wrong: list[FieldError] = []
    if request.FILES.get(f"file-{key}"):
        file_id, wrong = _store(request, work, key)
        if file_id:
            return {"key": key, "file_id": file_id}, []
    way = one(request, f"way-{key}")
    if way == "declared":
        return {"key": key, "declared": True}, wrong
    if way == "none":
        return {"key": key, "none": True}, wrong
    if held is not None and held.get("file_id"):
        return held, wrong
    if way == "file" and not wrong and not act and not frame.is_quiet(request):
        wrong = [FieldError(key, "apply.paper_no_file", name=name)]
    return None, wrong


def _store(request: Request, work: Work, key: str) -> tuple[str, list[FieldError]]:
    file = request.FILES.get(f"file-{key}")
    if not isinstance(file, UploadedFile):
        return "", []
    try:
        return documents.store_upload(file, file.name or "", by=work.actor, at=work.at).file_id, []
    except NotAllowed:
        raise
    except Cannot as cannot:
        return "", [FieldError(key, cannot.code, **cannot.facts)]


def judge(work: Work) -> list[FieldError]:
    """Papers that the procedure needs and about which nothing was said, and files that are no longer kept."""
    rows = {str(row["key"]): row for row in work.given}
    errors = []
    for paper in work.asked:
        row = rows.get(paper.key, {})
        lost = bool(row.get("file_id")) and str(row["file_id"]) not in work.files
        if lost:
            errors.append(FieldError(paper.key, "file.unknown"))
        elif paper.need == "required" and not row.get("file_id") and not row.get("declared"):
            errors.append(FieldError(paper.key, "apply.paper_missing", name=_name(paper, work.lang)))
    return errors


def handed_in(work: Work) -> list[dict[str, Any]]:
    """The papers as a submission holds them."""
    known = {paper.key for paper in work.asked}
    return [
        {name: row[name] for name in ("key", "file_id", "declared", "name_vi") if row.get(name)}
        for row in work.given
        if (row.get("file_id") or row.get("declared")) and (row["key"] in known or str(row["key"]).startswith(OTHER))
    ]


def views(work: Work, said: dict[str, str]) -> list[PaperView]:
    """Every paper as the page (and the check page) prints it."""
    rows = {str(row["key"]): row for row in work.given}
    codes = {code for paper in work.asked for code in paper.fetch_from}
    names = {
        item.code: (item.name_en if work.lang == "en" else "") or item.name_vi
        for item in CodeItem.objects.filter(list="paper_source", code__in=codes)
    }
    found = []
    for paper in work.asked:
        row = rows.get(paper.key, {})
        databases = ", ".join(names.get(code, code) for code in paper.fetch_from)
        found.append(
            PaperView(
                key=paper.key,
                name=_name(paper, work.lang),
                condition=(paper.condition_en if work.lang == "en" else "") or paper.condition_vi,
                required=paper.need == "required",
                databases=databases,
                way=_way(row) or ("declared" if databases and paper.need == "required" and not work.given else ""),
                upload=work.files.get(str(row.get("file_id"))),
                error=said.get(paper.key, ""),
                lost=bool(row.get("file_id")) and str(row["file_id"]) not in work.files,
            )
        )
    for key, row in rows.items():
        if key.startswith(OTHER):
            upload = work.files.get(str(row.get("file_id")))
            name = str(row.get("name_vi") or key)
            found.append(PaperView(key, name, "", False, "", "file", upload, said.get(key, ""), upload is None))
    return found


def _way(row: dict[str, Any]) -> str:
    return "file" if row.get("file_id") else "declared" if row.get("declared") else "none" if row.get("none") else ""


def _name(paper: RequiredPaper, lang: str) -> str:
    return (paper.name_en if lang == "en" else "") or paper.name_vi


def _show(request: Request, work: Work, errors: list[FieldError], *, wrong: bool = False) -> HttpResponse:
    ids = {paper.key: f"p-{paper.key}" for paper in work.asked} | {"new": "p-new"}
    ids |= {str(row["key"]): f"p-{row['key']}" for row in work.given}
    lines, said = problems(errors, ids)
    shown = views(work, said)
    context = {
        "problems": lines,
        "said": said,
        "papers": [view for view in shown if not view.key.startswith(OTHER)],
        "others": [view for view in shown if view.key.startswith(OTHER)],
        "may_add": sum(view.key.startswith(OTHER) for view in shown) < MOST_OTHERS,
        "new_name": one(request, "name-new") if wrong else "",
    }
    return frame.show(request, work, PAPERS, "citizen/apply/papers.html", context, wrong=wrong)
