"""Asking for a supplement: what can be asked of a dossier, and what a page's ticks say. Shared by desks of officers."""

from dataclasses import dataclass, field
from typing import Any

from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.eforms import queries as eforms
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow


@dataclass
class Asking:
    """What the page prints: `choices` with ticks and reasons, the errors at their fields, the summary's lines."""

    dossier: Dossier
    choices: list[dict[str, Any]]
    errors: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_asked: bool = False
    is_proposal: bool = False
    """True where a supplement was asked for before: this one goes to the leader first."""

    @property
    def status(self) -> int:
        return 422 if self.problems else 200


def ask(request: Request, code: str, lang: str) -> Asking:
    """GET: what may be asked. POST: ask it; what is wrong is in `problems`.

    Raises NotVisible, NotAllowed, NotLawfulNow.
    """
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    act = "propose_supplement" if dossier.supplements_asked else "request_supplement"
    if request.method != "POST" and act not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("act.not_lawful_now", act=act, state=dossier.state)
    ticked = set(request.POST.getlist("item"))
    choices = [
        {**one, "ticked": one["value"] in ticked, "why": request.POST.get(f"why-{one['value']}", "").strip()}
        for one in askable(dossier, lang)
    ]
    asking = Asking(dossier, choices, is_proposal=act == "propose_supplement")
    if request.method != "POST":
        return asking
    body = {
        "items": _asked(request, choices),
        "reason": request.POST.get("reason", "").strip(),
        "ground": request.POST.get("ground", "").strip(),
    }
    try:
        asking.dossier = acts.perform(code, act, body, by=request.actor, at=now)
        asking.is_asked = True
    except Invalid as invalid:
        for one in invalid.errors:
            name = one.path.split(".")[0]
            asking.errors[name] = field_sentence(one)
            asking.problems.append(Problem(f"id_{name}", asking.errors[name]))
    return asking


def given_before(dossier: Dossier) -> list[queries.Given]:
    """What was asked before, and what of it came."""
    if not dossier.supplements_asked:
        return []
    return [queries.given_of(one) for one in dossier.supplements.prefetch_related("parts").order_by("number")]


def askable(dossier: Dossier, lang: str) -> list[dict[str, Any]]:
    """The papers, then the answered fields of the form."""
    rows = [
        {
            "value": f"paper:{row.key}",
            "kind": "paper",
            "key": row.key,
            "label": (row.name_en if lang == "en" else "") or row.name_vi,
        }
        for row in queries.papers_of(dossier)
        if not row.is_form
    ]
    if dossier.form is not None:
        rows += [
            {"value": f"field:{key}", "kind": "field", "key": key, "label": english if lang == "en" else label}
            for key, (label, english) in eforms.field_labels(dossier.form).items()
            if key in dossier.answers
        ]
    return rows


def _asked(request: Request, choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    items = [{"kind": one["kind"], "key": one["key"], "reason": one["why"]} for one in choices if one["ticked"]]
    if other := request.POST.get("other", "").strip():
        items.append({"kind": "other", "label_vi": other, "reason": request.POST.get("why-other", "").strip()})
    return items
