"""Procedures as JSON in the shape of the country pack's files; every version is stated whole."""

from collections.abc import Iterable
from typing import Any

from motcua.catalogue import rules
from motcua.flows.country_pack.pack import DatedVersion, FieldSpec, ProcedureSpec

FORMAT = "motcua-catalogue-1"


def catalogue_data(fields: Iterable[FieldSpec], procedures: Iterable[ProcedureSpec]) -> dict[str, Any]:
    """The whole file: `format`, `fields`, `procedures` with their field."""
    return {
        "format": FORMAT,
        "fields": [
            _told(slug=one.slug, vi=one.name_vi, en=one.name_en, code=one.code, department=one.department)
            for one in fields
        ],
        "procedures": [
            {
                "id": one.slug,
                "code": one.code,
                "field": one.field,
                "versions": [version_data(version) for version in one.versions],
            }
            for one in procedures
        ],
    }


def version_data(version: DatedVersion) -> dict[str, Any]:
    """One version; what is empty or as usual is left out, as in the pack."""
    spec = version.spec
    return _told(
        valid_from=version.valid_from.isoformat(),
        valid_to=version.valid_to.isoformat() if version.valid_to else None,
        assumed=version.assumed,
        name=_pair(spec.name_vi, spec.name_en),
        official_name=spec.official_name_vi,
        who=_pair(spec.who_vi, spec.who_en),
        levels=list(spec.levels),
        departments=list(spec.departments),
        handled_by=spec.handled_by,
        online=spec.online,
        online_reason=_pair(spec.online_reason_vi, spec.online_reason_en),
        form=spec.form_key,
        process=spec.process_key,
        result=_told(vi=spec.result_name_vi, en=spec.result_name_en, code=spec.result_code),
        pause_on_payment=spec.pause_on_payment,
        decision_no=spec.decision_no,
        limits=[_limit(one) for one in spec.limits],
        papers=[_paper(one) for one in spec.papers],
        fees=[_fee(one) for one in spec.fees],
        legal_bases=list(spec.legal_bases),
        **spec.sheet,
    )


def _told(**members: Any) -> dict[str, Any]:
    return {key: value for key, value in members.items() if value not in (None, "", False, [], {})}


def _pair(vi: str, en: str) -> dict[str, str]:
    return _told(vi=vi, en=en)


def _limit(limit: rules.Limit) -> dict[str, Any]:
    return {"value": limit.value} | _told(
        unit=limit.unit,
        channel=limit.channel,
        case=limit.case,
        policy=limit.policy,
        cutoff=limit.cutoff.isoformat("minutes") if limit.cutoff else None,
        roll=limit.roll,
        after_supplement=limit.after_supplement,
        case_when=limit.case_when,
        cutoff_on=limit.cutoff_on if limit.cutoff_on != "start" else "",
        starts=limit.starts if limit.starts != "reception" else "",
        note=_pair(limit.note_vi, limit.note_en),
    )


def _paper(paper: rules.Paper) -> dict[str, Any]:
    return {
        "key": paper.key,
        "vi": paper.name_vi,
        "en": paper.name_en,
        "originals": paper.originals,
        "copies": paper.copies,
        "need": paper.need,
        "scan_accepted": paper.scan_accepted,
    } | _told(
        is_form=paper.is_form,
        fetch_from=list(paper.fetch_from),
        condition=_pair(paper.condition_vi, paper.condition_en),
    )


def _fee(fee: rules.Fee) -> dict[str, Any]:
    return {"kind": fee.kind, "amount": fee.amount} | _told(
        per=_pair(fee.per_vi, fee.per_en),
        channel=fee.channel,
        condition=_pair(fee.condition_vi, fee.condition_en),
        default=fee.is_default,
        tiers=[{"from": start, "amount": amount} for start, amount in fee.tiers],
        most=fee.most,
    )
