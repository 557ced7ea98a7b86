"""Sentences to translate: found in code and templates, compared with the .po files. `./run messages` runs it.

A msgid is the Vietnamese sentence. It belongs to the .po file of its desk (or room) where that has a `locale`
folder, else to `src/motcua/locale`. Existing entries are never touched; new ones get an empty English.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[2] / "src"
PACKAGE = SOURCE / "motcua"
KEYWORDS = [
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "npgettext",
    "npgettext_lazy",
    "pgettext",
    "pgettext_lazy",
]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence where it stands. `plural` and `context` are "" where there is none."""

    text: str
    plural: str
    context: str
    path: Path
    line: int

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.text)

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(SOURCE)}:{self.line}"


def sources(package: Path = PACKAGE) -> Iterator[Path]:
    """Python files and templates of the product."""
    for path in sorted(package.rglob("*")):
        if path.suffix in (".html", ".txt", ".xml", ".svg", ".typ") and "templates" in path.parts:
            yield path
        elif path.suffix == ".py" and "migrations" not in path.parts:
            yield path


def messages_in(path: Path) -> Iterator[Message]:
    """The sentences of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # In brackets, for the tokenizer takes the indentation of what is left of a page for Python's
        text = f"({templatize(text, origin=str(path))}\n)"
    found = extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    for line, function, given, _comments in found:
        words = [word for word in (given if isinstance(given, tuple) else (given,)) if isinstance(word, str)]
        name = function.removesuffix("_lazy").removesuffix("_noop")
        context = words.pop(0) if "pgettext" in name and words else ""
        if words and words[0]:
            plural = words[1] if "ngettext" in name or "npgettext" in name else ""
            yield Message(words[0], plural, context, path, line)


def every_message() -> list[Message]:
    """All sentences of the product, each time that it stands."""
    return [message for path in sources() for message in messages_in(path)]


def home_of(message: Message) -> Path:
    """The English .po file that a sentence belongs to."""
    parts = message.path.relative_to(PACKAGE).parts
    folder = PACKAGE
    if parts[0] == "desks" and len(parts) > 2:
        folder = PACKAGE / "desks" / parts[1]
    elif parts[0] == "templates" and (PACKAGE / "desks" / parts[1] / "__init__.py").exists():
        folder = PACKAGE / "desks" / parts[1]
    elif parts[0] not in ("templates", "desks") and (PACKAGE / parts[0] / "locale").is_dir():
        folder = PACKAGE / parts[0]
    return folder / "locale" / "en" / "LC_MESSAGES" / "django.po"


def english() -> dict[tuple[str, str], dict[Path, tuple[str, ...]]]:
    """What the English .po files say: (context, msgid) → file → its translations (plural forms in order)."""
    said: dict[tuple[str, str], dict[Path, tuple[str, ...]]] = {}
    for po in sorted(PACKAGE.glob("**/locale/en/LC_MESSAGES/django.po")):
        with po.open("rb") as file:
            for entry in read_po(file, locale="en", abort_invalid=True):
                if not entry.id:
                    continue
                text = entry.id if isinstance(entry.id, str) else entry.id[0]
                strings = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
                usable = () if entry.fuzzy else tuple(string or "" for string in strings)
                said.setdefault((entry.context or "", text), {})[po] = usable
    return said


def without_english() -> list[Message]:
    """Sentences that no .po file has a whole English for, each once, where it first stands."""
    said = english()
    missing: dict[tuple[str, str], Message] = {}
    for message in every_message():
        answers = said.get(message.key, {}).values()
        if not any(strings and all(strings) for strings in answers):
            missing.setdefault(message.key, message)
    return list(missing.values())


def quoted(text: str) -> str:
    """A string as .po files write it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    if "\n" not in escaped:
        return f'"{escaped}"'
    lines = escaped.split("\n")
    parts = [f'"{line}\\n"' for line in lines[:-1]] + ([f'"{lines[-1]}"'] if lines[-1] else [])
    return "\n".join(['""', *parts])


HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def append(po: Path, messages: list[Message]) -> None:
    """Add sentences with an empty English at the end of a .po file; what stands there stays as it is."""
    text = po.read_text(encoding="utf-8") if po.exists() else HEADER
    blocks = []
    for message in messages:
        context = f"msgctxt {quoted(message.context)}\n" if message.context else ""
        form = "\n#, python-format" if "%(" in message.text else ""
        place = f"#: {message.path.relative_to(PACKAGE)}{form}\n"
        body = (
            f'msgid {quoted(message.text)}\nmsgid_plural {quoted(message.plural)}\nmsgstr[0] ""\nmsgstr[1] ""\n'
            if message.plural
            else f'msgid {quoted(message.text)}\nmsgstr ""\n'
        )
        blocks.append(f"{place}{context}{body}")
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text("\n".join([text.rstrip("\n") + "\n", *blocks]), encoding="utf-8")


def main() -> int:
    """Append what is new, list what has no English; 1 when there is any."""
    said = english()
    new: dict[Path, dict[tuple[str, str], Message]] = {}
    for message in every_message():
        if message.key not in said:
            new.setdefault(home_of(message), {}).setdefault(message.key, message)
    for po, messages in new.items():
        append(po, list(messages.values()))
        print(f"{po.relative_to(SOURCE)}: {len(messages)} new")
    missing = without_english()
    for message in missing:
        print(f"no English: {message.place}: {message.text!r}")
    print(f"{len(missing)} without English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
