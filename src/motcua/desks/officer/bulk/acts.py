"""What may be done with several dossiers, what each act asks for, and what is better looked at one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.models import RequiredPaper
from motcua.desks.shell.words import field_sentence, sentence
from motcua.dossiers.models import Consultation, Dossier, DossierPaper, Proposal
from motcua.flows import act as acts
from motcua.journal.models import Event
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, Invalid

MOST = 50
"""More rows than somebody can have looked at are not done in one go."""


@dataclass(frozen=True, slots=True)
class BulkAct:
    """An act of a page: `does` is the act of the table that it becomes, `fields` what it asks for."""

    name: str
    does: str
    label: str
    button: str
    fields: tuple[str, ...] = ()
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One chosen dossier: `why` it would be left alone; empty when the act would be done."""

    dossier: Dossier
    why: str = ""


def bulk_acts() -> dict[str, BulkAct]:
    """Every act by its name."""
    found = (
        BulkAct("nhan", "assign", _("Nhận việc"), _("Nhận việc")),
        BulkAct("phan-cong", "assign", _("Phân công…"), _("Phân công"), ("to",)),
        BulkAct("chuyen", "forward", _("Chuyển…"), _("Chuyển"), ("to", "note")),
        BulkAct("trinh", "propose", _("Trình cùng kết quả…"), _("Trình lãnh đạo"), ("result", "note")),
        BulkAct("ban-giao", "hand_over", _("Bàn giao…"), _("Bàn giao"), ("to", "reason", "until")),
    )
    return {one.name: one for one in found}


def bulk_labels() -> list[tuple[str, str]]:
    """(name, words) for the bar over a list."""
    return [(one.name, one.label) for one in bulk_acts().values()]


def body_of(act: BulkAct, given: dict[str, str], username: str) -> dict[str, Any]:
    """The body of the act for one dossier."""
    body = {name: given[name] for name in act.fields if given.get(name)}
    return {"to": username} if act.name == "nhan" else body


def judge(act: BulkAct, chosen: Sequence[Dossier], body: dict[str, Any], *, by: Actor, at: datetime) -> list[Judged]:
    """Each dossier with the reason why it would be left alone: first what is not clean, then what the act itself would
    refuse. Nothing is changed."""
    unclean = _unclean(act, chosen)
    return [Judged(one, unclean.get(one.pk) or _refusal(act, one, body, by, at)) for one in chosen]


def _refusal(act: BulkAct, dossier: Dossier, body: dict[str, Any], by: Actor, at: datetime) -> str:
    return said(acts.foresee(dossier.code, act.does, body, by=by, at=at))


def said(refused: Cannot | None) -> str:
    """A refusal in words; of a wrong value its own sentence."""
    if refused is None:
        return ""
    if isinstance(refused, Invalid) and refused.errors:
        return field_sentence(refused.errors[0])
    return sentence(refused)


def _unclean(act: BulkAct, chosen: Sequence[Dossier]) -> dict[int, str]:
    """Proposing together is for the plain ones: same procedure, all papers, no note, no question, never returned."""
    if act.does != "propose" or not chosen:
        return {}
    first = chosen[0].procedure_version.procedure_id
    found: dict[int, str] = {}
    codes = [one.code for one in chosen]
    noted = set(Event.objects.filter(type="dossier.noted", chain__in=codes).values_list("chain", flat=True))
    asked = Consultation.objects.filter(dossier__in=chosen, cancelled_at=None)
    waits = set(asked.filter(answered_at=None).values_list("dossier_id", flat=True))
    against = set(asked.exclude(opinion__in=["", "agree"]).values_list("dossier_id", flat=True))
    returned = set(Proposal.objects.filter(dossier__in=chosen, outcome="returned").values_list("dossier_id", flat=True))
    missing = _missing(chosen)
    for one in chosen:
        if one.procedure_version.procedure_id != first:
            found[one.pk] = _("Khác thủ tục với hồ sơ đầu. Chỉ trình chung hồ sơ cùng một thủ tục.")
        elif one.pk in waits:
            found[one.pk] = _("Đang chờ ý kiến. Mở riêng để xem.")
        elif one.pk in against:
            found[one.pk] = _("Có ý kiến không đồng ý hoặc ý kiến khác. Mở riêng để xem.")
        elif one.pk in returned:
            found[one.pk] = _("Lãnh đạo đã trả lại một lần. Mở riêng để xem.")
        elif one.code in noted:
            found[one.pk] = _("Có ghi chú nội bộ. Mở riêng để xem.")
        elif one.pk in missing:
            found[one.pk] = _("Thiếu giấy tờ bắt buộc: %(name)s") % {"name": missing[one.pk]}
    return found


def _missing(chosen: Sequence[Dossier]) -> dict[int, str]:
    """The first required paper that a dossier does not have."""
    given = set(DossierPaper.objects.filter(dossier__in=chosen).values_list("dossier_id", "key"))
    asked = RequiredPaper.objects.filter(
        version__in={one.procedure_version_id for one in chosen}, need="required", is_form=False
    )
    found: dict[int, str] = {}
    for paper in asked.order_by("-position"):
        for one in chosen:
            if one.procedure_version_id == paper.version_id and (one.pk, paper.key) not in given:
                found[one.pk] = paper.name_vi
    return found
