"""Handing in what was asked: item by item, each with its reason, its law and its own control."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import time_left
from motcua.desks.citizen.dossier import opened
from motcua.desks.citizen.filers import FILERS
from motcua.desks.citizen.forms import one, see, spoken
from motcua.desks.shell import eform
from motcua.desks.shell.access import open_to
from motcua.desks.shell.eform import FieldView
from motcua.desks.shell.eform.draw import Pen
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.documents import queries as files
from motcua.documents.models import Upload
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Supplement, SupplementProposal
from motcua.dossiers.states import State
from motcua.eforms import queries as forms
from motcua.eforms.definition import Definition, Field
from motcua.flows import act, attach
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotVisible


@dataclass
class Item:
    """One thing that was asked: `view` for a field of the form, else a file or "shown at the counter"."""

    number: int
    kind: str
    key: str
    label: str
    reason: str
    field: Field | None = None
    view: FieldView | None = None
    value: Any = None
    upload: Upload | None = None
    way: str = ""
    error: str = ""
    sent: datetime | None = None
    """When this item was handed in with an earlier part."""

    @property
    def id(self) -> str:
        return f"i-{self.number}"


@open_to(*FILERS)
def supplement(request: Request, code: str) -> HttpResponse:
    """Show what was asked, or hand it in."""
    now, lang = clock.now(), spoken()
    dossier = opened(request, code, now)
    if "supplement" not in queries.lawful_acts(dossier, request.actor, now):
        return see(reverse("citizen:dossier", args=[code]))
    asked = dossier.supplements.filter(answered_at=None).order_by("-number").first()
    if asked is None:
        return see(reverse("citizen:dossier", args=[code]))
    definition = forms.definition_of(dossier.form) if dossier.form else None
    items = _items(asked, definition, lang)
    errors: list[FieldError] = []
    note = ""
    if request.method == "POST":
        note = str(request.POST.get("note", ""))[:5000]
        partial = request.POST.get("then") == "part"
        errors = _read(request, items, definition, dossier, now, lang, partial=partial)
        if not errors:
            try:
                after = act.perform(code, "supplement", _body(items, note), by=request.actor, at=now)
            except Invalid as refused:
                errors = [_at_item(error, items) for error in refused.errors]
            else:
                messages.success(request, _said(after))
                return see(reverse("citizen:dossier", args=[code]))
    _draw(items, definition, dossier, clock.local_day(now), lang, errors)
    context = {
        "dossier": dossier,
        "asked": asked,
        "items": items,
        "note": note,
        "given": queries.given_of(asked),
        "leave": _leave(asked),
        "left": _left(asked, now),
        "problems": [Problem(_control(error, items), field_sentence(error)) for error in errors],
    }
    return render_page(request, "citizen/supplement.html", context, status=422 if errors else 200)


def _said(dossier: Dossier) -> str:
    """What was taken in, and what is still awaited."""
    if dossier.state != State.SUPPLEMENT_REQUESTED:
        return _("Đã gửi bổ sung.")
    given = queries.given_of(dossier.supplements.filter(answered_at=None).latest("number"))
    words = _("Đã gửi %(n)s trong %(all)s mục và giữ lại. Gửi nốt phần còn lại trước hạn.")
    return words % {"n": given.count, "all": len(given.items)}


def _leave(asked: Supplement) -> str:
    """Why it is asked again, in the leader's words."""
    row = SupplementProposal.objects.filter(supplement=asked).first()
    return row.decision_reason if row else ""


def _left(asked: Supplement, now: datetime) -> int | None:
    if asked.answer_until is None:
        return None
    return time_left(now, asked.answer_until, get_calendar()).working_minutes


def _items(asked: Supplement, definition: Definition | None, lang: str) -> list[Item]:
    found = []
    sent = {queries.item_key({"kind": one.kind, "key": one.key}): one.given_at for one in queries.given_of(asked).items}
    for number, row in enumerate(asked.items, 1):
        key = str(row["key"])
        root = key.partition(".")[0]
        field = definition.by_key.get(root) if definition and row["kind"] == "field" else None
        kind = "field" if field is not None and field.asked else "paper"
        label = str((row.get("label_en") if lang == "en" else "") or row.get("label_vi") or key)
        item = Item(number, kind, key, label, str(row.get("reason") or ""), field if kind == "field" else None)
        item.sent = sent.get(queries.item_key(row))
        found.append(item)
    return found


def _read(
    request: Request,
    items: list[Item],
    definition: Definition | None,
    dossier: Dossier,
    at: datetime,
    lang: str,
    *,
    partial: bool,
) -> list[FieldError]:
    """What came for each item. A file that was taken in stays, whatever is wrong elsewhere; what is missing is no fault
    in a part, nor what was sent before."""
    errors: list[FieldError] = []
    for item in items:
        if item.kind == "field" and definition is not None and item.field is not None:
            known = eform.known_of(lang, clock.local_day(at))
            group = item.field.group
            parsed = eform.parse(definition, group, request.POST, today=clock.local_day(at), known=known)
            item.value = parsed.answers.get(item.field.key)
            if partial and item.value == dossier.answers.get(item.field.key):
                item.value = None  # as it stands: not among what is sent now
            if item.value is None and item.field.required and not partial and item.sent is None:
                errors.append(FieldError(f"items.{item.number}", "supplement.field_missing", number=item.number))
            continue
        wrong = _read_file(request, item, at)
        missing = any(one.code == "supplement.item_missing" for one in wrong)
        errors += [] if missing and (partial or item.sent is not None) else wrong
    says = bool(str(request.POST.get("note", "")).strip())
    if not errors and partial and not says and not any(_is_given(item) for item in items):
        errors.append(FieldError("items.1", "supplement.nothing_given"))
    return errors


def _is_given(item: Item) -> bool:
    """True where this press hands the item in."""
    if item.field is not None:
        return item.value is not None
    return item.way == "declared" or item.upload is not None


def _read_file(request: Request, item: Item, at: datetime) -> list[FieldError]:
    item.way = one(request, f"way-{item.number}")
    held = one(request, f"held-{item.number}")
    if held:
        try:
            item.upload = files.get_upload(held, by=request.actor, at=at)
        except NotVisible:
            item.upload = None
    if request.FILES.get(f"file-{item.number}"):
        item.way = "file"
        pages = attach.add_pages(
            [held] if item.upload is not None else [],
            request.FILES.getlist(f"file-{item.number}"),
            name=item.label,
            file_id=held,
            by=request.actor,
            at=at,
        )
        item.upload = pages.upload
        if pages.refused:
            return [FieldError(f"items.{item.number}", one.code, **one.facts) for one in pages.refused]
    if item.way == "declared" or (item.upload is not None and item.way in ("file", "")):
        return []
    return [FieldError(f"items.{item.number}", "supplement.item_missing", number=item.number)]


def _body(items: list[Item], note: str) -> dict[str, Any]:
    answers = {item.field.key: item.value for item in items if item.field is not None and item.value is not None}
    papers: list[dict[str, Any]] = []
    for item in items:
        if item.field is not None:
            continue
        if item.way == "declared":
            papers.append({"key": item.key, "declared": True, "name_vi": item.label})
        elif item.upload is not None:
            papers.append({"key": item.key, "file_id": item.upload.file_id, "name_vi": item.label})
    body: dict[str, Any] = {"note": note, "partial": True}
    if answers:
        body["answers"] = answers
    if papers:
        body["papers"] = papers
    return body


def _at_item(error: FieldError, items: list[Item]) -> FieldError:
    """A fault of a paper of the flow at the item it is about; faults of fields keep their path."""
    head, _dot, rest = error.path.partition(".")
    if head != "papers":
        return error
    papers = [item for item in items if item.field is None]
    index = rest.split(".")[0]
    if index.isdigit() and int(index) < len(papers):
        return FieldError(f"items.{papers[int(index)].number}", error.code, **error.facts)
    return error


def _control(error: FieldError, items: list[Item]) -> str:
    head, _dot, rest = error.path.partition(".")
    if head == "items" and rest.isdigit():
        item = items[int(rest) - 1]
        return item.view.id if item.view is not None else item.id
    if head == "answers":
        return "f-" + rest.removesuffix(".place").removesuffix(".on").replace(".", "-")
    return ""


def _draw(
    items: list[Item],
    definition: Definition | None,
    dossier: Dossier,
    today: date,
    lang: str,
    errors: list[FieldError],
) -> None:
    """Give each item its control and its sentence."""
    at_item = {error.path: field_sentence(error) for error in errors}
    at_field = {error.path.removeprefix("answers."): field_sentence(error) for error in errors}
    for item in items:
        item.error = at_item.get(f"items.{item.number}", "")
        if item.field is None or definition is None:
            continue
        said = dict(at_field)
        if item.error:
            said[item.field.key] = item.error
        pen = Pen(definition, lang, today, eform.known_of(lang, today), said)
        value = item.value if item.value is not None else dossier.answers.get(item.field.key)
        item.view = pen.draw(item.field, value)
