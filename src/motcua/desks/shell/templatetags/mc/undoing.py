"""The strip that says what was just done and until when it can be undone."""

from collections.abc import Mapping
from typing import Any

from motcua.desks.shell.templatetags.mc.library import register
from motcua.desks.shell.undo import Strip, strips
from motcua.kernel import clock

SHOWN = 1
"""Only the last press: what came before stands on the page of its own."""


@register.inclusion_tag("components/undo_last.html", takes_context=True)
def undo_last(context: Mapping[str, Any], code: str = "", next: str = "") -> dict[str, Any]:
    """My last press, if it can still be undone; with `code` my last act on that dossier. One query, or none for a
    visitor. `next`: where to go afterwards (this page)."""
    request = context.get("request")
    actor = getattr(request, "actor", None)
    if request is None or actor is None or actor.account_id is None:
        return {"strips": []}
    found = strips(actor, clock.now(), [code] if code else [])
    return {**_drawn(context, found[:SHOWN], next or request.get_full_path()), "more": len(found) > SHOWN}


@register.inclusion_tag("components/undo_last.html", takes_context=True)
def undo_strip_of(context: Mapping[str, Any], strip: Strip, next: str = "") -> dict[str, Any]:
    """One strip of a list."""
    request = context.get("request")
    return _drawn(context, [strip], next or (request.get_full_path() if request else ""))


def _drawn(context: Mapping[str, Any], found: list[Strip], next: str) -> dict[str, Any]:
    return {"strips": found, "next": next, "csrf_token": context.get("csrf_token")}
