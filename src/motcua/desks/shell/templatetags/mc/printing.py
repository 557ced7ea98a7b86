"""Which forms of the circular a dossier has by now."""

from typing import Any

from motcua.desks.shell.papers import extension_of
from motcua.desks.shell.templatetags.mc.library import register
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State


@register.inclusion_tag("components/outcome_papers.html")
def outcome_papers(dossier: Dossier) -> dict[str, Any]:
    """Links to form 04 (extended) and form 05 (stopped); nothing where there is none. At most one query."""
    moved = dossier.due_at is not None and dossier.due_at != dossier.original_due_at
    return {
        "code": dossier.code,
        "extended": moved and extension_of(dossier) is not None,
        "stopped": dossier.state == State.STOPPED,
    }
