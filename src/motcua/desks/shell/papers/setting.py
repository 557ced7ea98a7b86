"""Type is set by Typst with our own fonts; facts go in as JSON and are never read as markup."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from motcua.kernel.errors import NotVisible


class PaperNotSet(NotVisible):
    """There is no such paper of this dossier (yet)."""


def pdf(name: str, facts: Mapping[str, Any]) -> bytes:
    """Set the paper `name` (a template in `templates/papers`) with these facts; `set_at` (seconds) is its date."""
    import typst

    folder = _folder("templates") / "papers"
    content = typst.compile(
        folder / f"{name}.typ",
        root=folder,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        # A paper set twice from the same facts has the same bytes, wherever and whenever it is printed again.
        timestamp=facts["set_at"],
    )
    assert isinstance(content, bytes)
    return content


@lru_cache(maxsize=1)
def fonts() -> Any:
    """Only what we ship, so that a paper looks the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder("fonts")])


def _folder(name: str) -> Path:
    return Path(str(files("motcua"))) / name
