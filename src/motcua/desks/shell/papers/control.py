"""Form 06, the control slip of one dossier: its hand-overs in words."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, Position
from motcua.desks.shell.papers.facts import head, qr_svg, spelled, tail, tracking_url
from motcua.desks.shell.papers.turns import Turn, turns
from motcua.dossiers.models import Dossier, Remark
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.people import access
from motcua.people.models import Account
from motcua.workflow.queries import steps_of

OUTCOMES = {"early": "sớm", "on_time": "đúng hạn", "late": "QUÁ HẠN", "": "không tính giờ"}
SAID = {
    "returned_for_rework": "trả lại để làm lại",
    "assigned": "phân công",
    "handed_over": "bàn giao giữa đồng nghiệp",
    "part_opened": "gửi phối hợp",
    "part_accepted": "nhận việc phối hợp",
    "part_asked": "gửi hỏi ý kiến",
    "part_answered": "trả lời phối hợp",
    "part_returned": "trả lại việc phối hợp",
    "transfer_sent": "chuyển giao",
    "transferred": "chuyển cơ quan",
    "transfer_accepted": "nhận chuyển giao",
    "transfer_returned": "trả lại chuyển giao",
    "delivered": "trả kết quả",
}


def control_facts(dossier: Dossier, lang: str = "vi", *, at: datetime) -> dict[str, Any]:
    """Form 06. A dossier that was not received has a slip without lines."""
    found = turns(dossier.code)
    names = Names(dossier, found)
    return {
        **head(dossier, clock.local(at), lang),
        "number": f"{tail(dossier.code)}/PKS",
        "received": spelled(dossier.received_at) if dossier.received_at else "chưa",
        "due": spelled(dossier.due_at) if dossier.due_at else "không có thời hạn quy định",
        "first_due": spelled(dossier.original_due_at) if dossier.original_due_at else "không có thời hạn quy định",
        "qr": qr_svg(tracking_url(dossier.code)),
        "printed": f"{clock.local(at):%H:%M} ngày {clock.local(at):%d/%m/%Y}",
        "events": str(len(journal.events(dossier.code))),
        "lines": [_line(at, turn, names) for at, turn in enumerate(found, 1)],
    }


def _line(number: int, turn: Turn, names: "Names") -> dict[str, Any]:
    note = SAID.get(turn.type, "")
    reason = names.reasons.get(turn.number, "")
    return {
        "number": str(number),
        "giver": names.giver(turn),
        "giver_name": names.filed_by if turn.type == "received" else names.person(turn.by) if turn.by_position else "",
        "receiver": names.receiver(turn),
        "receiver_name": names.person(turn.by if turn.type == "received" else turn.to),
        "at": _short(turn.at),
        "due": _short(turn.due_at) if turn.due_at else "",
        "result": OUTCOMES[turn.outcome],
        "note": ": ".join(part for part in (note, reason) if part),
    }


class Names:
    """Units, posts and people of a dossier's hand-overs, each read once."""

    def __init__(self, dossier: Dossier, found: list[Turn]) -> None:
        self.dossier = dossier
        self.steps = {step.key: step for step in steps_of(dossier.process)}
        self._turns = found
        self._units: dict[tuple[str, str, date], str] = {}

    @property
    def filed_by(self) -> str:
        return (self.dossier.submitter or self.dossier.applicant).full_name

    @cached_property
    def _people(self) -> dict[str, str]:
        wanted = {one for turn in self._turns for one in (turn.by, turn.to) if one.isdigit()}
        rows = Account.objects.filter(pk__in=[int(one) for one in wanted])
        return {str(pk): name for pk, name in rows.values_list("pk", "full_name")}

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        codes = {code for turn in self._turns for code in (turn.by_agency, turn.to_agency) if code}
        return {row.code: row for row in Agency.objects.filter(code__in=codes)}

    @cached_property
    def reasons(self) -> dict[int, str]:
        """What was said inside with a return, by the event's number."""
        rows = Remark.objects.filter(dossier=self.dossier, event__type="dossier.returned_for_rework")
        return dict(rows.values_list("event__number", "text"))

    def person(self, number: str) -> str:
        return self._people.get(number, "")

    def giver(self, turn: Turn) -> str:
        """The unit of who acted; the person who filed, or the software."""
        if turn.type == "received":
            return "Người nộp hồ sơ"
        if turn.by_position:
            return self._unit(turn.by_agency, turn.by_position, clock.local_day(turn.at))
        return "Phần mềm" if not turn.by else "Người nộp hồ sơ"

    def receiver(self, turn: Turn) -> str:
        day = clock.local_day(turn.at)
        if turn.type == "delivered":
            return "Người nhận kết quả"
        if turn.type in ("part_accepted", "transfer_accepted"):
            return self._agency(turn.by_agency, day)
        if turn.type in ("part_answered", "part_returned", "transfer_returned"):
            return self._agency(self.dossier.agency.code, day)
        if turn.to_agency and turn.type in ("part_opened", "part_asked", "transfer_sent", "transferred"):
            return self._agency(turn.to_agency, day)
        step = self.steps.get(turn.to_step)
        if turn.type in ("assigned", "handed_over") or step is None:
            return self._unit(turn.by_agency, turn.to_post or turn.by_position, day)
        if turn.type == "received":
            return self._unit(turn.by_agency, turn.by_position, day)
        own = step.role == access.SINGLE_WINDOW_OFFICER
        agency = self.dossier.reception_agency.code if own else self.dossier.agency.code
        return self._unit(agency, turn.to_post or step.post, day) or step.name_vi

    def _agency(self, code: str, day: date) -> str:
        found = self._agencies.get(code) or (self.dossier.agency if self.dossier.agency.code == code else None)
        return agencies.name_of(found, day, "vi", short=True) if found else code

    def _unit(self, agency: str, post: str, day: date) -> str:
        if not post:
            return self._agency(agency, day) if agency else ""
        key = (agency, post, day)
        if key not in self._units:
            rows = Position.objects.filter(agency__code=agency, slug__startswith=post, valid_from__lte=day)
            held = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("slug", "-valid_from").first()
            self._units[key] = (held.unit_vi or held.title_vi) if held else _role_words(post)
        return self._units[key]


def _role_words(post: str) -> str:
    """A post that the agency does not have by that name: what kind it is."""
    if post.startswith("specialist"):
        return "Bộ phận chuyên môn"
    return {"leader": "Lãnh đạo cơ quan"}.get(post, "Bộ phận tiếp nhận và trả kết quả")


def _short(at: datetime) -> str:
    here = clock.local(at)
    return f"{here:%H:%M} {here:%d/%m/%Y}"
