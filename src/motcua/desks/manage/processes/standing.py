"""What every page of a draft says: the sum against each limit, what is in the way, who follows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.desks.manage.processes.words import Names, units
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.templatetags.mc.written import day
from motcua.desks.shell.words import field_sentence
from motcua.flows.processes import Judged
from motcua.kernel.errors import FieldError
from motcua.workflow import queries as processes
from motcua.workflow.models import Process, ProcessDraft
from motcua.workflow.rules import Limit, Step, longest, spread

MOST_SUMS = 3


@dataclass(frozen=True, slots=True)
class Sum:
    """The hours of the longest way against one limit: `kind` ok or no; `procedures` whose limit it is."""

    kind: str
    words: str
    law: str
    procedures: tuple[str, ...]
    limit: Limit


def sums(steps: Sequence[Step], limits: Sequence[Limit]) -> list[Sum]:
    """One line for every different limit, the tightest first."""
    alike: dict[tuple[object, ...], list[Limit]] = {}
    for limit in limits:
        alike.setdefault((limit.hours, limit.exact, limit.value, limit.unit), []).append(limit)
    found = []
    for group in sorted(alike.values(), key=lambda one: (one[0].hours is None, one[0].hours or 0)):
        limit = group[0]
        total = longest(steps, spread(steps, limit.hours)).hours
        fits = limit.hours is None or (total == limit.hours if limit.exact else total <= limit.hours)
        codes = tuple(dict.fromkeys(one.procedure for one in group))
        found.append(Sum("ok" if fits else "no", _total(total), law_words(limit), codes, limit))
    return found


def _total(hours: int) -> str:
    days = f"{hours / 8:.1f}".removesuffix(".0").replace(".", ",")
    return _("Tổng %(hours)s giờ = %(days)s ngày") % {"hours": hours, "days": days}


def law_words(limit: Limit) -> str:
    """A limit as the law says it, and the working hours that it leaves where it does not state working time."""
    if limit.hours is None:
        return _("luật không quy định thời hạn")
    unit = units().get(limit.unit, limit.unit)
    said = unit if limit.unit == "same_day" else f"{limit.value} {unit}"
    if limit.exact:
        return _("luật cho %(limit)s") % {"limit": said}
    when = day(date.fromisoformat(limit.window)) if limit.window else ""
    return _("luật cho %(limit)s: ít nhất %(hours)s giờ làm việc, khi bắt đầu ngày %(day)s") % {
        "limit": said,
        "hours": limit.hours,
        "day": when,
    }


def tightest(limits: Sequence[Limit]) -> int | None:
    """The fewest hours of all limits, under which the drawing shows the rest; None where no law states a time."""
    return min((limit.hours for limit in limits if limit.hours is not None), default=None)


def faults(found: ProcessDraft, judged: Judged, names: Names) -> list[tuple[str, str]]:
    """What still keeps the draft from being published: the sentence, and the page where it is mended."""
    url = reverse("manage:process_draft", args=[found.key])
    rows = []
    for error in _merged(judged.errors):
        head, *rest = error.path.split(".")
        words = field_sentence(in_names(error, judged.steps, names))
        target = f"{url}?phan=chung" if head in ("procedures", "name_vi", "name_en") else url
        if head == "steps" and rest and rest[0].isdigit():
            number = int(rest[0]) + 1
            words = _("Bước %(number)s: %(words)s") % {"number": number, "words": words}
            target = f"{url}?buoc={number}#buoc"
        rows.append((words, target))
    return list(dict.fromkeys(rows))


def _merged(errors: Sequence[FieldError]) -> list[FieldError]:
    """One refusal for all procedures whose limit is missed in the same way."""
    found: dict[tuple[object, ...], list[FieldError]] = {}
    for error in errors:
        facts = {
            name: fact for name, fact in error.facts.items() if name not in ("procedure", "channel", "case", "value")
        }
        found.setdefault(
            (error.path, error.code, *sorted((name, str(fact)) for name, fact in facts.items())), []
        ).append(error)
    merged = []
    for alike in found.values():
        codes = list(dict.fromkeys(str(one.facts["procedure"]) for one in alike if "procedure" in one.facts))
        named = ", ".join(codes[:3]) + (f"… ({len(codes)})" if len(codes) > 3 else "")
        first = alike[0]
        merged.append(FieldError(first.path, first.code, **{**first.facts, **({"procedure": named} if codes else {})}))
    return merged


def used_words(minutes: int | None) -> str:
    """Working time that was used, in hours as the process states them."""
    if minutes is None:
        return ""
    hours = f"{minutes / 60:.1f}".removesuffix(".0").replace(".", ",")
    return _("%(hours)s giờ") % {"hours": hours}


def in_names(error: FieldError, steps: Sequence[Step], names: Names) -> FieldError:
    """The same refusal with the names of steps and posts instead of their keys."""
    called = {step.key: names.step(step) for step in steps}
    facts: dict[str, Any] = dict(error.facts)
    for name in ("key", "after", "first"):
        if name in facts:
            facts[name] = called.get(str(facts[name]), facts[name])
    if "path" in facts:
        facts["path"] = " → ".join(called.get(key, key) for key in str(facts["path"]).split(", "))
    if "post" in facts:
        facts["post"] = names.posts.get(str(facts["post"]), facts["post"])
    if facts.get("window"):
        facts["window"] = date.fromisoformat(str(facts["window"]))
    return FieldError(error.path, error.code, **facts)


def about(found: ProcessDraft, lang: str, judged: Judged) -> dict[str, Any]:
    """What every page of a draft prints around its own."""
    last = processes.last_version(found.key)
    base = found.base
    number = (last.number if last else 0) + 1
    lines = sums(judged.steps, judged.limits) if judged.readable else []
    return {
        "tab": "processes",
        "draft": found,
        "key": found.key,
        "name": (found.name_en if lang == "en" else "") or found.name_vi,
        "number": number,
        "base": base,
        "behind": last if last is not None and (base is None or last.pk != base.pk) else None,
        "saved_by": found.saved_by.full_name if found.saved_by else "",
        "sums": sorted(lines, key=lambda one: one.kind)[:MOST_SUMS],
        "more_sums": len(lines) - MOST_SUMS,
        "bad_sums": sum(one.kind == "no" for one in lines),
        "followers": judged.followers,
        "back_url": reverse("manage:process", args=[found.key]) if last else reverse("manage:processes"),
    }


def tabs(found: ProcessDraft, current: str) -> list[FilterTab]:
    """The pages of a draft side by side."""
    url = reverse("manage:process_draft", args=[found.key])
    rows = [
        FilterTab(_("Các bước"), url, len(found.steps), current == "buoc"),
        FilterTab(_("Tên, thủ tục"), f"{url}?phan=chung", None, current == "chung"),
        FilterTab(_("Chạy thử"), reverse("manage:process_trial", args=[found.key]), None, current == "thu"),
    ]
    if found.base is not None:
        against = reverse("manage:process_compare", args=[found.key])
        rows.append(FilterTab(_("So với bản %(n)s") % {"n": found.base.number}, against, None, current == "so"))
    return rows


def in_force_words(row: Process) -> str:
    """Since when, and by which decision."""
    words = _("từ %(day)s") % {"day": day(row.valid_from)}
    return f"{words} · {row.decision_no}" if row.decision_no else words


def procedures_words(count: int) -> str:
    return ngettext("%(n)s thủ tục", "%(n)s thủ tục", count) % {"n": count}
