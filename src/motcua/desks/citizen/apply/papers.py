"""Papers: for each a file of one page or several, one used again, shown at the counter, or not needed; a refusal stands
at its paper, nothing is lost."""

import secrets
from typing import Any

from django.http import HttpResponse

from motcua.catalogue.models import RequiredPaper
from motcua.desks.citizen.apply import again, frame
from motcua.desks.citizen.apply.paper_views import PaperView, name_of, views
from motcua.desks.citizen.apply.work import OTHER, PAPERS, Work
from motcua.desks.citizen.forms import one, problems, see
from motcua.desks.shell.request import Request
from motcua.flows import attach
from motcua.kernel.errors import Cannot, FieldError, NotAllowed
from motcua.people.mandates import NEEDS_PAPER, paper_name

MOST_OTHERS = 10
MANDATE = f"{OTHER}mandate"
"""The paper that proves by what right somebody files for another."""


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
        here = act.split(":")[1] if ":" in act else ""
        back = f"?{frame.RETURN}" if frame.RETURN in request.POST else ""
        return see(f"{work.url(PAPERS)}{back}{f'#p-{here}' if here else ''}")
    if errors := judge(work):
        return _show(request, work, errors, wrong=True)
    return frame.onward(request, work, PAPERS)


def _read(request: Request, work: Work, act: str) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """What the draft holds now, and what was refused. A file that came counts, whatever was ticked."""
    held = {str(row["key"]): row for row in work.given}
    kept: list[dict[str, Any]] = []
    refused: list[FieldError] = []
    for paper in work.asked:
        row, wrong = _row(request, work, paper.key, held.get(paper.key), name_of(paper, work.lang), act)
        kept += [row] if row else []
        refused += wrong
    extra = [MANDATE] if needs_mandate(work) else []
    others = [*extra, *[key for key in held if key.startswith(OTHER) and key != MANDATE]]
    for key in others:
        name = one(request, f"name-{key}") or str(held.get(key, {}).get("name_vi") or "")
        if key == MANDATE:
            name = mandate_name(work)
        row, wrong = _row(request, work, key, held.get(key), name, act)
        kept += [{**row, "name_vi": name}] if row else []
        refused += wrong
    if request.FILES.get("file-new") and len(others) < MOST_OTHERS:
        key, name = f"{OTHER}{secrets.token_hex(3)}", one(request, "name-new")
        if not name:
            refused.append(FieldError("new", "apply.paper_unnamed"))
        else:
            row, wrong = _take_in(request, work, "new", None, name)
            kept += [{**row, "key": key, "name_vi": name}] if row else []
            refused += wrong
    return kept, refused


def _row(
    request: Request, work: Work, key: str, held: dict[str, Any] | None, name: str, act: str
) -> tuple[dict[str, Any] | None, list[FieldError]]:
    if act == f"remove:{key}":
        return None, []
    moved = act.split(":")
    if len(moved) == 3 and moved[1] == key and held is not None and moved[2].isdigit():
        return _arranged(work, held, moved[0], int(moved[2]), name)
    wrong: list[FieldError] = []
    if request.FILES.get(f"file-{key}"):
        row, wrong = _take_in(request, work, key, held, name)
        if row or wrong:
            return row or held, wrong
    way = one(request, f"way-{key}")
    if way.startswith("again:"):
        try:
            return again.take_paper(work, key, name, way.removeprefix("again:")), []
        except NotAllowed:
            raise
        except Cannot as cannot:
            return held, [FieldError(key, cannot.code, **cannot.facts)]
    if way == "declared":
        return {"key": key, "declared": True}, wrong
    if way == "none":
        return {"key": key, "none": True}, wrong
    if held is not None and held.get("file_id"):
        return held, wrong
    if way == "file" and not act and not frame.is_quiet(request):
        wrong = [FieldError(key, "apply.paper_no_file", name=name)]
    return None, wrong


def _take_in(
    request: Request, work: Work, key: str, held: dict[str, Any] | None, name: str
) -> tuple[dict[str, Any] | None, list[FieldError]]:
    """The files that came for a paper, behind those that it has."""
    pages = attach.add_pages(
        parts_of(held),
        request.FILES.getlist(f"file-{key}"),
        name=name,
        file_id=str((held or {}).get("file_id") or ""),
        by=work.actor,
        at=work.at,
    )
    wrong = [FieldError(key, error.code, **error.facts) for error in pages.refused]
    return (_kept(key, pages) if pages.upload else None), wrong


def _arranged(
    work: Work, held: dict[str, Any], act: str, number: int, name: str
) -> tuple[dict[str, Any] | None, list[FieldError]]:
    try:
        pages = attach.arrange_pages(parts_of(held), act, number, name=name, by=work.actor, at=work.at)
    except NotAllowed:
        raise
    except Cannot as cannot:
        return held, [FieldError(str(held["key"]), cannot.code, **cannot.facts)]
    return (_kept(str(held["key"]), pages) if pages.upload else None), []


def _kept(key: str, pages: attach.Pages) -> dict[str, Any]:
    return {"key": key, "file_id": pages.file_id, "parts": pages.part_ids}


def parts_of(held: dict[str, Any] | None) -> list[str]:
    """The files that a paper was made of; a file taken in before there were parts is its own."""
    if not held:
        return []
    parts = held.get("parts") or ([held["file_id"]] if held.get("file_id") else [])
    return [str(part) for part in parts]


def needs_mandate(work: Work) -> bool:
    """True when somebody files for another on a ground that a paper proves."""
    mandate = work.draft.wishes.get("mandate")
    return isinstance(mandate, dict) and mandate.get("kind") in NEEDS_PAPER


def mandate_name(work: Work) -> str:
    """What that paper is called, in Vietnamese: it stands in the dossier."""
    return paper_name(str(work.draft.wishes["mandate"]["kind"]), "vi")


def judge(work: Work) -> list[FieldError]:
    """Papers that the procedure needs and about which nothing was said, and files that are no longer kept."""
    rows = {str(row["key"]): row for row in work.given}
    asked = [(paper.key, name_of(paper, work.lang), paper.need == "required") for paper in work.asked]
    if needs_mandate(work):
        asked.append((MANDATE, paper_name(str(work.draft.wishes["mandate"]["kind"]), work.lang), True))
    errors = []
    for key, name, required in asked:
        row = rows.get(key, {})
        lost = bool(row.get("file_id")) and str(row["file_id"]) not in work.files
        if lost:
            errors.append(FieldError(key, "file.unknown"))
        elif required and not row.get("file_id") and not row.get("declared"):
            errors.append(FieldError(key, "apply.paper_missing", name=name))
    return errors


def handed_in(work: Work) -> list[dict[str, Any]]:
    """The papers as a submission holds them."""
    known = {paper.key for paper in work.asked}
    return [
        {name: row[name] for name in ("key", "file_id", "declared", "name_vi", "reused") if row.get(name)}
        for row in work.given
        if (row.get("file_id") or row.get("declared")) and (row["key"] in known or str(row["key"]).startswith(OTHER))
    ]


def shown_papers(work: Work, said: dict[str, str]) -> list[PaperView]:
    """Every paper as the page (and the check page) prints it; the mandate's among the asked ones."""
    asked: list[tuple[RequiredPaper | None, str, str]] = [(row, row.key, name_of(row, work.lang)) for row in work.asked]
    if needs_mandate(work):
        asked.append((None, MANDATE, paper_name(str(work.draft.wishes["mandate"]["kind"]), work.lang)))
    return views(work, asked, said)


def _show(request: Request, work: Work, errors: list[FieldError], *, wrong: bool = False) -> HttpResponse:
    ids = {paper.key: f"p-{paper.key}" for paper in work.asked} | {"new": "p-new", MANDATE: f"p-{MANDATE}"}
    ids |= {str(row["key"]): f"p-{row['key']}" for row in work.given}
    lines, said = problems(errors, ids)
    shown = shown_papers(work, said)
    context = {
        "problems": lines,
        "said": said,
        "papers": [view for view in shown if not view.added],
        "others": [view for view in shown if view.added],
        "may_add": sum(view.added for view in shown) < MOST_OTHERS,
        "new_name": one(request, "name-new") if wrong else "",
    }
    return frame.show(request, work, PAPERS, "citizen/apply/papers.html", context, wrong=wrong)
