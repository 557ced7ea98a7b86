"""`catalogue export FILE`, `catalogue import FILE [--dry-run]`: JSON or a workbook (.xlsx), by the file's name."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.flows import catalogue_exchange as exchange
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot


class Command(BaseCommand):
    help = "Write procedures with all their versions, or bring them in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        out = acts.add_parser("export", help="write every published version")
        out.add_argument("file", metavar="FILE")
        bring = acts.add_parser("import", help="publish what is not there yet; what stands is left alone")
        bring.add_argument("file", metavar="FILE")
        bring.add_argument("--dry-run", action="store_true", help="judge everything, say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        if options["act"] == "export":
            self._export(path)
        else:
            self._import(path, dry_run=options["dry_run"])

    def _export(self, path: Path) -> None:
        kind = path.suffix.lower()
        if kind not in (".json", ".xlsx"):
            raise Cannot("catalogue.kind_unknown", file=path.name)
        data = exchange.export_catalogue()
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(exchange.workbook(data) if kind == ".xlsx" else text.encode())
        part.replace(path)
        versions = sum(len(one["versions"]) for one in data["procedures"])
        self.stdout.write(f"wrote {len(data['procedures'])} procedures in {versions} versions")

    def _import(self, path: Path, *, dry_run: bool) -> None:
        try:
            steps = exchange.import_catalogue(exchange.load_file(path), by=SYSTEM, at=clock.now(), dry_run=dry_run)
        except exchange.CatalogueWrong as refused:
            for one in refused.wrong:
                self.stderr.write(str(one))
            raise CommandError(f"{len(refused.wrong)} mistakes in {path.name}; nothing was changed.") from None
        for step in steps:
            since = f" from {step.valid_from}" if step.valid_from else ""
            changed = f": {', '.join(step.changed)}" if step.changed else ""
            self.stdout.write(f"{step.what:<10} {step.subject}{since}{changed}")
        done = "would be done" if dry_run else "done"
        self.stdout.write(f"{len(steps)} things {done}" if steps else "everything stands already")
