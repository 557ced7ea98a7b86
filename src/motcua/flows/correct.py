"""Correct a dossier after intake: judged by the same rules as at intake, written with the old value beside the new.

Members of the body: `applicant`, `submitter` (a party; null takes the submitter away), `papers` ([{key, originals,
copies, seen}]), `answers` (only those that change), `procedure` (a code; only before handling), `promise` (true: made
anew by the limit that is right today). `reason` is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue import queries as catalogue
from motcua.documents.models import Upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.actions.correcting import Change, require_correctable
from motcua.dossiers.actions.moving import check, lock
from motcua.dossiers.models import Dossier, DossierPaper, LedgerEntry
from motcua.dossiers.rules import AskedPaper, GivenPaper, judge_papers, read_papers
from motcua.dossiers.states import State
from motcua.eforms import queries as eforms
from motcua.flows import charge
from motcua.flows.receive import allowance_of
from motcua.flows.submit import GENERAL_FORM, Render
from motcua.journal.requests import RequestKey, remember
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.payments import actions as payments
from motcua.payments.queries import owed
from motcua.people import actions as people
from motcua.people.models import Party
from motcua.people.rules import Declared, read_party
from motcua.workflow import queries as workflow

PARTY = ("kind", "full_name", "personal_id", "birth_date", "phone", "email", "address", "place_code", "tax_code")
_BEFORE_HANDLING = (State.SUBMITTED, State.RECEIVED)


@dataclass
class _Judging:
    """One correction while it is judged: `change` grows, `errors` are said in full."""

    dossier: Dossier
    body: Mapping[str, Any]
    at: datetime
    change: Change = field(default_factory=Change)
    errors: list[FieldError] = field(default_factory=list)

    def note(self, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.change.before[kind] = dict(before)
        self.change.after[kind] = dict(after)


def correct(
    code: str,
    body: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Correct. Raises NotVisible, NotAllowed, NotLawfulNow, Invalid with every fault, Repeated."""
    reason = body.get("reason")
    if not isinstance(reason, str):
        raise Invalid("act.invalid", [FieldError("reason", "reason.required")])
    with transaction.atomic(durable=True):
        dossier = lock(code, "correct", by=by, at=at)
        require_correctable(dossier)
        check(dossier, "correct", by=by, at=at)
        judging = _Judging(dossier, body, at)
        _parties(judging)
        _answers_and_procedure(judging)
        _papers(judging)
        _promise(judging)
        if judging.errors:
            raise Invalid("act.invalid", judging.errors)
        done = dossiers.correct(code, reason=text.normal_lines(reason), change=judging.change, by=by, at=at)
        if judging.change.version is not None:
            _charge_anew(done, reason, by=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(done), at)
    return done


def _charge_anew(dossier: Dossier, reason: str, *, by: Actor, at: datetime) -> None:
    """What the old procedure charged is taken back, what the new one charges is owed. Nothing was paid yet."""
    if owed(dossier).lines:
        payments.take_back(dossier, reason=text.normal_lines(reason), by=by, at=at)
    lines, _unknown = charge.by_default(dossier, clock.local_day(at))
    if lines:
        payments.owe(dossier, lines, by=by, at=at)


def _parties(judging: _Judging) -> None:
    dossier, change = judging.dossier, judging.change
    if (given := judging.body.get("applicant")) is not None:
        change.applicant = _party(judging, given, "applicant", dossier.applicant)
    if "submitter" not in judging.body:
        return
    given = judging.body["submitter"]
    if given:
        change.submitter = _party(judging, given, "submitter", dossier.submitter)
    elif dossier.submitter is not None:
        change.drops_submitter = True
        judging.note("submitter", _as_data(dossier.submitter), {})


def _party(judging: _Judging, given: object, path: str, old: Party | None) -> Party | None:
    """A party declared anew where it differs; members that are not given stay as they are."""
    if not isinstance(given, Mapping):
        judging.errors.append(FieldError(path, "party.name_required"))
        return None
    held = _as_data(old) if old else {}
    declared, wrong = read_party({**held, **given}, path=path, today=clock.local_day(judging.at))
    judging.errors += wrong
    fresh = _as_data(declared)
    differs = [name for name in PARTY if (held.get(name) or "") != (fresh.get(name) or "")]
    if wrong or not differs:
        return None
    judging.note(path, {name: held.get(name) for name in differs}, {name: fresh.get(name) for name in differs})
    return people.declare_party(declared)


def _as_data(party: Party | Declared) -> dict[str, Any]:
    found = {name: getattr(party, name) for name in PARTY}
    found["birth_date"] = party.birth_date.isoformat() if party.birth_date else ""
    return found


def _answers_and_procedure(judging: _Judging) -> None:
    dossier, change = judging.dossier, judging.change
    given = judging.body.get("answers") or {}
    if not isinstance(given, Mapping):
        judging.errors.append(FieldError("answers", "answers.not_object"))
        return
    code = judging.body.get("procedure")
    if code and code != dossier.procedure_version.procedure.code:
        _procedure(judging, str(code), given)
        return
    if not given or dossier.form is None:
        return
    outcome = eforms.validate(dossier.form, {**dossier.answers, **given}, today=clock.local_day(judging.at))
    judging.errors += [
        FieldError(f"answers.{one.path}", one.code, **one.facts)
        for one in outcome.errors
        if one.path.split(".")[0] in given
    ]
    _note_answers(judging, outcome.answers)
    if "answers" in change.after:
        change.answers = outcome.answers


def _note_answers(judging: _Judging, fresh: Mapping[str, Any]) -> None:
    old = judging.dossier.answers
    differs = [key for key in {**old, **fresh} if old.get(key) != fresh.get(key)]
    if differs:
        judging.note("answers", {key: old.get(key) for key in differs}, {key: fresh.get(key) for key in differs})


def _procedure(judging: _Judging, code: str, given: Mapping[str, Any]) -> None:
    """Another procedure, with all that its version checks; lawful until somebody works on it or money was paid."""
    dossier, change, today = judging.dossier, judging.change, clock.local_day(judging.at)
    if dossier.state not in _BEFORE_HANDLING:
        raise NotLawfulNow("correct.procedure_too_late", code=dossier.code)
    if owed(dossier).paid:
        raise NotLawfulNow("correct.procedure_charged", code=dossier.code)
    _require_no_extension(dossier)
    version = catalogue.version_in_force(code, today)
    if not catalogue.decides(version, dossier.agency, today):
        judging.errors.append(
            FieldError("procedure", "agency.not_competent", agency=dossier.agency.code, procedure=code)
        )
        return
    form = eforms.get_form(version.form_key or GENERAL_FORM, on=today)
    known = eforms.definition_of(form).by_key
    merged = {key: value for key, value in {**dossier.answers, **given}.items() if key in known}
    outcome = eforms.validate(form, merged, today=today)
    judging.errors += [FieldError(f"answers.{one.path}", one.code, **one.facts) for one in outcome.errors]
    old = dossier.procedure_version
    change.version, change.form = version, form
    change.process = workflow.get_process(version.process_key, today)
    change.answers = outcome.answers
    judging.note(
        "procedure",
        {"code": old.procedure.code, "name": old.name_vi, "version": old.pk},
        {"code": code, "name": version.name_vi, "version": version.pk},
    )
    _note_answers(judging, outcome.answers)
    dossier.procedure_version = version  # papers and limit below are those of the new version
    if dossier.received_at is not None:
        change.allowance = allowance_of(dossier)


def _papers(judging: _Judging) -> None:
    dossier, change = judging.dossier, judging.change
    rows = judging.body.get("papers") or []
    newest = {row.key: row for row in reversed(list(dossier.papers.order_by("key", "-number")))}
    kept = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []
    # A paper that was noted by mistake has nothing left: it is read as seen, and written as it was said.
    papers, wrong = read_papers([{**row, "seen": True, "file_id": ""} for row in kept])
    judging.errors += wrong
    said = {str(row.get("key")): row for row in kept}
    changed: list[tuple[GivenPaper, Upload | None]] = []
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for paper in papers:
        held = newest.get(paper.key)
        seen = said[paper.key].get("seen") is True or bool(paper.originals or paper.copies or paper.certified)
        now = {"originals": paper.originals, "copies": paper.copies, "seen": seen}
        was = _counts(held)
        had = held.certified if held is not None else 0
        certified = paper.certified if "certified" in said[paper.key] else had
        if certified != had:
            was, now = {**was, "certified": had}, {**now, "certified": certified}
        if now == was or (held is not None and held.declared and not any(now.values())):
            continue
        before[paper.key], after[paper.key] = was, now
        name = held.name_vi if held is not None else paper.name_vi
        given = GivenPaper(
            paper.key,
            seen=seen,
            originals=paper.originals,
            copies=paper.copies,
            certified=certified,
            name_vi=name,
        )
        changed.append((given, held.upload if held is not None else None))
    handed = {key for key, row in newest.items() if row.upload_id or row.declared or any(_counts(row).values())}
    handed = (handed - set(after)) | {key for key, row in after.items() if any(row.values())}
    handed |= {key for key in after if (held := newest.get(key)) is not None and held.upload_id}
    judging.errors += _judge_papers(judging, handed, asks=bool(changed) or change.version is not None)
    if changed:
        change.papers = changed
        judging.note("papers", before, after)


def _counts(row: DossierPaper | None) -> dict[str, Any]:
    if row is None:
        return {"originals": 0, "copies": 0, "seen": False}
    return {"originals": row.originals, "copies": row.copies, "seen": row.seen}


def _judge_papers(judging: _Judging, handed: set[str], *, asks: bool) -> list[FieldError]:
    """Required papers that would be missing; not judged before reception, where a supplement can still bring them."""
    dossier = judging.dossier
    if not asks or dossier.received_at is None:
        return []
    version = dossier.procedure_version
    listed = list(version.papers.all())
    names = {row.key: row.name_vi for row in listed}
    asked = [AskedPaper(row.key, row.need, row.is_form) for row in listed]
    faults = judge_papers([GivenPaper(key) for key in sorted(handed)], asked, free=True)
    for one in faults:
        one.facts["name"] = names.get(str(one.facts.get("key")), str(one.facts.get("key")))
    return faults


def _promise(judging: _Judging) -> None:
    if judging.body.get("promise") is not True:
        return
    dossier = judging.dossier
    if dossier.received_at is None:
        judging.errors.append(FieldError("promise", "correct.no_promise"))
        return
    _require_no_extension(dossier)
    judging.change.allowance = allowance_of(dossier)


def _require_no_extension(dossier: Dossier) -> None:
    """A promise that a leader moved with an apology is not made anew at the counter."""
    if LedgerEntry.objects.in_force().filter(dossier=dossier, rule="extension").exists():
        raise NotLawfulNow("correct.promise_extended", code=dossier.code)


def correctable_now(dossier: Dossier, by: Actor, at: datetime) -> bool:
    """True when a page may offer it."""
    return "correct" in queries.lawful_acts(dossier, by, at)
