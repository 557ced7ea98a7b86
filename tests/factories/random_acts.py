"""Every act of a dossier's life as a random town tries it; what is not lawful then is refused and leaves nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from motcua.deadlines import own_hours
from motcua.deadlines.actions import load_calendar
from motcua.deadlines.queries import calendar_of, get_calendar
from motcua.deadlines.rules import DayOff
from motcua.dossiers import actions as acts
from motcua.dossiers.actions.reckoning import reckon_again
from motcua.dossiers.models import Dossier
from motcua.dossiers.pace import intake_due
from motcua.journal.queries import events
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.payments import actions as payments
from motcua.payments.models import Payment
from motcua.payments.queries import owed
from motcua.payments.rules import Line
from motcua.people.models import Account
from tests.factories.plain_lives import a_commune, citizen

if TYPE_CHECKING:
    from tests.factories.acted_lives import Town

COUNTER, SPECIALIST, LEADER = "single_window_officer", "specialist_officer", "commune_leader"
GROUND = "118/2025/NĐ-CP, Điều 17"
ITEMS = [{"kind": "other", "key": "other_1", "label_vi": "Giấy chứng sinh", "label_en": "Birth notice", "reason": "Mờ"}]
WEIGHTS = {
    **dict.fromkeys(("withdraw", "refuse", "stop"), 0.03),
    **dict.fromkeys(("note", "draft_apology", "propose_stop", "remind", "charge", "pay", "own_day", "own_week"), 0.15),
    **dict.fromkeys(("calendar", "reckon"), 0.1),
    **dict.fromkeys(("correct", "deliver"), 0.3),
    **dict.fromkeys(("receive", "supplement", "answer_part", "accept_transfer", "confirm_payment", "undo"), 3),
}
"""How often an act is tried; 1 unless it stands here."""
LIMITS: list[dict[str, Any]] = [
    {"value": 3, "unit": "working_days", "policy": "hour_exact"},
    {"value": 10, "unit": "working_days", "policy": "end_of_day", "cutoff": "15:00"},
    {"value": 20, "unit": "hours", "policy": "hour_exact", "cutoff": "15:00", "after_supplement": "restart"},
    {"value": 30, "unit": "calendar_days", "policy": "hour_exact", "roll": True},
    {"value": 2, "unit": "months", "policy": "end_of_day", "roll": True, "after_supplement": "restart"},
    {"value": 5, "unit": "working_days", "policy": "hour_exact", "starts": "competent"},
    {"value": 0, "unit": "same_day", "policy": "hour_exact"},
    {"value": 0, "unit": "none"},
]
Do = Callable[["Town", str, datetime], Any]


def _receive(town: "Town", code: str, at: datetime) -> None:
    acts.receive(code, allowance=town.chance.choice(LIMITS), by=town.who[town.commune.code][COUNTER], at=at)


def _ask(town: "Town", code: str, at: datetime) -> None:
    role = town.chance.choice([COUNTER, SPECIALIST])
    until = at + timedelta(days=15)
    acts.request_supplement(
        code, items=ITEMS, reason="Mờ", ground=GROUND, answer_until=until, by=town.by(code, role), at=at
    )


def _waits(at: datetime) -> dict[str, datetime]:
    return {"intake_due_at": intake_due(at, calendar_of(a_commune().pk))}


def _undo(town: "Town", code: str, at: datetime) -> None:
    last = events(code)[-1]
    by = Actor(last.by_kind, last.by_id, last.by_role, last.by_agency, last.by_position)  # type: ignore[arg-type]
    acts.undo(code, by=by, at=last.at + timedelta(seconds=town.chance.randint(0, 500)))
    town.at = max(town.at, last.at + timedelta(seconds=500))


def _charge_anew(town: "Town", code: str, at: datetime) -> None:
    dossier = Dossier.objects.get(code=code)
    payments.take_back(dossier, reason="Tính lại", by=town.who[town.commune.code][COUNTER], at=at)
    amounts = [town.chance.randrange(1, 9) * 1_000 for _ in range(town.chance.randint(1, 3))]
    lines = [Line("phi", amount, "Phí", "Charge") for amount in amounts]
    payments.owe(dossier, lines, by=town.who[town.commune.code][COUNTER], at=at)


def _pay(town: "Town", code: str, at: datetime) -> None:
    dossier = Dossier.objects.get(code=code)
    left = owed(dossier).outstanding
    payments.confirm(dossier, amount=left, way="cash", by=town.who[town.commune.code][COUNTER], at=at)


def _give_back(town: "Town", code: str, at: datetime) -> None:
    row = Payment.objects.filter(dossier__code=code).order_by("?").first()
    if row is None:
        raise LookupError(code)
    counter, dossier = town.who[town.commune.code][COUNTER], row.dossier
    if town.chance.random() < 0.4:
        payments.void(dossier, row.number, reason="Sai", by=counter, at=at)
    else:
        amount = town.chance.randint(1, row.amount)
        payments.refund(dossier, row.number, amount=amount, way="cash", reason="Thừa", by=counter, at=at)


def _correct(town: "Town", code: str, at: datetime) -> None:
    change = acts.Change(allowance=town.chance.choice(LIMITS))
    if town.chance.random() < 0.4:
        change.version = town.chance.choice(town.versions)
        change.process = town.processes[town.chance.choice(["simple", "long"])]
        change.after["procedure"] = {"version": change.version.pk}
    acts.correct(code, reason="Nhầm", change=change, by=town.who[town.commune.code][COUNTER], at=at)


def _own_day(town: "Town", _code: str, at: datetime) -> None:
    day = clock.local_day(at) + timedelta(days=town.chance.randint(0, 9))
    spans = town.chance.choice([(), ((time(8), time(11)),)])
    own_hours.set_day(town.commune, day, spans=spans, counts=True, name_vi="Nghỉ", decision_no="1/QĐ", by=SYSTEM, at=at)


def _own_week(town: "Town", _code: str, at: datetime) -> None:
    hours = ((time(7), time(11)), (time(13), time(17)))
    day = clock.local_day(at) + timedelta(days=town.chance.randint(0, 5))
    if town.chance.random() < 0.4:
        own_hours.end_week(town.commune, on=day, decision_no="3/QĐ", by=SYSTEM, at=at)
    else:
        week = dict.fromkeys(range(town.chance.choice([5, 6])), hours)
        own_hours.set_week(town.commune, week, valid_from=day, decision_no="2/QĐ", by=SYSTEM, at=at)


def _calendar_decided(town: "Town", _code: str, at: datetime) -> None:
    """One more day off for the whole country, decided now."""
    now = get_calendar()
    day = clock.local_day(at) + timedelta(days=town.chance.randint(3, 30))
    days_off = {**now.days_off, day: DayOff("Nghỉ bù", "Day in lieu", "swap", "9/QĐ")}
    load_calendar(replace(now, days_off=days_off), by=SYSTEM, at=at)


def _part(act: Callable[..., Any], **members: Any) -> Do:
    def run(town: "Town", code: str, at: datetime) -> None:
        who = town.who[town.department.code][SPECIALIST]
        act(code, number=town.chance.randint(1, 3), by=who, at=at, **members)

    return run


def _to_account(act: Callable[..., Any], role: str, **members: Any) -> Do:
    def run(town: "Town", code: str, at: datetime) -> None:
        to = town.chance.choice([town.account(code), Account.objects.get(pk=town.other.account_id)])
        act(code, to=to, by=town.by(code, role), at=at, **members)

    return run


def _by(act: Callable[..., Any], role: str, **members: Any) -> Do:
    return lambda town, code, at: act(code, by=town.by(code, role), at=at, **members)


ACTS: dict[str, Do] = {
    "receive": _receive,
    "refuse": _by(acts.refuse, COUNTER, reason="Sai nơi", ground=GROUND),
    "assign": _to_account(acts.assign, LEADER),
    "forward": lambda town, code, at: acts.forward(
        code, by=town.by(code, town.chance.choice([COUNTER, LEADER])), at=at
    ),
    "pass_on": lambda town, code, at: acts.pass_on(code, post="justice", by=town.by(code, SPECIALIST), at=at),
    "hand_over": _to_account(acts.hand_over, LEADER, reason="Nghỉ phép"),
    "propose": lambda town, code, at: acts.propose(
        code, result=town.chance.choice(["approve", "reject"]), note="Ghi", by=town.by(code, SPECIALIST), at=at
    ),
    "approve": _by(acts.approve, LEADER),
    "return_for_rework": _by(acts.return_for_rework, LEADER, reason="Sai tên"),
    "ask": _ask,
    "supplement": lambda town, code, at: acts.supplement(
        code, answers={}, papers=[], note="Đây", by=citizen(town.filer), at=at, **_waits(at)
    ),
    "supplement_part": lambda town, code, at: acts.supplement_part(
        code,
        answers={},
        papers=[],
        given=["other:other_1"],
        answer_until=at + timedelta(days=9),
        by=citizen(town.filer),
        at=at,
    ),
    "accept_supplement": lambda town, code, at: acts.accept_supplement(
        code, reason="Đủ", by=town.by(code, COUNTER), at=at, **_waits(at)
    ),
    "propose_supplement": _by(acts.propose_supplement, SPECIALIST, items=ITEMS, reason="Thiếu", ground=GROUND),
    "allow_supplement": lambda town, code, at: acts.allow_supplement(
        code, reason="Cần", answer_until=at + timedelta(days=9), by=town.by(code, LEADER), at=at
    ),
    "decline_supplement": _by(acts.decline_supplement, LEADER, reason="Đủ rồi"),
    "extend": lambda town, code, at: acts.extend(
        code, due_at=at + timedelta(days=40), reason="Xác minh", by=town.by(code, LEADER), at=at
    ),
    "draft_apology": lambda town, code, at: acts.draft_apologies([Dossier.objects.get(code=code).pk], by=SYSTEM, at=at),
    "propose_apology": lambda town, code, at: acts.propose_apology(
        code,
        reason_code="workload",
        reason="Nhiều việc",
        due_at=at + timedelta(days=50),
        by=town.by(code, SPECIALIST),
        at=at,
    ),
    "sign_apology": _by(acts.sign_apology, LEADER),
    "refuse_apology": _by(acts.refuse_apology, LEADER, reason="Còn kịp"),
    "remind": lambda town, code, at: acts.remind_of_supplements(
        list(Dossier.objects.get(code=code).supplements.values_list("pk", flat=True)), by=SYSTEM, at=at
    ),
    "propose_stop": lambda town, code, at: acts.propose_stops(
        list(Dossier.objects.get(code=code).supplements.values_list("pk", flat=True)), by=SYSTEM, at=at
    ),
    "keep_waiting": lambda town, code, at: acts.keep_waiting(
        code, reason="Đang làm", until=at + timedelta(days=8), by=town.by(code, LEADER), at=at
    ),
    "stop": _by(acts.stop, LEADER, reason="Theo đề nghị"),
    "withdraw": lambda town, code, at: acts.withdraw(code, reason="Thôi", by=town.by(code, COUNTER), at=at),
    "request_payment": _by(acts.request_payment, COUNTER, amount=8_000),
    "confirm_payment": _by(acts.confirm_payment, COUNTER, amount=8_000, way="cash"),
    "deliver": lambda town, code, at: acts.deliver(
        code, way=town.chance.choice(["counter", "post"]), by=town.by(code, COUNTER), at=at
    ),
    "correct": _correct,
    "consult": lambda town, code, at: acts.consult(
        code,
        question="Ý kiến?",
        to_account=Account.objects.get(pk=town.other.account_id),
        until=at + timedelta(days=2),
        by=town.by(code, SPECIALIST),
        at=at,
    ),
    "answer": lambda town, code, at: acts.answer_consultation(
        code, number=town.chance.randint(1, 2), opinion="agree", by=town.other, at=at
    ),
    "open_part": lambda town, code, at: acts.open_part(
        code, agency=town.department, question="Ý kiến?", hours=8, by=town.by(code, SPECIALIST), at=at
    ),
    "accept_part": _part(acts.accept_part),
    "answer_part": _part(acts.answer_part, answer="Đã xem", opinion="agree"),
    "return_part": _part(acts.return_part, reason="Thiếu"),
    "cancel_part": lambda town, code, at: acts.cancel_part(
        code, number=town.chance.randint(1, 3), reason="Thôi", by=town.by(code, LEADER), at=at
    ),
    "accept_transfer": _by(acts.accept_transfer, COUNTER),
    "return_transfer": _by(acts.return_transfer, COUNTER, reason="Thiếu trang"),
    "send_transfer": lambda town, code, at: acts.send_transfer(
        code, to=town.neighbour, by=town.who[town.commune.code][COUNTER], at=at
    ),
    "note": _by(acts.note, COUNTER, text="Gọi lại"),
    "undo": _undo,
    "calendar": _calendar_decided,
    "charge": _charge_anew,
    "pay": _pay,
    "give_back": _give_back,
    "own_day": _own_day,
    "own_week": _own_week,
    "reckon": lambda town, code, at: reckon_again(code, by=SYSTEM, at=at),
}
"""Each tried as it comes; what is not lawful then is refused and leaves nothing."""
