"""Figures for Prometheus: for this machine and for who has the token, for nobody else."""

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from motcua.journal import outbox
from motcua.journal.models import CronSlot
from motcua.kernel import clock
from tests.factories.plain_lives import a_received_dossier

pytestmark = pytest.mark.django_db


def families(client, **headers):
    text = client.get("/metrics", **headers).content.decode()
    return {family.name: family for family in text_string_to_metric_families(text)}


def test_from_this_machine(client):
    a_received_dossier()
    client.get("/thu-tuc/")
    client.get("/theo-doi/H44.229-261105-0034")
    found = families(client)
    states = {sample.labels["state"]: sample.value for sample in found["motcua_dossiers"].samples}
    assert states == {"received": 1}
    counted = {(one.labels["view"], one.labels["status"]) for one in found["motcua_requests"].samples}
    assert ("public:search", "200") in counted
    assert all("H44.229-261105-0034" not in str(one.labels) for one in found["motcua_requests"].samples)
    assert found["motcua_request_seconds"].samples
    assert found["motcua_disk_free_bytes"].samples[0].value > 0


def test_the_worker_s_sign_of_life_and_the_age_of_the_outbox(client):
    now = clock.now()
    CronSlot.objects.all().delete()
    assert families(client)["motcua_worker_seen_seconds"].samples == []
    outbox.run_jobs(now - timedelta(seconds=90))
    from django.core.cache import cache

    cache.clear()
    assert 80 < families(client)["motcua_worker_seen_seconds"].samples[0].value < 200
    assert CronSlot.objects.filter(job="heartbeat").exists()


def test_for_others_there_is_no_such_page(client, settings):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.7"}).status_code == 404  # through any proxy
    settings.METRICS_TOKEN = "a-long-token"
    away = {"REMOTE_ADDR": "203.0.113.7"}
    assert client.get("/metrics", headers={"authorization": "Bearer wrong"}, **away).status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer a-long-token"}, **away).status_code == 200
