"""One procedure: its versions, the sheet of one of them, what the law demands, who published it by which decision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalogue import actions, rules
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.desks.manage.procedures.spoken import spoken_rows
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Check
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock, versions
from motcua.people.models import Account

Status = ProcedureVersion.Status
TYPES = ("procedure.published", "procedure.abolished", "procedure.withdrawn")


@dataclass(frozen=True, slots=True)
class Line:
    """A version in the list: how it stands today, and what may be done about it."""

    row: ProcedureVersion
    tone: str
    icon: str
    words: str
    who: str
    at: datetime | None
    reasons: tuple[str, ...]
    may_withdraw: bool
    chosen: bool


@open_to("procedure_control_officer")
def procedure(request: Request, code: str) -> HttpResponse:
    """Every version, the newest first; the sheet of the chosen one (the one in force)."""
    lang = spoken()
    on = clock.local_day(clock.now())
    found = catalogue.get_procedure(code)
    rows = catalogue.every_version(found)
    said = request.GET.get("ban", "")
    numbers = {str(row.number): row for row in rows}
    now = next((row for row in rows if _is_now(row, on)), None)
    chosen = numbers.get(said) or now or (rows[0] if rows else None)
    draft = catalogue.find_draft(code)
    last = next((row for row in rows if row.status != Status.WITHDRAWN), None)
    context: dict[str, Any] = {
        "tab": "procedures",
        "code": code,
        "name": ((chosen.name_en if lang == "en" else "") or chosen.name_vi) if chosen else code,
        "field_name": (found.field.name_en if lang == "en" else "") or found.field.name_vi,
        "lines": _lines(found, rows, chosen, last, on),
        "chosen": chosen,
        "draft": draft,
        "draft_url": reverse("manage:draft", args=[code]),
        "preview_url": reverse("public:procedure_draft", args=[code]),
        "may_abolish": last is not None and last.status == Status.PUBLISHED,
        "public_url": reverse("public:procedure", args=[code]) if now else "",
        "compared": _neighbour(rows, chosen),
    }
    if chosen is not None and chosen.status != Status.ABOLISHED:
        spec = catalogue.spec_of(chosen)
        context["groups"] = spoken_rows(spec, lang, on)
        context["parts"] = parts(catalogue.missing_of(chosen), lang)
    return render_page(request, "manage/procedures/procedure.html", context)


def parts(missing: tuple[str, ...], lang: str) -> list[Check]:
    """The ten parts, each there or missing."""
    return [
        Check("warn" if part in missing else "ok", words[lang == "en"], _("thiếu") if part in missing else "")
        for part, words in rules.PARTS.items()
    ]


def _is_now(row: ProcedureVersion, on: date) -> bool:
    return row.status == Status.PUBLISHED and versions.in_force(row.valid_from, row.valid_to, on)


def _neighbour(rows: list[ProcedureVersion], chosen: ProcedureVersion | None) -> ProcedureVersion | None:
    """The published version before the chosen one: what it is compared with."""
    older = [row for row in rows if chosen and row.number < chosen.number and row.status == Status.PUBLISHED]
    return older[0] if older and chosen and chosen.status != Status.ABOLISHED else None


def _lines(
    found: Procedure,
    rows: list[ProcedureVersion],
    chosen: ProcedureVersion | None,
    last: ProcedureVersion | None,
    on: date,
) -> list[Line]:
    events = list(
        Event.objects.filter(chain=actions.subject_of(found), type__in=TYPES).select_related("why").order_by("number")
    )
    ids = {int(event.by_id) for event in events if event.by_kind == "account" and event.by_id.isdigit()}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "full_name"))
    told: dict[int, list[Event]] = {}
    starts = {row.valid_from.isoformat(): row.number for row in rows if row.status == Status.ABOLISHED}
    for event in events:
        facts = journal.facts(event)
        number = facts.get("number") or starts.get(facts.get("valid_from", ""), 0)
        told.setdefault(number, []).append(event)
    return [_line(row, told.get(row.number, []), names, row == chosen, row == last, on) for row in rows]


def _line(
    row: ProcedureVersion, events: list[Event], names: dict[int, str], is_chosen: bool, is_last: bool, on: date
) -> Line:
    first = events[0] if events else None
    if row.status == Status.WITHDRAWN:
        tone, icon, words = "ended", "undo", _("Đã rút")
    elif row.valid_from > on:
        tone, icon, words = "moving", "clock", _("Sắp bãi bỏ") if row.status == Status.ABOLISHED else _("Sắp hiệu lực")
    elif versions.in_force(row.valid_from, row.valid_to, on):
        is_end = row.status == Status.ABOLISHED
        tone, icon, words = ("ended", "stop", _("Đã bãi bỏ")) if is_end else ("ok", "check", _("Đang hiệu lực"))
    else:
        tone, icon, words = "ended", "", _("Hết hiệu lực")
    why = tuple(event.why.text for event in events if hasattr(event, "why") and event.why.text)
    who = names.get(int(first.by_id), "") if first and first.by_id.isdigit() else ""
    may_withdraw = is_last and row.valid_from > on and row.status != Status.WITHDRAWN
    at = clock.local(first.at) if first and first.by_kind == "account" else None
    return Line(row, tone, icon, words, who, at, why, may_withdraw, is_chosen)
