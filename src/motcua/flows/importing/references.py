"""What a line refers to, read once and held for one run: agencies by day, versions, limits, processes, forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion, TimeLimit
from motcua.catalogue.rules import PricedFee, case_of, choose_limit, kept_limit, version_on
from motcua.deadlines.queries import get_calendar, own_calendars
from motcua.deadlines.rules import WorkingCalendar
from motcua.dossiers.pace import intake_due
from motcua.dossiers.states import Channel
from motcua.eforms.models import FormDefinition
from motcua.flows.importing.lived import Ground
from motcua.flows.importing.shapes import Bad, Line
from motcua.flows.submit import GENERAL_FORM
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError
from motcua.kernel.versions import BEGINNING
from motcua.payments.rules import Line as ChargeLine
from motcua.payments.rules import default_lines
from motcua.reports.organisation import Organisation
from motcua.reports.organisation import read as read_organisation
from motcua.workflow.models import Process
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step


@dataclass(frozen=True, slots=True)
class Held:
    """A version with what belongs to it."""

    version: ProcedureVersion
    limits: tuple[TimeLimit, ...]
    tariffs: tuple[PricedFee, ...]
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Referred:
    """What one line refers to."""

    held: Held
    form: FormDefinition | None
    process: Process
    agency_id: int
    reception_agency_id: int
    ground: Ground


Offered = tuple[Held, Process, tuple[Step, ...], FormDefinition | None]
"""A procedure on one day."""


@dataclass(slots=True)
class References:
    """Answers from memory; what is not yet known is read once."""

    tree: Organisation
    calendar: WorkingCalendar
    own_calendars: dict[int, WorkingCalendar]
    agencies: dict[str, int]
    codes: dict[int, str]
    versions: dict[str, list[Held]] = field(default_factory=dict)
    processes: dict[str, dict[Process, tuple[Step, ...]]] = field(default_factory=dict)
    forms: dict[str, list[FormDefinition]] = field(default_factory=dict)
    offered: dict[tuple[str, date], Offered] = field(default_factory=dict)
    allowances: dict[tuple[int, str], Mapping[str, Any]] = field(default_factory=dict)
    charged: dict[tuple[int, str], tuple[list[ChargeLine], Any]] = field(default_factory=dict)

    def refer(self, line: Line) -> Referred:
        """Raises Bad for what is unknown or was not in force on its day. Days before the country pack begins are taken
        as its first: what was in force then is not known."""
        on = _known_day(line.events[0].at)
        if clock.local_day(line.events[0].at) < on:
            line.warnings.append(FieldError("events.1.at", "import.before_beginning", on=on.isoformat()))
        agency_id = self._agency(line.agency, on)
        held, process, steps, form = self._offered(line.procedure, on)
        reception_id = agency_id if line.reception_agency == line.agency else self._agency(line.reception_agency, on)
        ground = Ground(
            agency_id=agency_id,
            allowance=self._allowance(held, line.channel, line.answers),
            pause_on_payment=held.version.pause_on_payment,
            steps=steps,
            calendar_of=self.calendar_of,
            transfers={
                number: self._agency(event.to, _known_day(event.at))
                for number, event in enumerate(line.events, start=1)
                if event.type == "transferred"
            },
            agency_codes=self.codes,
            charged=line.fee.charged,
            paid=line.fee.paid,
            way="online" if line.fee.paid_online else "cash",
            online=line.channel == Channel.ONLINE,
            intake_due_at=partial(self.intake_due, reception_id),
            submitted_facts={
                "agency": line.agency,
                "reception_agency": line.reception_agency,
                "channel": line.channel,
                "entered_by": line.entered_by,
                "procedure_version": held.version.pk,
                "form": form.pk if form else None,
                "process": process.pk,
                "papers": len(line.papers),
            },
        )
        return Referred(held, form, process, agency_id, reception_id, ground)

    def intake_due(self, reception_id: int, at: datetime) -> datetime:
        """As `flows.submit.intake_due`, on the calendar that is held."""
        return intake_due(at, self.calendar_of(reception_id))

    def calendar_of(self, agency_id: int) -> WorkingCalendar:
        """As `deadlines.queries.calendar_of`, of what is held."""
        return self.own_calendars.get(agency_id, self.calendar)

    def charges(self, held: Held, line: Line) -> list[ChargeLine]:
        """What was charged, in the version's own lines where they come to the same sum."""
        if not line.fee.charged:
            return []
        key = (held.version.pk, line.channel)
        if key not in self.charged:
            self.charged[key] = default_lines(held.tariffs, line.channel)
        lines, unknown = self.charged[key]
        if not unknown and sum(one.amount for one in lines) == line.fee.charged:
            return lines
        return [
            ChargeLine("other", line.fee.charged, "Phí, lệ phí theo hệ thống trước", "Charged by the earlier system")
        ]

    def _agency(self, code: str, on: date) -> int:
        agency_id = self.agencies.get(code)
        if agency_id is None:
            raise Bad("import.agency_unknown", agency=code[:40])
        if agency_id not in self.tree.parents(on):
            raise Bad("import.agency_not_in_force", agency=code, on=on.isoformat())
        return agency_id

    def _offered(self, code: str, on: date) -> Offered:
        known = self.offered.get((code, on))
        if known is None:
            held = self._version(code, on)
            process, steps = self._process(held.version, on, code)
            known = (held, process, steps, self._form(held.version.form_key or GENERAL_FORM, on))
            self.offered[code, on] = known
        return known

    def _version(self, code: str, on: date) -> Held:
        if code not in self.versions:
            self.versions[code] = [
                Held(
                    version,
                    tuple(version.limits.all()),
                    tuple(catalogue.line_of(fee) for fee in version.fees.all()),
                    tuple(text.tokens(version.name_vi).split()),
                )
                for version in catalogue.versions(code)
                if version.status == ProcedureVersion.Status.PUBLISHED
            ]
        known = {held.version.pk: held for held in self.versions[code]}
        if not known:
            raise Bad("import.procedure_unknown", procedure=code[:40])
        version = version_on([held.version for held in known.values()], on)
        if version is None:
            raise Bad("import.procedure_not_in_force", procedure=code, on=on.isoformat())
        return known[version.pk]

    def _process(self, version: ProcedureVersion, on: date, procedure: str) -> tuple[Process, tuple[Step, ...]]:
        key = version.process_key
        if key not in self.processes:
            rows = Process.objects.filter(key=key).order_by("number")
            self.processes[key] = {process: steps_of(process) for process in rows}
        process = version_on(self.processes[key], on)
        if process is None:
            raise Bad("import.process_missing", procedure=procedure, on=on.isoformat())
        return process, self.processes[key][process]

    def _form(self, key: str, on: date) -> FormDefinition | None:
        """The form in force on a day; None for a time whose form is not kept: the answers stand as they were given."""
        if key not in self.forms:
            rows = FormDefinition.objects.filter(key=key, status=FormDefinition.Status.PUBLISHED)
            self.forms[key] = list(rows.defer("definition"))
        return version_on(self.forms[key], on)

    def _allowance(self, held: Held, channel: str, answers: Mapping[str, Any]) -> Mapping[str, Any]:
        if any(limit.case and limit.case_when for limit in held.limits):  # the answers choose
            return kept_limit(choose_limit(held.limits, channel, case_of(held.limits, answers)))
        key = (held.version.pk, channel)
        if key not in self.allowances:
            self.allowances[key] = kept_limit(choose_limit(held.limits, channel))
        return self.allowances[key]


def _known_day(at: datetime) -> date:
    return max(clock.local_day(at), BEGINNING)


def read_references() -> References:
    """Two queries; the rest is read when a line first needs it."""
    tree = read_organisation()
    codes = {held.agency_id: held.code for held in tree.periods}
    return References(
        tree=tree,
        calendar=get_calendar(),
        own_calendars=own_calendars(),
        agencies={code: agency_id for agency_id, code in codes.items()},
        codes=codes,
    )
