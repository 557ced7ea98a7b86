"""Open data: the outsider's path, the files in three forms, the catalogue, and questions that can do no harm."""

import csv
import io
import json
import re
import subprocess
import sys
from datetime import datetime
from html import unescape

import pytest
from django.core.management import CommandError, call_command

from motcua.kernel import clock
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.reports import open as data
from motcua.reports.open import copying, questions
from tests.desks.public.test_protected import DONG_TAM, KHOAN_DU, answered
from tests.factories import import_lines

NOW = datetime(2026, 11, 22, 9, tzinfo=clock.LOCAL)


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def january(home, db):
    import_lines.the_district()
    lines = [*answered(KHOAN_DU, 1, 6), *answered(DONG_TAM, 1, 8), *answered("H28.159", 1, 2, happy=0)]
    lines[0]["channel"] = lines[9]["channel"] = "direct"
    lines[9]["entered_by"] = lines[0]["entered_by"] = "officer"
    assert import_lines.bring_in(*lines).refused == []


def rows(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.django_db(transaction=True)
def test_an_outsider_gets_the_published_figure(live_server, client, home):
    """Find the data from the first page, follow the page with the standard library alone, compare with the board."""
    import_lines.the_district()
    lines = [*answered(KHOAN_DU, 1, 3), *answered(DONG_TAM, 1, 4)]
    lines[0] |= {"channel": "direct", "entered_by": "officer"}
    assert import_lines.bring_in(*lines).refused == []
    link = re.search(r'href="(/du-lieu-mo/)"', client.get("/bang-cong-khai/").content.decode())
    assert link
    link = re.search(r'href="(/du-lieu-mo/tu-tinh-lai/)"', client.get(link[1]).content.decode())
    assert link
    page = client.get(f"{live_server.url}{link[1]}?don-vi=H28.159&ky=2024-01", headers={"host": live_server.url[7:]})
    text = page.content.decode()
    program = unescape(re.search(r'<pre id="program">(.*?)</pre>', text, re.DOTALL)[1])
    program = re.sub(r'HOST, UNIT, MONTH = "[^"]*"', f'HOST, UNIT, MONTH = "{live_server.url}"', program)
    printed = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    said = {
        name: re.search(rf'id="{name}"[^>]*>([^<]*)<', text)[1] for name in ("online", "received", "online_percent")
    }
    assert printed == [said["online"], said["received"], "85.71"]
    assert said["online_percent"].replace("\u00a0", " ") == "85,71 %"
    board = client.get("/bang-cong-khai/H28.159/?tu=2024-01-01&den=2024-01-31").content.decode()
    assert "85,71" in board


def test_every_file_is_there_in_three_forms_with_the_same_rows(january, client, tmp_path):
    import duckdb

    found = rows(client, "/du-lieu-mo/ho-so/2024-01.csv")
    assert {row["agency"]: row["received_total"] for row in found} == {KHOAN_DU: "6", DONG_TAM: "8", "H28.159": "2"}
    told = json.loads(client.get("/du-lieu-mo/ho-so/2024-01.json").content)
    assert [str(row["received_total"]) for row in told["items"]] == [row["received_total"] for row in found]
    assert told["definitions"]["received_online"]["en"]
    (tmp_path / "x.parquet").write_bytes(client.get("/du-lieu-mo/ho-so/2024-01.parquet").content)
    total = duckdb.sql(f"SELECT sum(received_total), max(online_percent) FROM '{tmp_path}/x.parquet'").fetchall()
    assert total == [(16, 100.0)]
    satisfied = rows(client, "/du-lieu-mo/hai-long/2024-01.csv")
    assert {(row["agency"], row["own"]) for row in satisfied} == {("H28", "0"), ("H28.159", "0"), (DONG_TAM, "0")}
    for slug in data.BY_SLUG:
        page = client.get(f"/du-lieu-mo/{slug}/")
        assert page.status_code == 200
        for address in re.findall(r'href="(/du-lieu-mo/[^"]+\.csv)"', page.content.decode())[:2]:
            assert isinstance(rows(client, address), list)


@pytest.mark.parametrize(
    "address",
    [
        "/du-lieu-mo/ho-so/2024-13.csv",
        "/du-lieu-mo/ho-so/2024.csv",
        "/du-lieu-mo/ho-so/2099-01.csv",
        "/du-lieu-mo/ho-so/2024-01.exe",
        "/du-lieu-mo/khong-co/",
        "/du-lieu-mo/khong-co/2024-01.csv",
        "/du-lieu-mo/tu-tinh-lai/?don-vi=khong-co",
    ],
)
@pytest.mark.django_db
def test_what_is_not_there_is_not_found(client, home, address):
    assert client.get(address).status_code == 404


def test_the_night_writes_what_the_catalogue_tells(january, client, home):
    assert data.publish([data.BY_SLUG["kenh-nop"]], NOW) > 90
    found = json.loads(client.get("/du-lieu-mo/danh-muc.jsonld").content)
    assert found["@type"] == "dcat:Catalog"
    assert found["dct:publisher"]["foaf:name"].startswith("Ủy ban nhân dân")
    assert {one["dct:identifier"] for one in found["dcat:dataset"]} == set(data.BY_SLUG)
    files = [one for dataset in found["dcat:dataset"] for one in dataset["dcat:distribution"]]
    assert all(one["dct:license"] and one["dcat:downloadURL"]["@id"].startswith("http") for one in files)
    (january_csv,) = [one for one in files if one["@id"].endswith("/kenh-nop/2024-01.csv")]
    content = client.get("/du-lieu-mo/kenh-nop/2024-01.csv").content
    assert int(january_csv["dcat:byteSize"]["@value"]) == len(content)
    assert data.publish([data.BY_SLUG["kenh-nop"]], NOW) <= 12  # long ago is left alone
    assert not list((home / "open-data").rglob(".*"))


def test_free_questions_are_answered_from_a_copy_with_nobody_in_it(january, home):
    with pytest.raises(Invalid) as refused:
        questions.ask("SELECT 1", by=SYSTEM)
    assert [one.code for one in refused.value.errors] == ["question.no_copy"]
    assert copying.copy(NOW) == 16
    found = questions.ask("SELECT agency, count(*) AS n FROM dossiers GROUP BY 1 ORDER BY 2 DESC;", by=SYSTEM)
    assert (found.columns, found.rows[0], found.more) == (("agency", "n"), (DONG_TAM, 8), False)
    whole = questions.ask("FROM dossiers", by=SYSTEM)
    assert "Bùi" not in repr(whole)
    assert "240108" not in repr(whole)
    assert all(word not in " ".join(whole.columns) for word in ("name", "code", "answer", "applicant", "id"))
    for _vi, _en, sql in questions.EXAMPLES:
        questions.ask(sql, by=SYSTEM)
    with pytest.raises(NotAllowed):
        questions.ask("SELECT 1", by=ANONYMOUS)
    with pytest.raises(CommandError, match="Only questions"):
        call_command("ask", "DROP VIEW dossiers")


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("", "question.empty"),
        ("SELECT 1; SELECT 2", "question.not_one"),
        ("COPY dossiers TO '/tmp/x.csv'", "question.not_select"),
        ("SET memory_limit = '9GB'", "question.not_select"),
        ("INSTALL httpfs", "question.not_select"),
        ("SELECT * FROM read_csv('/etc/passwd')", "question.not_allowed"),
        ("SELECT * FROM read_text('/etc/hostname')", "question.not_allowed"),
        ("SELECT * FROM glob('/*')", "question.not_allowed"),
        ("SELECT nothing FROM dossiers", "question.not_understood"),
        ("SELEKT", "question.not_understood"),
        ("SELECT " + "1," * 3000 + "1", "question.too_long"),
        (
            "SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range % 7 = b.range % 5",
            "question.too_slow",
        ),
        ("SELECT a.range, b.range FROM range(100000) a, range(10000) b ORDER BY random()", "question.too_large"),
    ],
)
def test_a_question_can_do_no_harm(home, monkeypatch, sql, code):
    monkeypatch.setattr(questions, "SECONDS", 1 if code == "question.too_slow" else 20)
    monkeypatch.setattr(questions, "MEMORY", 64)
    monkeypatch.setattr(questions, "TABLES", ())
    monkeypatch.setattr(questions, "copied_at", lambda: NOW)
    with pytest.raises(Invalid) as refused:
        questions.ask(sql, by=SYSTEM)
    assert [one.code for one in refused.value.errors] == [code]
