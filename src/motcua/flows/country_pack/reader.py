"""Reading a country pack: files in, values out, or everything that is wrong with them; no database."""

import hashlib
from importlib.resources import files
from pathlib import Path

from motcua.deadlines.reader import CannotReadCalendar, read_calendar
from motcua.deadlines.rules import WorkingCalendar
from motcua.eforms.reader import BadPack, PackForm, read_forms
from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.linked import LinkedReader
from motcua.flows.country_pack.lists import read_fields, read_lists
from motcua.flows.country_pack.located import Group, read_csv, read_yaml
from motcua.flows.country_pack.organisation import OrganisationReader, read_posts
from motcua.flows.country_pack.pack import Pack
from motcua.flows.country_pack.procedures import Known, ProcedureReader
from motcua.flows.country_pack.processes import read_processes
from motcua.flows.country_pack.result_templates import read_result_templates

SUFFIXES = (".yaml", ".csv")


def packaged(name: str = "vn") -> Path:
    """The folder of a country pack that comes with the product. Raises LookupError."""
    path = Path(str(files("motcua") / "data" / name))
    if not name.isalnum() or not path.is_dir():
        raise LookupError(name)
    return path


def content_of(root: Path) -> str:
    """SHA-256 of all files of a pack with their names: two packs with the same are the same."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in SUFFIXES:
            digest.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read(root: Path) -> Pack:
    """The pack in a folder. Raises PackInvalid with every mistake by file and line."""
    faults = Faults()
    top = read_yaml(root, "pack.yaml", faults)
    key, name = top.text("pack", 20), top.pair("name", 200)
    calendar = _calendar(root, top, faults)
    top.finish()
    organisation_reader = OrganisationReader(root, faults)
    organisation = organisation_reader.read()
    posts = read_posts(root, faults)
    fields, lists = read_fields(root, faults), read_lists(root, faults)
    processes, forms = read_processes(root, faults), _forms(root, faults)
    begins = {process.key: process.valid_from for process in reversed(processes)}
    known = Known(
        fields={field.slug for field in fields},
        processes=begins,
        forms={path.stem for path in (root / "forms").glob("[!_]*.yaml")},
        departments={code for code, kind in organisation_reader.kinds.items() if kind == "department"},
        posts={typical.post.slug for kind in posts.values() for typical in kind},
        sources={item.code for item in lists.get("paper_source", ())},
    )
    procedures = ProcedureReader(root, known, faults).read()
    linked = LinkedReader(root, procedures, forms, faults).read()
    templates = read_result_templates(root, faults)
    _personal_id_provinces(root, faults)
    faults.stop()
    return Pack(
        key=key,
        name_vi=name[0],
        name_en=name[1],
        content=content_of(root),
        organisation=organisation,
        posts=posts,
        fields=fields,
        procedures=procedures,
        processes=processes,
        lists=lists,
        calendar=calendar,
        forms=forms,
        result_templates=templates,
        linked_services=linked,
    )


def _calendar(root: Path, top: Group, faults: Faults) -> WorkingCalendar | None:
    name = top.text("calendar", 60)
    if not name or "/" in name:
        return None
    try:
        return read_calendar(root / name)
    except CannotReadCalendar as refused:
        facts = refused.facts
        faults.add(
            name,
            int(str(facts["line"])),
            "content",
            reason_vi=str(facts["reason_vi"]),
            reason_en=str(facts["reason_en"]),
        )
    return None


def _forms(root: Path, faults: Faults) -> tuple[PackForm, ...]:
    try:
        return tuple(read_forms(root / "forms"))
    except BadPack as bad:
        for fault in bad.faults:
            faults.add(f"forms/{fault.file}", fault.line, "content", reason_vi=fault.reason, reason_en=fault.reason)
    return ()


def _personal_id_provinces(root: Path, faults: Faults) -> None:
    """personal_id_provinces.csv is read by `people.identity`; here it is only judged."""
    lines: dict[str, int] = {}
    for group in read_csv(root, "personal_id_provinces.csv", ("code", "name"), faults):
        code = group.text("code", 3)
        group.text("name", 60)
        if not (len(code) == 3 and code.isdigit()):
            group.fault("value_unknown", "code", key="code", value=code, allowed="001–096")
        if code in lines:
            group.fault("twice", "code", value=code, line=lines[code])
        lines.setdefault(code, group.line)
