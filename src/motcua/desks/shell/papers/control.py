"""Form 06, the control slip of one dossier: its hand-overs in words."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, Position
from motcua.desks.shell.papers.facts import head, qr_svg, spelled, tail, tracking_url
from motcua.desks.shell.papers.turns import OUT, PEOPLE, Turn, turns
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
    "hand_over_accepted": "nhận giấy tờ theo danh sách bàn giao",
    "hand_over_returned": "trả lại giấy tờ của danh sách bàn giao",
    "delivered": "trả kết quả",
}


def control_facts(dossier: Dossier, lang: str = "vi", *, at: datetime) -> dict[str, Any]:
    """Form 06. A dossier that was not received has a slip without lines."""
    found = turns(dossier.code)
    names = Names(dossier, found)
    return {
        **head(dossier, clock.local(at), lang, of=dossier.agency),
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
    giver, receiver = names.sides(turn)
    reason = names.reasons.get(turn.number, "")
    return {
        "number": str(number),
        "giver": giver.unit,
        "giver_name": giver.name,
        "receiver": receiver.unit,
        "receiver_name": receiver.name,
        "at": _short(turn.at),
        "due": _short(turn.due_at) if turn.due_at else "",
        "result": OUTCOMES[turn.outcome],
        "note": ": ".join(part for part in (note, reason) if part),
    }


ACCEPTED = frozenset({"part_accepted", "transfer_accepted", "hand_over_accepted"})
SENT_BACK = frozenset({"part_answered", "part_returned", "transfer_returned", "hand_over_returned"})
NAMED = frozenset({"assigned", "handed_over", "forwarded", "returned_for_rework"})
"""Hand-overs that name the person who takes; elsewhere a post takes, and whoever holds it signs by hand."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a hand-over."""

    unit: str
    name: str = ""


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
        codes = {code for turn in self._turns for code in (turn.by_agency, turn.to_agency, turn.of) if code}
        return {row.code: row for row in Agency.objects.filter(code__in=codes)}

    @cached_property
    def reasons(self) -> dict[int, str]:
        """What was said inside with a return, by the event's number."""
        rows = Remark.objects.filter(dossier=self.dossier, event__type="dossier.returned_for_rework")
        return dict(rows.values_list("event__number", "text"))

    def person(self, number: str) -> str:
        return self._people.get(number, "")

    def sides(self, turn: Turn) -> tuple["Side", "Side"]:
        """Who gave and who took: an agency first where several have to do with the dossier, then the unit, then the
        person where one is named. Whoever accepted is the taker; a leader's name stands only once she acted."""
        if turn.type == "received":
            return Side("Người nộp hồ sơ", self.filed_by), self._actor(turn)
        if turn.type == "delivered":
            return self._actor(turn), Side("Người nhận kết quả")
        if turn.type in ACCEPTED:
            sender = turn.of if turn.type == "transfer_accepted" else self.dossier.agency.code
            if turn.type == "hand_over_accepted":
                return self._counter(turn), self._actor(turn)
            return self._whole(sender, turn), self._actor(turn)
        if turn.type in SENT_BACK:
            if turn.type == "hand_over_returned":
                return self._actor(turn), self._counter(turn)
            taker = turn.of if turn.type == "transfer_returned" else self.dossier.agency.code
            return self._actor(turn), self._whole(taker, turn)
        if turn.to_agency and f"dossier.{turn.type}" in OUT:
            return self._actor(turn), self._whole(turn.to_agency, turn)
        return self._actor(turn), self._taker(turn)

    def _actor(self, turn: Turn) -> "Side":
        if not turn.by_position:
            return Side("Người nộp hồ sơ", self.filed_by) if turn.by else Side("Phần mềm")
        return Side(self._unit(turn.by_agency, turn.by_position, clock.local_day(turn.at)), self.person(turn.by))

    def _counter(self, turn: Turn) -> "Side":
        post = access.SINGLE_WINDOW_OFFICER
        return Side(self._unit(self.dossier.reception_agency.code, post, clock.local_day(turn.at)))

    def _whole(self, code: str, turn: Turn) -> "Side":
        return Side(self._agency(code, clock.local_day(turn.at)) if code else "–")

    def _taker(self, turn: Turn) -> "Side":
        day = clock.local_day(turn.at)
        step = self.steps.get(turn.to_step)
        person = self.person(turn.to) if turn.type in NAMED else ""
        if f"dossier.{turn.type}" in PEOPLE or step is None:
            return Side(self._unit(turn.by_agency, turn.to_post or turn.by_position, day), person)
        own = step.role == access.SINGLE_WINDOW_OFFICER
        agency = self.dossier.reception_agency.code if own else self.dossier.agency.code
        return Side(self._unit(agency, turn.to_post or step.post, day) or step.name_vi, person)

    @cached_property
    def _crosses(self) -> bool:
        """True where more than one agency has to do with it: then each is named."""
        return len({*self._agencies, self.dossier.agency.code, self.dossier.reception_agency.code}) > 1

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
            unit = (held.unit_vi or held.title_vi) if held else _role_words(post)
            self._units[key] = f"{self._agency(agency, day)}, {unit[:1].lower()}{unit[1:]}" if self._crosses else unit
        return self._units[key]


def _role_words(post: str) -> str:
    """A post that the agency does not have by that name: what kind it is."""
    if post.startswith("specialist"):
        return "Bộ phận chuyên môn"
    return {"leader": "Lãnh đạo cơ quan"}.get(post, "Bộ phận tiếp nhận và trả kết quả")


def _short(at: datetime) -> str:
    here = clock.local(at)
    return f"{here:%H:%M} {here:%d/%m/%Y}"
