"""Search, the sheet, code lists and fields."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.catalogue import actions, queries
from motcua.catalogue.rules import Fee, Item, Limit, Paper
from motcua.deadlines.rules import Allowance
from motcua.journal import queries as journal
from motcua.kernel.actor import SYSTEM
from tests.asked import MARK, asked_of
from tests.factories.organisation import AT, TODAY
from tests.factories.procedures import a_content, a_field, a_procedure, a_published_version

pytestmark = pytest.mark.django_db

NAMES = {
    "1.001193": "Đăng ký khai sinh",
    "1.004884": "Đăng ký lại khai sinh",
    "1.001612": "Đăng ký thành lập hộ kinh doanh",
    "2.000815": "Chứng thực bản sao từ bản chính",
}


@pytest.fixture
def four() -> None:
    for code, name in NAMES.items():
        a_published_version(a_procedure(code), name_vi=name, name_en="")


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("khai sinh", ["1.001193", "1.004884"]),
        ("KHAI SINH", ["1.001193", "1.004884"]),
        ("Khai  sinh", ["1.001193", "1.004884"]),
        ("khai s", ["1.001193", "1.004884"]),
        ("sinh khai", ["1.001193", "1.004884"]),
        ("hkd", ["1.001612"]),
        ("HKD", ["1.001612"]),
        ("cban", []),
        ("ban chinh", ["2.000815"]),
        ("bản chính", ["2.000815"]),
        ("1.001193", ["1.001193"]),
        ("001193", ["1.001193"]),
        ("ho tich chung thuc", ["2.000815"]),
        ("kh%", ["1.001193", "1.004884"]),  # the sign is no wildcard
        ("'; drop", []),
    ],
)
def test_procedures_are_found_as_people_type(query: str, codes: list[str]) -> None:
    assert [brief.code for brief in queries.search(query, TODAY)] == codes


@pytest.mark.usefixtures("four")
def test_without_words_all_come_by_name() -> None:
    assert [brief.name_vi for brief in queries.search("", TODAY)] == [
        "Chứng thực bản sao từ bản chính",
        "Đăng ký khai sinh",
        "Đăng ký lại khai sinh",
        "Đăng ký thành lập hộ kinh doanh",
    ]
    assert queries.search("?!", TODAY) == [], "signs alone find nothing"
    assert len(queries.search("", TODAY, limit=2)) == 2
    assert queries.search("", TODAY, field="land") == []
    assert len(queries.search("", TODAY, field="civil_status")) == 4


def test_the_sheet_says_everything_in_both_languages() -> None:
    actions.bring_in_lists(
        {"paper_source": [Item("civil_status_db", "Cơ sở dữ liệu hộ tịch", "Civil status database")]},
        subject="pack:test",
        by=SYSTEM,
        at=AT,
    )
    content = a_content(
        who_vi="Cha, mẹ",
        who_en="Parents",
        limits=(Limit(1, "same_day", cutoff=time(15), note_vi="trong ngày", note_en="the same day"),),
        papers=(
            Paper("declaration", "Tờ khai", "Declaration", is_form=True),
            Paper("notice", "Giấy chứng sinh", fetch_from=("civil_status_db", "elsewhere")),
            Paper("identity", "Giấy tờ tùy thân", need="shown"),
        ),
        fees=(Fee("le_phi", 0, is_default=True), Fee("phi", 8000, "bản", "copy")),
        sheet={
            "confidence": "high",
            "notes": [{"vi": "Ghi chú", "en": "Note"}],
            "extensions": [{"value": 3, "unit": "working_days", "when": {"vi": "khi xác minh", "en": "to verify"}}],
            "provider": {"vi": "Công an xã", "en": "Police"},
        },
    )
    version = actions.publish_version(a_procedure(), spec=content, valid_from=TODAY, by=SYSTEM, at=AT)
    version = queries.get_version(version.pk)
    with CaptureQueriesContext(connection) as asked:
        vi = queries.sheet(version)
    # the tables of the sheet; the mark of reference rows belongs to the request, not to the sheet
    assert len([one for one in asked_of(asked) if one != MARK]) <= 5
    en = queries.sheet(version, "en")
    assert (vi.name, en.name, en.field_name) == ("Đăng ký khai sinh", "Birth registration", "Hộ tịch")
    assert (vi.who, en.who) == ("Cha, mẹ", "Parents")
    assert (vi.limits[0].note, en.limits[0].note) == ("trong ngày", "the same day")
    assert vi.limit == vi.limits[0]
    assert [paper.is_handed_in for paper in vi.papers] == [False, True, False]
    assert vi.papers[1].databases == ("Cơ sở dữ liệu hộ tịch", "elsewhere")
    assert en.papers[1].name == "Giấy chứng sinh", "Vietnamese where there is no English"
    assert (vi.owed("online").amount, vi.is_free) == (0, False)
    assert (vi.notes, en.notes) == (("Ghi chú",), ("Note",))
    assert (vi.extensions[0].when, en.extensions[0].when) == ("khi xác minh", "to verify")
    assert (vi.provider, en.provider, vi.confidence) == ("Công an xã", "Police", "high")


def test_a_limit_becomes_an_allowance() -> None:
    limits = (Limit(10, "working_days"), Limit(2, "hours", channel="online", cutoff=time(15)))
    version = a_published_version(limits=limits)
    online, direct = queries.limit_of(version, "online"), queries.limit_of(version, "direct")
    assert online is not None
    assert direct is not None
    assert queries.allowance_of(direct) == Allowance(10, "working_days")
    assert queries.allowance_of(online) == Allowance(2, "hours", cutoff=time(15))
    assert queries.owed_of(version).amount == 0


def test_code_lists_grow_and_are_corrected_but_lose_nothing() -> None:
    def bring(*items: Item) -> tuple[int, int]:
        return actions.bring_in_lists({"ethnicity": items}, subject="pack:test", by=SYSTEM, at=AT)

    assert bring(Item("01", "Kinh"), Item("06", "Muong")) == (2, 0)
    assert bring(Item("01", "Kinh"), Item("06", "Mường")) == (0, 1)
    assert bring(Item("01", "Kinh"), Item("06", "Mường")) == (0, 0)
    assert bring(Item("01", "Kinh")) == (0, 0)
    assert [item.name_vi for item in queries.code_list("ethnicity")] == ["Kinh", "Mường"]
    assert len(journal.events("pack:test")) == 2
    assert queries.code_list("nothing") == []


def test_a_field_is_corrected_under_its_slug() -> None:
    first = a_field()
    assert a_field() == first
    assert actions.ensure_field("civil_status", name_vi="Hộ tịch", name_en="Civil status", by=SYSTEM, at=AT) == first
    assert [event.type for event in journal.events("field:civil_status")] == ["field.added", "field.corrected"]
    assert [field.slug for field in queries.fields()] == ["civil_status"]


@pytest.mark.parametrize("odd", ["\0", "1.001193\0", "x" * 500, "", "a b", "1/2"])
def test_what_cannot_be_a_code_is_nobodys(odd: str) -> None:
    a_published_version()
    assert queries.find_procedure(odd) is None
    assert queries.find_version(odd, TODAY) is None
    assert queries.versions(odd) == []
    assert queries.search(odd + "\0", TODAY, field="\0") == []
