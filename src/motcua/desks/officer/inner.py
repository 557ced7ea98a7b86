"""Acts between colleagues that a dossier's page offers beside the lawful moves, and why an expected act is barred."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.desks.shell import formats
from motcua.desks.shell.dossier import said
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.people import access
from motcua.workflow.rules import Step


@dataclass(frozen=True, slots=True)
class Barred:
    """An act that this role has, and why it may not be done now."""

    words: str
    why: str


def inner_acts(dossier: Dossier, step: Step | None, viewer: Actor) -> set[str]:
    """take, pass_on, hand_over, consult: those that would be done now. The actions judge again."""
    found: set[str] = set()
    if dossier.received_at is None or dossier.resolved_at is not None:
        return found
    if access.may_ever("dossier.consult", viewer):
        found.add("consult")
    going = dossier.state in (State.RECEIVED, State.PROCESSING)
    if step is None or step.act != "propose":
        return found
    mine = dossier.assigned_to_id == viewer.account_id
    if going and access.may_ever("dossier.forward", viewer) and viewer.role == access.SPECIALIST_OFFICER:
        found.add("pass_on")
        if not mine:
            found.add("take")
    leads = viewer.role == access.COMMUNE_LEADER
    if access.may_ever("dossier.hand_over", viewer) and (mine or leads or dossier.assigned_to_id is None):
        found.add("hand_over")
    return found


def barred(dossier: Dossier, step: Step | None, acts: list[str], viewer: Actor, waits: bool) -> list[Barred]:
    """The main acts of the role that are not lawful now, each with its reason and what comes first. `waits`: a proposal
    waits for its decision."""
    lang = spoken()
    words = {
        access.SPECIALIST_OFFICER: {"propose": _("Trình lãnh đạo"), "request_supplement": _("Yêu cầu bổ sung")},
        access.COMMUNE_LEADER: {"approve": _("Duyệt kết quả")},
        access.SINGLE_WINDOW_OFFICER: {"deliver": _("Trả kết quả")},
    }.get(viewer.role, {})
    found = []
    for act, name in words.items():
        if act in acts:
            continue
        if why := _why(dossier, step, waits, lang):
            found.append(Barred(name, why))
    return found


def _why(dossier: Dossier, step: Step | None, waits: bool, lang: str) -> str:
    if dossier.state == State.SUPPLEMENT_REQUESTED:
        since = formats.instant(dossier.paused_since, lang) if dossier.paused_since else formats.MISSING
        return _("Đang chờ người nộp bổ sung, từ %(since)s.") % {"since": since}
    if dossier.state == State.PAYMENT_DUE:
        return _("Đang chờ người nộp nộp tiền.")
    if dossier.received_at is None:
        return _("Bộ phận một cửa chưa tiếp nhận.")
    if dossier.state == State.DELIVERED:
        return _("Hồ sơ đã xong.")
    if dossier.resolved_at is not None and dossier.state != State.FINISHED:
        return _("Hồ sơ đã kết thúc, không làm thêm được.")
    if waits:
        return _("Đang chờ lãnh đạo quyết định về đề xuất.")
    if step is not None:
        role = access.ROLE_NAMES.get(step.role, ("–", "–"))[lang == "en"]
        return _("Đang ở bước “%(step)s”, việc của: %(role)s.") % {"step": said(step, lang), "role": role}
    return ""
