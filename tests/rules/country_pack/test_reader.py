"""The reader names every mistake by file, line and reason, and finds all of them in one run."""

from datetime import date, time
from pathlib import Path

import pytest

from motcua.agencies.rules import PlaceRef
from motcua.flows.country_pack import PackInvalid, content_of, read
from tests.factories.small_pack import a_small_pack

CIVIL = "procedures/civil_status.yaml"


def faults_in(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(PackInvalid) as invalid:
        read(folder)
    return [(fault.file, fault.line, fault.code) for fault in invalid.value.faults]


def test_a_small_pack_is_read(tmp_path: Path) -> None:
    pack = read(a_small_pack(tmp_path))
    birth, gone = pack.procedures
    assert (birth.code, birth.slug, birth.field) == ("1.001193", "birth", "civil_status")
    assert [(version.valid_from, version.assumed) for version in birth.versions] == [
        (date(2020, 1, 1), True),
        (date(2025, 7, 1), False),
    ]
    assert birth.versions[0].spec.limits[0].cutoff == time(15)
    assert birth.versions[0].spec.fees[1].amount is None
    assert (gone.code, gone.versions[0].valid_to) == ("X.gone", date(2025, 7, 1))
    assert pack.organisation.places[2].parent == PlaceRef("province", "25")
    assert pack.organisation.places[2].alternative_code == "05393"
    assert [post.post.slug for post in pack.posts["commune"]].count("specialist_justice") == 2
    assert pack.calendar is not None
    assert pack.calendar.name == "small"


def test_an_amendment_states_only_what_it_changes(tmp_path: Path) -> None:
    first, second = (version.spec for version in read(a_small_pack(tmp_path)).procedures[0].versions)
    assert (first.decision_no, second.decision_no) == ("", "163/QĐ-BTP")
    assert (second.papers, second.limits, second.name_en) == (first.papers, first.limits, "Birth registration")


def test_the_content_hash_follows_names_and_bytes(tmp_path: Path) -> None:
    one, same = a_small_pack(tmp_path / "one"), a_small_pack(tmp_path / "two")
    other = a_small_pack(tmp_path / "three", ("fields.yaml", "G15-TP07", "G15-TP08"))
    assert content_of(one) == content_of(same) != content_of(other)
    (one / "notes.txt").write_text("what is not part of the pack changes nothing")
    assert content_of(one) == content_of(same)


CASES = [
    # (file, what stands, what is written instead, a text on the line that must be named, the code)
    # strict keys and types
    (CIVIL, "assumed: true", "asumed: true", "asumed", "key_unknown"),
    (CIVIL, "assumed: true", "assumed: perhaps", "perhaps", "type_wrong"),
    (CIVIL, "{value: 1, unit: same_day", "{value: x, unit: same_day", "value: x", "type_wrong"),
    (CIVIL, "{value: 1, unit: same_day", "{value: -1, unit: same_day", "value: -1", "type_wrong"),
    (CIVIL, "unit: same_day", "unit: weeks", "weeks", "value_unknown"),
    (CIVIL, '"15:00"', '"25:00"', "25:00", "type_wrong"),
    (CIVIL, "note: {vi: trong ngày, en: the same day}", "note: {vi: trong ngày}", "trong ngày", "key_missing"),
    (CIVIL, "amount: null", "quantity: 1", "quantity", "key_unknown"),
    (CIVIL, "vi: Giấy chứng sinh,", "vi: '',", "vi: ''", "empty"),
    (CIVIL, "legal_bases: [60/2014/QH13]", "legal_bases: 60/2014/QH13", "legal_bases", "type_wrong"),
    (CIVIL, "valid_from: 2025-07-01", "valid_from: 2025-13-01", "2025-13-01", "type_wrong"),
    (CIVIL, "online: full", "online: half", "half", "value_unknown"),
    (CIVIL, "key: notice", f"key: {'n' * 61}", "nnn", "too_long"),
    # references
    (CIVIL, "field: civil_status", "field: weather", "weather", "reference_missing"),
    (CIVIL, "online: full\n        process: one_step", "online: full\n        process: two", "two", "reference_missing"),
    (CIVIL, "[civil_status_db]", "[moon_db]", "moon_db", "reference_missing"),
    (CIVIL, "[commune]\n        handled_by: specialist_justice", "[commune]\n        handled_by: witch", "witch", "reference_missing"),
    (CIVIL, "departments: [H44.45]", "departments: [H44.99]", "H44.99", "reference_missing"),
    (CIVIL, "online: full\n", "online: full\n        form: moon\n", "moon", "reference_missing"),
    ("processes.yaml", "valid_from: 2020-01-01", "valid_from: 2021-01-01", (CIVIL, "process: one_step"), "not_on_day"),
    # order and doubles
    (CIVIL, "valid_from: 2025-07-01", "valid_from: 2019-07-01", "2019-07-01", "not_later"),
    (CIVIL, "valid_to: 2025-07-01", "valid_to: 2020-01-01", "valid_to: 2020-01-01", "backward"),
    (CIVIL, "id: gone", "id: birth # again", "again", "twice"),
    (CIVIL, "id: gone", 'id: gone\n    code: "1.001193" # again', "again", "twice"),
    (CIVIL, "{key: notice", "{key: declaration", "- {key: declaration, vi: Tờ khai", "content"),
    (CIVIL, "assumed: true", "assumed: true\n        assumed: false", "assumed: false", "key_twice"),
    (CIVIL, "          - {unit: none}", "          - {unit: none, channel: online}", "channel: online", "content"),
    # YAML itself
    (CIVIL, "levels: [commune]", "levels: [commune", "handled_by", "unreadable"),
    ("fields.yaml", "fields:\n  - {", "- {", "- {", "type_wrong"),
    # processes
    ("processes.yaml", "act: deliver", "act: whistle", "whistle", "content"),
    ("processes.yaml", "key: deliver", "key: receive", "key: receive, act: deliver", "content"),
    # places
    ("places.csv", "kind,code", "code,kind", "code,kind", "header_wrong"),
    ("places.csv", "2020-01-01,2025-07-01,,", "2020-01-01,2025-07-01,", "Khoan Dụ", "columns_wrong"),
    ("places.csv", "province:25,2020-01-01,2025", "province:17,2020-01-01,2025", "Khoan Dụ", "reference_missing"),
    ("places.csv", "commune,05392", "commune,05401", ("place_succession.csv", "05392"), "reference_missing"),
    ("places.csv", "province,,2020-01-01,,", "province,,2020-01-01,2019-01-01,", "2019-01-01", "backward"),
    ("places.csv", "2025-07-01,,yes", "2025-07-01,,perhaps", "perhaps", "value_unknown"),
    ("place_succession.csv", "2025-07-01", "2025-07-02", "2025-07-02", "must_end"),
    ("place_succession.csv", ",whole,", ",half,", "half", "value_unknown"),
    ("place_succession.csv", "commune:05392", "05392", ",05392", "value_unknown"),
    # agencies
    ("agencies.csv", "H44.229,commune", "H44.230,commune", "H44.230", "reference_missing"),
    ("agencies.csv", "H44.45,department,,", "H44.45,office,,", "office", "value_unknown"),
    ("agencies.csv", "H44.45,department,,", "H44,department,,", "H44,department", "twice"),
    ("agencies.csv", "H44.229,commune,commune:05392", "H44.229,commune,commune:05401", "H44.229", "not_on_day"),
    ("agency_periods.csv", "H44.45,H44,", "H44.45,H45,", "H45", "reference_missing"),
    ("agency_periods.csv", "H44.001,H44,", "H44.001,H44.229,", "H44.001,H44.229", "not_on_day"),
    ("agency_periods.csv", "H44,,", "H44,H44.45,", "H44,H44.45", "circle"),
    ("agency_succession.csv", "2025-07-01", "2025-06-30", "2025-06-30", "must_end"),
    ("agency_succession.csv", "H44.001,H44.229", "H44.001,H44.001", "H44.001", "circle"),
    ("agency_identifiers.csv", "H44,old_style", "H45,old_style", "H45", "reference_missing"),
    # posts, lists, provinces of the personal number
    ("positions.yaml", "slug: leader", "slug: Chủ tịch", "slug: Chủ tịch", "value_unknown"),
    ("positions.yaml", ", valid_to: 2025-07-01", "", "Specialist", "overlap"),
    ("lists/paper_source.csv", "database\n", "database\ncivil_status_db,A,B\n", ",A,B", "twice"),
    ("personal_id_provinces.csv", "025,", "25,", "25,Phú Thọ", "value_unknown"),
    # the calendar's own reader is asked
    ("calendar.yaml", "2026-01-01: new_year", "2026-01-01: new_moon", "new_moon", "content"),
    ("pack.yaml", "pack: small", "pack: small\ncolour: red", "colour", "key_unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "named", "code"), CASES)
def test_a_mistake_is_named_by_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, named: str | tuple[str, str], code: str
) -> None:
    folder = a_small_pack(tmp_path, (file, old, new))
    where, text = named if isinstance(named, tuple) else (file, named)
    lines = (folder / where).read_text(encoding="utf-8").splitlines()
    line = next(number for number, one in enumerate(lines, 1) if text in one)
    assert (where, line, code) in faults_in(folder)


def test_periods_that_overlap_are_named_with_the_other_line(tmp_path: Path) -> None:
    folder = a_small_pack(tmp_path)
    with (folder / "agency_periods.csv").open("a", encoding="utf-8") as file:
        file.write("H44.001,H44,Tên khác,Other,Tên khác,Other,2025-06-30,2025-12-01\n")
    with (folder / "places.csv").open("a", encoding="utf-8") as file:
        file.write("province,25,Tỉnh Khác,Other province,,2024-01-01,,,\n")
    with pytest.raises(PackInvalid) as invalid:
        read(folder)
    found = {(fault.file, fault.line, fault.code, dict(fault.facts).get("line")) for fault in invalid.value.faults}
    assert ("agency_periods.csv", 6, "overlap", 4) in found
    assert ("places.csv", 5, "overlap", 2) in found


def test_all_mistakes_are_found_in_one_run(tmp_path: Path) -> None:
    folder = a_small_pack(
        tmp_path,
        ("places.csv", "kind,code", "code,kind"),
        ("fields.yaml", "en: Civil status", "en: 7"),
        ("processes.yaml", "act: deliver", "act: sing"),
        (CIVIL, "online: full", "online: half"),
        ("personal_id_provinces.csv", "025,", "25,"),
    )
    found = faults_in(folder)
    assert {file for file, _, _ in found} >= {
        "places.csv",
        "fields.yaml",
        "processes.yaml",
        CIVIL,
        "personal_id_provinces.csv",
    }
    assert found == sorted(found, key=lambda fault: fault[:2]), "in the order of files and lines"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = a_small_pack(tmp_path)
    for name in ("places.csv", "processes.yaml"):
        (folder / name).unlink()
    with pytest.raises(PackInvalid) as invalid:
        read(folder)
    missing = {fault.file for fault in invalid.value.faults if fault.code == "file_missing"}
    assert missing == {"places.csv", "processes.yaml"}


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = a_small_pack(tmp_path)
    for name in ("places.csv", "fields.yaml"):
        (folder / name).write_bytes("Tỉnh Phú Thọ".encode("utf-16"))
    with pytest.raises(PackInvalid) as invalid:
        read(folder)
    assert {(fault.file, fault.code) for fault in invalid.value.faults} >= {
        ("places.csv", "unreadable"),
        ("fields.yaml", "unreadable"),
    }


def test_decomposed_unicode_is_named(tmp_path: Path) -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Giấy khai sinh")
    folder = a_small_pack(tmp_path, (CIVIL, "vi: Giấy khai sinh", f"vi: {decomposed}"))
    assert (CIVIL, 22, "not_normal") in faults_in(folder)


def test_a_mistake_is_said_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(PackInvalid) as invalid:
        read(a_small_pack(tmp_path, (CIVIL, "online: full", "online: half")))
    assert str(invalid.value) == (
        "procedures/civil_status.yaml:12: “online”: không dùng “half”; dùng full, partial, none "
        "(“online”: “half” is not one of full, partial, none)"
    )


def test_forms_are_judged_by_their_own_reader(tmp_path: Path) -> None:
    folder = a_small_pack(tmp_path)
    (folder / "forms" / "moon.yaml").write_text("key: moon\nversion: 0\n", encoding="utf-8")
    with pytest.raises(PackInvalid) as invalid:
        read(folder)
    assert ("forms/moon.yaml", 2) in {(fault.file, fault.line) for fault in invalid.value.faults}
