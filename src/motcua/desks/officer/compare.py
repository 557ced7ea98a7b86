"""Old beside new after a supplement or a correction: answers line by line, papers page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.officer.dossier import STAFF
from motcua.desks.officer.papers import Shown, compared, shown, version_of
from motcua.desks.shell.access import open_to
from motcua.desks.shell.eform import known_of, summary
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, Supplement
from motcua.eforms import queries as eforms
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Changed:
    """One answer that a supplement touched; `same` where it was handed in as it was."""

    label: str
    before: str
    after: str
    same: bool


@dataclass(frozen=True, slots=True)
class Round:
    """One supplement for which something came: what it changed in the answers; `answered_at`, when last."""

    number: int
    asked_at: datetime
    answered_at: datetime | None
    lines: tuple[Changed, ...]


def rounds_of(dossier: Dossier, lang: str, now: datetime) -> list[Round]:
    """Every supplement for which something came, newest first, with its answers before and after.

    What stood after a round is what stood before the next one that asked the same field, else what stands now.
    """
    rows = dossier.supplements.prefetch_related("parts").order_by("number")
    answered = [one for one in rows if one.answered_at or one.parts.all()]
    standing: dict[str, Any] = dict(dossier.answers)
    found: list[Round] = []
    for one in reversed(answered):
        before: dict[str, Any] = {**standing, **one.answers_before}
        keys = list(one.answers_before)
        lines = _lines(dossier, keys, before, standing, lang, now)
        parts = sorted(part.given_at for part in one.parts.all())
        found.append(Round(one.number, one.asked_at, one.answered_at or parts[-1], lines))
        standing = before
    return found


def _lines(
    dossier: Dossier, keys: list[str], before: dict[str, Any], after: dict[str, Any], lang: str, now: datetime
) -> tuple[Changed, ...]:
    if dossier.form is None or not keys:
        return ()
    labels = eforms.field_labels(dossier.form)
    old, new = _words(dossier, before, lang, now), _words(dossier, after, lang, now)
    return tuple(
        Changed(
            label=labels[key][lang == "en"] or labels[key][0],
            before=old.get(key, "–"),
            after=new.get(key, "–"),
            same=before.get(key) == after.get(key),
        )
        for key in keys
        if key in labels
    )


def _words(dossier: Dossier, answers: dict[str, Any], lang: str, now: datetime) -> dict[str, str]:
    """Each answer in words, numbers of persons masked."""
    assert dossier.form is not None
    today = clock.local_day(now)
    groups = summary(
        eforms.definition_of(dossier.form), answers, lang, today=today, known=known_of(lang, today), missing=False
    )
    return {line.key: line.masked or "; ".join(line.rows) or line.value for group in groups for line in group.lines}


def last_answered(supplements: list[Supplement]) -> Supplement | None:
    """The last supplement that was handed in."""
    return next((one for one in reversed(supplements) if one.answered_at is not None), None)


def _file(one: Shown) -> int | None:
    """The stored bytes of a version."""
    return one.row.upload.stored_id if one.row and one.row.upload else None


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else None


@open_to(*STAFF)
def compare(request: Request, code: str) -> HttpResponse:
    """`?giay=` the paper, `?cu=` and `?moi=` the numbers of its versions; the newest beside the one before."""
    now, lang = clock.now(), spoken()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    old, new = _number(request.GET.get("cu", "")), _number(request.GET.get("moi", ""))
    row, several = compared(dossier, request.GET.get("giay", ""))
    pair = (shown(dossier, version_of(row, old, 1)), shown(dossier, version_of(row, new, 0))) if row else None
    pages = range(max(len(pair[0].pictures), len(pair[1].pictures))) if pair else range(0)
    return render_page(
        request,
        "officer/compare.html",
        {
            "tab": "dossiers",
            "dossier": dossier,
            "name": (dossier.procedure_version.name_en if lang == "en" else "") or dossier.procedure_version.name_vi,
            "rounds": rounds_of(dossier, lang, now),
            "row": row,
            "row_name": ((row.name_en if lang == "en" else "") or row.name_vi) if row else "",
            "several": [(one.key, (one.name_en if lang == "en" else "") or one.name_vi) for one in several],
            "pair": pair,
            "pages": [
                (
                    number + 1,
                    pair[0].pictures[number] if number < len(pair[0].pictures) else "",
                    pair[1].pictures[number] if number < len(pair[1].pictures) else "",
                )
                for number in pages
            ]
            if pair
            else [],
            "same_file": bool(pair and _file(pair[0]) and _file(pair[0]) == _file(pair[1])),
            "back_url": reverse("officer:dossier", args=[code]),
        },
    )
