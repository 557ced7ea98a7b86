"""Fields of the desks' own small forms. The forms of procedures are drawn by the e-form components."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.desks.shell.templatetags.mc.library import register


@register.inclusion_tag("components/field.html")
def field(
    name: str,
    label: str,
    value: object = "",
    *,
    kind: str = "text",
    hint: str = "",
    error: str = "",
    options: Sequence[tuple[str, str]] = (),
    width: int = 0,
    rows: int = 4,
    autocomplete: str = "",
    inputmode: str = "",
    required: bool = False,
    maxlength: int = 0,
    id: str = "",
    accept: str = "",
    list_id: str = "",
    readonly: bool = False,
) -> dict[str, Any]:
    """One field: `kind` text, password, email, tel, search, number, date, textarea, select or file.

    `width` is 2, 3, 4, 5, 10, 20 or 30 characters, 0 the whole line; `options` are (value, words) of a select.
    """
    identity = id or f"id_{name}"
    described = " ".join(f"{identity}-{part}" for part, on in (("hint", hint), ("error", error)) if on)
    return {
        "name": name,
        "label": label,
        "value": "" if value is None else value,
        "chosen": str(value),
        "kind": kind,
        "hint": hint,
        "error": error,
        "options": options,
        "width": width,
        "rows": rows,
        "autocomplete": autocomplete,
        "inputmode": inputmode,
        "required": required,
        "maxlength": maxlength,
        "id": identity,
        "described": described,
        "accept": accept,
        "list_id": list_id,
        "readonly": readonly,
    }


@register.inclusion_tag("components/choices.html")
def choices(
    name: str,
    legend: str,
    options: Sequence[tuple[str, str] | tuple[str, str, str]],
    chosen: object = "",
    *,
    many: bool = False,
    hint: str = "",
    error: str = "",
    small: bool = False,
    inline: bool = False,
    heading: bool = False,
    hide_legend: bool = False,
    id: str = "",
) -> dict[str, Any]:
    """Radios, or checkboxes when `many`; an option is (value, words) or (value, words, hint). Nothing is pre-chosen.

    `heading` makes the legend the page's h1.
    """
    identity = id or f"id_{name}"
    picked = {str(one) for one in chosen} if isinstance(chosen, (list, tuple, set, frozenset)) else {str(chosen)}
    drawn = [
        {
            "id": identity if index == 0 else f"{identity}-{index}",
            "value": option[0],
            "words": option[1],
            "hint": option[2] if len(option) > 2 else "",
            "checked": str(option[0]) in picked,
        }
        for index, option in enumerate(options)
    ]
    described = " ".join(f"{identity}-{part}" for part, on in (("hint", hint), ("error", error)) if on)
    return {
        "name": name,
        "legend": legend,
        "options": drawn,
        "type": "checkbox" if many else "radio",
        "plural": "checkboxes" if many else "radios",
        "hint": hint,
        "error": error,
        "small": small,
        "inline": inline,
        "heading": heading,
        "hide_legend": hide_legend,
        "id": identity,
        "described": described,
    }


@register.inclusion_tag("components/date_field.html")
def date_field(
    name: str,
    legend: str,
    value: date | Mapping[str, str] | None = None,
    *,
    hint: str = "",
    error: str = "",
    heading: bool = False,
    id: str = "",
) -> dict[str, Any]:
    """Day, month and year in three fields `<name>-day`, `-month`, `-year`; `value` may be what was typed."""
    identity = id or f"id_{name}"
    if isinstance(value, date):
        typed: Mapping[str, str] = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    else:
        typed = value or {}
    described = " ".join(f"{identity}-{part}" for part, on in (("hint", hint), ("error", error)) if on)
    return {
        "name": name,
        "legend": legend,
        "id": identity,
        "hint": hint,
        "error": error,
        "heading": heading,
        "described": described,
        "parts": [
            {"key": "day", "label": _("Ngày"), "value": typed.get("day", ""), "width": 2, "id": identity},
            {
                "key": "month",
                "label": _("Tháng"),
                "value": typed.get("month", ""),
                "width": 2,
                "id": f"{identity}-month",
            },
            {"key": "year", "label": _("Năm"), "value": typed.get("year", ""), "width": 4, "id": f"{identity}-year"},
        ],
    }
