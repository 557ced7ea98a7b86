"""Which forms of the circular a dossier has by now."""

from typing import Any

from django.template import Context

from motcua.desks.shell.papers import extension_of
from motcua.desks.shell.templatetags.mc.library import register
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State


@register.inclusion_tag("components/outcome_papers.html", takes_context=True)
def outcome_papers(context: Context, dossier: Dossier) -> dict[str, Any]:
    """Links to all papers, and for the office to form 04 (extended) and form 05 (stopped). At most one query."""
    if not context["page"].is_office:
        return {"code": dossier.code, "extended": False, "stopped": False}
    moved = dossier.due_at is not None and dossier.due_at != dossier.original_due_at
    return {
        "code": dossier.code,
        "extended": moved and extension_of(dossier) is not None,
        "stopped": dossier.state == State.STOPPED,
    }
