"""The index on its pages: numbers open their lists, what-if, values from outside, who may see what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people import access
from motcua.reports.models import OutsideValue
from tests.asked import asked_of
from tests.factories.plain_lives import a_commune, a_delivered_dossier, a_province, a_received_dossier, an_agency, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
KY = f"{clock.now():%Y}"


def test_each_number_opens_its_dossiers_and_the_files_say_the_same():
    at = clock.now() - timedelta(days=1)
    done, waiting = a_delivered_dossier(at=at), a_received_dossier(at=at, channel="direct", entered_by="officer")
    leader = browser_of(staff("commune_leader"))
    leader.get(reverse("numbers:index"), {"ky": KY})
    with CaptureQueriesContext(connection) as captured:
        answer = leader.get(reverse("numbers:index"), {"ky": KY})
    assert len(asked_of(captured)) <= 15
    page = answer.content.decode()
    assert "2.1. Giải quyết sớm và đúng hạn" in page
    assert "chưa có dữ liệu" in page
    assert "còn ngờ" in page
    card = answer.context["card"]
    assert (card.line("2.1").whole, card.line("3.3").parts) == (2, (1,))
    assert card.line("5.4").is_hidden  # of two dossiers it would tell who rated how
    with CaptureQueriesContext(connection) as captured:
        listed = leader.get(reverse("numbers:index_line", args=["3.3"]), {"ky": KY, "xem": "which"}).content.decode()
    assert len(asked_of(captured)) <= 15
    assert done.code in listed
    assert waiting.code not in listed
    rest = leader.get(reverse("numbers:index_line", args=["3.3"]), {"ky": KY, "xem": "rest"}).content.decode()
    assert waiting.code in rest
    assert leader.get(reverse("numbers:index_line", args=["3.3"]), {"xem": "x"}).status_code == 404
    assert leader.get(reverse("numbers:index_line", args=["9.9"])).status_code == 404
    file = leader.get(reverse("numbers:index"), {"ky": KY, "tai": "csv"}).content.decode("utf-8-sig").splitlines()
    assert file[0].startswith("number,name,most,threshold,part,whole,rate,points")
    assert any(line.startswith("3.3,Hồ sơ trực tuyến,,50.0,1,2,50.0,") for line in file)
    for format, begins in (("xlsx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")):
        assert leader.get(reverse("numbers:index"), {"ky": KY, "tai": format}).content.startswith(begins)
    assert leader.get(reverse("numbers:index"), {"tai": "exe"}).status_code == 404


def test_what_if_a_line_rises():
    a_delivered_dossier(at=clock.now() - timedelta(days=1))
    leader = browser_of(staff("commune_leader"))
    found = leader.get(reverse("numbers:index_try"), {"ky": KY, "r-4.2": "80", "r-1.4": "100"})
    assert found.context["after"].reached - found.context["total"].reached == 10  # 4 of line 4.2, 6 of line 1.4
    assert "Nếu đổi:" in found.content.decode()
    wrong = leader.get(reverse("numbers:index_try"), {"r-4.2": "tám mươi"})
    assert wrong.status_code == 400
    assert "Dòng 4.2: ghi tỷ lệ từ 0 đến 100." in wrong.content.decode()
    assert "tám mươi" in wrong.content.decode()


def test_a_value_from_outside_is_dated_and_replaced_never_edited():
    a_commune()
    control = browser_of(staff("procedure_control_officer", agency=a_province()))
    address = reverse("numbers:index_outside") + f"?don-vi=H44.229&ky={KY}"
    given = {"fact": "synchronised", "period": KY, "part": "80", "whole": "100", "source": "Cổng quốc gia, 20/11"}
    assert control.post(address, given).status_code == 303
    again = control.post(address, {**given, "part": "", "whole": "", "value": "92,5"})
    assert again.status_code == 303
    old, new = OutsideValue.objects.order_by("id")
    assert (old.value, old.part, old.replaced_by_id) == (80, 80, new.pk)
    assert str(new.value) == "92.50"
    card = control.get(reverse("numbers:index"), {"don-vi": "H44.229", "ky": KY}).context["card"]
    assert str(card.line("1.4").points) == "5.55"
    month = f"{clock.now():%Y-%m}"  # the year's value stands in where the month has none
    assert control.get(reverse("numbers:index"), {"don-vi": "H44.229", "ky": month}).context["card"].line("1.4").rate
    facts = [event.facts for event in Event.objects.filter(type="scorecard.value_entered")]
    assert len(facts) == 2
    assert not any("Cổng" in one for one in facts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "101"},
        {"value": "9,999"},
        {"value": "abc"},
        {"part": "5", "whole": "4"},
        {"part": "5", "whole": ""},
        {"value": "50", "source": " "},
        {"value": "50", "fact": "moon"},
        {"value": "50", "period": "2026-13"},
        {"value": "3", "fact": "attitude"},
    ],
)
def test_a_wrong_value_is_refused_with_the_way_out(wrong: dict[str, str]):
    a_commune()
    control = browser_of(staff("procedure_control_officer", agency=a_province()))
    given = {"fact": "synchronised", "period": KY, "source": "Cổng quốc gia", **wrong}
    answer = control.post(reverse("numbers:index_outside") + "?don-vi=H44.229", given)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not OutsideValue.objects.exists()


def test_units_stand_side_by_side_for_the_province():
    a_delivered_dossier(at=clock.now() - timedelta(days=1))
    an_agency("H44.230", parent="H44", short="Xã An Bình")
    leader = browser_of(staff("province_leader", agency=a_province()))
    answer = leader.get(reverse("numbers:index_units"), {"ky": KY})
    assert [row[0] for row in answer.context["rows"]] == ["Xã Lạc Thủy"]
    assert "Xã An Bình" in answer.context["idle"]
    assert leader.get(reverse("numbers:index_units"), {"ky": KY, "tai": "csv"}).status_code == 200


def test_everybody_sees_the_agencies_within_reach_only():
    a_commune()
    an_agency("H44.230", parent="H44", short="Xã An Bình")
    officer = browser_of(staff(access.SPECIALIST_OFFICER))
    assert officer.get(reverse("numbers:index")).status_code == 200
    assert officer.get(reverse("numbers:index"), {"don-vi": "H44.230"}).status_code == 404
    assert officer.get(reverse("numbers:index_outside")).status_code == 403
    control = browser_of(staff(access.PROCEDURE_CONTROL_OFFICER, agency=a_province()))
    assert control.get(reverse("numbers:index"), {"don-vi": "H44.230"}).status_code == 200
