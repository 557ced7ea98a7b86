"""The page of free questions: without a copy it says so, with one it answers, as a table and as CSV."""

from datetime import datetime

import pytest

from motcua.kernel import clock
from motcua.reports.open import copying
from tests.desks.public.test_protected import KHOAN_DU, answered
from tests.factories import import_lines
from tests.factories.plain_lives import a_province, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=clock.LOCAL)
PAGE = "/so-lieu/cau-hoi/"


def test_a_question_is_answered_on_the_page_and_as_a_file(settings, tmp_path):
    settings.HOME = tmp_path
    control = browser_of(staff("procedure_control_officer", agency=a_province()))
    import_lines.the_district()
    assert import_lines.bring_in(*answered(KHOAN_DU, 1, 2)).refused == []
    empty = control.get(PAGE).content.decode()
    assert "Chưa có bản sao" in empty
    assert "?hoi=" not in empty
    copying.copy(NOW)
    assert "?hoi=" in control.get(PAGE).content.decode()
    asked = {"hoi": "SELECT agency, count(*) AS so FROM dossiers GROUP BY 1"}
    assert f"<td>{KHOAN_DU}</td><td>2</td>" in control.get(PAGE, asked).content.decode()
    assert control.get(PAGE, {**asked, "tai": "csv"}).content.decode("utf-8-sig").splitlines()[1] == f"{KHOAN_DU},2"
    wrong = control.get(PAGE, {"hoi": "SELEC 1"})
    assert wrong.status_code == 422
    assert "Máy không hiểu câu này" in wrong.content.decode()
