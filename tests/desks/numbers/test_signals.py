"""Pages of signals: every number opens its dossiers, the unit answers, the control office reviews, others see nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.reports.signals.known import SIGNALS
from tests.asked import asked_of
from tests.factories.plain_lives import a_province, a_received_dossier, an_agency, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
JANUARY = {"ky": "month", "tu": "2026-01-01", "den": "2026-01-31"}
OF = "?don-vi=H44.229&ky=month&tu=2026-01-01&den=2026-01-31"


def test_seven_lines_lead_to_their_dossiers():
    code = a_received_dossier().code
    leader = browser_of(staff("commune_leader"))
    assert reverse("numbers:signals") in leader.get(reverse("numbers:home")).content.decode()
    with CaptureQueriesContext(connection) as captured:
        page = leader.get(reverse("numbers:signals"), JANUARY).content.decode()
    for slug in SIGNALS:
        assert reverse("numbers:signal", args=[slug]) in page
    assert len(asked_of(captured)) <= 15
    with CaptureQueriesContext(connection) as captured:
        one = leader.get(reverse("numbers:signal", args=["late_entry"]), JANUARY).content.decode()
    assert len(asked_of(captured)) <= 15
    assert reverse("shell:open_dossier", args=[code]) in one
    file = leader.get(reverse("numbers:signal", args=["late_entry"]), {**JANUARY, "tai": "csv"})
    assert code in file.content.decode("utf-8-sig")
    assert "late_entry" in leader.get(reverse("numbers:signals"), {**JANUARY, "tai": "csv"}).content.decode("utf-8-sig")


def test_the_unit_answers_and_the_control_office_reads_it_and_reviews():
    code = a_received_dossier().code
    page = reverse("numbers:signal", args=["late_entry"])
    leader = browser_of(staff("commune_leader"))
    assert leader.post(page + OF, {"giai-thich": "ừ"}).status_code == 422
    said = "Mất điện ngày 05/01, ghi sổ giấy."
    assert leader.post(page + OF, {"giai-thich": said}).status_code == 303
    control = browser_of(staff("procedure_control_officer", agency=a_province()))
    seen = control.get(page + OF).content.decode()
    assert said in seen
    assert code in seen
    assert reverse("shell:open_dossier", args=[code]) not in seen
    assert control.post(page + OF, {"giai-thich": "Đã xem sổ giấy, đúng."}).status_code == 303
    assert "Đã xem xét" in leader.get(page + OF).content.decode()
    above = control.get(page, JANUARY).content.decode()
    assert "Xã Lạc Thủy" in above


def test_others_see_only_their_own():
    a_received_dossier()
    other = an_agency("H44.230", parent="H44", short="Xã An Bình")
    officer = browser_of(staff("specialist_officer", agency=other))
    assert officer.get(reverse("numbers:signals"), JANUARY).status_code == 200
    assert officer.get(reverse("numbers:signals") + OF).status_code == 404
    assert (
        officer.post(reverse("numbers:signal", args=["late_entry"]) + OF, {"giai-thich": "Có lý do."}).status_code
        == 404
    )
    assert officer.get(reverse("numbers:signal", args=["khac"]), JANUARY).status_code == 404
    assert browser_of(staff("administrator")).get(reverse("numbers:signals")).status_code == 403
    wrong = officer.get(reverse("numbers:signals"), {"tu": "2026-02-30", "den": "2026-03-01"})
    assert wrong.status_code == 400
    assert "Ghi ngày có thật" in wrong.content.decode()
