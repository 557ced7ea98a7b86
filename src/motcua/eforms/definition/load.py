"""From JSON to a `Definition`, or to the list of everything that is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.eforms.definition import attributes, references
from motcua.eforms.definition.shapes import (
    PERSON_PARTS,
    Check,
    Definition,
    Field,
    Group,
    Option,
    PatternIf,
    Rows,
)
from motcua.kernel.codes import SLUG

Path = tuple[str | int, ...]
_CODE = re.compile(r"^\w[\w.-]{0,39}$")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where ("fields", 3, "type") and why, a sentence."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'form'}: {self.reason}"


class BadDefinition(ValueError):
    """A definition that cannot be used; `problems` holds every fault that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = list(problems)


def load(source: Mapping[str, Any]) -> Definition:
    """Read a definition. Raises BadDefinition with every path and reason."""
    return _Loader().definition(source)


class _Loader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, path: Path, reason: str) -> None:
        self.problems.append(Problem(path, reason))

    def definition(self, source: Any) -> Definition:
        if not isinstance(source, Mapping):
            raise BadDefinition([Problem((), "a form is an object")])
        known = {
            "key",
            "version",
            "name_vi",
            "name_en",
            "intro_vi",
            "intro_en",
            "legal",
            "groups",
            "fields",
            "checks",
            "lists",
        }
        for name in source.keys() - known:
            self.wrong((str(name),), "unknown member")
        key = source.get("key")
        if not (isinstance(key, str) and SLUG.match(key)):
            self.wrong(("key",), "must be a slug: small letters, digits and _, beginning with a letter")
        version = source.get("version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            self.wrong(("version",), "must be a whole number from 1")
        words = {
            name: self.words(source, name, (), needed=name.startswith("name"))
            for name in known
            if name[-3:] in ("_vi", "_en")
        }
        lists = self.lists(source.get("lists", {}))
        groups = tuple(self.group(row, path) for row, path in self.rows(source, "groups", needed=True))
        fields = tuple(self.field(row, path) for row, path in self.rows(source, "fields", needed=True))
        checks = tuple(self.check(row, path) for row, path in self.rows(source, "checks"))
        legal = source.get("legal", [])
        if not isinstance(legal, list) or not all(isinstance(act, str) for act in legal):
            self.wrong(("legal",), "must be a list of texts")
        if self.problems:
            raise BadDefinition(self.problems)
        order, faults = references.resolve(groups, fields, checks, lists)
        if faults:
            raise BadDefinition([Problem(path, reason) for path, reason in faults])
        return Definition(
            key=str(key),
            version=int(version or 0),
            legal=tuple(legal),
            groups=groups,
            fields=fields,
            checks=checks,
            lists=lists,
            order=order,
            source=source,
            **words,
        )

    def words(self, row: Mapping[str, Any], name: str, path: Path, *, needed: bool) -> str:
        value = row.get(name, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.wrong((*path, name), "must be a text" if value else "is missing")
            return ""
        return value

    def rows(
        self, source: Mapping[str, Any], name: str, *, needed: bool = False
    ) -> Iterator[tuple[Mapping[str, Any], Path]]:
        value = source.get(name, [])
        if not isinstance(value, list) or (needed and not value):
            self.wrong((name,), "must be a list" + (" with at least one entry" if needed else ""))
            return
        for index, row in enumerate(value):
            if isinstance(row, Mapping):
                yield row, (name, index)
            else:
                self.wrong((name, index), "must be an object")

    def lists(self, source: Any) -> dict[str, tuple[Option, ...]]:
        found: dict[str, tuple[Option, ...]] = {}
        if not isinstance(source, Mapping):
            self.wrong(("lists",), "must be an object of lists")
            return found
        for name, rows in source.items():
            options: list[Option] = []
            if not isinstance(rows, list) or not rows:
                self.wrong(("lists", str(name)), "must be a list with at least one choice")
                continue
            for index, row in enumerate(rows):
                path: Path = ("lists", str(name), index)
                if not isinstance(row, Mapping):
                    self.wrong(path, "must be an object with code, label_vi and label_en")
                    continue
                code = row.get("code")
                if not isinstance(code, str) or not _CODE.match(code):
                    self.wrong((*path, "code"), "must be a code: letters, digits, . _ - (quote codes made of digits)")
                    continue
                if any(option.code == code for option in options):
                    self.wrong((*path, "code"), f"code {code!r} stands twice")
                labels = [self.words(row, label, path, needed=True) for label in ("label_vi", "label_en")]
                options.append(Option(code, *labels))
            found[str(name)] = tuple(options)
        return found

    def group(self, row: Mapping[str, Any], path: Path) -> Group:
        known = {"key", "title_vi", "title_en", "intro_vi", "intro_en", "show_if", "closing"}
        for name in row.keys() - known:
            self.wrong((*path, str(name)), "unknown attribute")
        if not isinstance(row.get("closing", False), bool):
            self.wrong((*path, "closing"), "must be true or false")
        self.problems += [Problem((*path, "show_if"), reason) for reason in attributes.logic_faults(row.get("show_if"))]
        return Group(
            key=self.slug(row, path),
            title_vi=self.words(row, "title_vi", path, needed=True),
            title_en=self.words(row, "title_en", path, needed=True),
            intro_vi=self.words(row, "intro_vi", path, needed=False),
            intro_en=self.words(row, "intro_en", path, needed=False),
            show_if=row.get("show_if"),
            closing=bool(row.get("closing", False)),
        )

    def slug(self, row: Mapping[str, Any], path: Path) -> str:
        key = row.get("key")
        if isinstance(key, str) and SLUG.match(key) and len(key) <= 60:
            return key
        self.wrong((*path, "key"), "must be a slug: small letters, digits and _, beginning with a letter, at most 60")
        return ""

    def check(self, row: Mapping[str, Any], path: Path) -> Check:
        known = {"key", "check", "field", "words_vi", "words_en", "severity"}
        for name in row.keys() - known:
            self.wrong((*path, str(name)), "unknown attribute")
        if "check" not in row:
            self.wrong((*path, "check"), "is missing")
        self.problems += [Problem((*path, "check"), reason) for reason in attributes.logic_faults(row.get("check"))]
        if row.get("severity", "refuse") not in ("refuse", "warn"):
            self.wrong((*path, "severity"), "must be refuse or warn")
        return Check(
            key=self.slug(row, path),
            check=row.get("check"),
            field=self.words(row, "field", path, needed=True),
            words_vi=self.words(row, "words_vi", path, needed=True),
            words_en=self.words(row, "words_en", path, needed=True),
            severity=str(row.get("severity", "refuse")),
        )

    def field(self, row: Mapping[str, Any], path: Path, within: str = "") -> Field:
        """One field; `within` is the type of the composite it is a part of ("table", "person")."""
        key = self.slug(row, path)
        faults = attributes.faults(row, within)
        self.problems += [Problem((*path, *where), reason) for where, reason in faults]
        plain = {name: row[name] for name in attributes.PLAIN if name in row}
        if faults:  # the shapes below may not be built from wrong values; the path is reported
            return Field(
                key, str(row.get("type")), str(row.get("label_vi")), str(row.get("label_en")), str(row.get("group", ""))
            )
        rows = row.get("rows", {})
        return Field(
            **{**plain, "key": key},
            media_types=tuple(row.get("media_types", ())),
            pattern_if=tuple(PatternIf(entry["if"], entry["pattern"]) for entry in row.get("pattern_if", ())),
            rows=self.row_limits(rows),
            columns=tuple(self.columns(row, path)),
        )

    def row_limits(self, rows: Mapping[str, Any]) -> Rows:
        preset = tuple(rows.get("preset", ()))
        if preset:
            return Rows(len(preset), len(preset), preset)
        return Rows(rows.get("min", 0), rows.get("max", 20))

    def columns(self, row: Mapping[str, Any], path: Path) -> Iterator[Field]:
        if row["type"] == "table":
            for index, column in enumerate(row["columns"]):
                if isinstance(column, Mapping):
                    yield self.field(column, (*path, "columns", index), within="table")
                else:
                    self.wrong((*path, "columns", index), "must be an object")
        elif row["type"] == "person":
            needed = row.get("required_parts", ["full_name"])
            for part in row["parts"]:
                yield self.field({**PERSON_PARTS[part], "key": part, "required": part in needed}, path, within="person")
