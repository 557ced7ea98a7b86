"""A catalogue as a workbook: out and in again the same; what is wrong is named by sheet, row and column."""

import json
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from motcua.catalogue import queries as catalogue
from motcua.flows import catalogue_exchange as exchange
from motcua.flows.catalogue_exchange import from_excel
from motcua.flows.catalogue_exchange.sheets import VERSIONS
from motcua.flows.country_pack import load_folder
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import NotLawfulNow
from tests.factories.organisation import AT
from tests.factories.small_pack import a_small_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(tmp_path):
    load_folder(a_small_pack(tmp_path / "small"), by=SYSTEM, at=AT)
    return json.loads(json.dumps(exchange.export_catalogue()))


@pytest.fixture
def book(data):
    return load_workbook(BytesIO(exchange.workbook(data)))


def saved(book: Workbook, tmp_path):
    path = tmp_path / "danh-muc.xlsx"
    book.save(path)
    return path


def wrong_of(book, tmp_path):
    with pytest.raises(exchange.CatalogueWrong) as refused:
        exchange.load_file(saved(book, tmp_path))
    return {one.path: one.reason_vi for one in refused.value.wrong}


def a_later_birth(book, day="2026-07-01"):
    """A third version of birth registration, with the lines of the second."""
    for page in book.worksheets:
        heading = [str(cell.value) for cell in page[1]]
        if not heading[0].endswith("(code)"):
            continue
        for row in list(page.iter_rows(min_row=2, values_only=True)):
            if row[0] == "1.001193" and row[1] == "2025-07-01":
                page.append([row[0], day, *row[2:]])
    return book


def column_of(page, key):
    return next(cell.column for cell in page[1] if str(cell.value).endswith(f"({key})"))


def test_what_goes_out_comes_back_the_same(data, book, tmp_path):
    read = exchange.load_file(saved(book, tmp_path))
    assert exchange.import_catalogue(read, by=SYSTEM, at=AT) == []
    assert {one["code"] for one in read["procedures"]} == {one["code"] for one in data["procedures"]}


def test_an_amendment_is_published_by_a_workbook(data, book, tmp_path):
    page = a_later_birth(book)[VERSIONS.name]
    page.cell(page.max_row, column_of(page, "decision_no")).value = "1/QĐ-BTP"
    read = exchange.load_file(saved(book, tmp_path))
    dry = exchange.import_catalogue(read, by=SYSTEM, at=AT, dry_run=True)
    assert [(step.what, step.subject, step.valid_from) for step in dry] == [("version", "1.001193", "2026-07-01")]
    assert dry[0].changed == ("decision_no",)
    assert (dry[0].before.decision_no, dry[0].after.decision_no) != ("1/QĐ-BTP", "")
    assert len(catalogue.versions("1.001193")) == 2
    assert exchange.import_catalogue(read, by=SYSTEM, at=AT, expected=exchange.mark_of(dry)) == dry
    assert len(catalogue.versions("1.001193")) == 3


def test_a_plan_that_moved_on_is_not_carried_out(data, book, tmp_path):
    read = exchange.load_file(saved(a_later_birth(book), tmp_path))
    with pytest.raises(NotLawfulNow, match="moved_on"):
        exchange.import_catalogue(_changed(read), by=SYSTEM, at=AT, expected="another plan")
    assert len(catalogue.versions("1.001193")) == 2


def _changed(read):
    for one in read["procedures"]:
        if one["code"] == "1.001193":
            one["versions"][-1]["decision_no"] = "2/QĐ"
    return read


def test_a_wrong_sheet_a_wrong_column_and_wrong_values_are_named(data, book, tmp_path):
    book.create_sheet("Linh tinh")
    versions, papers, fees = book[VERSIONS.name], book["Giấy tờ"], book["Phí, lệ phí"]
    versions.cell(1, versions.max_column + 1).value = "Màu sắc"
    versions.cell(2, column_of(versions, "online")).value = "maybe"
    papers.cell(2, column_of(papers, "originals")).value = "hai"
    papers.append(["1.999999", "2025-07-01", "key", "Tên"])
    fees.cell(2, column_of(fees, "default")).value = "chắc"
    said = wrong_of(book, tmp_path)
    assert "các trang: Lĩnh vực, Thủ tục" in said["Linh tinh"]
    assert any("không có cột “Màu sắc”" in words for words in said.values())
    assert any("Thủ tục, dòng 2, cột" in place and "full, partial, none" in words for place, words in said.items())
    assert any(
        "Giấy tờ, dòng 2, cột" in place and "“hai” không phải một số nguyên" in words for place, words in said.items()
    )
    assert any("không có phiên bản 1.999999" in words for words in said.values())
    assert any("Phí, lệ phí, dòng 2" in place and "có hoặc không" in words for place, words in said.items())


def test_a_missing_sheet_and_a_missing_column_are_named(data, book, tmp_path):
    del book["Lĩnh vực"]
    versions = book[VERSIONS.name]
    versions.delete_cols(column_of(versions, "process"))
    assert "thiếu cột Quy trình (process)" in wrong_of(book, tmp_path).values()
    del book[VERSIONS.name]
    book.create_sheet("x")
    assert wrong_of(book, tmp_path)["Thủ tục"] == "thiếu trang này"


def test_a_code_that_became_a_number_is_read_with_its_six_decimals(data, book, tmp_path):
    for page in book.worksheets:
        for row in page.iter_rows(min_row=2):
            if row[0].value == "1.001193":
                row[0].value = 1.001193
    read = exchange.load_file(saved(book, tmp_path))
    assert exchange.import_catalogue(read, by=SYSTEM, at=AT) == []
    assert from_excel._code(1.00119) == "1.001190"


def test_a_text_that_looks_like_a_formula_stays_text(data, tmp_path):
    data["procedures"][0]["versions"][-1]["name"]["vi"] = "=1+1"
    book = load_workbook(BytesIO(exchange.workbook(data)))
    page = book[VERSIONS.name]
    assert "'=1+1" in {cell.value for cell in page[_letter_of(page, "name.vi")]}


def _letter_of(page, key):
    return next(cell.column_letter for cell in page[1] if str(cell.value).endswith(f"({key})"))
