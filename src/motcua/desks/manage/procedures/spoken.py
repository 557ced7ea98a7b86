"""A version's content in words, line by line: for its sheet and for comparing two versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.catalogue import rules
from motcua.desks.manage.procedures.choices import choices as choices_on
from motcua.desks.shell import formats
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import text


@dataclass(frozen=True, slots=True)
class Said:
    """One line: known by `key` when two contents are compared, called `term`, saying `value`."""

    key: str
    term: str
    value: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one part of a sheet."""

    title: str
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of both contents: `kind` same, changed, added or removed."""

    term: str
    before: str
    after: str
    kind: str


def spoken_rows(spec: rules.VersionSpec, lang: str, on: date) -> list[Group]:
    """Everything that a version says, in the order of its sections."""
    words = {name: dict(options) for name, options in choices_on(on, lang).items()}
    return [
        Group(_("Tên và cơ quan"), tuple(_who(spec, words))),
        Group(_("Cách nộp, tờ khai"), tuple(_filing(spec, words))),
        Group(_("Giấy tờ"), tuple(_paper(paper, words) for paper in spec.papers)),
        Group(_("Thời hạn"), (*(_limit(one, words) for one in spec.limits), *_extensions(spec, words))),
        Group(_("Phí, lệ phí"), tuple(_fee(at, one, words) for at, one in enumerate(spec.fees, 1))),
        Group(_("Căn cứ, ghi chú"), tuple(_law(spec, words))),
    ]


Lists = Mapping[str, Mapping[str, str]]


def _who(spec: rules.VersionSpec, words: Lists) -> list[Said]:
    return [
        Said("name_vi", _("Tên"), spec.name_vi),
        Said("name_en", _("Tên tiếng Anh"), spec.name_en),
        Said("official", _("Tên trong quyết định"), spec.official_name_vi),
        Said("who_vi", _("Dành cho ai"), spec.who_vi),
        Said("who_en", _("Dành cho ai, tiếng Anh"), spec.who_en),
        Said("levels", _("Cấp giải quyết"), ", ".join(words["levels"].get(one, one) for one in spec.levels)),
        Said("departments", _("Sở, ban"), ", ".join(words["departments"].get(one, one) for one in spec.departments)),
        Said("handled_by", _("Vị trí thụ lý"), words["posts"].get(spec.handled_by, spec.handled_by)),
        Said("result_vi", _("Kết quả"), spec.result_name_vi),
        Said("result_en", _("Kết quả, tiếng Anh"), spec.result_name_en),
        Said("result_code", _("Mã kết quả"), spec.result_code),
    ]


def _filing(spec: rules.VersionSpec, words: Lists) -> list[Said]:
    provider = spec.sheet.get("provider", {})
    return [
        Said("online", _("Trên mạng"), words["online"].get(spec.online, spec.online)),
        Said("reason_vi", _("Vì sao không làm hết trên mạng"), spec.online_reason_vi),
        Said("reason_en", _("Vì sao, tiếng Anh"), spec.online_reason_en),
        Said("form", _("Tờ khai"), words["forms"].get(spec.form_key, spec.form_key)),
        Said("process", _("Quy trình giải quyết"), words["processes"].get(spec.process_key, spec.process_key)),
        Said(
            "pause",
            _("Khi chờ nộp tiền"),
            _("dừng tính giờ") if spec.pause_on_payment else _("vẫn tính giờ"),
        ),
        Said("provider", _("Cơ quan phối hợp"), str(provider.get("vi", ""))),
    ]


def _paper(paper: rules.Paper, words: Lists) -> Said:
    bits = [words["needs"].get(paper.need, paper.need)]
    if paper.is_form:
        bits.append(_("tờ khai, điền trên trang"))
    else:
        bits.append(
            _("%(originals)s bản chính, %(copies)s bản sao") % {"originals": paper.originals, "copies": paper.copies}
        )
        bits.append(_("nhận bản chụp") if paper.scan_accepted else _("không nhận bản chụp"))
    if paper.fetch_from:
        sources = ", ".join(words["sources"].get(one, one) for one in paper.fetch_from)
        bits.append(_("không phải nộp nếu tra được từ %(sources)s") % {"sources": sources})
    if paper.condition_vi:
        bits.append(paper.condition_vi)
    english = f" ({paper.name_en})" if paper.name_en else ""
    return Said(f"paper.{paper.key}", f"{paper.name_vi}{english}", "; ".join(bits))


def _limit(limit: rules.Limit, words: Lists) -> Said:
    bits = [_amount(limit.value, limit.unit, words), words["policies"].get(limit.policy, limit.policy)]
    if limit.cutoff:
        hour = {"hour": f"{limit.cutoff:%H:%M}"}
        if limit.cutoff_on == "hand_over":
            bits.append(_("nhận sau %(hour)s chuyển bộ phận giải quyết vào hôm sau") % hour)
        else:
            bits.append(_("nhận sau %(hour)s tính từ hôm sau") % hour)
    if limit.starts == "competent":
        bits.append(_("tính từ khi cơ quan giải quyết có đủ hồ sơ"))
    if limit.case_when:
        bits.append(_("khi tờ khai ghi %(when)s") % {"when": limit.case_when})
    if limit.roll:
        bits.append(_("ngoài giờ thì sang giờ làm việc kế tiếp"))
    if limit.after_supplement == "restart":
        bits.append(_("bổ sung xong tính lại từ đầu"))
    if limit.note_vi:
        bits.append(limit.note_vi)
    case = ", ".join(
        part for part in (words["channels"].get(limit.channel, "") if limit.channel else "", limit.case) if part
    )
    return Said(f"limit.{limit.channel}.{limit.case}", case or _("Thời hạn chung"), "; ".join(bits))


def _extensions(spec: rules.VersionSpec, words: Lists) -> list[Said]:
    return [
        Said(
            f"extension.{at}",
            _("Kéo dài: %(when)s") % {"when": row["when"].get("vi", "")},
            (_("cả thảy %(amount)s") if row.get("in_all") else _("thêm %(amount)s"))
            % {"amount": _amount(row["value"], row["unit"], words)},
        )
        for at, row in enumerate(spec.sheet.get("extensions", ()), 1)
    ]


def _amount(value: int, unit: str, words: Lists) -> str:
    said = words["units"].get(unit, unit)
    return said if unit in ("same_day", "none") else f"{value} {said}"


def _fee(at: int, fee: rules.Fee, words: Lists) -> Said:
    lang = spoken()
    if fee.amount is None:
        bits = [_("Hội đồng nhân dân tỉnh quy định")]
    else:
        bits = [formats.money(fee.amount, lang) + (f"/{fee.per_vi}" if fee.per_vi else "")]
    bits += [
        _("từ %(per)s thứ %(start)s: %(amount)s")
        % {"per": fee.per_vi or _("đơn vị"), "start": start, "amount": formats.money(amount, lang)}
        for start, amount in fee.tiers
    ]
    if fee.most is not None:
        bits.append(_("nhiều nhất %(amount)s") % {"amount": formats.money(fee.most, lang)})
    if fee.channel:
        bits.append(words["channels"].get(fee.channel, fee.channel))
    if fee.is_default:
        bits.append(_("mức thường"))
    term = words["fee_kinds"].get(fee.kind, fee.kind) + (f": {fee.condition_vi}" if fee.condition_vi else "")
    key = text.fold(fee.condition_vi) or fee.channel or ("default" if fee.is_default else str(at))
    return Said(f"fee.{fee.kind}.{key}", term, "; ".join(bits))


def _law(spec: rules.VersionSpec, words: Lists) -> list[Said]:
    notes = [
        Said(f"note.{at}", _("Nên biết"), str(note.get("vi", "")))
        for at, note in enumerate(spec.sheet.get("notes", ()), 1)
    ]
    confidence = str(spec.sheet.get("confidence", "high"))
    return [
        *(Said(f"law.{number}", _("Căn cứ"), number) for number in spec.legal_bases),
        *notes,
        Said("confidence", _("Mức tin cậy của dữ liệu"), words["confidence"].get(confidence, confidence)),
    ]


def compare(
    before: rules.VersionSpec, after: rules.VersionSpec, lang: str, on: date
) -> list[tuple[str, list[Compared]]]:
    """Both contents side by side, part by part; lines are known by their key, so a moved paper is no change."""
    found = []
    for old, new in zip(spoken_rows(before, lang, on), spoken_rows(after, lang, on), strict=True):
        olds, news = {one.key: one for one in old.lines}, {one.key: one for one in new.lines}
        rows = []
        for key in [*olds, *(key for key in news if key not in olds)]:
            one, two = olds.get(key), news.get(key)
            if one is None or two is None:
                kind = "added" if one is None else "removed"
            else:
                kind = "same" if (one.term, one.value) == (two.term, two.value) else "changed"
            term = (two or one or old.lines[0]).term
            was = _with_term(one, term)
            rows.append(Compared(term, was, two.value if two else "", kind))
        found.append((new.title, rows))
    return found


def _with_term(said: Said | None, term: str) -> str:
    """The old value; with its old name where that was another."""
    if said is None:
        return ""
    return said.value if said.term == term else f"{said.term}: {said.value}"
