"""Who decides, and where the person wants the result: any counter of the province takes in for any other."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.counter.walk_in.stage import Stage
from motcua.desks.shell.request import Request
from motcua.dossiers.actions.transfers import answer_until
from motcua.dossiers.rules import travels_on_paper
from motcua.flows.transferring import top_of

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Found:
    """An agency that decides the procedure, found by its name of today or an older one (`former`)."""

    code: str
    name: str
    former: str


def found(stage: Stage, q: str) -> list[Found]:
    """Agencies that decide the chosen procedure, by today's or older names."""
    if not q or not stage.has_procedure:
        return []
    decides = dict(stage.agency_choices)
    rows = agencies.search_agencies(q, stage.today, limit=60)
    english = stage.lang == "en"
    return [
        Found(one.agency.code, decides[one.agency.code], (one.former_en if english else "") or one.former_vi)
        for one in rows
        if one.agency.code in decides
    ][:SHOWN]


def asked(request: Request, stage: Stage) -> str:
    """The agency that was pressed or that the words mean alone; "" where several or none are meant."""
    act = request.POST.get("act", "")
    if act.startswith("agency:"):
        code = act.removeprefix("agency:")
        return code if code in dict(stage.agency_choices) else ""
    q = request.POST.get("agency_q", "").strip()[:100]
    rows = found(stage, q)
    return rows[0].code if len(rows) == 1 else ""


def handed_over(stage: Stage) -> dict[str, Any] | None:
    """For a dossier that another agency decides: its name, and until when it takes it over."""
    agency = stage.draft.agency
    if agency is None or agency.code == stage.actor.agency:
        return None
    return {
        "name": agencies.name_of(agency, stage.today, stage.lang, short=True),
        "until": answer_until(agency, stage.at),
    }


def on_paper(stage: Stage) -> bool:
    """True where paper travels with it, as it stands on the page now."""
    return any(
        travels_on_paper(
            originals=_count(row.get("originals")),
            copies=_count(row.get("copies")),
            certified=_count(row.get("certified")),
            seen=bool(row.get("seen")),
            has_file=bool(row.get("file_id")),
        )
        for row in stage.handed_in
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def counters(stage: Stage) -> list[tuple[str, str]]:
    """Where the result may be collected: where it is decided (""), here, at any other counter of the province."""
    agency = stage.draft.agency
    if agency is None:
        return []
    own = agencies.get_agency(stage.actor.agency)
    decider = agencies.name_of(agency, stage.today, stage.lang, short=True)
    first = [("", _("Nơi giải quyết: %(name)s") % {"name": decider})]
    if own.pk != agency.pk:
        name = agencies.name_of(own, stage.today, stage.lang, short=True)
        first.insert(0, (own.code, _("Quầy này: %(name)s") % {"name": name}))
    taken = {own.code, agency.code}
    province = top_of(agency, stage.at)
    rows = [
        (row.code, row.short_name(stage.lang))
        for row in agencies.children(province, stage.today, kind="commune")
        if row.code not in taken
    ]
    if province.code not in taken:
        rows.insert(0, (province.code, agencies.name_of(province, stage.today, stage.lang, short=True)))
    return [*first, *rows]
