"""Which forms of the circular a dossier has by now, for whom, and each as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from motcua.desks.shell import papers
from motcua.dossiers.models import Apology, Dossier, StopProposal
from motcua.dossiers.states import State
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people import access

NAMES = {
    "01": ("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt and promise"),
    "02": ("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request to complete the dossier"),
    "03": ("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal to accept the dossier"),
    "04": ("Văn bản xin lỗi và đề nghị gia hạn", "Apology and new date"),
    "05": ("Thông báo dừng giải quyết hồ sơ", "Notice that handling was stopped"),
    "06": ("Phiếu kiểm soát quá trình giải quyết", "Control slip"),
}
INSIDE = frozenset(
    {access.SINGLE_WINDOW_OFFICER, access.SPECIALIST_OFFICER, access.COMMUNE_LEADER, access.PROVINCE_LEADER}
)
READERS = (*sorted(INSIDE), access.CITIZEN, access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER)
"""Roles that may see a dossier at all; which, `dossiers.get_visible` says."""
NO_PIN = frozenset({access.SPECIALIST_OFFICER, access.COMMUNE_LEADER, access.PROVINCE_LEADER})
"""Those who never get form 01: it carries the PIN of the person who filed."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a dossier. `key` stands in its address: "02-1"; `draft`: it is not signed yet."""

    key: str
    number: str
    name_vi: str
    name_en: str
    made_at: datetime | None
    draft: bool = False

    def name(self, lang: str) -> str:
        """In the page's language."""
        return self.name_en if lang == "en" else self.name_vi


def forms_of(dossier: Dossier, viewer: Actor) -> list[Form]:
    """The forms that exist and that this viewer may have, by number. Drafts and the control slip are for the office."""
    inside = viewer.role in INSIDE
    found = []
    if dossier.received_at is not None and viewer.role not in NO_PIN:
        found.append(_form("01", "01", dossier.received_at))
    found += [
        _form(f"02-{row.number}", "02", row.asked_at, f", lần {row.number}", f", no. {row.number}")
        for row in dossier.supplements.order_by("number")
    ]
    if dossier.state == State.REFUSED:
        found.append(_form("03", "03", dossier.closed_at))
    line, signed = papers.extension_of(dossier), papers.signed_apology(dossier)
    if line is not None or signed is not None:
        found.append(_form("04", "04", signed.decided_at if signed else line.at if line else None))
    if inside and (apology := _open_apology(dossier)) is not None:
        found.append(_form("04-du-thao", "04", apology.drafted_at, draft=True))
    if dossier.state in (State.STOPPED, State.WITHDRAWN):
        found.append(_form("05", "05", dossier.closed_at))
    elif inside and (proposal := _open_stop(dossier)) is not None:
        found.append(_form("05-du-thao", "05", proposal.proposed_at, draft=True))
    if inside and dossier.received_at is not None:
        found.append(_form("06", "06", None))
    return found


def form_pdf(dossier: Dossier, key: str, *, viewer: Actor, lang: str, at: datetime) -> bytes:
    """One of `forms_of`. Raises NotVisible("paper.no_request") for any other key."""
    if key not in {one.key for one in forms_of(dossier, viewer)}:
        raise NotVisible("paper.no_request")
    if key.startswith("02-"):
        asked = dossier.supplements.select_related("asked_by").get(number=int(key.removeprefix("02-")))
        return papers.supplement_pdf(dossier, asked, lang)
    made: dict[str, Callable[[], bytes]] = {
        "01": lambda: papers.receipt_pdf(dossier, lang),
        "03": lambda: papers.refusal_pdf(dossier, lang),
        "04": lambda: papers.apology_pdf(dossier, lang),
        "04-du-thao": lambda: papers.drafted_apology_pdf(_opened(_open_apology(dossier)), lang, at=at),
        "05": lambda: papers.stop_pdf(dossier, lang),
        "05-du-thao": lambda: papers.drafted_stop_pdf(dossier, _stop_reason(dossier), lang, at=at),
        "06": lambda: papers.control_pdf(dossier, lang, at=at),
    }
    return made[key]()


def _form(
    key: str, number: str, at: datetime | None, more_vi: str = "", more_en: str = "", *, draft: bool = False
) -> Form:
    vi, en = NAMES[number]
    is_first = key == "02-1"
    return Form(key, number, vi + ("" if is_first else more_vi), en + ("" if is_first else more_en), at, draft)


def _open_apology(dossier: Dossier) -> Apology | None:
    rows = Apology.objects.filter(dossier=dossier, state__in=[Apology.State.DRAFTED, Apology.State.WAITING])
    return rows.order_by("-number").first()


def _opened(apology: Apology | None) -> Apology:
    assert apology is not None  # the key was among the forms a moment ago
    return apology


def _open_stop(dossier: Dossier) -> StopProposal | None:
    rows = StopProposal.objects.filter(dossier=dossier, state=StopProposal.State.WAITING)
    return rows.select_related("supplement").order_by("-number").first()


def _stop_reason(dossier: Dossier) -> str:
    from motcua.desks.shell.papers.facts import spelled

    proposal = _open_stop(dossier)
    if proposal is None:
        return ""
    return f"Đã quá thời hạn bổ sung ({spelled(proposal.answer_until)}) mà cơ quan chưa nhận được hồ sơ bổ sung."
