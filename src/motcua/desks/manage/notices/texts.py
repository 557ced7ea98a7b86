"""What citizens are written: the shipped words or the office's own, each notice in both languages."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.template import Engine
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.notices import preview
from motcua.desks.manage.replies import day_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say, sentence
from motcua.kernel import clock, versions
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from motcua.notifications import actions, queries, rules
from motcua.notifications.models import NoticeText
from motcua.notifications.rendering import Rendered, own_words, render_facts
from motcua.people import access

CONTROL = "procedure_control_officer"
CHANNELS = ("email", "bell")
"""Channels whose words an office may write: of those without a provider nothing is sent, so nothing is worded."""
SAMPLE: dict[str, dict[str, Any]] = {
    "vi": {
        "procedure": "Đăng ký khai sinh",
        "agency": "Xã Lạc Thủy",
        "at": "08:15 thứ Hai 09/11/2026",
        "due": "16:30 thứ Tư 11/11/2026",
        "due_before": "16:30 thứ Ba 10/11/2026",
        "intake_due": "16:30 thứ Hai 09/11/2026",
        "answer_until": "17:00 thứ Hai 30/11/2026",
        "amount": "16.000 đ",
        "reason": "phải xác minh tại nơi cư trú cũ",
        "step": "Thẩm định",
        "step_due": "16:30 thứ Ba 10/11/2026",
        "partner": "Sở Tư pháp",
    },
    "en": {
        "procedure": "Birth registration",
        "agency": "Lạc Thủy commune",
        "at": "08:15 Monday 09/11/2026",
        "due": "16:30 Wednesday 11/11/2026",
        "due_before": "16:30 Tuesday 10/11/2026",
        "intake_due": "16:30 Monday 09/11/2026",
        "answer_until": "17:00 Monday 30/11/2026",
        "amount": "16,000 đ",
        "reason": "a former place of residence must be asked",
        "step": "Appraisal",
        "step_due": "16:30 Tuesday 10/11/2026",
        "partner": "Department of Justice",
    },
}
_ALIKE = {
    "code": "H44.229-261109-0034",
    "phone": "0218 3 874 123",
    "office": "xã",
    "items": 2,
    "at_intake": False,
    "result": "approve",
    "hours": 8,
    "level": "behind",
    "way": "counter",
}


@open_to(CONTROL)
def notices(request: Request) -> HttpResponse:
    """Every notice, in both languages: whose words, since when, what comes."""
    lang, on = spoken(), clock.local_day(clock.now())
    stand: dict[tuple[str, str, str], dict[str, NoticeText]] = {}
    for row in queries.every_text():
        if versions.in_force(row.valid_from, row.valid_to, on):
            stand.setdefault((row.template, row.channel, row.language), {})["now"] = row
        elif row.valid_from > on:
            stand.setdefault((row.template, row.channel, row.language), {})["following"] = row

    def line(key: str, names: tuple[str, str]) -> tuple[str, list[Any]]:
        cells = [
            (
                code,
                channel,
                reverse("manage:notice_text", args=[key, code]) + ("" if channel == "email" else f"?kenh={channel}"),
                stand.get((key, channel, code), {}),
            )
            for channel in CHANNELS
            for code in rules.LANGUAGES
        ]
        return names[lang == "en"], cells

    groups = [
        (_("Gửi người dân"), [line(key, names) for key, names in rules.TEXTS.items()]),
        (_("Gửi công chức, lãnh đạo"), [line(key, names) for key, names in rules.OFFICE_TEXTS.items()]),
    ]
    context = {"tab": "notices", "groups": groups, "hours": queries.hours_on(on)}
    return render_page(request, "manage/notices/list.html", context)


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def notice_text(request: Request, template: str, language: str) -> HttpResponse:
    """One notice in one language: the words in force, one's own from a day on, the letter as it will be sent."""
    access.require("notice.set", request.actor)
    channel = request.GET.get("kenh", "email")
    if template not in rules.EVERY_TEXT or language not in rules.LANGUAGES or channel not in CHANNELS:
        raise NotVisible("notice_text.unknown")
    now = clock.now()
    today = clock.local_day(now)
    rows = queries.texts_of(template, language, channel)
    stands = queries.text_on(template, language, today, channel)
    first = stands or _shipped(template, language)
    given = {
        "subject": first.subject,
        "body": first.body,
        "valid_from": today.strftime("%d/%m/%Y"),
        "reason": "",
    }
    errors: dict[str, str] = {}
    refused, status = "", 200
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in given}
        act = request.POST.get("act", "save")
        day = day_of(given["valid_from"])
        if day is None:
            errors["valid_from"] = say("version_draft.not_a_day", {}, ("", ""))
        elif act == "see":
            wrong = rules.judge_text(given["subject"], given["body"] if channel == "email" else given["subject"])
            errors = {one.path: field_sentence(one) for one in wrong}
        else:
            try:
                _done(template, language, channel, act, given, day, request)
            except Invalid as invalid:
                errors = {one.path: field_sentence(one) for one in invalid.errors}
            except NotLawfulNow as cannot:
                refused, status = sentence(cannot), 409
            else:
                response = seen("manage:notice_text", template, language)
                if channel != "email":
                    response["Location"] += f"?kenh={channel}"
                return response
        status = 422 if errors else status
    code = (request.POST.get("dossier") or request.GET.get("ho-so") or "").strip()[:60]
    words = (given["subject"], given["body"]) if request.method == "POST" or stands else ("", "")
    real = preview.of_dossier(code, template, language, *words, actor=request.actor, at=now) if code else None
    context = {
        "channel": channel,
        "code": code,
        "real": real,
        "recent": preview.recent(template, request.actor, now),
        "tab": "notices",
        "title": rules.EVERY_TEXT[template][spoken() == "en"],
        "language": language,
        "given": given,
        "errors": errors,
        "problems": [Problem("main", refused)] if refused else [Problem(f"id_{k}", v) for k, v in errors.items()],
        "rows": rows,
        "stands": stands,
        "coming": next((row for row in rows if not row.withdrawn and row.valid_from > today), None),
        "today": today,
        "letter": _letter(template, language, given["subject"], given["body"]),
        "shipped": render_facts(template, language, _facts(language)),
        "placeholders": [(f"{{{name}}}", words[spoken() == "en"]) for name, words in rules.PLACEHOLDERS.items()],
        "back_url": reverse("manage:notices"),
    }
    return render_page(request, "manage/notices/text.html", context, status=status)


def _done(
    template: str, language: str, channel: str, act: str, given: dict[str, str], day: Any, request: Request
) -> None:
    now = clock.now()
    if act == "end":
        actions.end_text(template, language, on=day, channel=channel, reason=given["reason"], by=request.actor, at=now)
        messages.success(request, _("Trở lại lời có sẵn."))
        return
    actions.set_text(
        template,
        language,
        subject=given["subject"],
        body=given["body"],
        channel=channel,
        valid_from=day,
        reason=given["reason"],
        by=request.actor,
        at=now,
    )
    messages.success(request, _("Đã ghi lời mới."))


def _facts(language: str) -> dict[str, Any]:
    home = "https://motcua.example"
    code = _ALIKE["code"]
    return {
        **_ALIKE,
        **SAMPLE[language],
        "track": f"{home}/theo-doi/{code}",
        "home": home,
        "rate_link": f"{home}/danh-gia/{code}",
        "desk": f"{home}/mo/{code}/",
    }


def _letter(template: str, language: str, subject: str, body: str) -> Rendered:
    facts = _facts(language)
    return render_facts(template, language, facts | own_words(subject, body, facts))


_TAG = re.compile(r"{%[^%]*%}")
_PLURAL = re.compile(r"{{[^}]*\|pluralize[^}]*}}")
_VALUE = re.compile(r"{{\s*(\w+)[^}]*}}")


def _shipped(template: str, language: str) -> Rendered:
    """The shipped words to begin with: each alternative on a line of its own, for lines without values are left out."""
    source = Engine.get_default().get_template(f"notices/{template}.{language}.txt").source or ""
    blocks = dict(re.findall(r"{% block (\w+) %}(.*?){% endblock %}", source, re.DOTALL))

    def plain(said: str) -> str:
        split = re.sub(r"{%\s*(?:else|elif[^%]*)\s*%}", "\n", said)
        lines = [line.strip() for line in _VALUE.sub(r"{\1}", _TAG.sub("", _PLURAL.sub("", split))).splitlines()]
        known = [line for line in lines if all(one in rules.PLACEHOLDERS for one in re.findall(r"{(\w+)}", line))]
        return "\n".join(line for line in known if line)

    return Rendered(plain(blocks.get("subject", "")).replace("\n", " "), plain(blocks.get("body", "")))
