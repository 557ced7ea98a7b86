"""Tracking: little with the code, the promise with the PIN, nothing about anybody."""

from datetime import timedelta

import pytest
from django.conf import settings

from motcua.desks.public import track
from motcua.desks.shell import tracking
from motcua.kernel import clock, codes
from tests.factories import plain_lives

pytestmark = pytest.mark.django_db


@pytest.fixture
def code():
    return plain_lives.a_received_dossier().code


def pin(code):
    return codes.pin(code, settings.PIN_KEY)


def test_the_code_alone_shows_the_degree_of_completion(client, code):
    text = client.get(f"/theo-doi/{code}").content.decode()
    assert "25\u00a0%" in text
    assert code in text
    assert "Đăng ký khai sinh" not in text
    assert "Hẹn trả" not in text


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_address_of_the_slip_opens_with_and_without_slash(client, code, slash):
    assert client.get(f"/theo-doi/{code}{slash}").status_code == 200


def test_the_pin_opens_the_promise_and_the_way(client, code):
    response = client.post(f"/theo-doi/{code}", {"pin": pin(code).lower()})
    assert (response.status_code, response["Location"]) == (303, f"/theo-doi/{code}")
    answer = client.get(f"/theo-doi/{code}")
    text = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "Hẹn trả kết quả" in text
    assert "Vì sao hẹn ngày này" in text
    assert "Thẩm định" in text
    assert "không phải làm gì" in text
    for name in ("Bùi Thị Lành", "Bùi Thị Mai", "017184003125", pin(code)):
        assert name not in text


def test_the_pin_itself_is_not_kept_and_opens_one_code_only(client, code):
    other = plain_lives.a_dossier().code
    client.post(f"/theo-doi/{code}", {"pin": pin(code)})
    assert pin(code) not in str(dict(client.session))
    assert "Hẹn trả" not in client.get(f"/theo-doi/{other}").content.decode()


def test_it_closes_by_itself_after_half_an_hour_and_by_hand(client, code):
    client.post(f"/theo-doi/{code}", {"pin": pin(code)})
    session = client.session
    session[track.OPENED] = {code: (clock.now() - track.KEPT - timedelta(minutes=1)).isoformat()}
    session.save()
    assert "Hẹn trả" not in client.get(f"/theo-doi/{code}").content.decode()
    client.post(f"/theo-doi/{code}", {"pin": pin(code)})
    assert "Hẹn trả" in client.get(f"/theo-doi/{code}").content.decode()
    client.post(f"/theo-doi/{code}", {"act": "close"})
    assert "Hẹn trả" not in client.get(f"/theo-doi/{code}").content.decode()


@pytest.mark.parametrize(("given", "words"), [("", "Ghi mã PIN"), ("22222222", "Mã PIN không đúng")])
def test_a_wrong_pin_is_said_at_the_field(client, code, given, words):
    response = client.post(f"/theo-doi/{code}", {"pin": given})
    assert response.status_code == 422
    text = response.content.decode()
    assert text.count(words) == 2  # in the summary and at the field
    assert "Hẹn trả" not in text


def test_ten_wrong_pins_close_the_code_even_for_the_right_one(client, code):
    for _ in range(10):
        client.post(f"/theo-doi/{code}", {"pin": "22222222"})
    response = client.post(f"/theo-doi/{code}", {"pin": pin(code)})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Đã nhập sai mã PIN nhiều lần." in response.content.decode()
    assert client.get(f"/theo-doi/{code}").status_code == 200


def test_looking_up_is_throttled_by_address(client, code, settings):
    settings.THROTTLE = True
    for _ in range(tracking.MOST):
        client.get("/theo-doi/H44.229-260101-9999")
    assert client.get(f"/theo-doi/{code}").status_code == 429
    assert client.get(f"/theo-doi/{code}", REMOTE_ADDR="10.0.0.9").status_code == 200


@pytest.mark.parametrize("url", ["/theo-doi/?ma=H44.229-260101-9999", "/theo-doi/H44.229-260101-9999"])
def test_an_unknown_code_says_where_it_stands(client, code, url):
    response = client.get(url)
    assert response.status_code == 404
    assert "Không có hồ sơ với mã này. Mã ghi trên giấy hẹn" in response.content.decode()


def test_a_code_may_be_typed_carelessly(client, code):
    typed = code.lower().replace("-", " \u2013 ")
    response = client.get("/theo-doi/", {"ma": typed})
    assert (response.status_code, response["Location"]) == (302, f"/theo-doi/{code}")


def test_an_empty_code_is_asked_for(client, db):
    assert client.get("/theo-doi/?ma=").status_code == 422


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_end_has_its_words(client, language):
    client.cookies["language"] = language
    for code in (plain_lives.a_finished_dossier().code, plain_lives.a_finished_dossier(result="reject").code):
        client.post(f"/theo-doi/{code}", {"pin": pin(code)})
        text = client.get(f"/theo-doi/{code}").content.decode()
        assert ("Có kết quả" if language == "vi" else "esult") in text
        assert "Bùi Thị" not in text
