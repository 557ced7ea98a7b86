"""Live dossiers that several agencies have to do with: parts in every state, hand-overs between communes, a result that
is returned elsewhere."""

import random
from datetime import datetime, timedelta
from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.deadlines.rules import add_working_minutes
from motcua.deadlines.rules.calendar import subtract_working_minutes
from motcua.eforms import queries as eforms
from motcua.flows import receive
from motcua.flows.demo.accounts import BUILDING, JUSTICE, Demo
from motcua.flows.demo.live import ROADS, Maker
from motcua.flows.demo.people import somebody
from motcua.flows.submit import GENERAL_FORM, Submission
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access

HERE, THERE = "H44.229", "H44.230"
"""Where most of them are decided, and the neighbour whose counter takes in for it."""
PERMIT, BIRTH = "1.013225", "1.001193"
QUESTION = "Đề nghị cho ý kiến về quy hoạch và khoảng lùi của công trình."
ORIGIN = "Đề nghị xác minh việc đăng ký khai sinh trước đây tại nơi cư trú cũ."


def make(demo: Demo, chance: random.Random, now: datetime) -> None:
    """All of them, by the product's own acts."""
    asks = Maker(demo, HERE, chance, now)
    version = catalogue.find_version(PERMIT, clock.local_day(now)) or asks.versions[0]
    _parts(asks, demo, version)
    _filed_elsewhere(asks, Maker(demo, THERE, chance, now), demo)


def _parts(maker: Maker, demo: Demo, version: ProcedureVersion) -> None:
    """One part in each state: to accept, in hand, late, answered early, answered late, sent back, not needed."""
    builder = demo.actor(BUILDING, access.SPECIALIST_OFFICER)
    for until, hours in (
        ("handed", 3),
        ("accepted", 12),
        ("late", 60),
        ("answered", 30),
        ("answered_late", 70),
        ("returned", 14),
        ("cancelled", 20),
    ):
        code, at = _received(maker, version, hours)
        maker.act(
            code,
            "open_part",
            {"agency": BUILDING, "question": QUESTION, "hours": 16},
            maker.specialist(code),
            at + timedelta(seconds=2),
        )
        if until not in ("handed", "cancelled"):
            maker.act(code, "accept_part", {"number": 1}, builder, _later(maker, at, 2))
        if until in ("answered", "answered_late"):
            paper = _answer_paper(maker, builder, _later(maker, at, 3))
            body = {
                "number": 1,
                "opinion": "agree",
                "answer": "Công trình phù hợp quy hoạch chi tiết; lùi 3 m so với chỉ giới đường đỏ.",
                "papers": [{"file_id": paper, "name": "Công văn trả lời của Sở Xây dựng"}],
            }
            maker.act(code, "answer_part", body, builder, _later(maker, at, 6 if until == "answered" else 40))
        elif until == "returned":
            reason = {"number": 1, "reason": "Hồ sơ thiếu bản vẽ mặt bằng định vị. Bổ sung rồi gửi lại."}
            maker.act(code, "return_part", reason, builder, _later(maker, at, 4))
        elif until == "cancelled":
            reason = {"number": 1, "reason": "Đã tra được trong đồ án quy hoạch công khai."}
            maker.act(code, "cancel_part", reason, maker.specialist(code), _later(maker, at, 5))
    code, at = _received(maker, maker.versions[0], 26)
    body = {"agency": JUSTICE, "question": ORIGIN, "hours": 8}
    maker.act(code, "open_part", body, maker.specialist(code), at + timedelta(seconds=2))


def _filed_elsewhere(decider: Maker, taker: Maker, demo: Demo) -> None:
    """Taken in by the neighbour: one on its way, one sent back, one accepted; a result wanted at the neighbour's."""
    version = catalogue.version_in_force(BIRTH, clock.local_day(decider.now))
    _walk_in(taker, version, 2)
    code, at = _walk_in(taker, version, 9)
    reason = {"reason": "Thiếu bản chính giấy chứng sinh, chỉ có bản chụp."}
    decider.act(code, "return_transfer", reason, decider.counter, _later(taker, at, 4))
    code, at = _walk_in(taker, version, 20)
    decider.act(code, "accept_transfer", {}, decider.counter, _later(taker, at, 5))
    code, at = _walk_in(taker, version, 44)
    decider.act(code, "accept_transfer", {}, decider.counter, _later(taker, at, 2))
    officer = decider.specialist(code)
    decider.act(code, "propose", {"result": "approve", "note": "Đủ điều kiện."}, officer, _later(taker, at, 8))
    decider.act(code, "approve", {}, decider.leader, _later(taker, at, 10))
    decider.act(code, "transfer", {"note": "01 bản chính"}, decider.counter, _later(taker, at, 12))


def _received(maker: Maker, version: ProcedureVersion, hours_ago: int) -> tuple[str, datetime]:
    """A dossier filed online, received and with the specialist, so many working hours ago."""
    at = subtract_working_minutes(maker.now, hours_ago * 60, maker.calendar)
    citizen = maker.demo.citizens[maker.chance.randrange(len(maker.demo.citizens))]
    code = maker.submit(version, citizen, at)
    at += timedelta(minutes=5)
    for step in ROADS["received"]:
        step(maker, code, citizen, at)
    return code, at + timedelta(seconds=2)


def _walk_in(taker: Maker, version: ProcedureVersion, hours_ago: int) -> tuple[str, datetime]:
    """Brought to the neighbour's counter on paper, for the commune that decides; the result is wanted where it was
    brought."""
    at = subtract_working_minutes(taker.now, hours_ago * 60, taker.calendar)
    person = somebody(taker.chance, clock.local_day(at))
    party: dict[str, Any] = {
        "kind": "person",
        "full_name": person.full_name,
        "personal_id": person.personal_id,
        "birth_date": person.birth_date.isoformat(),
        "phone": person.phone,
        "address": f"Thôn {person.village}, xã An Bình, tỉnh Phú Thọ",
    }
    form = eforms.get_form(version.form_key or GENERAL_FORM, on=clock.local_day(at))
    papers = [
        {"key": paper.key, "seen": True, "originals": 1}
        for paper in version.papers.all()
        if not paper.is_form and paper.need == "required"
    ]
    submission = Submission(
        procedure=version.procedure.code,
        agency=HERE,
        channel="direct",
        applicant=party,
        answers=eforms.example(form, today=clock.local_day(at), applicant=party),
        papers=papers,
        wishes={"delivery": "counter", "counter": THERE},
        reception_agency=THERE,
    )
    return receive.walk_in(submission, by=taker.counter, at=at).code, at


def _answer_paper(maker: Maker, by: Actor, at: datetime) -> str:
    party = {"full_name": "Sở Xây dựng", "personal_id": "–", "birth_date": "2000-01-01", "address": "Tỉnh Phú Thọ"}
    return maker.upload("Công văn trả lời", party, by, at)


def _later(maker: Maker, at: datetime, hours: int) -> datetime:
    """So many working hours later, none after now."""
    return min(add_working_minutes(at, hours * 60, maker.calendar), maker.now)
