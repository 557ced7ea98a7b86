"""Larger components: typed tags that print a template of `templates/components/`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from motcua.desks.shell.paging import Page
from motcua.desks.shell.parts import Check, Event, Fact, FilterTab, LedgerLine, LinkRow, Problem, Promise, Row
from motcua.desks.shell.templatetags.mc.library import register
from motcua.desks.shell.templatetags.mc.marks import icon


@register.inclusion_tag("components/promise.html")
def promise(promise: Promise, audience: str = "citizen", show_state: bool = True) -> dict[str, Any]:
    """The promise block: state, date, time left, life bar, why this date."""
    return {"promise": promise, "audience": audience, "show_state": show_state}


@register.inclusion_tag("components/ledger.html")
def ledger(lines: Sequence[LedgerLine], open: bool = False) -> dict[str, Any]:
    """ "Vì sao là ngày này?", folded unless `open`."""
    return {"lines": lines, "open": open}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Event]) -> dict[str, Any]:
    """Where the dossier is, from the first event to what is still to come."""
    return {"events": events}


@register.inclusion_tag("components/fact_grid.html")
def fact_grid(facts: Sequence[Fact]) -> dict[str, Any]:
    """Two by two at 360, four in a row from 760 px."""
    return {"facts": facts}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Sequence[Row]) -> dict[str, Any]:
    """Terms and values with their source and a link to change each."""
    return {"rows": rows}


@register.inclusion_tag("components/link_rows.html")
def link_rows(rows: Sequence[LinkRow], columns: bool = False) -> dict[str, Any]:
    """Rows that lead on; `columns` puts them in two columns from 760 px."""
    return {"rows": rows, "columns": columns}


@register.inclusion_tag("components/filter_tabs.html")
def filter_tabs(tabs: Sequence[FilterTab], label: str) -> dict[str, Any]:
    """Filters of a list with their counts; `label` names the group for screen readers."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("components/pager.html")
def pager(page: Page[Any], target: str = "") -> dict[str, Any]:
    """Previous and next page; `target` is the id of the element that htmx refills."""
    return {"pages": page, "target": target}


@register.inclusion_tag("components/checklist.html")
def checklist(checks: Sequence[Check]) -> dict[str, Any]:
    """What was compared, each with its mark and word."""
    return {"checks": checks}


@register.inclusion_tag("components/search_box.html")
def search_box(
    action: str,
    label: str,
    name: str = "q",
    value: str = "",
    button: str = "",
    placeholder: str = "",
    hint: str = "",
    id: str = "",
    hide_label: bool = False,
) -> dict[str, Any]:
    """A search field with its button; without `button` the button shows the glass and hides its word."""
    return {
        "action": action,
        "label": label,
        "name": name,
        "value": value,
        "button": button,
        "placeholder": placeholder,
        "hint": hint,
        "id": id or f"find-{name}",
        "hide_label": hide_label,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(problems: Sequence[Problem]) -> dict[str, Any]:
    """What is to fix, each a link to its field; takes the focus. Prints nothing without problems."""
    title = ngettext("Có %(count)d chỗ cần sửa", "Có %(count)d chỗ cần sửa", len(problems)) % {"count": len(problems)}
    return {"problems": problems, "title": title}


@register.inclusion_tag("components/undo_strip.html", takes_context=True)
def undo_strip(context: Mapping[str, Any], text: str, action: str, until: datetime) -> dict[str, Any]:
    """What was just done and until when it can be undone."""
    return {"text": text, "action": action, "until": until, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/viewer.html")
def document_viewer(
    url: str, title: str, media_type: str = "", facts: str = "", download_url: str = "", height: str = ""
) -> dict[str, Any]:
    """A paper in a frame of its own origin: PDF in a frame, a picture as picture, anything else as a link.

    `height` is "" or "tall".
    """
    return {
        "url": url,
        "title": title,
        "is_image": media_type.startswith("image/"),
        "is_framed": media_type in ("application/pdf", "text/plain"),
        "facts": facts,
        "download_url": download_url or url,
        "height": height,
    }


# Components around other markup.

_NOTE_ICONS = {"info": "info", "soon": "warn", "yours": "hand", "late": "warn", "ok": "check"}


@register.simple_block_tag
def note(content: str, tone: str = "info", title: str = "", live: bool = False) -> SafeString:
    """A note in a tone (info, soon, yours, late, ok): icon, title, then what stands inside. `live` announces it."""
    head = format_html("<p><b>{}</b></p>", title) if title else ""
    return format_html(
        '<div class="note note--{}"{}><div class="line">{}<div class="flow-s">{}{}</div></div></div>',
        tone,
        SafeString(' role="status"' if live else ""),
        icon(_NOTE_ICONS[tone]),
        head,
        content,
    )


@register.simple_block_tag
def pane(content: str, title: str = "", aside: str = "", flush: bool = False, label: str = "") -> SafeString:
    """A pane of a staff page: head with title and something at its right, then what stands inside.

    `flush` leaves out the inner margin (for tables); `label` names a pane without title.
    """
    head = (
        format_html("<header><h2>{}</h2>{}</header>", title, format_html("<div>{}</div>", aside) if aside else "")
        if title
        else ""
    )
    named = format_html(' aria-label="{}"', label or title) if label or title else ""
    inside = content if flush else format_html('<div class="pane__in flow-s">{}</div>', content)
    return format_html('<section class="pane"{}>{}{}</section>', named, head, inside)


@register.simple_block_tag
def decision(content: str, title: str, aside: str = "") -> SafeString:
    """The box in which an officer decides: title, warning at its right, the form inside. Acts stay in view."""
    return format_html(
        '<section class="pane decision" aria-label="{0}"><header><h2>{0}</h2>{1}</header>'
        '<div class="pane__in flow-s">{2}</div></section>',
        title,
        format_html("<div>{}</div>", aside) if aside else "",
        content,
    )


@register.simple_tag
def empty(text: str, note: str = "") -> SafeString:
    """An empty list: what it means, and what was done ("Hết việc cần làm." "31 hồ sơ đã xong tuần này.")."""
    return format_html('<p class="empty">{} <span class="soft">{}</span></p>', text, note)


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """A pane that scrolls sideways at 320 px: focusable and named, for tables and lanes only."""
    return format_html('<div class="scroll" tabindex="0" role="group" aria-label="{}">{}</div>', label, content)
