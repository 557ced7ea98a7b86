"""The country pack of the product, loaded: the old units and what became of them, procedures before and after."""

import time
from datetime import date
from typing import ClassVar

from django.test import TestCase

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.flows.country_pack import Loaded, load_folder, open_posts, packaged
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.factories.organisation import AT, REFORM, TODAY

IN_2023, BEFORE = date(2023, 5, 1), date(2025, 6, 30)


class TheLoadedPack(TestCase):
    first: ClassVar[Loaded]

    @classmethod
    def setUpTestData(cls) -> None:
        started = time.monotonic()
        cls.first = load_folder(packaged(), by=SYSTEM, at=AT)
        cls.seconds = time.monotonic() - started

    def codes(self, ids: set[int] | frozenset[int]) -> set[str]:
        return set(Agency.objects.filter(pk__in=ids).values_list("code", flat=True))

    def heirs(self, code: str) -> set[str]:
        return {heir.agency.code for heir in agencies.successors(agencies.get_agency(code))}

    def test_everything_came_in_in_time(self) -> None:
        assert (self.first.procedures, self.first.versions) == (81, 162)
        assert self.seconds < 60, "usually four seconds"

    def test_a_second_load_is_quick_and_changes_nothing(self) -> None:
        before, started = Event.objects.count(), time.monotonic()
        assert not load_folder(packaged(), by=SYSTEM, at=clock.now()).is_changed
        assert time.monotonic() - started < 2
        assert Event.objects.count() == before

    def test_the_ten_communes_of_lac_thuy_went_into_three(self) -> None:
        district = agencies.get_agency("H28.159")
        old = agencies.children(district, IN_2023)
        assert len(old) == 10
        heirs = {row.code: self.heirs(row.code) for row in old}
        assert set().union(*heirs.values()) == {"H44.229", "H44.230", "H44.231"}
        assert all(len(found) == 1 for found in heirs.values())
        assert self.heirs("H28.159") == {"H44.229", "H44.230", "H44.231"}
        assert [heir.way for heir in agencies.successors(district)] == ["split_from"] * 3
        assert agencies.heirs_on(district, TODAY) != [district]
        assert agencies.heirs_on(district, BEFORE) == [district]

    def test_an_nghia_and_where_it_comes_from(self) -> None:
        place = agencies.find_place("commune", "05395", TODAY)
        assert place is not None
        assert (place.name_vi, place.agencies.get().code) == ("Xã An Nghĩa", "H44.231")
        older = {link.predecessor.name_vi for link in place.origins.select_related("predecessor")}
        assert older == {"Thị trấn Ba Hàng Đồi", "Xã Phú Nghĩa", "Xã Phú Thành"}
        before = agencies.find_place("commune", "05395", BEFORE)
        assert before is not None
        assert before.pk != place.pk, "the code was used before, for a part of it"

    def test_the_tree_is_that_of_the_day(self) -> None:
        assert len(agencies.under("H28", IN_2023)) == 1 + 10 + 151
        assert len(agencies.under("H28.159", IN_2023)) == 11
        assert len(agencies.under("H28", REFORM)) == 1, "the districts and communes of 2023 are gone"
        assert len(agencies.under("H44", TODAY)) == 1 + 16 + 148, (
            "the province, 15 departments and the social insurance, the communes"
        )
        assert len(agencies.under("H44.229", TODAY)) == 1
        kinds = [row.kind for row in agencies.agencies_at(BEFORE) if row.code.startswith("H28")]
        assert (kinds.count("district"), kinds.count("commune")) == (10, 151)

    def test_names_as_they_were(self) -> None:
        district = agencies.get_agency("H28.159")
        assert agencies.name_of(district, IN_2023) == "Ủy ban nhân dân huyện Lạc Thủy"
        assert agencies.name_of(district, TODAY, "en", short=True) == "Lạc Thủy district"
        assert agencies.parent_on(district, IN_2023) == agencies.get_agency("H28")
        assert agencies.parent_on(district, TODAY) is None

    def test_an_heir_answers_for_what_went_into_it_whole(self) -> None:
        reached = self.codes(agencies.reach("H44.229", below=False, on=TODAY))
        assert "H44.229" in reached
        assert len(reached) == 5, "and four communes of the district"
        assert "H28.159" not in reached, "the district went to several"
        assert "H28.159" in self.codes(agencies.reach("H44", below=True, on=TODAY))
        assert self.codes(agencies.reach("H28.159", below=False, on=IN_2023)) == {"H28.159"}

    def test_an_old_address_is_found_and_called_as_today(self) -> None:
        found = agencies.search_places("khoan du", TODAY, "commune")
        assert [(one.place.name_vi, one.former and one.former.name_vi) for one in found] == [
            ("Xã Lạc Thủy", "Xã Khoan Dụ")
        ]
        former = found[0].former
        assert former is not None
        assert agencies.place_label(former, TODAY) == (
            "Xã Lạc Thủy, tỉnh Phú Thọ. Trước 01/07/2025: xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình"
        )
        assert agencies.place_label(former, TODAY, "en") == (
            "Lạc Thủy commune, Phú Thọ province. "
            "Before 1 July 2025: Khoan Dụ commune, Lạc Thủy district, Hòa Bình province"
        )
        assert agencies.place_label(former, BEFORE) == "Xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình"
        assert agencies.place_label(found[0].place, TODAY) == "Xã Lạc Thủy, tỉnh Phú Thọ"

    def test_a_split_commune_has_more_than_one_name_of_today(self) -> None:
        names = agencies.place_names(agencies.search_places("vay nua", BEFORE)[0].place, TODAY)
        assert names.today == "Phường Thống Nhất hoặc xã Tiền Phong, tỉnh Phú Thọ"
        assert names.before == "Xã Vầy Nưa, huyện Đà Bắc, tỉnh Hòa Bình"
        found = agencies.search_places("vay nua", TODAY, "commune")
        assert {one.place.name_vi for one in found} == {"Phường Thống Nhất", "Xã Tiền Phong"}

    def test_both_spellings_of_tone_marks_are_one(self) -> None:
        for query in ("Hoà Bình", "Hòa Bình", "hoa binh", "HOÀ  BÌNH"):
            found = [one.agency.code for one in agencies.search_agencies(query, BEFORE)]
            assert {"H28", "H28.148"} <= set(found), query

    def test_a_doubtful_code_is_found_by_the_other_one_too(self) -> None:
        found = agencies.search_places("05098", TODAY)
        assert [one.place.code for one in found if one.place.provisional_code] == ["05092"]

    def test_places_inside_a_province_before_and_after(self) -> None:
        hoa_binh, phu_tho = (
            agencies.find_place("province", code, day) for code, day in (("17", BEFORE), ("25", TODAY))
        )
        assert hoa_binh is not None
        assert phu_tho is not None
        assert len(agencies.places_below(hoa_binh, BEFORE)) == 151
        assert len(agencies.places_below(hoa_binh, BEFORE, "district")) == 10
        assert len(agencies.places_below(phu_tho, TODAY)) == 148
        assert len(agencies.places_at(TODAY, "province")) == 34

    def test_procedures_moved_with_the_levels(self) -> None:
        household = catalogue.find_version("1.001612", BEFORE), catalogue.find_version("1.001612", TODAY)
        assert [version and version.levels for version in household] == [["district"], ["commune"]]
        district, commune = agencies.get_agency("H28.159"), agencies.get_agency("H44.229")
        assert household[0] is not None
        assert catalogue.decides(household[0], district, BEFORE)
        assert not catalogue.decides(household[0], commune, TODAY)
        assert len(catalogue.procedures_of(district, IN_2023)) > 35
        assert len(catalogue.procedures_of(commune, TODAY)) == 75

    def test_birth_registration_is_decided_by_every_commune_of_the_province(self) -> None:
        version = catalogue.version_in_force("1.001193", TODAY)
        assert len(catalogue.deciding_agencies(version, TODAY, agencies.get_agency("H44"))) == 148

    def test_a_department_stands_for_the_province(self) -> None:
        version = catalogue.version_in_force("1.012784", TODAY)
        found = catalogue.deciding_agencies(version, TODAY, agencies.get_agency("H44"))
        assert [row.name_vi for row in found] == ["Sở Nông nghiệp và Môi trường tỉnh Phú Thọ"]

    def test_procedures_are_found_with_and_without_marks(self) -> None:
        def names(query: str) -> list[str]:
            return [brief.name_vi for brief in catalogue.search(query, TODAY)]

        assert names("khai sinh")[0] == names("KHAI SINH")[0] == names("khai sính")[0] == "Đăng ký khai sinh"
        assert names("ket hon")[:2] == ["Đăng ký kết hôn", "Đăng ký kết hôn có yếu tố nước ngoài"]
        assert all("hộ kinh doanh" in name for name in names("hkd"))
        assert len(names("hkd")) == 5
        assert names("chứng thực bản sao")[0] == "Chứng thực bản sao từ bản chính"
        assert names("ban chung thuc sao")[0] == "Chứng thực bản sao từ bản chính"
        assert names("birth registration")[0] == "Đăng ký khai sinh"

    def test_the_typical_posts_of_a_commune_a_ward_and_a_province(self) -> None:
        commune = open_posts(agencies.get_agency("H44.229"), at=AT)
        assert {"leader", "single_window_officer", "specialist_justice", "specialist_economy"} <= commune.keys()
        assert [post.unit_vi for post in commune["specialist_economy"]] == ["Phòng Kinh tế"]
        ward = open_posts(agencies.get_agency("H44.204"), at=AT)
        assert [post.unit_vi for post in ward["specialist_economy"]] == ["Phòng Kinh tế, Hạ tầng và Đô thị"]
        old = open_posts(agencies.get_agency("H28.159.05392"), at=AT)
        assert [post.title_vi for post in old["specialist_justice"]] == ["Công chức Tư pháp - Hộ tịch"]
        assert "procedure_control" in open_posts(agencies.get_agency("H44"), at=AT)
        version = catalogue.version_in_force("1.001193", TODAY)
        assert version.handled_by in commune
