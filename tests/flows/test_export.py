"""Dossiers written as lines: the same that the import reads."""

import json
import random
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, LedgerEntry, Standing
from motcua.flows.exporting import export_dossiers
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import NotVisible
from tests.factories.import_lines import a_line, bring_in, the_district
from tests.factories.plain_lives import a_delivered_dossier, a_received_dossier, staff
from tests.factories.random_lives import a_random_line

pytestmark = pytest.mark.django_db


def exported(agency: str | None = None) -> list[dict]:
    return [json.loads(line) for line in export_dossiers(agency)]


def written_out(line: dict) -> dict:
    """A line as the export spells it: times with their offset, implicit steps and promises told."""
    events = [
        {name: clock.parse(value).isoformat() if name.endswith("at") else value for name, value in event.items()}
        for event in line["events"]
    ]
    return {**line, "events": events}


def test_a_line_comes_out_as_it_went_in():
    the_district()
    line = a_line(1, satisfaction="satisfied", fee={"charged": 75_000, "paid": 75_000, "paid_online": True})
    line["submitter"] = {"kind": "enterprise", "full_name": "Công ty Sông Bôi", "tax_code": "5400000001"}
    line["reception_agency"] = "H28.159.05392"
    line["note"] = "Nhận kết quả buổi sáng"
    line["papers"].append({"key": "photo", "digitised": False, "reused": False, "originals": 2, "name_vi": "Ảnh"})
    assert not bring_in(line).warnings
    assert exported() == [written_out(line)]


def test_random_lives_survive_the_way_out_and_in_again():
    the_district()
    rng = random.Random(11)
    lines = [a_random_line(rng, number) for number in range(1, 150)]
    assert not bring_in(*lines).refused
    first = exported()
    # under other codes, because what is here already stays as it is
    again = [{**line, "code": line["code"].rpartition("-")[0] + f"-{5000 + n}"} for n, line in enumerate(first)]
    assert not bring_in(*again).refused
    for line, copy, second in zip(first, again, exported()[len(first) :], strict=True):
        assert stood(line["code"]) == stood(copy["code"])
        assert second == copy


def stood(code: str) -> list[tuple]:
    """How a dossier stood from instant to instant."""
    rows = Standing.objects.filter(dossier__code=code).order_by("from_at")
    return list(
        rows.values_list(
            "from_at", "to_at", "state", "agency_id", "due_at", "paused_since", "received_at", "resolved_at"
        )
    )


def test_a_dossier_of_the_desks_can_be_brought_into_another_installation():
    the_district()
    done = a_delivered_dossier(at=clock.parse("2026-01-05T08:00"))
    (line,) = exported()
    assert [event["type"] for event in line["events"]] == [
        "submitted",
        "received",
        "processing",
        "finished",
        "delivered",
    ]
    line["code"] = "H44.229-260105-7777"
    assert not bring_in(line).refused
    brought = Dossier.objects.get(code=line["code"])
    for name in ("state", "due_at", "original_due_at", "received_at", "finished_at", "delivered_at", "result", "step"):
        assert getattr(brought, name) == getattr(done, name), name
    assert LedgerEntry.objects.get(dossier=brought).rule == "given"  # the promise as it was made


def test_internal_notes_stay_inside():
    the_district()
    bring_in(a_line(1))
    dossier = Dossier.objects.get()
    from motcua.agencies.queries import get_agency
    from tests.factories.plain_lives import staff

    officer = staff("single_window_officer", agency=get_agency("H28.159"))
    dossiers.note(dossier.code, text="Gọi lại sau", by=officer, at=clock.parse("2023-01-10T08:00"))
    assert "Gọi lại sau" not in next(iter(export_dossiers()))


def test_an_agency_stands_for_all_that_were_ever_under_it():
    the_district()
    bring_in(a_line(1), a_line(2, agency="H28.159.05392"), a_line(3, agency="H28"))
    assert [line["code"] for line in exported("H28.159")] == ["H28.159-230105-0001", "H28.159.05392-230105-0002"]
    assert len(exported("H28")) == 3
    with pytest.raises(NotVisible):
        exported("H99")


def test_the_command_imports_and_exports(tmp_path: Path, capsys):
    the_district()
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(a_line(1)) + "\n", encoding="utf-8")
    call_command("dossiers", "import", str(source), "--dry-run")
    assert Dossier.objects.count() == 0
    call_command("dossiers", "import", str(source))
    call_command("dossiers", "export", str(target), "--agency", "H28.159")
    assert [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()] == [written_out(a_line(1))]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    out = capsys.readouterr().out
    assert "would import 1, already here 0, refused 0, warnings 0; 1 lines" in out
    assert "\nimported 1, already here 0" in out


def test_the_command_names_each_bad_line_and_ends_with_1(tmp_path: Path, capsys):
    the_district()
    source = tmp_path / "in.jsonl"
    lines = [
        json.dumps(a_line(1)),
        "nonsense",
        json.dumps(a_line(3, procedure="9.9", applicant={"full_name": "Bùi Thị Lành"})),
    ]
    source.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("dossiers", "import", str(source))
    assert refused.value.returncode == 1
    assert str(refused.value) == "2 of 3 lines were refused."
    told = capsys.readouterr()
    assert "refused: line 2: " in told.err
    assert "refused: line 3 (H28.159-230105-0003): không có thủ tục 9.9 / there is no procedure 9.9" in told.err
    assert "Lành" not in told.err + told.out
    assert Dossier.objects.count() == 1


def test_what_the_product_did_not_do_is_not_told():
    the_district()
    bring_in(a_line(1, {"type": "submitted", "at": "2023-01-05T08:00"}))
    dossiers.receive(
        "H28.159-230105-0001",
        allowance={"value": 3, "unit": "working_days"},
        note="Đủ giấy tờ",
        by=SYSTEM,
        at=clock.parse("2023-01-05T09:00"),
    )
    (line,) = exported()
    assert line["events"][1] == {
        "type": "received",
        "at": "2023-01-05T09:00:00+07:00",
        "due_at": "2023-01-10T09:00:00+07:00",
        "reason": "Đủ giấy tờ",
    }


def test_what_was_undone_is_not_written_out_and_the_line_comes_in_again():
    the_district()
    leader = staff("commune_leader")
    plain, busy = (a_received_dossier(at=day(index)) for index in (1, 2))
    dossiers.extend(busy.code, due_at=day(30), reason="Xác minh", by=leader, at=day(2, 10))
    dossiers.undo(busy.code, by=leader, at=day(2, 10, 5))
    for row, at in ((plain, day(1, 11)), (busy, day(2, 11))):
        dossiers.propose(row.code, result="approve", by=SYSTEM, at=at)
    dossiers.stop(busy.code, reason="Nhầm", by=leader, at=day(2, 12))
    dossiers.undo(busy.code, by=leader, at=day(2, 12, 5))
    lines = {line["code"]: line for line in exported()}
    assert [one["type"] for one in lines[busy.code]["events"]] == [one["type"] for one in lines[plain.code]["events"]]
    assert [one.get("due_at") is None for one in lines[busy.code]["events"]] == [True, False, True]
    copy = {**lines[busy.code], "code": busy.code.rpartition("-")[0] + "-5001", "procedure": "1.001193"}
    outcome = bring_in(copy)
    assert not outcome.refused
    assert stood(copy["code"]) == stood(busy.code)


def day(number: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 1, 5, hour, minute, tzinfo=clock.LOCAL) + timedelta(days=number - 1)
