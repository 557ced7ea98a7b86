"""How long it really took."""

from datetime import datetime, timedelta

import pytest

from motcua.agencies.queries import get_agency
from motcua.desks.public.measured import ENOUGH, measured
from motcua.kernel import clock
from tests.factories import import_lines

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=clock.LOCAL)
BEGAN = datetime(2026, 1, 6, 8, tzinfo=clock.LOCAL)  # a Tuesday


def lives(hours_taken):
    lines = []
    for number, hours in enumerate(hours_taken, start=1):
        finished = BEGAN + timedelta(hours=hours)
        lines.append(
            import_lines.a_line(
                number,
                {"type": "submitted", "at": BEGAN.isoformat()},
                {"type": "received", "at": BEGAN.isoformat(), "due_at": (BEGAN + timedelta(days=2)).isoformat()},
                {"type": "finished", "at": finished.isoformat(), "result": "approved"},
                agency="H44.229",
                day="260106",
            )
        )
    outcome = import_lines.bring_in(*lines)
    assert outcome.refused == []


def test_half_and_nine_of_ten_are_counted_in_working_time(client):
    import_lines.the_district()
    lives([1] * 15 + [2] * 12 + [26] * 3)  # 26 hours from Tuesday 8:00: one whole working day and two hours
    found = measured("1.001193", NOW)
    assert (found.sample, found.half, found.nine_of_ten) == (30, 60, 120)
    assert found.is_enough
    text = client.get("/thu-tuc/1.001193/").content.decode() if clock.now() < NOW + timedelta(days=300) else ""
    assert not text or "9 trên 10 hồ sơ" in text


def test_every_procedure_stands_on_one_page(client):
    import_lines.the_district()
    lives([1] * 15 + [2] * 12 + [26] * 3)
    text = client.get("/mat-bao-lau/?ky=2026-01&sap=lau").content.decode().replace("\u00a0", " ")
    assert "Thủ tục birth" in text
    assert "1 giờ" in text
    assert "2 giờ" in text
    assert "Không thấy thủ tục" in client.get("/mat-bao-lau/?ky=2026-01&q=kết hôn").content.decode()
    assert "chưa thủ tục nào" in client.get("/mat-bao-lau/?ky=2025").content.decode()
    for wrong in ("2026-13", "x", "2099"):
        assert client.get(f"/mat-bao-lau/?ky={wrong}").status_code == 422


def test_one_office_tells_its_sample_in_tens_and_few_to_nobody(client):
    import_lines.the_district()
    lives([1] * (ENOUGH + 7))
    here = get_agency("H44.229")
    assert (measured("1.001193", NOW).sample, measured("1.001193", NOW, here).sample) == (37, 30)
    assert "3 hồ sơ" not in client.get("/thu-tuc/1.001193/").content.decode()


def test_few_dossiers_say_nothing():
    import_lines.the_district()
    lives([1] * (ENOUGH - 1))
    found = measured("1.001193", NOW)
    assert (found.sample, found.half) == (ENOUGH - 1, None)


def test_older_than_a_year_is_not_counted():
    import_lines.the_district()
    lives([1])
    assert measured("1.001193", NOW + timedelta(days=400)).sample == 0
