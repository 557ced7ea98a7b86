"""What was said and handed in before, offered again: asked, with where it comes from, never taken silently."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from motcua.desks.citizen.apply.work import Work
from motcua.desks.shell import eform, formats
from motcua.documents import actions as documents
from motcua.documents.queries import Decision
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.own import EarlierPaper, earlier_dossiers, earlier_papers
from motcua.eforms import queries as forms
from motcua.eforms.definition import Definition, Field
from motcua.kernel import clock, text
from motcua.kernel.errors import NotVisible
from motcua.people import access

ANSWERS_FOR, PAPERS_FOR = timedelta(days=730), timedelta(days=365)
"""How far back answers and papers are offered."""
OFFERED = 2
"""So many earlier files are offered for one paper."""
HELPERS = (access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER)
_NOT_OFFERED = frozenset({"accept", "file", "agency"})


@dataclass(frozen=True, slots=True)
class Offer:
    """Earlier answers to this page: `lines` are (key, label, value in words); `source` says of which dossier, when."""

    code: str
    source: str
    lines: tuple[tuple[str, str, str], ...]
    values: Mapping[str, Any]


def answers_for(work: Work, stage: str) -> Offer | None:
    """What the newest dossier for the same person said to questions of this page that are not answered yet."""
    asked = [one for one in work.definition.in_group(stage) if _offerable(one) and work.answers.get(one.key) is None]
    if not asked:
        return None
    for row in _earlier(work):
        values = _values(row, work.definition, asked)
        if values:
            return _offer(work, stage, row, values)
    return None


def take_answers(work: Work, stage: str, chosen: list[str]) -> bool:
    """Put the chosen earlier answers into the page; what stands there already stays."""
    offer = answers_for(work, stage)
    values = {key: value for key, value in offer.values.items() if key in chosen} if offer else {}
    if offer is None or not values:
        return False
    marks = {**(work.draft.wishes.get("reused_answers") or {}), **dict.fromkeys(values, offer.source)}
    work.save(answers={**work.answers, **values}, wishes={**work.draft.wishes, "reused_answers": marks}, step=stage)
    return True


def _earlier(work: Work) -> list[Dossier]:
    if work.actor.account_id is None:
        return []
    number = str(work.draft.applicant.get("personal_id") or "")
    return earlier_dossiers(work.actor.account_id, number, since=work.at - ANSWERS_FOR)


def _offerable(field: Field) -> bool:
    return field.asked and field.type not in _NOT_OFFERED


def _values(row: Dossier, definition: Definition, asked: list[Field]) -> dict[str, Any]:
    """Answers of a dossier to the same questions: the same field of the same form, else one of the same key, kind and
    words."""
    assert row.form is not None
    before = forms.definition_of(row.form)
    same_form = before.key == definition.key
    found = {}
    for field in asked:
        old, value = before.by_key.get(field.key), row.answers.get(field.key)
        if old is None or value in (None, "", [], {}) or old.type != field.type or old.list != field.list:
            continue
        if same_form or old.label_vi == field.label_vi:
            found[field.key] = value
    return found


def _offer(work: Work, stage: str, row: Dossier, values: dict[str, Any]) -> Offer | None:
    told = eform.summary(
        work.definition, {**work.answers, **values}, work.lang, today=work.today, known=work.known, missing=False
    )
    lines = tuple(
        (line.key, line.label, "; ".join(line.rows) or line.value)
        for group in told
        if group.key == stage
        for line in group.lines
        if line.key in values
    )
    if not lines:
        return None
    on = formats.day(clock.local_day(row.submitted_at), work.lang)
    source = _("Hồ sơ %(code)s, %(on)s") % {"code": row.code, "on": on}
    return Offer(row.code, source, lines, {key: values[key] for key, _label, _value in lines})


def papers_for(work: Work, names: Mapping[str, str]) -> dict[str, list[EarlierPaper]]:
    """For each paper (key → its name) files of the same kind that were handed in within a year, newest first."""
    if work.actor.account_id is None:
        return {}
    number = str(work.draft.applicant.get("personal_id") or "") if work.actor.role in HELPERS else ""
    if work.actor.role in HELPERS and not number:
        return {}
    held = earlier_papers(work.actor.account_id, since=work.at - PAPERS_FOR, personal_id=number, lang=work.lang)
    procedure = work.version.procedure.code
    found: dict[str, list[EarlierPaper]] = {}
    for key, name in names.items():
        folded = text.fold(name)
        fitting = [
            one
            for one in held
            if (one.key == key and one.procedure == procedure) or _alike(text.fold(one.name), folded)
        ]
        if fitting:
            found[key] = fitting[:OFFERED]
    return found


def _alike(one: str, other: str) -> bool:
    """The same name, or one that begins the other ("Giấy chứng sinh" and "Giấy chứng sinh, bản chính")."""
    short, long = sorted((one.strip(" ."), other.strip(" .")), key=len)
    return len(short) >= 8 and (short == long or long.startswith((f"{short} ", f"{short},", f"{short} (")))


def take_paper(work: Work, key: str, name: str, ref: str) -> dict[str, Any]:
    """The draft's row of a paper that is used again. Raises NotVisible `file.unknown` for what was not offered."""
    offered = papers_for(work, {key: name}).get(key, [])
    chosen = next((one for one in offered if one.ref == ref), None)
    if chosen is None:
        raise NotVisible("file.unknown")
    upload = documents.copy_upload(chosen.upload, decided=Decision("dossiers", chosen.code, work.actor), at=work.at)
    on = clock.local_day(chosen.at).isoformat()
    return {"key": key, "file_id": upload.file_id, "reused": True, "from": chosen.code, "on": on}
