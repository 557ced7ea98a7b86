"""Live dossiers in every state, made by the product's own acts, with filled forms and readable papers."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import add_working_minutes
from motcua.deadlines.rules.calendar import subtract_working_minutes
from motcua.documents import actions as documents
from motcua.eforms import queries as eforms
from motcua.flows import act as acts
from motcua.flows import receive
from motcua.flows.demo import sheets
from motcua.flows.demo.accounts import Demo
from motcua.flows.demo.people import somebody
from motcua.flows.submit import GENERAL_FORM, Submission, submit
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot
from motcua.people import access
from motcua.people import queries as accounts
from motcua.people.models import Account
from motcua.workflow import queries as workflow

LONG = ("1.001193", "1.004194", "1.004873", "1.000894", "1.000656", "2.000635", "1.001612", "1.012994", "2.000720")
GROUND = "Quyết định công bố thủ tục hành chính; 118/2025/NĐ-CP, Điều 17"


@dataclass(frozen=True, slots=True)
class Wish:
    """A dossier to make: until which point it goes, how many of them, how many working hours ago it was submitted."""

    until: str
    count: int
    hours_ago: int


WISHES = (
    Wish("submitted", 6, 3),
    Wish("submitted", 1, 30),
    Wish("asked_at_intake", 1, 20),
    Wish("received", 6, 10),
    Wish("received", 2, 400),
    Wish("supplement", 3, 24),
    Wish("supplemented", 2, 40),
    Wish("payment", 1, 20),
    Wish("proposed", 5, 20),
    Wish("returned", 1, 28),
    Wish("extended", 1, 60),
    Wish("finished", 4, 40),
    Wish("rejected", 1, 60),
    Wish("delivered", 3, 60),
    Wish("refused", 1, 30),
    Wish("withdrawn", 1, 30),
    Wish("stopped", 1, 60),
    Wish("apology_waits", 2, 300),
    Wish("apologised", 1, 320),
    Wish("asked_again", 1, 70),
    Wish("answered_in_part", 1, 40),
    Wish("silent", 1, 240),
)


class Maker:
    """Makes the live dossiers of one commune."""

    def __init__(self, demo: Demo, agency: str, chance: random.Random, now: datetime) -> None:
        self.demo, self.agency, self.chance, self.now = demo, agency, chance, now
        self.calendar = get_calendar()
        self.counter = demo.actor(agency, access.SINGLE_WINDOW_OFFICER)
        self.leader = demo.actor(agency, access.COMMUNE_LEADER)
        self.versions = self._versions()

    def _versions(self) -> list[ProcedureVersion]:
        today = clock.local_day(self.now)
        found = [catalogue.find_version(code, today) for code in LONG]
        agency = next(iter(self.demo.staff[self.agency, access.COMMUNE_LEADER])).appointments.get().position.agency
        return [
            version
            for version in found
            if version is not None and catalogue.decides(version, agency, today) and version.online != "none"
        ]

    def make_all(self) -> int:
        """Every wish; returns how many dossiers were made."""
        made = 0
        for wish in WISHES:
            for _ in range(wish.count):
                citizen = self.demo.citizens[0 if made % 3 == 0 else self.chance.randrange(len(self.demo.citizens))]
                version = self.versions[made % len(self.versions)]
                self._make(wish, version, citizen)
                made += 1
        return made

    def _make(self, wish: Wish, version: ProcedureVersion, citizen: Account) -> None:
        minutes = wish.hours_ago * 60 + self.chance.randrange(0, 55)
        begin = subtract_working_minutes(self.now, minutes, self.calendar) + timedelta(
            seconds=self.chance.randrange(60)
        )
        code = self.submit(version, citizen, begin)
        times = iter(self._times(begin, wish))
        for step in ROADS[wish.until]:
            step(self, code, citizen, next(times))

    def _times(self, begin: datetime, wish: Wish) -> list[datetime]:
        """One instant for each step, in working time, none later than now."""
        steps = len(ROADS[wish.until])
        share = max(wish.hours_ago * 60 // (steps + 2), 2)
        share = min(share, 960)
        moments = [add_working_minutes(begin, share * (index + 1), self.calendar) for index in range(steps)]
        return [min(moment, self.now - timedelta(seconds=steps - index)) for index, moment in enumerate(moments)]

    def submit(self, version: ProcedureVersion, citizen: Account, at: datetime, *, by: Actor | None = None) -> str:
        """One online filing with a filled form and its papers, for oneself or by somebody else; returns its code."""
        by = by or accounts.actor_for(citizen, clock.local_day(at))
        party = {
            "kind": "person",
            "full_name": citizen.full_name,
            "personal_id": citizen.personal_id,
            "birth_date": citizen.birth_date.isoformat() if citizen.birth_date else None,
            "phone": citizen.phone,
            "email": citizen.email,
            "address": citizen.address,
        }
        form = eforms.get_form(version.form_key or GENERAL_FORM, on=clock.local_day(at))
        submission = Submission(
            procedure=version.procedure.code,
            agency=self.agency,
            channel="online",
            applicant=party,
            answers=eforms.example(form, today=clock.local_day(at), applicant=party),
            papers=self._papers(version, party, by, at),
        )
        return submit(submission, by=by, at=at).code

    def _papers(
        self, version: ProcedureVersion, party: dict[str, Any], by: Actor, at: datetime
    ) -> list[dict[str, Any]]:
        listed = [paper for paper in version.papers.all() if not paper.is_form]
        asked = [paper for paper in listed if paper.need == "required"]
        asked += [paper for paper in listed if paper.need == "conditional"][: max(2 - len(asked), 0)]
        return [
            {"key": paper.key, "file_id": self.upload(paper.name_vi, party, by, at, photo=index % 2 == 1)}
            for index, paper in enumerate(asked)
        ]

    def upload(self, title: str, party: dict[str, Any], by: Actor, at: datetime, *, photo: bool = False) -> str:
        """One synthetic paper, stored; returns its file_id."""
        witness = somebody(self.chance, clock.local_day(at))
        lines = [
            ("Họ và tên", str(party["full_name"])),
            ("Số định danh", str(party["personal_id"])),
            ("Ngày sinh", clock.parse(str(party["birth_date"])).strftime("%d/%m/%Y")),
            ("Nơi ở", str(party["address"])),
            ("Người làm chứng", witness.full_name),
            ("Số", f"{self.chance.randrange(10, 400)}/{at:%Y}"),
        ]
        page = sheets.sheet(title, lines, place="Xã Lạc Thủy", day=f"ngày {at:%d tháng %m năm %Y}", picture=photo)
        body = sheets.photograph(page, self.chance) if photo else page
        name = f"{title[:60]}.{'jpg' if photo else 'pdf'}"
        return documents.store_upload(io.BytesIO(body), name, by=by, at=at).file_id

    # --- steps of a road -----------------------------------------------------------------------------------------

    def act(self, code: str, act: str, body: dict[str, Any], by: Actor, at: datetime) -> None:
        acts.perform(code, act, body, by=by, at=at)

    def specialist(self, code: str) -> Actor:
        """The specialist whose post the procedure names, else the first one."""
        from motcua.dossiers.models import Dossier

        wanted = Dossier.objects.values_list("procedure_version__handled_by", flat=True).get(code=code)
        for account in self.demo.staff[self.agency, access.SPECIALIST_OFFICER]:
            actor = accounts.actor_for(account, clock.local_day(self.now))
            if actor.position == wanted:
                return actor
        return self.demo.actor(self.agency, access.SPECIALIST_OFFICER)


Step = Callable[[Maker, str, Account, datetime], None]


def _receive(maker: Maker, code: str, citizen: Account, at: datetime) -> None:
    dossier = receive.receive(code, by=maker.counter, at=at)
    steps = workflow.steps_of(dossier.process)
    if any(step.act == "forward" for step in steps):
        maker.act(code, "forward", {}, maker.counter, at + timedelta(seconds=1))


def _office(act: str, body: dict[str, Any], role: str) -> Step:
    def step(maker: Maker, code: str, citizen: Account, at: datetime) -> None:
        by = maker.specialist(code) if role == "specialist" else getattr(maker, role)
        given = {name: (value(at) if callable(value) else value) for name, value in body.items()}
        maker.act(code, act, given, by, at)

    return step


def _own(act: str, body: dict[str, Any]) -> Step:
    def step(maker: Maker, code: str, citizen: Account, at: datetime) -> None:
        maker.act(code, act, body, accounts.actor_for(citizen, clock.local_day(at)), at)

    return step


def _supplemented(maker: Maker, code: str, citizen: Account, at: datetime) -> None:
    by = accounts.actor_for(citizen, clock.local_day(at))
    party = {
        "full_name": citizen.full_name,
        "personal_id": citizen.personal_id,
        "birth_date": citizen.birth_date,
        "address": citizen.address,
    }
    file_id = maker.upload("Giấy tờ bổ sung", party, by, at)
    maker.act(code, "supplement", {"papers": [{"key": "other_1", "file_id": file_id}], "note": "Đã bổ sung."}, by, at)


def _payment(maker: Maker, code: str, citizen: Account, at: datetime) -> None:
    """Ask for the fee where the version has one; a free procedure stays in hand."""
    try:
        maker.act(code, "request_payment", {}, maker.specialist(code), at)
    except Cannot as refused:
        if refused.code != "payment.nothing_owed":
            raise


def _apology(maker: Maker, code: str, citizen: Account, at: datetime) -> None:
    """The letter before the promise is missed: a reason and a new date, for the leader to sign."""
    later = add_working_minutes(maker.now, 5 * 480, maker.calendar)
    body = {
        "reason_code": "verification",
        "reason": "Phải xác minh hộ tịch tại nơi cư trú cũ, chưa có trả lời.",
        "due_at": later.isoformat(),
    }
    maker.act(code, "propose_apology", body, maker.specialist(code), at)


_ASK: dict[str, Any] = {
    "items": [
        {
            "kind": "other",
            "key": "other_1",
            "label_vi": "Bản chụp rõ của giấy tờ đã nộp",
            "label_en": "A readable copy of the paper",
            "reason": "Ảnh bị mờ ở phần ngày cấp, chưa đọc được.",
        }
    ],
    "reason": "Ảnh giấy tờ bị mờ, chưa đối chiếu được.",
    "ground": GROUND,
}
_ASK_AGAIN: dict[str, Any] = {
    "items": [
        {
            "kind": "other",
            "key": "other_2",
            "label_vi": "Trang sau của giấy tờ đã gửi",
            "label_en": "The back page of the paper that was sent",
            "reason": "Bản mới chỉ có trang trước.",
        }
    ],
    "reason": "Bản chụp lại còn thiếu trang sau.",
    "ground": GROUND,
}
_ASK_TWO = {**_ASK, "items": [*_ASK["items"], *_ASK_AGAIN["items"]]}
_APPROVE = _office("propose", {"result": "approve", "note": "Đủ điều kiện, đề nghị duyệt."}, "specialist")
_REJECT = _office("propose", {"result": "reject", "note": "Không đủ điều kiện theo quy định."}, "specialist")
_SIGN = _office("approve", {}, "leader")


def _later(at: datetime) -> str:
    from motcua.deadlines.rules import add_working_minutes as add

    return add(at, 40 * 480, get_calendar()).isoformat()


ROADS: dict[str, tuple[Step, ...]] = {
    "submitted": (),
    "asked_at_intake": (_office("request_supplement", _ASK, "counter"),),
    "received": (_receive,),
    "supplement": (_receive, _office("request_supplement", _ASK, "specialist")),
    "supplemented": (_receive, _office("request_supplement", _ASK, "specialist"), _supplemented),
    "payment": (_receive, _payment),
    "proposed": (_receive, _APPROVE),
    "returned": (
        _receive,
        _APPROVE,
        _office("return_for_rework", {"reason": "Ghi rõ căn cứ trong tờ trình."}, "leader"),
    ),
    "extended": (
        _receive,
        _office("extend", {"due_at": _later, "reason": "Phải xác minh tại nơi cư trú cũ."}, "leader"),
    ),
    "apology_waits": (_receive, _apology),
    "apologised": (_receive, _apology, _office("sign_apology", {}, "leader")),
    "asked_again": (
        _receive,
        _office("request_supplement", _ASK, "specialist"),
        _supplemented,
        _office("propose_supplement", _ASK_AGAIN, "specialist"),
    ),
    "answered_in_part": (_receive, _office("request_supplement", _ASK_TWO, "specialist"), _supplemented),
    "silent": (_receive, _office("request_supplement", _ASK, "specialist")),
    "finished": (_receive, _APPROVE, _SIGN),
    "rejected": (_receive, _REJECT, _SIGN),
    "delivered": (_receive, _APPROVE, _SIGN, _office("deliver", {"by": "counter"}, "counter")),
    "refused": (
        _office("refuse", {"reason": "Không thuộc thẩm quyền giải quyết của xã.", "ground": GROUND}, "counter"),
    ),
    "withdrawn": (_receive, _own("withdraw", {"reason": "Tôi chưa cần làm thủ tục này nữa."})),
    "stopped": (_receive, _office("stop", {"reason": "Người nộp đề nghị dừng."}, "leader")),
}
