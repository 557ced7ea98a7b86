"""What a date or a personal number may be beside the other answers; pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from motcua.eforms import words
from motcua.eforms.definition.shapes import Field
from motcua.eforms.rules import dates, values

Said = tuple[str, dict[str, object]]  # code of the sentence, its facts


def broken(
    field: Field, value: Any, known: Mapping[str, Any], fields: Mapping[str, Field], today: date
) -> Iterator[Said]:
    """Limits of a date that its value breaks; `known` are the other answers, `fields` their definitions."""
    for code, limit, after in (("date.after", field.not_after, True), ("date.before", field.not_before, False)):
        other = today.isoformat() if limit == "today" else known.get(limit)
        if not limit or other is None:
            continue
        left, right = (str(value), str(other)) if after else (str(other), str(value))
        if not dates.is_after(left, right):
            continue
        if limit == "today":
            yield f"{code}_today", {"day": dates.today_text(today)}
        else:
            names = words.labels(fields[limit])
            facts = {"other_vi": names["low_vi"], "other_en": names["low_en"], "day": dates.written(str(other))}
            yield code, {**facts}


def odd(field: Field, value: Any, known: Mapping[str, Any]) -> Iterator[Said]:
    """Where a personal number disagrees with what else was said of the person: worth a look, not a refusal, because a
    corrected birth record may precede the corrected number."""
    if field.type != "person_id":
        return
    born, sex = str(known.get(field.born) or ""), known.get(field.gender)
    year = values.birth_year(value)
    if born and born[:4] != str(year):
        yield "person_id.other_year", {"year": str(year)}
    if sex in ("male", "female") and sex != values.gender(value):
        yield "person_id.other_gender", {}
