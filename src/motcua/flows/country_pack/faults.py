"""What is wrong, where: every mistake of a pack is collected and named by file and line."""

from dataclasses import dataclass, field
from typing import Any

from motcua.flows.country_pack.words import WORDS
from motcua.kernel.errors import Invalid


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the file within the pack, the line (from 1), a code of `words.WORDS` and its facts."""

    file: str
    line: int
    code: str
    facts: tuple[tuple[str, Any], ...] = ()

    def words(self, lang: str) -> str:
        """The reason in one language."""
        return WORDS[self.code][lang == "en"].format(**dict(self.facts))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words('vi')} ({self.words('en')})"


class PackInvalid(Invalid):
    """The pack cannot be used; `faults` holds everything that is wrong with it, by file and line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("pack.invalid", count=len(faults))
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


@dataclass(slots=True)
class Faults:
    """Collects mistakes while reading goes on."""

    found: dict[Fault, None] = field(default_factory=dict)

    def add(self, file: str, line: int, code: str, /, **facts: Any) -> None:
        """Note a mistake; the same one twice counts once."""
        self.found[Fault(file, line, code, tuple(sorted(facts.items())))] = None

    def stop(self) -> None:
        """Raise PackInvalid when anything was wrong."""
        if self.found:
            raise PackInvalid(tuple(sorted(self.found, key=lambda fault: (fault.file, fault.line))))
