"""An export as a file: whole under its name, or not there; and brought in again."""

import os
import signal
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connections

from motcua.flows.exporting import export_dossiers
from motcua.jobs.management.commands import dossiers
from tests.factories.import_lines import a_line, bring_in, the_district

pytestmark = pytest.mark.django_db


class CutOff(Exception):
    """As if the process had been killed."""


def test_an_export_stands_under_its_name_only_when_it_is_whole(tmp_path, monkeypatch):
    the_district()
    bring_in(a_line(1), a_line(2))
    out = tmp_path / "out.jsonl"
    call_command("dossiers", "export", str(out))
    whole = out.read_text(encoding="utf-8")
    assert len(whole.splitlines()) == 2
    assert out.stat().st_mode & 0o777 == 0o600

    def cut_off(_: object) -> Iterator[str]:
        yield "{}"
        raise CutOff

    monkeypatch.setattr(dossiers, "export_dossiers", cut_off)
    with pytest.raises(CutOff):
        call_command("dossiers", "export", str(out))
    assert out.read_text(encoding="utf-8") == whole
    assert not out.with_name("out.jsonl.part").exists()


def test_what_was_exported_is_present_when_it_is_brought_in_again(tmp_path):
    the_district()
    bring_in(a_line(1), a_line(2, *a_line(2)["events"][:2]))
    call_command("dossiers", "export", str(tmp_path / "out.jsonl"))
    again = bring_in(*(tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (again.imported, again.present, again.refused, again.warnings) == (0, 2, [], [])


@pytest.mark.django_db(transaction=True)
def test_an_export_that_is_killed_leaves_no_half_file_under_its_name(tmp_path):
    the_district()
    bring_in(*[a_line(number) for number in range(1, 30)])
    connections.close_all()
    out = tmp_path / "out.jsonl"
    heard, said = os.pipe()
    process = os.fork()
    if not process:
        try:

            def slowly(agency: str | None = None) -> Iterator[str]:
                for line in export_dossiers(agency):
                    yield line
                    os.write(said, b".")
                signal.pause()

            dossiers.export_dossiers = slowly
            call_command("dossiers", "export", str(out))
        finally:
            os._exit(0)
    os.close(said)
    for _ in range(29):
        assert os.read(heard, 1) == b"."
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(heard)
    assert not out.exists()
    assert out.with_name("out.jsonl.part").exists()
