"""The explanation tells each rule that acted, in both languages, from facts that can be stored."""

import json
from datetime import time

import pytest

from motcua.deadlines.rules import Allowance, Promise, promise, words
from tests.rules.deadlines.known import VN, at, pauses


def told(found: Promise, rule: str) -> list[str]:
    return [line.words_vi for line in found.ledger if line.rule == rule]


def test_the_story_of_the_picture() -> None:
    found = promise(
        at("26/10 08:15"), Allowance(7, "working_days"), pauses("29/10 10:00..03/11 14:00"), VN
    )  # design/track-360.png
    assert [(line.at, line.rule) for line in found.ledger] == [
        (at("26/10 08:15"), "start.at_once"),
        (at("26/10 08:15"), "limit"),
        (at("26/10 08:15"), "promised"),
        (at("29/10 10:00"), "pause"),
        (at("03/11 14:00"), "resume"),
        (at("07/11 00:00"), "weekly_rest"),
        (at("09/11 10:15"), "due"),
    ]
    assert told(found, "promised") == ["Hẹn lúc đầu: 08:15 thứ Tư 04/11/2026."]
    assert told(found, "resume") == [
        "Tính giờ lại. Đã dừng 3 ngày 2 giờ làm việc, hẹn lùi đúng chừng ấy: 10:15 thứ Hai 09/11/2026."
    ]
    assert found.working_minutes == 7 * 480


def test_days_not_counted_are_named() -> None:
    found = promise(at("27/08 09:00"), Allowance(24, "hours"), (), VN)
    assert told(found, "weekly_rest") == ["Không tính thứ Bảy, Chủ nhật: 2 ngày."]
    assert told(found, "day_off") == [
        "Không tính thứ Hai 31/08: nghỉ hoán đổi dịp Quốc khánh, làm bù thứ Bảy 22/08.",
        "Không tính thứ Ba 01/09 đến thứ Tư 02/09: nghỉ Quốc khánh.",
    ]
    lieu = promise(at("24/04 16:00"), Allowance(8, "hours"), (), VN)
    assert "Không tính thứ Hai 27/04: nghỉ bù Giỗ Tổ Hùng Vương." in told(lieu, "day_off")
    made_up = promise(at("21/08 16:00"), Allowance(8, "hours"), (), VN)
    assert told(made_up, "make_up") == ["Có tính thứ Bảy 22/08: làm bù cho thứ Hai 31/08."]


@pytest.mark.parametrize(
    ("received", "cutoff", "sentence"),
    [
        ("05/10 09:00", None, "Nhận trong giờ làm việc, tính giờ ngay."),
        ("05/10 12:00", None, "Nhận trong giờ nghỉ trưa, tính giờ từ 13:30 thứ Hai 05/10/2026."),
        ("05/10 06:00", None, "Nhận trước giờ làm việc, tính giờ từ 07:00 thứ Hai 05/10/2026."),
        ("05/10 17:00", None, "Nhận sau giờ làm việc, tính giờ từ 07:00 thứ Ba 06/10/2026."),
        ("10/10 09:00", None, "Nhận vào ngày nghỉ hằng tuần, tính giờ từ 07:00 thứ Hai 12/10/2026."),
        ("02/09 09:00", None, "Nhận vào ngày nghỉ Quốc khánh, tính giờ từ 07:00 thứ Năm 03/09/2026."),
        ("05/10 16:00", time(15), "Nhận từ 15:00 trở đi thì tính như ngày làm việc sau: từ 07:00 thứ Ba 06/10/2026."),
    ],
)
def test_why_the_clock_started_when_it_did(received: str, cutoff: time | None, sentence: str) -> None:
    assert promise(at(received), Allowance(4, "hours", cutoff=cutoff), (), VN).ledger[0].words_vi == sentence


def test_a_roll_and_an_undecided_year_are_told() -> None:
    rolled = promise(at("28/08 10:00"), Allowance(3, "calendar_days", roll=True), (), VN)
    assert told(rolled, "roll") == [
        "Ngày cuối là thứ Hai 31/08, nghỉ Quốc khánh, không làm việc; dời sang 10:00 thứ Năm 03/09/2026."
    ]
    assert not told(rolled, "weekly_rest")  # calendar days are counted on all days
    into = promise(at("30/12 08:00"), Allowance(3, "working_days"), (), VN)
    assert told(into, "provisional") == ["Lịch nghỉ năm 2027 chưa có quyết định; khi có, hẹn được tính lại."]


def test_a_pause_whose_new_end_was_rolled_does_not_claim_to_be_exact() -> None:
    found = promise(at("05/10 08:00"), Allowance(3, "calendar_days", roll=True), pauses("06/10 10:00..08/10 10:00"), VN)
    assert told(found, "resume") == ["Tính giờ lại. Đã dừng 2 ngày, hẹn mới: 08:00 thứ Hai 12/10/2026."]


def test_a_pause_outside_working_hours_changes_nothing() -> None:
    found = promise(at("05/10 08:00"), Allowance(8, "hours"), pauses("05/10 18:00..05/10 20:00"), VN)
    assert told(found, "resume") == ["Tính giờ lại, hẹn không đổi: 08:00 thứ Ba 06/10/2026."]
    assert not told(found, "promised")


@pytest.mark.parametrize(
    ("allowance", "vi", "en"),
    [
        (Allowance(24, "hours"), "24 giờ làm việc (3 ngày làm việc)", "24 working hours (3 working days)"),
        (Allowance(4, "hours"), "4 giờ làm việc", "4 working hours"),
        (Allowance(1, "working_days"), "1 ngày làm việc, mỗi ngày 8 giờ", "1 working day of 8 hours"),
        (Allowance(2, "months"), "2 tháng, tính cả ngày nghỉ", "2 months, days off included"),
        (Allowance(0, "same_day"), "trong ngày, đến hết giờ làm việc", "the same day, until closing"),
        (
            Allowance(2, "working_days", policy="end_of_day"),
            "2 ngày làm việc, không tính ngày bắt đầu, đến hết giờ làm việc của ngày cuối",
            "2 working days, the first day not counted, until closing on the last",
        ),
        (
            Allowance(5, "calendar_days", policy="end_of_day"),
            "5 ngày, tính cả ngày nghỉ, đến hết giờ làm việc của ngày cuối",
            "5 calendar days, days off included, until closing on the last",
        ),
    ],
)
def test_limits_in_words(allowance: Allowance, vi: str, en: str) -> None:
    line = next(line for line in promise(at("05/10 08:00"), allowance, (), VN).ledger if line.rule == "limit")
    assert (line.words_vi, line.words_en) == (f"Thời hạn {vi}.", f"Time limit: {en}.")


def test_stored_facts_tell_the_same_words_later() -> None:
    spans = pauses("28/08 08:00..28/08 10:00", "03/09 08:00..04/09 10:00")
    for allowance in (
        Allowance(40, "hours", cutoff=time(15)),
        Allowance(9, "calendar_days", roll=True),
        Allowance(5, "working_days", policy="end_of_day"),
        Allowance(0, "same_day"),
        Allowance(0, "none"),
    ):
        for line in promise(at("27/08 16:00"), allowance, spans, VN).ledger:
            stored = json.loads(json.dumps(line.facts))
            assert words(line.rule, stored, "vi") == line.words_vi
            assert words(line.rule, stored, "en") == line.words_en
            assert line.effect
            assert line.words_vi != line.words_en
    with pytest.raises(LookupError):
        words("unheard_of", {}, "vi")
