"""The country pack's forms: whatever is wrong is named by file, line and reason."""

import pytest

from motcua.eforms.reader import BadPack, read_form, read_forms
from tests.rules.eforms.forms import PACK

GOOD = """\
key: small
version: 1
valid_from: 2025-07-01
name_vi: Tờ khai nhỏ
name_en: Small form
used_by: ['1.001193']

groups:
  - key: one
    title_vi: Hỏi gì?
    title_en: What?

fields:
  - key: gender
    type: select
    label_vi: Giới tính
    label_en: Gender
    group: one
    list: gender
"""
LISTS = "gender:\n  - {code: male, label_vi: Nam, label_en: Male}\n"


@pytest.fixture
def write(tmp_path):
    def _write(text, name="small.yaml"):
        (tmp_path / "_lists.yaml").write_text(LISTS, encoding="utf-8")
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return _write


def faults(folder):
    with pytest.raises(BadPack) as bad:
        read_forms(folder)
    return [(fault.file, fault.line, fault.reason) for fault in bad.value.faults]


def test_a_good_file_is_read_with_its_dates(write):
    (found,) = read_forms(write(GOOD))
    assert found.definition.key == "small"
    assert found.valid_from.isoformat() == "2025-07-01"
    assert found.valid_to is None
    assert found.used_by == ("1.001193",)
    assert "valid_from" not in found.definition.source
    assert [option.code for option in found.definition.lists["gender"]] == ["male"]


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (("type: select", "type: colour"), 15, "fields.0.type: unknown type 'colour'"),
        (("list: gender", "list: moods"), 19, "fields.0.list: no list 'moods'"),
        (("group: one", "group: two"), 18, "fields.0.group: no group 'two'"),
        (("    label_en: Gender\n", ""), 14, "fields.0.label_en: is missing"),
        (("version: 1", "version: one"), 2, "version: must be a whole number from 1"),
        (("key: small", "key: large"), 1, "key: must be 'small', as the file is named"),
        (("2025-07-01", "soon"), 3, "valid_from: must be a date, 2020-01-31"),
        (("used_by: ['1.001193']", "used_by: [1.001193]"), 6, "used_by: must be a list of codes in quotes"),
        (
            ("    list: gender", "    list: gender\n    show_if: {var: age}"),
            20,
            "fields.0.show_if: refers to missing field 'age'",
        ),
        (("    group: one", "    group: one\n    group: two"), 19, "not YAML"),
        (("fields:", "fields: ["), 14, "not YAML"),
    ],
)
def test_each_fault_has_its_line(write, change, line, reason):
    assert change[0] in GOOD
    found = faults(write(GOOD.replace(*change)))
    assert any(file == "small.yaml" and at == line and reason in why for file, at, why in found), found


def test_faults_of_all_files_are_told_together(write):
    write(GOOD.replace("type: select", "type: colour"))
    folder = write(GOOD.replace("key: small", "key: wrong"), "other.yaml")
    assert [(file, line) for file, line, _ in faults(folder)] == [("other.yaml", 1), ("small.yaml", 15)]


def test_a_file_that_is_no_object(write):
    assert faults(write("- a\n")) == [("small.yaml", 1, "a file is an object of names and values")]


def test_bytes_that_are_no_text(tmp_path):
    (tmp_path / "small.yaml").write_bytes(b"\xff\xfe\x00")
    assert faults(tmp_path)[0][0] == "small.yaml"


def test_one_file_by_itself():
    found = read_form(PACK / "general.yaml")
    assert found.definition.key == "general"


def test_every_form_of_the_pack_is_in_both_languages_and_in_our_voice():
    for found in read_forms(PACK):
        definition = found.definition
        sentences = [definition.name_vi, definition.intro_vi]
        sentences += [words for group in definition.groups for words in (group.title_vi, group.intro_vi)]
        for one in definition.fields:
            assert bool(one.help_vi) == bool(one.help_en), (definition.key, one.key)
            sentences += [one.label_vi, one.help_vi, *(column.label_vi for column in one.columns)]
        for sentence in sentences:
            for banned in ("!", "vui lòng", "quý khách", " bạn ", "Bạn "):
                assert banned not in sentence, sentence
            assert len(sentence.replace(".", " ").split()) <= 30, sentence
