"""What a letter about one dossier of a linked filing says of the others."""

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.words import written


def lead_code(dossier: Dossier) -> str:
    """The code by which the person follows it: that of the whole filing, whose PIN is on the receipt."""
    bundle = queries.find_bundle(dossier)
    return bundle.lead.code if bundle is not None else dossier.code


def linked_lines(dossier: Dossier, language: str) -> list[str]:
    """One line for each part: its name, and what is promised or awaited. Nothing for an ordinary dossier."""
    bundle = queries.find_bundle(dossier)
    if bundle is None:
        return []
    spec = catalogue.spec_of_linked(bundle.service)
    names = {one.key: one.name(language) for one in spec.members}
    english = language == "en"
    lines = []
    for number, row in enumerate(queries.members_of(bundle), 1):
        part = row.dossier
        said = ""
        if queries.is_waiting(part):
            after = ", ".join(names[key] for key in row.after)
            said = f"waits for: {after}" if english else f"làm khi có kết quả {after.lower()}"
        elif queries.has_none(part):
            said = "ended" if english else "đã dừng"
        elif part.resolved_at is not None:
            said = "done" if english else "đã có kết quả"
        elif part.due_at is not None:
            said = ("promised for " if english else "hẹn ") + written(part.due_at, language)
        lines.append(f"{number}. {names[row.key]}" + (f": {said}" if said else ""))
    return lines
