"""Finding a procedure, and its sheet."""

import json
import re

import pytest

pytestmark = pytest.mark.django_db


def text_of(client, url):
    return client.get(url).content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("q", ["kết hôn", "ket hon", "KẾT HÔN", "hon ket", "marriage"])
def test_words_are_found_with_and_without_diacritics(client, catalogue, q):
    text = text_of(client, f"/thu-tuc/?q={q}")
    assert "1 thủ tục" in text
    assert "Đăng ký kết hôn" in text
    assert "/thu-tuc/1.000894/" in text


def test_a_line_says_who_decides_time_and_how_much_is_online(client, catalogue):
    text = text_of(client, "/thu-tuc/?q=xay dung")
    assert "Xã, phường · 7 ngày làm việc" in text
    assert "Làm hết trên mạng" in text
    assert "Nộp tại quầy" in text_of(client, "/thu-tuc/?q=chu ky")


def test_nothing_found_has_a_way_out(client, catalogue):
    text = text_of(client, "/thu-tuc/?q=zzzz")
    assert "0 thủ tục" in text
    assert "Không thấy thủ tục nào." in text
    assert "/thu-tuc/tat-ca/" in text


def test_what_is_typed_is_printed_as_text(client, catalogue):
    assert "<script>alert" not in text_of(client, "/thu-tuc/?q=<script>alert(1)</script>")


def test_htmx_gets_the_list_alone(client, catalogue):
    whole = client.get("/thu-tuc/?q=ket hon")
    part = client.get("/thu-tuc/?q=ket hon", headers={"HX-Request": "true", "HX-Target": "found"})
    assert b"<h1" in whole.content
    assert b"<h1" not in part.content
    assert "Đăng ký kết hôn" in part.content.decode()


def test_an_unknown_procedure_is_no_page(client, catalogue):
    response = client.get("/thu-tuc/9.999999/")
    assert response.status_code == 404
    assert "9.999999" in response.content.decode()


def test_a_sheet_says_what_is_not_to_be_handed_in_and_who_sets_the_fee(client, catalogue):
    text = text_of(client, "/thu-tuc/1.013225/")
    assert "Chỉ cho xem, không phải nộp." in text
    assert "Không phải nộp nếu cơ quan tra được" in text
    assert "do Hội đồng nhân dân tỉnh quyết định, hỏi bộ phận một cửa" in text
    assert "ngày giả định" in text
    assert "Trường hợp khác (1)" in text
    assert "chưa có tờ khai riêng trên mạng" in text
    assert "/nop/1.013225/" in text


def test_what_is_not_online_has_no_start(client, catalogue):
    text = text_of(client, "/thu-tuc/2.000884/")
    assert "Nộp tại quầy" in text
    assert "/nop/2.000884/" not in text


def test_the_structured_data_are_json_and_cannot_end_their_block(client, catalogue):
    text = client.get("/thu-tuc/1.013225/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    data = json.loads(block)
    assert "<" not in block
    assert data["@type"] == "GovernmentService"
    assert data["name"] == "Cấp giấy phép xây dựng nhà ở riêng lẻ <b>"
    assert data["url"].endswith("/thu-tuc/1.013225/")


def test_all_procedures_stand_under_their_field(client, catalogue):
    text = text_of(client, "/thu-tuc/tat-ca/")
    assert text.index("Hộ tịch") < text.index("Đăng ký kết hôn")
