"""Communes on pages: found by old and new names, shown as they are called today and were called before."""

from datetime import date

import pytest
from django.http import QueryDict

from motcua.agencies.models import Place, PlaceSuccession
from motcua.desks.shell import eform
from tests.rules.eforms.forms import TODAY, field, form

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def places():
    def place(code, name, search, parent=None, kind="commune", since=date(2020, 1, 1), until=None):
        return Place.objects.create(
            code=code, name_vi=name, search=f" {search}", parent=parent, kind=kind, valid_from=since, valid_to=until
        )

    hoa_binh = place("17", "Tỉnh Hòa Bình", "tinh hoa binh", kind="province", until=REFORM)
    phu_tho = place("25", "Tỉnh Phú Thọ", "tinh phu tho", kind="province")
    district = place("159", "Huyện Lạc Thủy", "huyen lac thuy", hoa_binh, "district", until=REFORM)
    old = place("05413", "Xã Khoan Dụ", "xa khoan du", district, until=REFORM)
    new = place("05392", "Xã Lạc Thủy", "xa lac thuy", phu_tho, since=REFORM)
    PlaceSuccession.objects.create(predecessor=old, successor=new, on=REFORM)


def known(lang="vi"):
    return eform.known_of(lang, TODAY)


@pytest.mark.parametrize("typed", ["khoan dụ", "Xã Lạc Thủy", "lac thuy", "Xã Lạc Thủy, tỉnh Phú Thọ"])
def test_a_commune_is_found_by_any_of_its_names(typed):
    assert known().find(typed, TODAY, "commune") == [("05392", "Xã Lạc Thủy, tỉnh Phú Thọ")]
    definition = form(field("a", "unit"))
    query = QueryDict(mutable=True)
    query["a.text"] = typed
    assert eform.parse(definition, "one", query, today=TODAY, known=known()).answers == {"a": "05392"}


def test_a_place_of_another_level_is_not_found():
    assert known().find("phú thọ", TODAY, "commune") == []
    assert known().find("phú thọ", TODAY, "province") == [("25", "Tỉnh Phú Thọ")]


def test_an_old_address_is_told_by_todays_name_first():
    definition = form(field("a", "address"))
    answers = {"a": {"place": "05413", "line": "Thôn Liên Sơn", "on": "2024-05-01"}}
    ((group),) = eform.summary(definition, answers, "vi", today=TODAY, known=known())
    assert group.lines[0].value == "Thôn Liên Sơn, xã Lạc Thủy, tỉnh Phú Thọ"
    assert group.lines[0].was == "Trước 01/07/2025: xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình"
    assert known("en").label("05413", date(2024, 5, 1))[1].replace("\u00a0", " ").startswith("Before 1 July 2025: ")


def test_the_birth_place_may_be_a_commune_of_that_day():
    definition = form(field("place", "unit", as_of="born"), field("born", "date"))
    answers = {"place": "05413", "born": "2024-05-01"}
    ((group),) = eform.summary(definition, answers, "vi", today=TODAY, known=known())
    assert group.lines[0].value == "Xã Lạc Thủy, tỉnh Phú Thọ"
    show = eform.page(definition, "one", answers, today=TODAY, lang="vi", known=known())
    assert show.fields[0].place.text == "Xã Lạc Thủy, tỉnh Phú Thọ"


def test_an_unknown_code_is_shown_as_it_is():
    assert known().label("99999", TODAY) == ("99999", "")
