"""The answers once more, the sum to pay, the vow; then the dossier is submitted, once."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.citizen.apply import delivery, frame, linked, papers
from motcua.desks.citizen.apply.work import CHECK, DELIVERY, LINKED, PAPERS, WHOM, Work
from motcua.desks.citizen.forms import see
from motcua.desks.citizen.standing import delivery_words
from motcua.desks.shell import eform, formats
from motcua.desks.shell.eform import FieldView, PageView
from motcua.desks.shell.parts import Row
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.dossiers.states import Channel
from motcua.flows import charge, submit_linked
from motcua.flows import submit as submitting
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import mandates, remembering
from motcua.people import queries as people

SUBMITTED_HERE = "submitted"
"""Codes that this session submitted: only for them the confirmation page (with the PIN) opens."""
REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the error summary that may lead to another page."""

    words: str
    url: str = ""


def page(request: Request, work: Work) -> HttpResponse:
    """Show, or submit."""
    if request.method != "POST":
        work.save(step=CHECK)
        return _show(request, work, [], [])
    closing = eform.closing(work.definition, work.lang)
    answers = work.answers
    if closing is not None:
        parsed = eform.parse(work.definition, closing.key, request.POST, today=work.today, known=work.known)
        answers = eform.merge(work.definition, closing.key, answers, parsed)
        # The vow itself is never kept: it is made with the button that submits, not before.
        vows = {field.key for field in closing.fields if field.type == "accept"}
        work.save(answers={key: value for key, value in answers.items() if key not in vows}, step=CHECK)
    if frame.is_quiet(request):
        return frame.kept(work)
    if not _has_vow(work) and request.POST.get("vow") != "1":
        errors = [FieldError("vow", "apply.vow_missing")]
        return _show(request, work, errors, _faults(work, errors))
    errors = [*_delivery_errors(work)]
    try:
        if errors:
            raise Invalid("submission.invalid", errors)
        dossier = submit_linked.submit(_submission(work, answers), by=work.actor, at=work.at, draft=work.draft)
    except Invalid as refused:
        return _show(request, work, refused.errors, _faults(work, refused.errors), answers)
    remember(request, dossier.code)
    _remember_person(work)
    return see(reverse("citizen:done", args=[dossier.code]))


def _remember_person(work: Work) -> None:
    """Keep the person for the next time, where the filer wished it."""
    draft, account_id = work.draft, work.actor.account_id
    if draft.submitter and draft.wishes.get("remember") and draft.applicant.get("kind") == "person" and account_id:
        relation = str((draft.wishes.get("mandate") or {}).get("relation") or "")
        account = people.get_account(account_id)
        remembering.remember(account, draft.applicant, relation=relation, by=work.actor, at=work.at)


def _submission(work: Work, answers: dict[str, Any]) -> submitting.Submission:
    draft = work.draft
    return submitting.Submission(
        procedure=work.version.procedure.code,
        agency=draft.agency.code if draft.agency else "",
        channel=Channel.ONLINE,
        applicant=draft.applicant,
        submitter=draft.submitter,
        answers=answers,
        papers=papers.handed_in(work),
        wishes=delivery.handed_in(draft.wishes),
        left_out=work.left_out,
    )


def remember(request: Request, code: str) -> None:
    """This session submitted it."""
    held = [one for one in request.session.get(SUBMITTED_HERE, []) if one != code]
    request.session[SUBMITTED_HERE] = [*held, code][-REMEMBERED:]


def was_submitted_here(request: Request, code: str) -> bool:
    """True when the confirmation page may open."""
    return code in request.session.get(SUBMITTED_HERE, [])


def _delivery_errors(work: Work) -> list[FieldError]:
    return [FieldError(f"wishes.{one.path}", one.code, **one.facts) for one in delivery.judge(work.draft.wishes)]


def _has_vow(work: Work) -> bool:
    closing = eform.closing(work.definition, work.lang)
    return closing is not None and any(field.type == "accept" for field in closing.fields)


def _faults(work: Work, errors: list[FieldError]) -> list[Fault]:
    """Each fault with the page on which it is mended."""
    return [Fault(field_sentence(error), _url(work, error.path)) for error in errors]


def _url(work: Work, path: str) -> str:
    head, _dot, rest = path.partition(".")
    again = f"?{frame.RETURN}=1&sua=1"
    if head in ("agency", "channel", "procedure"):
        return reverse("citizen:apply", args=[work.version.procedure.code])
    if head == "left_out":
        return f"{work.url(LINKED)}{again}"
    if head in ("applicant", "submitter"):
        return f"{work.url(WHOM)}{again}"
    if head == "papers":
        return f"{work.url(PAPERS)}{again}"
    if head == "wishes":
        return f"{work.url(DELIVERY)}{again}"
    if head == "vow":
        return "#id_vow"
    field = work.definition.by_key.get(rest.split(".")[0]) if head == "answers" else None
    if field is None:
        return ""
    control = f"#f-{rest.removesuffix('.place').removesuffix('.on').replace('.', '-')}"
    if work.definition.group_by_key[field.group].closing:
        return control
    return f"{work.url(field.group)}{again}{control}" if field.group in {one.key for one in work.stages} else ""


def _show(
    request: Request,
    work: Work,
    errors: list[FieldError],
    faults: list[Fault],
    answers: dict[str, Any] | None = None,
) -> HttpResponse:
    groups = eform.summary(work.definition, work.answers, work.lang, today=work.today, known=work.known)
    if work.linked and work.draft.agency:
        lines, unknown = work.linked.expected(work.draft.agency, Channel.ONLINE, work.today, work.answers)
    else:
        lines, unknown = charge.expected(work.version, work.draft.agency, Channel.ONLINE, work.today, work.answers)
    context = {
        "faults": faults,
        "who": _who(work),
        "members": linked.rows_of(work),
        "groups": [
            (group.title, eform.summary_rows(group, lambda line: _change(work, line.step)))
            for group in groups
            if not group.closing
        ],
        "papers": _papers(work),
        "delivery": [
            Row(_("Cách nhận"), delivery_words(work.draft.wishes), url=_change(work, DELIVERY)),
        ],
        "charges": lines,
        "amount": sum(line.amount for line in lines),
        "amount_unknown": unknown,
        "closing": _closing(work, errors, answers),
        "has_vow": _has_vow(work),
        "vow_error": next((field_sentence(one) for one in errors if one.path == "vow"), ""),
    }
    return frame.show(request, work, CHECK, "citizen/apply/check.html", context, wrong=bool(errors))


def _change(work: Work, stage: str) -> str:
    return f"{work.url(stage)}?{frame.RETURN}=1"


def _closing(work: Work, errors: list[FieldError], answers: dict[str, Any] | None) -> tuple[FieldView, ...]:
    """What is asked beside the button. The vow is never ticked beforehand, not even a second time."""
    closing = eform.closing(work.definition, work.lang)
    if closing is None or not closing.fields:
        return ()
    shown = {key: value for key, value in work.answers.items() if work.definition.by_key[key].type != "accept"}
    view: PageView = eform.page(
        work.definition,
        closing.key,
        shown,
        today=work.today,
        lang=work.lang,
        known=work.known,
        errors=[one for one in errors if one.path.startswith("answers.")],
    )
    if view.heading:
        field = closing.fields[0]
        return (replace(view.fields[0], heading=False, label=field.label(work.lang), help=field.help(work.lang)),)
    return view.fields


def _who(work: Work) -> list[Row]:
    party, url = work.draft.applicant, _change(work, WHOM)
    source = "" if work.draft.submitter else _("Lấy từ tài khoản")
    rows = [Row(_("Họ, chữ đệm, tên"), str(party.get("full_name") or ""), source, url=url)]
    if party.get("personal_id"):
        rows.append(Row(_("Số định danh"), formats.whole_id(str(party["personal_id"])), source))
    if party.get("tax_code"):
        rows.append(Row(_("Mã số thuế"), str(party["tax_code"])))
    if party.get("phone"):
        rows.append(Row(_("Điện thoại"), formats.phone(str(party["phone"]))))
    if work.draft.submitter:
        rows.append(Row(_("Người nộp"), str(work.draft.submitter.get("full_name") or "")))
        if ground := mandates.words(work.draft.wishes.get("mandate"), work.lang):
            rows.append(Row(_("Nộp thay với căn cứ"), ground, url=url))
    return rows


def _papers(work: Work) -> list[Row]:
    rows = []
    for view in papers.shown_papers(work, {}):
        url = f"{_change(work, PAPERS)}#{view.id}"
        if view.upload is not None:
            stored = view.upload.stored
            facts = [view.upload.name, formats.size(stored.size, work.lang)]
            rows.append(Row(view.name, " · ".join(facts), view.source, url=url))
        elif view.way == "declared":
            shown = _("Xuất trình tại quầy")
            if view.databases:
                shown = _("Cơ quan tra cứu; không thấy thì xuất trình tại quầy")
            rows.append(Row(view.name, shown, url=url))
        else:
            rows.append(Row(view.name, "" if view.required else _("Không nộp"), url=url))
    return rows
