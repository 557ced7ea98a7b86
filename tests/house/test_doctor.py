"""What `doctor` finds wrong, each with what to do; what is wrong in production is a note elsewhere."""

import dataclasses
import json
import os
from datetime import timedelta
from io import StringIO
from ipaddress import ip_network

import pytest
from django.core.management import CommandError, call_command

from motcua.flows import backup
from motcua.flows.backup.make import Made
from motcua.flows.demo.accounts import PASSWORD
from motcua.flows.running import processes
from motcua.jobs.examining import CHECKS, content, examine, machine, safety, service
from motcua.journal import outbox
from motcua.journal.actions import record
from motcua.journal.models import CronSlot, Delivery
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.factories.plain_lives import an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings, tmp_path):
    """Settings of an installation that serves people; `production(name=value)` changes them."""
    (tmp_path / "keys").mkdir(mode=0o700)
    settings.HOME = tmp_path

    def change(**values):
        settings.ENV = dataclasses.replace(
            settings.ENV,
            **{
                "mode": "production",
                "home": tmp_path,
                "hosts": ["motcua.example"],
                "base_url": "https://motcua.example",
                "secure_cookies": True,
                "trusted_proxies": (ip_network("127.0.0.1"),),
                **values,
            },
        )

    change()
    return change


def test_every_finding_says_what_to_do_in_one_line():
    found = dict(examine())  # a check that breaks is itself a finding: here no country pack is loaded
    assert list(found) == list(CHECKS)
    assert found["calendar"].words.startswith("LookupError: no calendar")
    for what, finding in found.items():
        assert finding.state in ("ok", "note", "wrong"), what
        assert "\n" not in finding.words
        assert finding.words


def test_an_installation_on_https_behind_its_proxy_is_safe(production):
    for check in (safety.mode, safety.https, safety.proxy, safety.accounts):
        assert check().state == "ok", check().words


@pytest.mark.parametrize(
    ("check", "changed", "words"),
    [
        (safety.https, {"base_url": "http://motcua.example"}, "must be https"),
        (safety.https, {"secure_cookies": False}, "unset it"),
        (safety.https, {"hosts": ["other.example"]}, "add it"),
        (safety.https, {"hosts": ["*", "motcua.example"]}, "write the names"),
        (safety.proxy, {"trusted_proxies": ()}, "write 127.0.0.1"),
        (safety.proxy, {"trusted_proxies": (ip_network("0.0.0.0/0"),)}, "believes everybody"),
        (safety.mode, {"mode": "development"}, "MOTCUA_MODE=production"),
    ],
)
def test_what_is_unsafe_is_wrong(production, check, changed, words):
    production(**changed)
    found = check()
    assert found.state == "wrong"
    assert words in found.words


def test_weak_keys(settings):
    assert safety.keys().state == "ok"
    settings.SECRET_KEY = "a" * 60
    assert safety.keys().state == "wrong"
    settings.SECRET_KEY = bytes(settings.PIN_KEY).decode()
    assert "the same" in safety.keys().words


def test_a_key_that_others_can_read(production, tmp_path):
    key = tmp_path / "keys" / "pin"
    key.write_text("x")
    tmp_path.chmod(0o700)
    key.chmod(0o600)
    assert "keys" not in safety.permissions().words.partition("can read")[2].partition(":")[0]
    key.chmod(0o644)
    found = safety.permissions()
    assert found.state == "wrong"
    assert "chmod" in found.words


def test_a_password_that_everybody_knows(production, tmp_path):
    account = an_account("quantri")
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    assert "quantri has a password that everybody knows" in safety.accounts().words
    account.is_active = False
    account.save(update_fields=["is_active"])
    (tmp_path / "accounts.json").write_text("[]")
    assert "held a demo" in safety.accounts().words


def test_the_worker_s_sign_of_life(production):
    CronSlot.objects.all().delete()
    assert service.worker().state == "wrong"
    with processes.mark("worker"):
        assert "just started" in service.worker().words
    outbox.run_jobs(clock.now() - timedelta(minutes=30))
    assert "silent for 30 min" in service.worker().words
    outbox.run_jobs(clock.now())
    assert service.worker().state == "ok"


def test_a_worker_of_another_version(production, monkeypatch):
    outbox.run_jobs(clock.now())
    with processes.mark("worker"):
        (path,) = processes.folder().glob("*.json")
        said = json.loads(path.read_text())
        path.write_text(json.dumps({**said, "version": "0.0.1"}))
        found = service.worker()
    assert found.state == "wrong"
    assert "restart it" in found.words


def test_what_waits_too_long(production):
    now = clock.now()
    event = record("account.opened", subject="account:1", by=SYSTEM, at=now)
    Delivery.objects.filter(event=event).delete()
    row = Delivery.objects.create(event=event, handler="notify", next_try_at=now - timedelta(hours=1))
    assert "the oldest for 1 h" in service.outbox().words
    Delivery.objects.filter(pk=row.pk).update(state="failed")
    assert "gave up" in service.outbox().words
    Delivery.objects.all().delete()
    assert service.outbox().state == "ok"


def test_no_backup_for_days(production):
    now = clock.now()
    record("account.opened", subject="account:1", by=SYSTEM, at=now)
    assert service.backups().state == "note"  # installed today
    made = Made(size=1, files=0)
    backup.note_last(service_file := (processes.folder().parent / "x.backup"), made, at=now - timedelta(days=4))
    found = service.backups()
    assert found.state == "wrong"
    assert "4 days old" in found.words
    backup.note_last(service_file, made, at=now)
    assert service.backups().state == "ok"


def test_a_clock_that_was_put_back(production):
    assert service.clocks().state in ("ok", "note")
    record("account.opened", subject="account:1", by=SYSTEM, at=clock.now() + timedelta(days=1))
    assert "this clock is behind" in service.clocks().words


def test_a_short_disk(monkeypatch):
    monkeypatch.setattr(machine, "FREE_LEAST", 1 << 60)
    assert machine.space().state == "wrong"


def test_nobody_administers(production):
    assert "motcua init" in content.people().words


def test_the_command_speaks_to_people_and_to_programs(production):
    out = StringIO()
    with pytest.raises(CommandError, match=r"to put right"):
        call_command("doctor", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["ok"] is False
    assert set(said["checks"]) == set(CHECKS)
    assert os.linesep not in said["checks"]["worker"]["words"]
