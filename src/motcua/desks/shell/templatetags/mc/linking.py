"""A linked filing beside each of its dossiers."""

from typing import Any

from django.template import Context
from django.urls import reverse

from motcua.desks.shell.linked import standing
from motcua.desks.shell.templatetags.mc.library import register
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock


@register.inclusion_tag("components/linked.html", takes_context=True)
def linked_filing(context: Context, dossier: Any, audience: str = "citizen") -> dict[str, Any]:
    """The parts of the linked filing that a dossier belongs to, each with its state and promise; nothing, and no query,
    for an ordinary dossier. `audience`: citizen, public, officer, counter."""
    if not getattr(dossier, "linked", ""):
        return {"linked": None}
    is_inside = audience in ("officer", "counter")
    opens = is_inside and "page" in context and context["page"].is_office
    return {
        "linked": standing(dossier, audience, clock.now(), spoken()),
        "audience": "officer" if is_inside else "citizen",
        "staff_url": reverse("counter:linked", args=[dossier.code]) if opens else "",
    }
