"""The list of linked services, one of them with its versions, and a new version as text with a preview."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from io import StringIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from ruamel.yaml import YAML

from motcua.catalogue import queries as catalogue
from motcua.catalogue.linked_models import LinkedService
from motcua.catalogue.rules import LinkedSpec
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, say, sentence
from motcua.eforms.reader import BadPack, read_text
from motcua.eforms.union import Union
from motcua.flows import linked_services as flow
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.people import access

CONTROL = "procedure_control_officer"
MOST = 200_000


@require_GET
@open_to(CONTROL)
def services(request: Request) -> HttpResponse:
    """Every linked service in force: its procedure, members, since when."""
    today = clock.local_day(clock.now())
    lang = spoken()
    rows = []
    for one in catalogue.linked_services(today):
        version = catalogue.find_version(one.procedure.code, today)
        spec = catalogue.spec_of_linked(one)
        name = ((version.name_en if lang == "en" else "") or version.name_vi) if version else one.procedure.code
        rows.append((one, name, " → ".join(member.name(lang) for member in spec.members)))
    return render_page(request, "manage/linked/list.html", {"tab": "procedures", "rows": rows})


@require_GET
@open_to(CONTROL)
def service(request: Request, code: str) -> HttpResponse:
    """One service; `?ban=` shows another of its versions."""
    versions = catalogue.linked_versions(code)
    today, lang = clock.local_day(clock.now()), spoken()
    wanted = request.GET.get("ban", "")
    chosen = next((one for one in versions if str(one.number) == wanted), None) or _in_force(versions, today)
    spec = catalogue.spec_of_linked(chosen)
    context = {
        "tab": "procedures",
        "code": code,
        "name": _name(code, lang),
        "versions": versions,
        "chosen": chosen,
        "members": [_member(spec, index, lang, today) for index in range(len(spec.members))],
        "shared": _shared(spec, lang, max(today, chosen.valid_from)),
        "is_now": chosen.valid_from <= today and (chosen.valid_to is None or today < chosen.valid_to),
    }
    return render_page(request, "manage/linked/service.html", context)


def _in_force(versions: Sequence[LinkedService], today: date) -> LinkedService:
    return next((one for one in versions if one.valid_from <= today), versions[-1])


def _name(code: str, lang: str) -> str:
    version = catalogue.find_version(code, clock.local_day(clock.now()))
    return ((version.name_en if lang == "en" else "") or version.name_vi) if version else code


def _member(spec: LinkedSpec, index: int, lang: str, on: date) -> dict[str, Any]:
    one = spec.members[index]
    names = {row.key: row.name(lang) for row in spec.members}
    agency = {"same": _("Nơi nộp"), "department": _("Cơ quan của tỉnh")}.get(one.agency, one.agency)
    version = catalogue.find_version(one.procedure, on)
    return {
        "number": index + 1,
        "key": one.key,
        "name": one.name(lang),
        "procedure": one.procedure,
        "title": ((version.name_en if lang == "en" else "") or version.name_vi) if version else "",
        "agency": agency,
        "after": ", ".join(names[key] for key in one.after),
        "optional": one.optional,
        "takes": ", ".join(f"{paper} ← {names[key]}" for paper, key in one.takes.items()),
        "later": ", ".join(one.later),
        "given": ", ".join(f"{key} = {value}" for key, value in one.given.items()),
        "free": one.free_en if lang == "en" else one.free_vi,
    }


def _shared(spec: LinkedSpec, lang: str, on: date) -> list[tuple[str, str, str]]:
    """(label, question asked, questions filled)."""
    try:
        union = flow.preview(spec, on)
    except (NotVisible, LookupError):
        return [("", source, ", ".join(targets)) for source, targets in spec.shared.items()]
    rows = []
    for source, targets in spec.shared.items():
        member, _dot, key = source.partition(".")
        asked = union.keys.get(member, {}).get(key, "")
        label = union.definition.by_key[asked].label(lang) if asked in union.definition.by_key else ""
        rows.append((label, source, ", ".join(targets)))
    return rows


@require_http_methods(["GET", "POST"])
@open_to(CONTROL)
def amend(request: Request, code: str) -> HttpResponse:
    """A new version as YAML or JSON: `act` preview shows what it asks, publish publishes it."""
    access.require("procedure.publish", request.actor)
    versions = catalogue.linked_versions(code)
    lang, today = spoken(), clock.local_day(clock.now())
    text = _written(catalogue.spec_of_linked(versions[0]))
    given = {"valid_from": (today + timedelta(days=1)).isoformat(), "decision_no": "", "reason": ""}
    problems: list[Problem] = []
    union: Union | None = None
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")[:MOST]
        given = {name: request.POST.get(name, "").strip()[:500] for name in given}
        published, problems, union = _posted(request, code, text, given)
        if published is not None:
            messages.success(request, _("Đã công bố phiên bản %(n)s.") % {"n": published.number})
            response = HttpResponseRedirect(f"{reverse('manage:linked_service', args=[code])}?ban={published.number}")
            response.status_code = 303
            return response
    context = {
        "tab": "procedures",
        "code": code,
        "name": _name(code, lang),
        "text": text,
        "given": given,
        "problems": problems,
        "pages": [
            (group.title(lang), [field.label(lang) for field in union.definition.in_group(group.key) if field.asked])
            for group in union.definition.groups
        ]
        if union
        else [],
    }
    return render_page(request, "manage/linked/amend.html", context, status=422 if problems else 200)


def _posted(
    request: Request, code: str, text: str, given: dict[str, str]
) -> tuple[LinkedService | None, list[Problem], Union | None]:
    try:
        data, line_of = read_text(text)
    except BadPack as bad:
        fault = bad.faults[0]
        words = say("form.not_yaml", {"line": fault.line, "why": fault.reason}, ("", ""))
        return None, [Problem("id_text", words)], None
    try:
        start = date.fromisoformat(given["valid_from"])
    except ValueError:
        return None, [Problem("id_valid_from", field_sentence(FieldError("valid_from", "procedure.day_missing")))], None
    spec, errors = flow.judge(data, start)
    if errors or spec is None:
        return None, _problems(errors, line_of), None
    union = flow.preview(spec, start)
    if request.POST.get("act") != "publish":
        return None, [], union
    try:
        row = flow.publish(
            code,
            data,
            valid_from=start,
            decision_no=given["decision_no"],
            reason=given["reason"],
            by=request.actor,
            at=clock.now(),
        )
    except Invalid as invalid:
        return None, _problems(invalid.errors, line_of), union
    except NotLawfulNow as refused:
        return None, [Problem("id_valid_from", sentence(refused))], union
    return row, [], union


def _problems(errors: Sequence[FieldError], line_of: Callable[[Sequence[str | int]], int]) -> list[Problem]:
    """Each fault with the line of the text that it means; those of the fields beside it stand at their field."""
    found = []
    for one in errors:
        if one.path in ("valid_from", "decision_no"):
            found.append(Problem(f"id_{one.path}", field_sentence(one)))
            continue
        path = [int(part) if part.isdigit() else part for part in one.path.split(".")]
        words = _("Dòng %(line)s: %(why)s") % {"line": line_of(path), "why": field_sentence(one)}
        found.append(Problem("id_text", words))
    return found


def _written(spec: LinkedSpec) -> str:
    """The content as YAML, without what is empty."""
    data = spec.as_data()
    data["members"] = [{name: value for name, value in row.items() if value} for row in data["members"]]
    for row in data["members"]:
        for name in ("labels", "titles"):
            if name in row:
                row[name] = {key: list(words) for key, words in row[name].items()}
    yaml = YAML()
    yaml.width = 120
    yaml.allow_unicode = True
    out = StringIO()
    yaml.dump({name: value for name, value in data.items() if value}, out)
    return out.getvalue()
