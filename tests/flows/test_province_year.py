"""The province-year: the same bytes for the same arguments, in the published shape, and an installation into which it
was imported says the same as plain code, figure by figure."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from motcua.agencies.queries import get_agency
from motcua.dossiers import actions as acts
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import CLOSED
from motcua.flows.country_pack.load import load
from motcua.flows.country_pack.reader import packaged, read
from motcua.flows.importing import import_dossiers, numbered_lines
from motcua.flows.province_year import FILES, Asked, Refused, check, expected, prepare, write
from motcua.flows.province_year.preparing import Prepared
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people.models import Account
from tests.factories.plain_lives import an_account

AT = datetime(2026, 1, 5, 8, tzinfo=clock.LOCAL)
LATER = datetime(2027, 5, 11, 9, tzinfo=clock.LOCAL)
IMPORTED = datetime(2027, 4, 2, 9, tzinfo=clock.LOCAL)


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "dossiers.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    write(Asked(1, 30, 3000, 2026), folder)
    return folder


# --- the files -----------------------------------------------------------------------------------------------------


def test_the_same_arguments_give_the_same_bytes(year, tmp_path):
    write(Asked(1, 30, 3000, 2026), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (year / name).read_bytes(), name


def test_another_seed_is_another_year_of_the_same_shape(year, tmp_path):
    write(Asked(2, 30, 3000, 2026), tmp_path)
    assert (tmp_path / "agencies.json").read_bytes() == (year / "agencies.json").read_bytes()
    assert (tmp_path / "dossiers.jsonl").read_bytes() != (year / "dossiers.jsonl").read_bytes()
    assert len(lines(tmp_path)) == len(lines(year)) == 3000


def test_an_outsider_counts_the_same_with_the_standard_library_alone(year, tmp_path):
    """The program that lies beside the files, without the product: -I leaves its packages out of sight."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(year, copy)
    (copy / "expected.json").unlink()
    python = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    subprocess.run([python, "-I", copy / "expected.py", copy], cwd=tmp_path, check=True, timeout=60)
    assert (copy / "expected.json").read_bytes() == (year / "expected.json").read_bytes()
    assert (
        "motcua"
        not in (copy / "expected.py").read_text(encoding="utf-8").replace("motcua.vn", "").split("import", 1)[1]
    )


def test_codes_are_consecutive_by_agency_and_day(year):
    codes = [line["code"] for line in lines(year)]
    assert codes == sorted(codes)
    counted = Counter(code[:-5] for code in codes)
    assert all(f"{day}-{number:04d}" in set(codes) for day, number in list(counted.items())[::50])
    assert len(set(codes)) == len(codes)


def test_the_shape_is_that_of_the_published_volumes(year):
    told = lines(year)
    fields = {one["code"]: one["field"] for one in json.loads((year / "procedures.json").read_text())["procedures"]}
    communes = {
        one["code"] for one in json.loads((year / "agencies.json").read_text())["agencies"] if one["kind"] == "commune"
    }
    at_communes = [line for line in told if line["agency"] in communes]
    assert 0.78 < len(at_communes) / len(told) < 0.86
    assert 0.38 < sum(line["procedure"] == "2.000815" for line in at_communes) / len(at_communes) < 0.48
    assert 0.10 < sum(fields[line["procedure"]] == "land" for line in told) / len(told) < 0.17
    whole = json.loads((year / "expected.json").read_text())
    land, total = (whole["fields"]["land"]["2026"], whole["total"]["2026"]["all"])
    assert land["resolved_late"] > total["resolved_late"] / 2, "most of the late ones are of land"
    kinds = Counter(event["type"] for line in told for event in line["events"])
    assert {"refused", "withdrawn", "stopped", "transferred", "extended", "payment_due", "paid"} <= set(kinds)
    assert 0.01 < kinds["refused"] / len(told) < 0.03
    by_day = Counter(line["events"][0]["at"][:10] for line in told)
    assert by_day.most_common(1)[0][0].startswith("2026-02"), "the days after Tết"
    assert whole["total"]["2026"]["all"]["carried_over"] > 0
    assert whole["total"]["2026"]["all"]["pending_total"] > 0


def test_the_edges_are_there(year):
    told = lines(year)
    midnights = [e for line in told for e in line["events"] if e["at"].endswith("T00:00:00+07:00")]
    assert {"received", "finished"} <= {event["type"] for event in midnights}
    exact = late_by_seconds = across = 0
    for line in told:
        due = None
        for event in line["events"]:
            at = datetime.fromisoformat(event["at"])
            if event["type"] == "finished" and due is not None:
                exact += at == due
                late_by_seconds += timedelta(0) < at - due < timedelta(minutes=1)
            if event.get("due_at"):
                due = datetime.fromisoformat(event["due_at"])
        kinds = [event["type"] for event in line["events"]]
        if "supplement_requested" in kinds:
            asked = line["events"][kinds.index("supplement_requested")]["at"]
            rest = line["events"][kinds.index("supplement_requested") + 1 :]
            across += asked < "2027-01-01" and (not rest or rest[0]["at"] >= "2027-01-01")
    assert exact, "on the exact due minute"
    assert late_by_seconds
    assert across, "a pause over the year's end"
    assert any(event["at"].endswith("+00:00") for line in told for event in line["events"])


def test_what_was_done_before_the_year_is_counted_nowhere():
    line = a_line(("received", "2025-12-01T08:00"), ("finished", "2025-12-31T23:59:59"))
    assert counted(line) == {}


def a_line(*events, **members):
    told = [{"type": "submitted", "at": "2025-12-01T07:30"}]
    told += [{"type": kind, "at": at, **(more[0] if more else {})} for kind, at, *more in events]
    return {"agency": "H44.1", "channel": "online", "procedure": "1", "satisfaction": None, "events": told, **members}


def counted(line, key="2026"):
    periods = [{"parent": None, "valid_from": "2020-01-01", "valid_to": None}]
    tree = expected.Tree([{"code": code, "periods": periods} for code in ("H44.1", "H44.2")])
    recount = expected.Recount(2026, tree, {"1": "land"})
    recount.take(line)
    rows = recount.section("agencies")
    return {
        agency: {name: number for name, number in cells[key]["all"].items() if name in expected.COUNTED and number}
        for agency, cells in rows.items()
        if key in cells
    }


DUE = {"due_at": "2026-02-10T17:00"}
CASES = {
    "to the minute": ([("finished", "2026-02-10T17:00")], "resolved_on_time"),
    "a second late": ([("finished", "2026-02-10T17:00:01")], "resolved_late"),
    "late on its own day": ([("finished", "2026-02-10T21:00")], "resolved_late"),
    "the day before": ([("finished", "2026-02-09T23:59:59")], "resolved_early"),
    "on the day": ([("finished", "2026-02-10T00:00")], "resolved_on_time"),
    "a midnight told in UTC": ([("finished", "2026-02-09T17:00:00+00:00")], "resolved_on_time"),
    "stopped while it stood still": (
        [("supplement_requested", "2026-02-10T16:00"), ("stopped", "2026-04-01T08:00")],
        "resolved_on_time",
    ),
    "stopped while it stood still, asked too late": (
        [("supplement_requested", "2026-02-10T18:00"), ("withdrawn", "2026-04-01T08:00")],
        "resolved_late",
    ),
    "a new promise after the answer": (
        [("supplement_requested", "2026-02-10T16:00"), ("supplemented", "2026-03-01T08:00", {"due_at": "2026-03-02T09:00"}),
         ("finished", "2026-03-02T09:00")],
        "resolved_on_time",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("events", "name"), CASES.values(), ids=CASES)
def test_plain_code_judges(events, name):
    row = counted(a_line(("received", "2026-01-05T08:00", DUE), *events))["H44.1"]
    assert [one for one in row if one.startswith("resolved")] == [name]


def test_midnight_belongs_to_the_next_month():
    line = a_line(("received", "2026-01-05T08:00", DUE), ("finished", "2026-02-01T00:00:00"))
    assert counted(line, "2026-01")["H44.1"] == {"received_online": 1, "pending_within": 1}
    assert counted(line, "2026-02")["H44.1"] == {"carried_over": 1, "resolved_early": 1}


def test_a_transferred_dossier_is_the_heirs_with_all_its_counts():
    line = a_line(("received", "2026-01-05T08:00", DUE), ("transferred", "2026-02-01T00:00", {"to": "H44.2"}))
    assert counted(line, "2026-01") == {"H44.1": {"received_online": 1, "pending_within": 1}}
    assert counted(line) == {"H44.2": {"received_online": 1, "pending_late": 1}}


REFUSED = {
    "no commune": (Asked(1, 0, 10, 2026), "communes_wrong"),
    "more communes than there are": (Asked(1, 149, 10, 2026), "communes_wrong"),
    "no dossier": (Asked(1, 3, 0, 2026), "dossiers_wrong"),
    "before 2000": (Asked(1, 3, 10, 1999), "year_wrong"),
    "a year without agencies": (Asked(1, 3, 10, 2010), "year_wrong"),
    "a merger in another year": (Asked(1, 3, 10, 2026, date(2027, 1, 5)), "merger_wrong"),
    "a merger of one": (Asked(1, 1, 10, 2026, date(2026, 7, 1)), "merger_wrong"),
    "a merger before the reform": (Asked(1, 3, 10, 2025, date(2025, 5, 1)), "merger_wrong"),
}


@pytest.mark.parametrize(("asked", "code"), REFUSED.values(), ids=REFUSED)
def test_nonsense_is_refused_and_nothing_is_written(asked, code, tmp_path):
    with pytest.raises(Refused) as refused:
        write(asked, tmp_path / "new")
    assert refused.value.code == f"province_year.{code}"
    assert "[province_year." in str(refused.value)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="--force"):
        write(Asked(1, 3, 10, 2026), tmp_path)
    write(Asked(1, 3, 10, 2026), tmp_path, force=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"


# --- the product ----------------------------------------------------------------------------------------------------


class ThePlainRecount(TestCase):
    """Each test imports a data set of its own over the country pack."""

    account: ClassVar[Account]

    @classmethod
    def setUpTestData(cls) -> None:
        load(read(packaged()), by=SYSTEM, at=AT)
        cls.account = an_account("bui.lanh", "staff")

    def setUp(self) -> None:
        self.folder = Path(mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def bring_in(self, asked: Asked) -> None:
        write(asked, self.folder, force=True)
        with (self.folder / "dossiers.jsonl").open("rb") as file:
            outcome = import_dossiers(numbered_lines(file), at=IMPORTED)
        assert outcome.refused == []
        assert outcome.imported == asked.dossiers

    def agrees(self) -> int:
        compared = check(self.folder)
        assert compared.differences[:5] == []
        assert compared.here == compared.given
        return compared.figures

    def test_every_figure_is_equal_also_after_past_dossiers_moved_on(self) -> None:
        self.bring_in(Asked(1, 20, 5000, 2026))
        assert self.agrees() > 50_000
        moved = Counter(map(self.move_on, Dossier.objects.exclude(state__in=CLOSED)))
        assert moved["delivered"] > 5
        assert moved["stopped"] > 5
        assert moved["extended"] > 0
        self.agrees()

    def move_on(self, dossier: Dossier) -> str:
        """One more act, long after the year."""
        leader, counter = (
            Actor("account", str(self.account.pk), role, dossier.agency.code)
            for role in ("commune_leader", "single_window_officer")
        )
        if dossier.state == "finished":
            acts.deliver(dossier.code, way="counter", by=counter, at=LATER)
            return "delivered"
        if dossier.state == "processing" and dossier.pk % 3 == 0 and dossier.due_at:
            acts.extend(dossier.code, due_at=LATER + timedelta(days=9), reason="Nhiều hồ sơ", by=leader, at=LATER)
            return "extended"
        if dossier.state in ("processing", "supplement_requested") and dossier.received_at:
            acts.stop(dossier.code, reason="Quá hạn bổ sung", by=leader, at=LATER)
            return "stopped"
        if dossier.state in ("received", "submitted", "payment_due"):
            acts.withdraw(dossier.code, reason="Xin rút", by=counter, at=LATER)
            return "withdrawn"
        return dossier.state

    def test_the_reform_of_2025_moves_every_open_dossier_to_its_heir(self) -> None:
        self.bring_in(Asked(3, 6, 1200, 2025))
        old = [line for line in lines(self.folder) if line["agency"].startswith("H28")]
        assert any(event["type"] == "transferred" for line in old for event in line["events"])
        told = json.loads((self.folder / "expected.json").read_text())["agencies"]
        assert told["H28"]["2025-06"]["all"]["pending_total"] > 0
        assert "2025-07" not in told["H28"], "nothing is left behind"
        assert told["H44"]["2025-07"]["all"]["carried_over"] >= 0
        self.agrees()

    def test_communes_merged_in_mid_year_are_counted_as_organised_then(self) -> None:
        on = date(2026, 8, 15)
        self.bring_in(Asked(4, 8, 1000, 2026, on))
        told = json.loads((self.folder / "agencies.json").read_text())["agencies"]
        ended = [one for one in told if one["periods"][-1]["valid_to"] == on.isoformat()]
        assert len(ended) == 1
        assert ended[0]["successors"]
        assert check(self.folder).unknown_ends == [ended[0]["code"]]
        done = prepare(self.folder, by=SYSTEM, at=IMPORTED)
        assert (done.ended, done.targets) == (1, len(json.loads((self.folder / "targets.json").read_text())["targets"]))
        assert get_agency(ended[0]["code"]).periods.get().valid_to == on
        assert prepare(self.folder, by=SYSTEM, at=IMPORTED) == Prepared(0, 0)
        self.agrees()

    def test_what_differs_is_named_and_ends_with_1(self) -> None:
        self.bring_in(Asked(5, 2, 60, 2026))
        path = self.folder / "expected.json"
        told = json.loads(path.read_text())
        told["total"]["2026"]["all"]["resolved_late"] += 1
        told["procedures"]["9.999999"] = {"2026": told["total"]["2026"]["all"]}
        path.write_text(json.dumps(told))
        found = {(one.where, one.figure) for one in check(self.folder).differences}
        assert ("total 2026", "resolved_late") in found
        assert ("procedures 9.999999 2026", "received_total") in found
        with pytest.raises(CommandError, match="figures differ"):
            call_command("province_year", "check", str(self.folder), stdout=StringIO(), stderr=StringIO())
        with (self.folder / "dossiers.jsonl").open("a") as file:
            file.write("\n")
        with pytest.raises(CommandError, match="not the file"):
            call_command("province_year", "check", str(self.folder))
        path.write_text("{")
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("province_year", "check", str(self.folder))
