"""Small marks made in Python, because lists print hundreds of them: icons, tags, time left, buttons, addresses."""

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.desks.shell import formats, helping
from motcua.desks.shell.paging import address
from motcua.desks.shell.states import ICONS, LOOKS, UNKNOWN
from motcua.desks.shell.templatetags.mc.library import register
from motcua.desks.shell.templatetags.mc.written import spoken

WARN_MINUTES = 240
"""A step's warning by default: four working hours (design, section 3)."""


@cache
def _asset(name: str) -> str:
    found = finders.find(name)
    path = Path(str(found)) if found else Path(settings.STATIC_ROOT) / name
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:8] if path.exists() else "0"
    return f"{settings.STATIC_URL}{name}?v={mark}"


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file with the mark of its content, so that browsers may keep it for ever."""
    return _asset(name)


@cache
def _icon(name: str) -> SafeString:
    if name not in ICONS:
        raise LookupError(f"the sprite has no icon {name!r}")
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', _asset("icons.svg"), name)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite beside a word; with `label` it carries a hidden name instead."""
    if not label:
        return _icon(name)
    return format_html('{}<span class="vh">{}</span>', _icon(name), label)


@register.simple_tag
def tag(text: str, tone: str = "moving", symbol: str = "") -> SafeString:
    """A tag: shape by tone (moving, yours, ok, soon, late, ended), icon, word."""
    return format_html('<strong class="tag tag--{}">{}{}</strong>', tone, _icon(symbol) if symbol else "", text)


@register.simple_tag
def status_tag(state: str, audience: str = "citizen", amount: int | None = None, step: str = "") -> SafeString:
    """The state of a dossier to citizens or to officers.

    `amount` (đồng) completes `payment_due`; `step` is the step's name, which officers see while it is processed.
    """
    look = LOOKS.get(state, UNKNOWN)
    words = str(look.officer if audience == "officer" else look.citizen)
    if state == "payment_due" and amount is not None and audience != "officer":
        words = _("Cần nộp %(amount)s") % {"amount": formats.money(amount, spoken())}
    if state == "processing" and step and audience == "officer":
        words = step
    return tag(words, look.tone, look.icon)


def time_left_words(minutes: int) -> str:
    """ "Còn 2 ngày làm việc", "Trễ 3 giờ 30 phút"."""
    amount = formats.working_time(minutes, spoken())
    return (_("Trễ %(amount)s") if minutes < 0 else _("Còn %(amount)s")) % {"amount": amount}


@register.simple_tag
def time_left(
    minutes: int | None, paused: bool = False, audience: str = "officer", warn: int = WARN_MINUTES
) -> SafeString:
    """Working minutes left (negative: late) as a tag: soon from `warn` minutes on; a stopped clock says so."""
    if paused:
        words = _("Đang dừng, chờ dân") if audience == "officer" else _("Đang dừng, chờ ông/bà bổ sung")
        return tag(words, "yours", "pause")
    if minutes is None:
        return mark_safe(formats.MISSING)  # noqa: S308 — a constant
    if minutes < 0:
        return tag(time_left_words(minutes), "late", "warn")
    return tag(time_left_words(minutes), "soon" if minutes <= warn else "moving", "clock")


@register.simple_tag
def behind_tag(minutes: int) -> SafeString:
    """Behind at a step by so many working minutes, the promise not yet passed: the first of two levels of lateness."""
    if minutes <= 1:
        return tag(_("Vừa chậm bước"), "soon", "flag")
    if days := minutes // formats.DAY_MINUTES:
        return tag(_("Chậm bước %(n)s ngày") % {"n": days}, "soon", "flag")
    amount = formats.working_time(minutes, spoken())
    return tag(_("Chậm bước %(amount)s") % {"amount": amount}, "soon", "flag")


@register.simple_tag
def late_tag(minutes: int, due_at: datetime | None = None) -> SafeString:
    """Lateness told to citizens, with the apology and the promised date."""
    words = _("%(late)s, xã xin lỗi") % {"late": time_left_words(-abs(minutes))}
    if due_at is None:
        return tag(words, "late", "warn")
    return format_html(
        '{} <span class="soft nb">{}</span>',
        tag(words, "late", "warn"),
        _("hẹn %(date)s") % {"date": formats.short_day(due_at.date(), spoken())},
    )


@register.simple_tag
def button(
    label: str,
    url: str = "",
    kind: str = "main",
    symbol: str = "",
    keys: str = "",
    wide: bool = False,
    name: str = "",
    value: str = "",
    disabled: bool = False,
) -> SafeString:
    """A button: `kind` main (one a page), second or stop. With `url` a link that looks like one.

    `keys` prints and binds a shortcut ("Ctrl ↵", "Alt B"); a main button is bound to Ctrl+Enter anyway.
    """
    classes = "btn" + {"main": "", "second": " btn--2", "stop": " btn--stop"}[kind] + (" btn--wide" if wide else "")
    inside = format_html(
        "{}{}{}", _icon(symbol) if symbol else "", label, format_html(" <kbd>{}</kbd>", keys) if keys else ""
    )
    bound = mark_safe(" data-main") if kind == "main" else SafeString("")
    if keys and kind != "main":
        bound = format_html(
            ' data-keys="{}" aria-keyshortcuts="{}"', keys.lower().replace(" ", "+"), keys.replace(" ", "+")
        )
    if url:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, url, bound, inside)
    sent = format_html(' name="{}" value="{}"', name, value) if name else SafeString("")
    off = SafeString(" disabled" if disabled else "")
    return format_html('<button class="{}"{}{}{}>{}</button>', classes, sent, bound, off, inside)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """This page's address with other query values: `{% query page=2 state="late" %}`."""
    return address(context["request"], **changes)


@register.simple_tag
def tel(number: str) -> SafeString:
    """A telephone number that can be touched."""
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return format_html('<a class="nb" href="tel:{}">{}</a>', digits, formats.phone(number))


@register.simple_tag
def help_picture(name: str, caption: str) -> SafeString:
    """A picture of a real page with its caption, loaded when it comes into sight; nothing while it was not made."""
    found = helping.picture_of(name, spoken())
    if found is None:
        return SafeString("")
    static, width, height = found
    return format_html(
        '<figure class="no-print"><img class="shot" src="{}" width="{}" height="{}" alt="{}" loading="lazy">'
        '<figcaption class="small soft">{}</figcaption></figure>',
        _asset(static), width, height, caption, caption,
    )  # fmt: skip


@register.simple_tag
def htmx() -> SafeString:
    """The script for pages that use hx- attributes; put it in `{% block scripts %}`."""
    return format_html(
        '<meta name="htmx-config" content=\'{}\'><script defer src="{}"></script>',
        mark_safe('{"includeIndicatorCSS":false}'),
        _asset("htmx.min.js"),
    )
