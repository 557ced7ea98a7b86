"""Everything is killed while fifty people submit: nothing acknowledged is lost, and all works again without a hand."""

import http.client
import threading
import time
from pathlib import Path

import pytest

from tests.flows.faults.product import Product, a_product
from tests.made_once import MadeOnce

CLIENTS, ENOUGH = 50, 120
_PENDING = """
from motcua.journal.models import Delivery
rows = Delivery.objects.filter(state="waiting", leased_until=None)
print(json.dumps(list(rows.values_list("handler", "attempts", "last_error"))))
"""
_LEFT = _PENDING.replace(", leased_until=None", "")
_LEASES_RUN_OUT = """
from datetime import timedelta
from django.db.models import F
from motcua.journal.models import Delivery
from motcua.journal.outbox import LEASE
from motcua.kernel import clock
from motcua.notifications.models import Notice
Notice.objects.exclude(claimed_until=None).update(claimed_until=F("claimed_until") - LEASE)
held = Delivery.objects.filter(state="waiting", leased_until__isnull=False)
too_long = held.filter(leased_until__gt=clock.now() + LEASE).count()
held.update(leased_until=F("leased_until") - LEASE)
print(json.dumps(too_long))
"""
_STORED = """
from collections import Counter
from motcua.dossiers.models import Dossier
from motcua.journal.models import Delivery, Event
codes = list(Dossier.objects.values_list("code", flat=True))
events = Counter(Event.objects.filter(type="dossier.submitted").values_list("chain", flat=True))
states = Counter(Delivery.objects.values_list("state", flat=True))
print(json.dumps({"codes": codes, "events": events, "deliveries": states}))
"""


class Clients:
    """Fifty that submit one dossier after the other, each with a key of its own, until the line breaks."""

    def __init__(self, product: Product, tokens: list[str]) -> None:
        self.product, self.tokens = product, tokens
        self.body = product.example()
        self.acknowledged: dict[tuple[str, str], str] = {}
        self.unanswered: set[tuple[str, str]] = set()
        self.refused: list[object] = []
        self._threads = [
            threading.Thread(target=self._submit, args=(number,), daemon=True) for number in range(CLIENTS)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(40)
            assert not thread.is_alive()

    def _submit(self, number: int) -> None:
        token, count = self.tokens[number % len(self.tokens)], 0
        while not self.refused:
            count += 1
            sent = (token, f"client-{number}-{count}")
            try:
                status, answer = self.product.call("POST", "/dossiers", self.body, token=token, key=sent[1])
            except (OSError, http.client.HTTPException, ValueError):
                self.unanswered.add(sent)
                return
            if status != 201:
                self.refused.append((status, answer))
                return
            self.acknowledged[sent] = answer["code"]


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_everything_is_killed(
    made_once: MadeOnce, tmp_path: Path, unused_port: int
) -> None:
    with a_product(made_once, tmp_path / "home", unused_port) as product:
        tokens = [row["token"] for row in product.prepare() if row["role"] in ("citizen", "api_client")]
        product.start()
        clients = Clients(product, tokens)
        clients.start()
        end = time.monotonic() + 30
        while len(clients.acknowledged) < ENOUGH and not clients.refused and time.monotonic() < end:
            time.sleep(0.02)
        product.kill()
        clients.join()
        assert clients.refused == []
        assert len(clients.acknowledged) >= CLIENTS
        assert clients.unanswered  # it was in the middle

        product.start()
        for (token, _), code in clients.acknowledged.items():
            status, found = product.call("GET", f"/dossiers/{code}", token=token)
            assert (status, found["state"]) == (200, "submitted"), code
        again: dict[tuple[str, str], str] = {}
        for token, key in [*clients.acknowledged, *clients.unanswered]:
            status, answer = product.call("POST", "/dossiers", clients.body, token=token, key=key)
            assert status == 201, answer
            assert len(answer["pin"]) >= 8
            again[token, key] = answer["code"]
        assert {sent: again[sent] for sent in clients.acknowledged} == clients.acknowledged
        assert len(set(again.values())) == len(again)  # no code twice

        stored = product.ask(_STORED)
        assert sorted(stored["codes"]) == sorted(again.values())  # nothing doubled, nothing half-written
        assert stored["events"] == dict.fromkeys(again.values(), 1)
        numbers = sorted(int(code.rsplit("-", 1)[1]) for code in again.values())
        assert numbers == list(range(1, len(numbers) + 1))  # consecutive through the crash
        assert "the journal holds" in product.run("journal", "verify")

        # what waited in the outbox goes out by itself; what the dead worker had in hand, when its lease has run out
        assert product.wait_until(_PENDING, 30) == []
        assert product.ask(_LEASES_RUN_OUT) == 0
        assert product.wait_until(_LEFT, 20) == []
        deliveries = product.ask(_STORED)["deliveries"]
        assert deliveries.get("done", 0) >= len(again)
        assert not deliveries.get("failed")

        status, answer = product.call("POST", "/dossiers", clients.body, token=tokens[0], key="afterwards")
        assert status == 201
        assert int(answer["code"].rsplit("-", 1)[1]) == len(numbers) + 1
