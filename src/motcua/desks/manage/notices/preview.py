"""How a letter reads about a real dossier: its own event, its own times; nothing is sent and nothing is kept."""

from dataclasses import dataclass
from datetime import datetime

from motcua.agencies import queries as agencies
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import lived
from motcua.flows.notify_table import TABLE
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.notifications.rendering import Rendered, facts_about, own_words, render_facts

CHOICES = 6


@dataclass(frozen=True, slots=True)
class Real:
    """A preview: of which dossier, which event of it, and the letter; None where it never had such an event."""

    code: str
    at: datetime | None
    letter: Rendered | None


def types_of(template: str) -> frozenset[str]:
    """The events that send this letter."""
    return frozenset(type for type, rows in TABLE.items() if any(row.key == template for row in rows))


def _mine(actor: Actor, at: datetime) -> frozenset[int]:
    return agencies.reach(actor.agency, below=True, on=clock.local_day(at))


def recent(template: str, actor: Actor, at: datetime) -> list[str]:
    """Codes of dossiers of one's agencies that had such an event lately."""
    rows = Event.objects.filter(type__in=types_of(template)).order_by("-id").values_list("chain", flat=True)[:200]
    codes = list(dict.fromkeys(rows))
    own = Dossier.objects.filter(code__in=codes, agency_id__in=_mine(actor, at)).values_list("code", flat=True)
    known = set(own)
    return [code for code in codes if code in known][:CHOICES]


def of_dossier(
    code: str, template: str, language: str, subject: str, body: str, *, actor: Actor, at: datetime
) -> Real | None:
    """The letter with these words about a real dossier; None where no such dossier is of one's agencies. A letter
    carries nothing of a person, so that whoever words letters may read it."""
    rows = Dossier.objects.select_related("procedure_version", "agency", "reception_agency", "process")
    found = rows.filter(code=code.strip(), agency_id__in=_mine(actor, at)).first()
    if found is None:
        return None
    types = types_of(template)
    event = next((one for one in reversed(lived(journal.events(found.code))) if one.type in types), None)
    if event is None:
        return Real(found.code, None, None)
    facts = facts_about(event, found, language)
    own = own_words(subject, body, facts) if subject and body else {}
    return Real(found.code, clock.local(event.at), render_facts(template, language, {**facts, **own}))
