"""Which processes of the installation live, and whether the database fits the code."""

import json
import os
import subprocess
import sys

import pytest
from django.db.migrations.recorder import MigrationRecorder

from motcua import __version__
from motcua.flows.running import processes, schema
from motcua.kernel.errors import NotLawfulNow


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def test_a_process_is_known_while_it_lives():
    assert processes.running() == []
    with processes.mark("worker"):
        (one,) = processes.running()
        assert (one.kind, one.pid, one.version) == ("worker", os.getpid(), __version__)
        assert str(one) == f"worker {os.getpid()} ({__version__})"
    assert processes.running() == []


def test_the_mark_of_a_killed_process_is_swept():
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    processes.folder().mkdir()
    path = processes.folder() / f"worker-{child.pid}.json"
    path.write_text(json.dumps({"kind": "worker", "version": "0", "born": "1", "since": "2026-11-22T00:00:00Z"}))
    assert processes.running() == []
    assert not path.exists()


def test_a_number_that_was_given_again_is_another_process():
    processes.folder().mkdir()
    path = processes.folder() / f"worker-{os.getpid()}.json"
    path.write_text(json.dumps({"kind": "worker", "version": "0", "born": "1", "since": "2026-11-22T00:00:00Z"}))
    assert processes.running() == []


def test_a_mark_that_cannot_be_read_is_nobody():
    processes.folder().mkdir()
    (processes.folder() / "worker-x.json").write_text("{")
    assert processes.running() == []


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_refused():
    assert schema.pending() == 0
    assert schema.from_newer() == []
    schema.refuse_newer()
    MigrationRecorder.Migration.objects.create(app="dossiers", name="0999_from_the_future")
    MigrationRecorder.Migration.objects.create(app="an_app_that_was_removed", name="0001_initial")
    assert schema.from_newer() == ["dossiers.0999_from_the_future"]
    with pytest.raises(NotLawfulNow, match=r"schema\.newer"):
        schema.refuse_newer()
