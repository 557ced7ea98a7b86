"""One paper as the page of papers and the check page print it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.models import CodeItem, RequiredPaper
from motcua.desks.citizen.apply import again
from motcua.desks.citizen.apply.work import OTHER, Work
from motcua.desks.shell import formats
from motcua.documents.models import Upload
from motcua.dossiers.queries.own import EarlierPaper


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper of the page: `way` file, declared, none or "" when nothing was said; `upload` what will be handed in,
    made of `parts`; `source` where one that is used again comes from; `offers` what could be used again."""

    key: str
    name: str
    condition: str
    required: bool
    databases: str
    way: str
    upload: Upload | None
    error: str
    lost: bool = False
    parts: tuple[Upload, ...] = ()
    source: str = ""
    offers: list[EarlierPaper] = field(default_factory=list)
    added: bool = False

    @property
    def id(self) -> str:
        return f"p-{self.key}"


def name_of(paper: RequiredPaper, lang: str) -> str:
    """What a paper of the sheet is called."""
    return (paper.name_en if lang == "en" else "") or paper.name_vi


def views(work: Work, asked: Sequence[tuple[RequiredPaper | None, str, str]], said: dict[str, str]) -> list[PaperView]:
    """The asked papers (of the sheet, or None for one that the mandate asks), then those that were added."""
    rows = {str(row["key"]): row for row in work.given}
    codes = {code for paper, _key, _name in asked if paper for code in paper.fetch_from}
    names = (
        {
            item.code: (item.name_en if work.lang == "en" else "") or item.name_vi
            for item in CodeItem.objects.filter(list="paper_source", code__in=codes)
        }
        if codes
        else {}
    )
    open_ones = {key: name for _paper, key, name in asked if not rows.get(key, {}).get("file_id")}
    offers = again.papers_for(work, open_ones) if open_ones else {}
    found = []
    for paper, key, name in asked:
        row = rows.get(key, {})
        databases = ", ".join(names.get(code, code) for code in paper.fetch_from) if paper else ""
        required = paper is None or paper.need == "required"
        condition = ((paper.condition_en if work.lang == "en" else "") or paper.condition_vi) if paper else ""
        found.append(
            PaperView(
                key=key,
                name=name,
                condition=condition,
                required=required,
                databases=databases,
                way=_way(row) or ("declared" if databases and required and not work.given else ""),
                upload=work.files.get(str(row.get("file_id"))),
                error=said.get(key, ""),
                lost=bool(row.get("file_id")) and str(row["file_id"]) not in work.files,
                parts=_parts(work, row),
                source=_source(row, work.lang),
                offers=offers.get(key, []),
            )
        )
    listed = {key for _paper, key, _name in asked}
    for key, row in rows.items():
        if key.startswith(OTHER) and key not in listed:
            upload = work.files.get(str(row.get("file_id")))
            name = str(row.get("name_vi") or key)
            found.append(
                PaperView(
                    key, name, "", False, "", "file", upload, said.get(key, ""), upload is None,
                    parts=_parts(work, row), added=True,
                )
            )  # fmt: skip
    return found


def _parts(work: Work, row: dict[str, Any]) -> tuple[Upload, ...]:
    """The parts of a joined file, where there is more than one."""
    found = tuple(work.files[str(one)] for one in row.get("parts") or [] if str(one) in work.files)
    return found if len(found) > 1 else ()


def _source(row: dict[str, Any], lang: str) -> str:
    if not row.get("reused"):
        return ""
    on = formats.day(date.fromisoformat(str(row["on"])), lang)
    return _("Dùng lại từ hồ sơ %(code)s, gửi %(on)s") % {"code": row["from"], "on": on}


def _way(row: dict[str, Any]) -> str:
    return "file" if row.get("file_id") else "declared" if row.get("declared") else "none" if row.get("none") else ""
