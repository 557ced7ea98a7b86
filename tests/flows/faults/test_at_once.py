"""The same thing twice, and two people at once: one of it happens, and the other hears what did."""

import http.client
import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.testcases import LiveServerThread

from motcua.desks.shell.words import sentence
from motcua.documents.models import StoredFile, Upload
from motcua.dossiers.actions import start_draft
from motcua.dossiers.models import Dossier, Standing
from motcua.flows import act
from motcua.flows.submit import submit
from motcua.journal.models import Event
from motcua.journal.queries import verify
from motcua.kernel import clock
from motcua.kernel.errors import NotLawfulNow
from tests.factories.files import a_pdf


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do these in threads that begin together; what each gave, or the exception that it raised."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index: int) -> None:
        try:
            gate.wait(20)
            found[index] = acts[index]()
        except Exception as error:  # noqa: BLE001 — the test looks at it
            found[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def post(path, body, bearer, key):
    answer = Client(raise_request_exception=False).post(
        f"/api/v1{path}", data=json.dumps(body), content_type="application/json", HTTP_IDEMPOTENCY_KEY=key, **bearer
    )
    return answer.status_code, answer.json()


@pytest.mark.django_db
def test_the_second_press_of_the_button_leads_to_the_first_dossier(office):
    draft = start_draft(office.version, agency=None, by=office.citizen, at=clock.now())
    first, second = (
        submit(office.submission(), by=office.citizen, at=clock.now(), draft=draft) for _ in range(2)
    )  # fmt: skip
    assert first.code == second.code
    assert Dossier.objects.count() == 1


def test_two_presses_at_once_make_one_dossier(open_office):
    office = open_office
    draft = start_draft(office.version, agency=None, by=office.citizen, at=clock.now())
    press = lambda: submit(office.submission(), by=office.citizen, at=clock.now(), draft=draft).code  # noqa: E731
    found = at_once(press, press, press)
    assert len(set(found)) == 1, found
    assert list(Dossier.objects.values_list("code", flat=True)) == found[:1]


def test_one_request_sent_five_times_at_once_is_answered_alike(open_office):
    bearer, body = open_office.bearer(open_office.citizen), open_office.body()
    found = at_once(*[lambda: post("/dossiers", body, bearer, "once")] * 5)
    assert [one[0] for one in found] == [201] * 5, found
    assert [one for one in found if one != found[0]] == []
    assert found[0][1]["pin"]
    assert Dossier.objects.count() == 1
    assert Event.objects.filter(type="dossier.submitted").count() == 1
    assert post("/dossiers", body, bearer, "twice")[1]["code"].endswith("0002")  # no number was lost


def test_one_act_sent_three_times_at_once_is_answered_alike(open_office):
    code = submit(open_office.submission(), by=open_office.citizen, at=clock.now()).code
    bearer = open_office.bearer(open_office.officer)
    found = at_once(*[lambda: post(f"/dossiers/{code}/actions/receive", {}, bearer, "once")] * 3)
    assert [one[0] for one in found] == [200] * 3, found
    first = json.dumps(found[0][1], sort_keys=True)
    assert {json.dumps(one[1], sort_keys=True) for one in found} == {first}
    assert Event.objects.filter(chain=code, type="dossier.received").count() == 1


def test_of_two_officers_at_once_one_is_told_that_the_other_was_first(open_office):
    office = open_office
    code = submit(office.submission(), by=office.citizen, at=clock.now()).code
    found = at_once(
        lambda: act.perform(code, "receive", {}, by=office.officer, at=clock.now()).state,
        lambda: (
            act.perform(
                code, "refuse", {"reason": "x", "ground": "118/2025/NĐ-CP"}, by=office.officer, at=clock.now()
            ).state
        ),
    )
    (refused,) = [one for one in found if isinstance(one, NotLawfulNow)]
    (state,) = [one for one in found if isinstance(one, str)]
    assert Dossier.objects.get(code=code).state == state
    for language, words in (("vi", "mở lại trang"), ("en", "open the page again")):
        assert words in sentence(refused, language) or refused.code == "act.before_last"
    assert Standing.objects.filter(dossier__code=code, to_at=None).count() == 1
    assert verify(b"x")[1] is None


@pytest.fixture
def port(open_office):
    thread = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield thread.port
    thread.terminate()
    thread.join()


def test_a_line_that_breaks_in_the_middle_of_an_upload_leaves_nothing_and_the_next_works(open_office, port):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads of a server do not share a database in memory")
    token = open_office.bearer(open_office.citizen)["HTTP_AUTHORIZATION"]
    part = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        + a_pdf(pages=3)
        + b"\r\n--x--\r\n"
    )
    head = (
        f"POST /api/v1/files HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {token}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(part)}\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall(head + part[: len(part) // 2])
        line.shutdown(socket.SHUT_WR)
        answer = line.recv(4000)
    assert b" 200 " not in answer.split(b"\r\n", 1)[0]
    assert b" 500 " not in answer.split(b"\r\n", 1)[0]
    assert not StoredFile.objects.exists()
    assert not Upload.objects.exists()
    whole = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    whole.request(
        "POST", "/api/v1/files", part, {"Authorization": token, "Content-Type": "multipart/form-data; boundary=x"}
    )
    assert whole.getresponse().status == 200
    whole.close()
    assert Upload.objects.count() == 1
