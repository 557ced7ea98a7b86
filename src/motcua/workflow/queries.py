"""Reading processes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.journal.reference import kept
from motcua.kernel import text
from motcua.kernel.errors import Cannot, NotVisible
from motcua.kernel.versions import in_force
from motcua.workflow import rules
from motcua.workflow.models import Process, ProcessDraft


@kept
def get_process(key: str, on: date) -> Process:
    """The version in force on a day. Raises Cannot("process.missing")."""
    row = find_process(key, on)
    if row is None:
        raise Cannot("process.missing", key=key, on=on.isoformat())
    return row


@kept
def find_process(key: str, on: date) -> Process | None:
    """The version in force on a day, or None."""
    return (
        Process.objects.filter(key=key, withdrawn=0, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .order_by("-number")
        .first()
    )


def versions_from(key: str, since: date) -> list[Process]:
    """The versions that hold on a day from `since` on, oldest first."""
    rows = Process.objects.filter(key=key, withdrawn=0).filter(Q(valid_to=None) | Q(valid_to__gt=since))
    return list(rows.order_by("number"))


def every_version(key: str) -> list[Process]:
    """All that was ever published, the newest first, with what was taken back. Raises NotVisible("process.unknown")."""
    rows = list(Process.objects.filter(key=key).order_by("-number"))
    if not rows:
        raise NotVisible("process.unknown", key=key[:60])
    return rows


def get_version(key: str, number: int) -> Process:
    """Raises NotVisible("process.unknown")."""
    row = Process.objects.filter(key=key, number=number).first()
    if row is None:
        raise NotVisible("process.unknown", key=key[:60])
    return row


def last_version(key: str) -> Process | None:
    """The last version that stands, in force or coming."""
    return Process.objects.filter(key=key, withdrawn=0).order_by("-number").first()


def find_draft(key: str) -> ProcessDraft | None:
    """What is being prepared of a process, or None."""
    return ProcessDraft.objects.select_related("base", "saved_by").filter(key=key).first()


def get_draft(key: str) -> ProcessDraft:
    """Raises NotVisible("process_draft.unknown")."""
    draft = find_draft(key)
    if draft is None:
        raise NotVisible("process_draft.unknown", key=key[:60])
    return draft


def steps_of(process: Process) -> tuple[rules.Step, ...]:
    """The steps of a stored version."""
    return tuple(rules.step_from(row) for row in process.steps)


@dataclass(frozen=True, slots=True)
class Listed:
    """A process, or one that is only a draft: the version in force, the next one, and what is being prepared."""

    key: str
    name_vi: str
    name_en: str
    now: Process | None
    following: Process | None
    draft: ProcessDraft | None

    def name(self, lang: str) -> str:
        return (self.name_en if lang == "en" else "") or self.name_vi


def listed(on: date) -> list[Listed]:
    """Every process by name, drafts of new ones included. Two queries."""
    drafts = {draft.key: draft for draft in ProcessDraft.objects.select_related("saved_by")}
    standing: dict[str, list[Process]] = {}
    for row in Process.objects.filter(withdrawn=0).order_by("number"):
        standing.setdefault(row.key, []).append(row)
    found = []
    for key in sorted({*drafts, *standing}):
        rows, draft = standing.get(key, []), drafts.get(key)
        now = next((row for row in rows if in_force(row.valid_from, row.valid_to, on)), None)
        following = next((row for row in rows if row.valid_from > on), None)
        if named := now or following or (rows[-1] if rows else None) or draft:
            found.append(Listed(key, named.name_vi, named.name_en, now, following, draft))
    return sorted(found, key=lambda one: (text.fold(one.name_vi), one.key))
