"""One dossier as the counter judges it: facts, what is missing, papers, and the acts that are lawful now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import time_left
from motcua.desks.shell.dossier import promise_of
from motcua.desks.shell.eform import SummaryGroup, known_of, summary
from motcua.desks.shell.parts import Check
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.states import State
from motcua.eforms import queries as eforms
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.payments.queries import Owed, owed
from motcua.people import identity
from motcua.people.identity import parse_personal_id

MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper; `pages` of a PDF are shown as pictures."""

    key: str
    name: str
    required: bool
    newest: DossierPaper | None
    pages: tuple[int, ...]
    current: bool

    @property
    def is_given(self) -> bool:
        return self.newest is not None and self.newest.upload is not None


def preview_of(request: Request, dossier: Dossier, now: datetime) -> dict[str, Any]:
    """The context of `counter/_preview.html`."""
    lang = spoken()
    views = papers_of(dossier, request.GET.get("giay", ""), lang)
    is_new = dossier.state == State.SUBMITTED
    left = time_left(now, dossier.intake_due_at, get_calendar()) if dossier.intake_due_at else None
    return {
        "dossier": dossier,
        "name": (dossier.procedure_version.name_en if lang == "en" else "") or dossier.procedure_version.name_vi,
        "intake_minutes": left.working_minutes if left and is_new else None,
        "groups": facts_of(dossier, lang, now),
        "papers": views,
        "paper": next((view for view in views if view.current), None),
        "checks": [*checks_of(dossier, views, now), *(differs_of(dossier, request.actor, now) if is_new else [])],
        "changed": changed_of(dossier, lang),
        "acts": queries.lawful_acts(dossier, request.actor, now),
        "promise": promise_of(dossier, now) if dossier.received_at else None,
        "money": money_of(dossier),
        "agency_name": agencies.name_of(dossier.agency, clock.local_day(now), lang, short=True),
    }


def money_of(dossier: Dossier) -> Owed:
    return owed(dossier)


def papers_of(dossier: Dossier, chosen: str, lang: str) -> list[PaperView]:
    """Papers that were asked for or came; the chosen one, else the first with a file, is the current one."""
    rows = [row for row in queries.papers_of(dossier) if not row.is_form]
    rows = [row for row in rows if row.newest is not None or row.need == "required"]
    keys = [row.key for row in rows]
    if chosen not in keys:
        chosen = next((row.key for row in rows if row.newest and row.newest.upload), "")
    return [
        PaperView(
            key=row.key,
            name=(row.name_en if lang == "en" else "") or row.name_vi,
            required=row.need == "required",
            newest=row.newest,
            pages=_pages(row.newest),
            current=row.key == chosen,
        )
        for row in rows
    ]


def _pages(paper: DossierPaper | None) -> tuple[int, ...]:
    upload = paper.upload if paper else None
    if upload is None or upload.stored.media_type != "application/pdf":
        return ()
    return tuple(range(1, min(upload.stored.pages or 1, MOST_PAGES) + 1))


def facts_of(dossier: Dossier, lang: str, now: datetime) -> list[SummaryGroup]:
    """The answers in words, group by group."""
    if dossier.form is None or not dossier.answers:
        return []
    today = clock.local_day(now)
    definition = eforms.definition_of(dossier.form)
    return summary(definition, dossier.answers, lang, today=today, known=known_of(lang, today), missing=False)


def checks_of(dossier: Dossier, views: list[PaperView], now: datetime) -> list[Check]:
    """What an officer would otherwise count by hand: papers that came, are still to be shown or are missing; a personal
    number that does not agree with the rest."""
    checks = []
    missing = [view.name for view in views if view.required and view.newest is None]
    shown = [view.name for view in views if view.newest is not None and view.newest.declared and not view.is_given]
    if missing:
        checks.append(Check("no", _("Thiếu giấy tờ bắt buộc"), "; ".join(missing)))
    elif any(view.is_given for view in views):
        checks.append(Check("ok", _("Đủ giấy tờ bắt buộc")))
    if shown:
        checks.append(Check("info", _("Sẽ xuất trình tại quầy"), "; ".join(shown)))
    if odd := _odd_number(dossier, now):
        checks.append(Check("warn", odd))
    return checks


@dataclass(frozen=True, slots=True)
class Changed:
    """What a supplement changed: old beside new."""

    label: str
    before: str
    after: str


def changed_of(dossier: Dossier, lang: str) -> list[Changed]:
    """Differences that the last supplement made: answers old and new, papers that came again."""
    if not dossier.supplements_asked:
        return []
    last = dossier.supplements.filter(answered_at__isnull=False).order_by("-number").first()
    if last is None:
        return []
    labels = eforms.field_labels(dossier.form) if dossier.form else {}
    found = [
        Changed(labels.get(key, (key, key))[lang == "en"], _plain(old), _plain(dossier.answers.get(key)))
        for key, old in last.answers_before.items()
        if old != dossier.answers.get(key)
    ]
    names = {row.key: row.name_en if lang == "en" else row.name_vi for row in queries.papers_of(dossier)}
    for paper in last.papers.order_by("key"):
        before = _("bản %(n)s") % {"n": paper.number - 1} if paper.number > 1 else "–"
        found.append(Changed(names.get(paper.key, paper.key), before, _("bản %(n)s") % {"n": paper.number}))
    return found


def _plain(value: Any) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def differs_of(dossier: Dossier, viewer: Actor, now: datetime) -> list[Check]:
    """Where the applicant is written otherwise than in earlier dossiers with the same number; and the same matter."""
    party = dossier.applicant
    checks = []
    if party.personal_id:
        known = queries.known_people(viewer, now, personal_id=party.personal_id)
        others = [one for one in known if one.code != dossier.code]
        said = [
            f"{one.party.get('full_name')}{_born(one.party.get('birth_date'))} ({one.code})"
            for one in others
            if text.fold(str(one.party.get("full_name"))) != text.fold(party.full_name)
            or (one.party.get("birth_date") and party.birth_date and one.party["birth_date"] != str(party.birth_date))
        ]
        if said:
            checks.append(Check("warn", _("Cùng số định danh, hồ sơ trước ghi khác"), "; ".join(said)))
        elif others:
            checks.append(Check("ok", _("Khớp với hồ sơ trước cùng số định danh")))
    twins = queries.likely_duplicates(
        viewer,
        now,
        party=party.as_data(),
        procedure=dossier.procedure_version.procedure.code,
        agency=dossier.agency.code,
        besides=dossier.code,
    )
    if twins:
        checks.append(Check("warn", _("Có thể đã nộp rồi"), "; ".join(one.code for one in twins)))
    return checks


def _born(iso: object) -> str:
    parts = str(iso or "").split("-")
    return f", {parts[2]}/{parts[1]}/{parts[0]}" if len(parts) == 3 else ""


def _odd_number(dossier: Dossier, now: datetime) -> str:
    party = dossier.applicant
    if not party.personal_id or party.kind != "person":
        return ""
    try:
        number = parse_personal_id(party.personal_id)
    except Invalid:
        return _("Số định danh không đúng dạng, đối chiếu với thẻ")
    found = identity.oddities(number, on=clock.local_day(now), birth_date=party.birth_date)
    if "personal_id.year_differs" in found:
        return _("Năm sinh không khớp số định danh, đối chiếu với thẻ")
    return _("Số định danh lạ, đối chiếu với thẻ") if found else ""
