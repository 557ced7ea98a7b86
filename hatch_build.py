"""Build hook: the wheel carries compiled translations."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface[Any]):
    """Runs `config/locales.py` of the tree that is being built; nothing of the project is imported."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files."""
        package = Path(self.root) / "src" / "motcua"
        runpy.run_path(str(package / "config" / "locales.py"))["compile_stale"](package)
