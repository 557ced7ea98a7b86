"""Pages of sealed periods: the control office seals and corrects, everybody reads and recomputes the hash."""

import hashlib
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.asked import asked_of
from tests.factories.plain_lives import a_province, a_received_dossier, an_agency, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
JANUARY = {"don-vi": "H44.229", "ky": "month", "tu": "2026-01-01", "den": "2026-01-31"}
DAYS = ["H44.229", "2026-01-01", "2026-01-31"]


def test_a_period_is_sealed_corrected_and_recomputed_by_anybody():
    a_received_dossier()
    control = browser_of(staff("procedure_control_officer", agency=a_province()))
    assert reverse("numbers:seals") in control.get(reverse("numbers:home")).content.decode()
    listed = control.get(reverse("numbers:seals"), {"don-vi": "H44.229"}).content.decode()
    assert "chưa chốt" in listed
    page = control.get(reverse("numbers:seal"), JANUARY).content.decode()
    assert "Chốt kỳ này…" in page
    sure = reverse("numbers:seal_period") + "?don-vi=H44.229&ky=month&tu=2026-01-01&den=2026-01-31"
    assert "không sửa được nữa" in control.get(sure).content.decode()
    assert control.post(sure).status_code == 303

    a_received_dossier()
    late = control.get(reverse("numbers:seal"), JANUARY).content.decode()
    assert "Tính lại hôm nay ra số khác" in late
    assert control.post(sure, {"vi-sao": "muộn"}).status_code == 422
    assert control.post(sure, {"vi-sao": "Hồ sơ ngày 05/01 nhập muộn vì mất điện."}).status_code == 303

    anybody = Client()
    page = anybody.get(reverse("public:seal", args=DAYS)).content.decode()
    assert "nhập muộn vì mất điện" in page
    for version in (1, 2):
        file = anybody.get(reverse("public:seal_file", args=[*DAYS, version])).content
        assert hashlib.sha256(file).hexdigest() in page
        assert json.loads(file)["whole"]["received_total"] == version
    told = anybody.get(reverse("public:seals_of", args=["H44.229"]), {"tai": "json"}).json()
    assert [(one["from"], one["version"]) for one in told["periods"]] == [("2026-01-01", 2)]
    assert reverse("public:seals_of", args=["H44.229"]) in anybody.get(reverse("public:seals")).content.decode()


def test_others_read_their_own_and_seal_nothing():
    a_received_dossier()
    an_agency("H44.230", parent="H44", short="Xã An Bình")
    officer = browser_of(staff("single_window_officer"))
    page = officer.get(reverse("numbers:seal"), JANUARY)
    assert page.status_code == 200
    assert "Chốt kỳ này…" not in page.content.decode()
    assert officer.get(reverse("numbers:seal_period"), JANUARY).status_code == 403
    assert officer.get(reverse("numbers:seal"), {**JANUARY, "don-vi": "H44.230"}).status_code == 404
    assert officer.get(reverse("numbers:seal"), {**JANUARY, "den": "2026-01-30"}).status_code == 404
    assert officer.get(reverse("numbers:seal")).headers["Location"] == reverse("numbers:seals")
    assert Client().get(reverse("public:seal", args=DAYS)).status_code == 404


def test_the_report_of_a_sealed_period_says_so():
    a_received_dossier()
    control = browser_of(staff("procedure_control_officer", agency=a_province()))
    sure = reverse("numbers:seal_period") + "?don-vi=H44.229&ky=month&tu=2026-01-01&den=2026-01-31"
    assert control.post(sure).status_code == 303
    with CaptureQueriesContext(connection) as captured:
        page = control.get(reverse("numbers:report", args=["ii-06a"]), JANUARY).content.decode()
    assert len(asked_of(captured)) <= 15
    assert "Kỳ này đã chốt" in page
    assert reverse("numbers:seal") in page
