"""The catalogue out as a file; files in are tried first, then brought in whole or not at all."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import CatalogueFile
from motcua.flows import catalogue_exchange as exchange
from motcua.flows.country_pack import load_folder
from motcua.kernel.actor import SYSTEM
from tests.factories.organisation import AT
from tests.factories.plain_lives import staff
from tests.factories.proposals import browser_of
from tests.factories.small_pack import a_small_pack

pytestmark = pytest.mark.django_db
URL = reverse("manage:exchange")


@pytest.fixture
def control(tmp_path):
    load_folder(a_small_pack(tmp_path / "small"), by=SYSTEM, at=AT)
    from motcua.agencies.models import Agency

    return browser_of(staff("procedure_control_officer", agency=Agency.objects.get(code="H44")))


def amended(day, **changes):
    """The catalogue as it is exported, with one more version of birth registration."""
    data = json.loads(json.dumps(exchange.export_catalogue()))
    birth = next(one for one in data["procedures"] if one["code"] == "1.001193")
    birth["versions"].append({**birth["versions"][-1], "valid_from": day, "pause_on_payment": True, **changes})
    return data


def sent(control, data, name="a.json"):
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return control.post(URL, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("format", ["xlsx", "json"])
def test_what_goes_out_can_be_brought_in(control, format):
    file = control.get(reverse("manage:exchange_file", args=[format]))
    assert file.status_code == 200
    answer = sent(control, file.content, f"danh-muc.{format}")
    page = control.get(answer["Location"])
    assert page.context["count"] == 0
    assert "Mọi thứ trong tệp đã có" in page.content.decode()


def test_a_trial_says_what_would_be_done_and_confirming_does_it_once(control):
    answer = sent(control, amended("2099-01-01"))
    assert len(catalogue.versions("1.001193")) == 2
    page = control.get(answer["Location"])
    assert "vẫn tính giờ" in page.content.decode()
    assert "dừng tính giờ" in page.content.decode()
    given = {"plan": page.context["plan"], "reason": ""}
    assert control.post(answer["Location"], given)["Location"] == reverse("manage:procedures")
    assert catalogue.versions("1.001193")[-1].pause_on_payment
    assert CatalogueFile.objects.get().done_at is not None
    assert control.post(answer["Location"], given).status_code == 409
    assert len(catalogue.versions("1.001193")) == 3


def test_a_day_that_is_past_asks_for_a_reason(control):
    answer = sent(control, amended("2026-02-02"))
    page = control.get(answer["Location"])
    refused = control.post(answer["Location"], {"plan": page.context["plan"]})
    assert refused.status_code == 422
    assert "Có bản bắt đầu trước hôm nay" in refused.content.decode()
    assert control.post(answer["Location"], {"plan": page.context["plan"], "reason": "Nhập bù"}).status_code == 303


def test_a_plan_that_moved_on_is_shown_again(control):
    answer = sent(control, amended("2099-01-01"))
    refused = control.post(answer["Location"], {"plan": "another"})
    assert refused.status_code == 409
    assert "Xem thử lại" in refused.content.decode()
    assert len(catalogue.versions("1.001193")) == 2


def test_a_workbook_with_mistakes_names_sheet_row_and_column(control):
    book = load_workbook(BytesIO(control.get(reverse("manage:exchange_file", args=["xlsx"])).content))
    page = book["Giấy tờ"]
    page.cell(1, page.max_column + 1).value = "Màu"
    out = BytesIO()
    book.save(out)
    answer = sent(control, out.getvalue(), "a.xlsx")
    assert answer.status_code == 422
    assert "không có cột “Màu”" in answer.content.decode()
    assert not CatalogueFile.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"x"), ("a.pdf", b"x"), ("a.json", b"{")])
def test_a_file_of_another_kind_is_refused_with_a_way_out(control, name, content):
    answer = sent(control, content, name)
    assert answer.status_code == 422
    assert control.post(URL, {}).status_code == 422
