"""One dossier replayed from its journal: what is stored beside what the journal gives, and what each event changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.desks.shell import formats
from motcua.desks.shell.access import STAFF, open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.states import LOOKS
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.visibility import condition
from motcua.dossiers.replay import Difference, Turn
from motcua.flows.replaying import replay_one
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed, NotVisible
from motcua.people import access

COLUMNS: Mapping[str, str] = {
    "state": gettext_noop("Trạng thái"),
    "agency": gettext_noop("Cơ quan giải quyết"),
    "reception_agency": gettext_noop("Nơi tiếp nhận"),
    "channel": gettext_noop("Kênh nộp"),
    "entered_by": gettext_noop("Ai nhập"),
    "procedure_version": gettext_noop("Phiên bản thủ tục"),
    "form": gettext_noop("Phiên bản tờ khai"),
    "process": gettext_noop("Phiên bản quy trình"),
    "step": gettext_noop("Bước"),
    "step_since": gettext_noop("Đến bước lúc"),
    "step_due_at": gettext_noop("Hạn của bước"),
    "assigned_to": gettext_noop("Giao cho tài khoản số"),
    "post": gettext_noop("Giao cho vị trí"),
    "submitted_at": gettext_noop("Nộp lúc"),
    "intake_due_at": gettext_noop("Hạn trả lời khi nộp"),
    "received_at": gettext_noop("Tiếp nhận lúc"),
    "due_at": gettext_noop("Hạn trả"),
    "original_due_at": gettext_noop("Hạn trả lần đầu"),
    "paused_since": gettext_noop("Tạm dừng từ"),
    "finished_at": gettext_noop("Có kết quả lúc"),
    "delivered_at": gettext_noop("Trả lúc"),
    "closed_at": gettext_noop("Kết thúc lúc"),
    "resolved_at": gettext_noop("Giải quyết xong lúc"),
    "result": gettext_noop("Kết quả"),
    "delivered_by": gettext_noop("Cách trả"),
    "allowance": gettext_noop("Thời hạn của thủ tục"),
    "supplements_asked": gettext_noop("Số lần yêu cầu bổ sung"),
}
"""What a column is called; a table of its rows keeps its own name."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One column that an event changed, with its value afterwards."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Told:
    """One event in the story."""

    number: int
    at: datetime
    words: str
    undone: bool
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Differs:
    """One difference; `because`: what to make of it."""

    name: str
    stored: str
    replayed: str
    because: str


@open_to(STAFF)
def replay(request: Request, code: str) -> HttpResponse:
    """For officers and leaders of the agency, administrators and the control office; no name of a person is on it."""
    now, lang = clock.now(), spoken()
    found = _seen(request, code, now)
    story = replay_one(code)
    words = {
        line.number: line.words_en if lang == "en" else line.words_vi for line in queries.story(found, inside=True)
    }
    names = [COLUMNS.get(one.column) for one in story.outcome.missing]
    may_open = queries.visible_to(request.actor, now).filter(pk=found.pk).exists()
    version = found.procedure_version
    return render_page(
        request,
        "components/replay_page.html",
        {
            "code": code,
            "name": (version.name_en if lang == "en" else "") or version.name_vi,
            "differs": [_differs(one, lang, now) for one in story.outcome.differences],
            "missing": [
                _(name) if name else one.column for name, one in zip(names, story.outcome.missing, strict=True)
            ],
            "turns": [_told(turn, words.get(turn.told.number, turn.told.type), lang, now) for turn in story.turns],
            "back_url": reverse("shell:open_dossier", args=[code]) if may_open else "",
        },
    )


def _seen(request: Request, code: str, now: datetime) -> Dossier:
    """Within the reach of the table's line for replay. Raises NotAllowed, NotVisible."""
    scope = access.scope("journal.replay", request.actor)
    reached = condition(scope, now)
    if reached is None:
        raise NotAllowed("page.not_open")
    row = Dossier.objects.filter(reached, code=code).select_related("procedure_version").first()
    if row is None:
        raise NotVisible("dossier.unknown", code=code)
    return row


def within_reach(actor: Actor, codes: Collection[str], now: datetime) -> frozenset[str]:
    """Of these codes those that this actor may replay; one query, none for who may replay nothing."""
    reached = condition(access.scope("journal.replay", actor), now)
    if reached is None or not codes:
        return frozenset()
    return frozenset(Dossier.objects.filter(reached, code__in=codes).values_list("code", flat=True))


def _differs(one: Difference, lang: str, now: datetime) -> Differs:
    if one.against_rules:
        because = _("Sự kiện %(number)s ghi khác với quy tắc tính") % {"number": one.event}
    elif one.event:
        because = _("Theo sự kiện %(number)s") % {"number": one.event}
    else:
        because = _("Không sự kiện nào nói khác")
    return Differs(
        _called(one.column),
        _value(one.column, one.stored, lang, now),
        _value(one.column, one.replayed, lang, now),
        because,
    )


def _told(turn: Turn, words: str, lang: str, now: datetime) -> Told:
    changed = [Changed(_called(name), _value(name, after, lang, now)) for name, (_, after) in turn.changed.items()]
    return Told(turn.told.number, turn.told.at, words, turn.undone, tuple(changed))


def _called(column: str) -> str:
    return _(COLUMNS[column]) if column in COLUMNS else column


def _value(column: str, value: Any, lang: str, now: datetime) -> str:
    """Instants in local time, states in words, a limit as value and unit; – for nothing."""
    if value in (None, "", {}):
        return formats.MISSING
    if isinstance(value, datetime):
        return formats.instant(value, lang)
    if column == "state" and value in LOOKS:
        return str(LOOKS[value].officer)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {one}" for name, one in value.items() if one not in (None, "", False))
    return str(value)
