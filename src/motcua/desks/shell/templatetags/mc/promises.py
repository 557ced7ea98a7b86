"""Due dates: each opens its story."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.desks.shell import formats
from motcua.desks.shell.parts import DueStory
from motcua.desks.shell.templatetags.mc.library import register
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock


@register.simple_tag
def due(dossier: Any, at: datetime | None = None, whole: bool = False) -> SafeString:
    """The due date of a dossier (or of a row with `code` and `due_at`; `at` goes before), linked to why it is that
    date; a dash where there is none. `whole`: with the year."""
    moment = at or getattr(dossier, "due_at", None)
    if moment is None:
        return mark_safe(formats.MISSING)  # noqa: S308 — a constant
    lang = spoken()
    words = formats.instant(moment, lang) if whole else formats.short_instant(moment, lang, clock.now())
    return format_html(
        '<a class="nb due" href="{}" title="{}"><time datetime="{}">{}</time></a>',
        reverse("shell:deadline", args=[dossier.code]),
        _("Vì sao hẹn ngày này"),
        clock.local(moment).isoformat(),
        words,
    )


@register.inclusion_tag("components/limit_cases.html")
def limit_cases(version: ProcedureVersion, chosen: str = "") -> dict[str, Any]:
    """Which case it is, where cases of this version have limits of their own; nothing where none has. One query."""
    rows = catalogue.cases_of(version)
    english = spoken() == "en"
    return {
        "cases": [(row.case, (row.note_en if english else "") or row.note_vi or row.case) for row in rows],
        "by_answers": any(row.case_when for row in rows),
        "chosen": chosen,
    }


@register.inclusion_tag("components/deadline_story.html")
def deadline_story(told: DueStory) -> dict[str, Any]:
    """First promise, promise in force, and every line between."""
    return {"told": told}
