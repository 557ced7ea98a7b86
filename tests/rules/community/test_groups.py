"""What a group and its people must have."""

import pytest

from motcua.community.rules import Person, clean_person, judge_group, judge_person


@pytest.mark.parametrize(
    ("code", "name", "level", "village", "found"),
    [
        ("khoan_du_1", "Tổ xóm 1", "village", "Xóm 1", []),
        ("lac_thuy", "Tổ huyện Lạc Thủy", "district", "", []),
        ("Khoan Dụ", "Tổ", "commune", "", ["group.code_wrong"]),
        ("a", "", "commune", "", ["group.name_missing"]),
        ("a", "Tổ", "hamlet", "", ["group.level_unknown"]),
        ("a", "Tổ", "village", "", ["group.village_missing"]),
    ],
)
def test_a_group_has_code_name_level_and_its_village(code, name, level, village, found):
    assert [error.code for error in judge_group(code, name, level, village)] == found


def test_a_person_is_stored_clean():
    given = Person("  Bùi  Văn\u0020Hòa ", "+84 912 000 345", 7)
    assert clean_person(given) == Person("Bùi Văn Hòa", "0912000345", 7)


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (Person("Bùi Văn Hòa"), []),
        (Person("Bùi Văn Hòa", "0912000345"), []),
        (Person(""), ["coordinator.full_name"]),
        (Person("Bùi Văn Hòa", "0112"), ["coordinator.phone"]),
    ],
)
def test_a_person_has_a_name_and_may_have_a_phone(person, found):
    assert [error.path for error in judge_person(person, path="coordinator")] == found
