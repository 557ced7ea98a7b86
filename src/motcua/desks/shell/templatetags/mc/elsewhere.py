"""What a dossier's own applicant is told of other agencies, in plain words: it is on its way, who else works on it, who
is late; never an officer, never an opinion."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.shell import formats
from motcua.desks.shell.templatetags.mc.library import register
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Part, Transfer
from motcua.kernel import clock

Tone = Literal["info", "soon", "ok"]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell: a title and a sentence."""

    tone: Tone
    title: str
    words: str


def told_of(dossier: Dossier, now: datetime) -> list[Told]:
    """Everything there is to tell now; nothing for a dossier that one agency handles alone."""
    found: list[Told] = []
    if queries.can_travel(dossier):
        rows = queries.transfers_of(dossier)
        if rows:
            found += _way(dossier, rows[-1], now)
    if dossier.received_at is not None and dossier.resolved_at is None:
        found += [_part(part, now) for part in queries.parts_of(dossier) if part.is_open]
    return found


def _way(dossier: Dossier, row: Transfer, now: datetime) -> list[Told]:
    lang = spoken()
    names = {"from": _name(row.from_agency, now), "to": _name(row.to_agency, now)}
    facts = {**names, "until": formats.instant(row.answer_until, lang)}
    if row.kind == Transfer.Kind.RESULT:
        if row.state == Transfer.State.HANDED:
            return [
                Told(
                    "info",
                    _("Kết quả đang trên đường"),
                    _("Đang chuyển từ %(from)s đến %(to)s. Đến nơi có thư báo.") % facts,
                )
            ]
        if row.state == Transfer.State.ACCEPTED and dossier.delivered_at is None:
            return [Told("ok", _("Kết quả đã về"), _("Mời ông/bà nhận tại %(to)s.") % facts)]
        return []
    if row.state == Transfer.State.HANDED:
        return [
            Told(
                "info",
                _("Hồ sơ đang bàn giao"),
                _("Đang chuyển từ %(from)s đến %(to)s, nơi giải quyết. Nơi đó nhận chậm nhất %(until)s.") % facts,
            )
        ]
    if row.state == Transfer.State.RETURNED:
        words = _("%(to)s chuyển lại để %(from)s hoàn chỉnh. Ông/bà không phải làm gì; hẹn trả không đổi.") % facts
        return [Told("soon", _("Hồ sơ đang được hoàn chỉnh"), words)]
    return []


def _part(part: Part, now: datetime) -> Told:
    name = _name(part.agency, now)
    facts = {"name": name, "until": formats.instant(part.due_at, spoken()) if part.due_at else ""}
    if part.due_at is not None and now > part.due_at:
        words = _("%(name)s hẹn trả lời %(until)s mà chưa trả lời. Đang đôn đốc nơi đó; hẹn trả ông/bà chưa đổi.")
        return Told("soon", _("Chờ %(name)s, đang chậm") % facts, words % facts)
    if part.due_at is None:
        return Told("info", _("Có nơi khác cùng làm"), _("%(name)s đang làm phần của mình.") % facts)
    words = _("%(name)s đang làm phần của mình, hẹn trả lời %(until)s.") % facts
    return Told("info", _("Có nơi khác cùng làm"), words)


def _name(agency: Agency, now: datetime) -> str:
    return agencies.name_of(agency, clock.local_day(now), spoken(), short=True)


@register.inclusion_tag("components/elsewhere.html")
def elsewhere(dossier: Dossier) -> dict[str, Any]:
    """Notes: the dossier or its result is on its way, who else works on it, who is late."""
    return {"told": told_of(dossier, clock.now())}
