"""Dossiers at every point of their life, brought there by the room's own acts, with who may do what to them."""

from datetime import datetime, timedelta
from typing import Any

from motcua.documents.models import Upload
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from motcua.flows import pay
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people.models import Account
from motcua.workflow.actions import publish_process
from tests.factories.plain_lives import (
    BEGAN,
    OPENED_AT,
    STEPS,
    WORKING_DAYS,
    a_dossier,
    a_province,
    a_version,
    an_account,
    staff,
)

FEE = {"amount": 8_000}
GROUND = "118/2025/NĐ-CP, Điều 17"
ITEMS = [{"kind": "other", "key": "other_1", "label_vi": "Giấy chứng sinh", "label_en": "Birth notice", "reason": "Mờ"}]
FORWARDED = [
    STEPS[0],
    {"key": "forward", "act": "forward", "post": "counter", "role": "single_window_officer", "name_vi": "Chuyển"},
    *STEPS[1:],
]
COUNTER, SPECIALIST, LEADER = "single_window_officer", "specialist_officer", "commune_leader"


def minutes(count: int) -> datetime:
    """So many minutes after the submission."""
    return OPENED_AT + timedelta(minutes=count)


def filer() -> Account:
    """The citizen whose dossiers these are."""
    return Account.objects.filter(username="mai").first() or an_account()


def actor(role: str) -> Actor:
    """Somebody of that role: of the commune, of its province, or the account whose dossier it is."""
    if role in ("citizen", "community_member", "community_leader", "api_client"):
        return Actor("client" if role == "api_client" else "account", str(filer().pk), role)
    if role == "system":
        return SYSTEM
    if role == "anonymous":
        return Actor("anonymous")
    if role in ("province_leader", "procedure_control_officer"):
        return staff(role, agency=a_province())
    return staff(role)


def submitted(**values: Any) -> Dossier:
    return a_dossier(account=filer(), version=a_version(FEE), **values)


def received(**values: Any) -> Dossier:
    return actions.receive(submitted(**values).code, allowance=WORKING_DAYS, by=actor(COUNTER), at=minutes(1))


def processing(**values: Any) -> Dossier:
    who = actor(SPECIALIST)
    return actions.assign(
        received(**values).code, to=Account.objects.get(pk=who.account_id), by=actor(LEADER), at=minutes(2)
    )


def proposed() -> Dossier:
    return actions.propose(received().code, result="approve", by=actor(SPECIALIST), at=minutes(2))


def asked(code: str, *, by: str = SPECIALIST, at: datetime | None = None) -> Dossier:
    return actions.request_supplement(
        code, items=ITEMS, reason="Ảnh mờ", ground=GROUND, by=actor(by), at=at or minutes(5)
    )


def supplement_requested() -> Dossier:
    return asked(received().code)


def supplement_at_intake() -> Dossier:
    return asked(submitted().code, by=COUNTER)


def payment_due() -> Dossier:
    return pay.request_payment(received().code, by=actor(COUNTER), at=minutes(2))


def refused() -> Dossier:
    return actions.refuse(submitted().code, reason="Sai nơi", ground=GROUND, by=actor(COUNTER), at=minutes(1))


def withdrawn() -> Dossier:
    return actions.withdraw(received().code, reason="Không cần nữa", by=actor("citizen"), at=minutes(2))


def stopped() -> Dossier:
    return actions.stop(received().code, reason="Theo đề nghị", by=actor(LEADER), at=minutes(2))


def finished() -> Dossier:
    return actions.approve(proposed().code, by=actor(LEADER), at=minutes(3))


def delivered() -> Dossier:
    return actions.deliver(finished().code, way="counter", by=actor(COUNTER), at=minutes(4))


def one_step_received() -> Dossier:
    return received(one_step=True)


def one_step_processing() -> Dossier:
    return processing(one_step=True)


def at_the_forward_step() -> Dossier:
    process = publish_process(
        "forwarded", name_vi="Có chuyển", name_en="", steps=FORWARDED, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT
    )
    dossier = submitted(process=process)
    return actions.receive(dossier.code, allowance=WORKING_DAYS, by=actor(COUNTER), at=minutes(1))


def asked_again() -> Dossier:
    """A second request waits for the leader's leave."""
    code = asked(received().code, at=minutes(2)).code
    actions.supplement(code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=minutes(3))
    return actions.propose_supplement(
        code, items=ITEMS, reason="Thiếu trang 2", ground=GROUND, by=actor(SPECIALIST), at=minutes(4)
    )


def apology_waits() -> Dossier:
    """An apology waits for its signature."""
    dossier = received()
    assert dossier.due_at is not None
    later = dossier.due_at + timedelta(days=3)
    return actions.propose_apology(
        dossier.code, reason_code="workload", reason="Nhiều hồ sơ", due_at=later, by=actor(SPECIALIST), at=minutes(2)
    )


def silent() -> Dossier:
    """The time to answer has passed: stopping is proposed."""
    dossier = supplement_requested()
    dossier.supplements.update(answer_until=minutes(10))
    actions.propose_stops(list(dossier.supplements.values_list("pk", flat=True)), by=SYSTEM, at=minutes(11))
    return dossier


STATES = {
    "submitted": submitted,
    "received": received,
    "refused": refused,
    "processing": processing,
    "supplement_requested": supplement_requested,
    "payment_due": payment_due,
    "withdrawn": withdrawn,
    "stopped": stopped,
    "finished": finished,
    "delivered": delivered,
}
POINTS = {
    **STATES,
    "proposed": proposed,
    "supplement_at_intake": supplement_at_intake,
    "one_step_received": one_step_received,
    "one_step_processing": one_step_processing,
    "at_the_forward_step": at_the_forward_step,
    "asked_again": asked_again,
    "apology_waits": apology_waits,
    "silent": silent,
}

DOERS = {
    "receive": COUNTER,
    "refuse": COUNTER,
    "request_supplement": COUNTER,
    "supplement": "citizen",
    "assign": LEADER,
    "forward": COUNTER,
    "propose": SPECIALIST,
    "approve": LEADER,
    "return_for_rework": LEADER,
    "request_payment": COUNTER,
    "confirm_payment": COUNTER,
    "extend": LEADER,
    "stop": LEADER,
    "withdraw": "citizen",
    "deliver": COUNTER,
    "correct": COUNTER,
    "accept_supplement": COUNTER,
    "propose_supplement": SPECIALIST,
    "allow_supplement": LEADER,
    "decline_supplement": LEADER,
    "propose_apology": SPECIALIST,
    "sign_apology": LEADER,
    "refuse_apology": LEADER,
    "confirm_stop": LEADER,
    "keep_waiting": LEADER,
}


def body_of(act: str) -> dict[str, Any]:
    """A right body of each act (contract section 8)."""
    return {
        "refuse": {"reason": "Sai nơi", "ground": GROUND},
        "request_supplement": {"items": ["Chụp lại"], "reason": "Mờ", "ground": GROUND},
        "supplement": {"note": "Đã chụp lại"},
        "assign": {"to": Account.objects.get(pk=actor(SPECIALIST).account_id).username},
        "propose": {"result": "approve"},
        "return_for_rework": {"reason": "Thiếu căn cứ"},
        "confirm_payment": {"amount": 8_000, "way": "cash"},
        "extend": {"due_at": "2026-03-02T10:00", "reason": "Phải xác minh"},
        "stop": {"reason": "Theo đề nghị"},
        "withdraw": {"reason": "Không cần nữa"},
        "deliver": {"by": "counter"},
        "accept_supplement": {"reason": "Đã có trong cơ sở dữ liệu"},
        "propose_supplement": {"items": ["Trang 2"], "reason": "Thiếu trang 2", "ground": GROUND},
        "allow_supplement": {"reason": "Lần đầu chưa thấy trang sau"},
        "decline_supplement": {"reason": "Tra cứu được"},
        "propose_apology": {"reason_code": "workload", "reason": "Nhiều hồ sơ", "due_at": "2026-03-02T10:00"},
        "refuse_apology": {"reason": "Còn kịp"},
        "keep_waiting": {"reason": "Người dân báo đang làm"},
        "correct": {"reason": "Gõ nhầm", "applicant": {"phone": "0987654321"}},
    }.get(act, {})


def an_upload(by: Actor, at: datetime) -> Upload:
    """A small PDF that somebody sent."""
    from io import BytesIO

    from motcua.documents.actions import store_upload
    from tests.factories.files import a_pdf

    return store_upload(BytesIO(a_pdf()), "ket-qua.pdf", by=by, at=at)
