"""Loading a country pack: everything comes in, a second time changes nothing, what is published is never overwritten."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, Place
from motcua.catalogue import queries as catalogue
from motcua.deadlines.queries import get_calendar
from motcua.flows.country_pack import Loaded, PackInvalid, load, load_folder, open_posts, read
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot, NotLawfulNow
from motcua.workflow import queries as workflow
from tests.factories.organisation import AT, REFORM, TODAY
from tests.factories.small_pack import a_small_pack

pytestmark = pytest.mark.django_db
CIVIL = "procedures/civil_status.yaml"


def loaded(folder: Path) -> Loaded:
    return load_folder(folder, by=SYSTEM, at=AT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small pack, not loaded yet; the folder is named as the pack."""
    return a_small_pack(tmp_path / "small")


def test_everything_of_a_pack_comes_in(folder: Path) -> None:
    done = loaded(folder)
    assert (done.is_changed, done.procedures, done.versions, done.processes) == (True, 2, 3, 1)
    assert {place.name_vi for place in Place.objects.all()} == {"Tỉnh Phú Thọ", "Xã Khoan Dụ", "Xã Lạc Thủy"}
    assert agencies.under("H44", TODAY) == set(
        Agency.objects.filter(code__in=["H44", "H44.45", "H44.229"]).values_list("pk", flat=True)
    )
    assert catalogue.version_in_force("1.001193", TODAY).decision_no == "163/QĐ-BTP"
    assert catalogue.find_version("X.gone", REFORM) is None
    assert workflow.get_process("one_step", TODAY).number == 1
    assert get_calendar("small").name == "small"
    assert [item.code for item in catalogue.code_list("paper_source")] == ["civil_status_db"]


def test_loading_leaves_its_traces(folder: Path) -> None:
    content = loaded(folder).content
    events = journal.events("pack:small")
    assert [event.type for event in events] == ["organisation.brought_in", "lists.brought_in", "pack.loaded"]
    assert journal.facts(events[-1])["content"] == content
    assert [event.type for event in journal.events("procedure:X.gone")] == [
        "procedure.created",
        "procedure.published",
        "procedure.abolished",
    ]


def test_a_second_time_changes_nothing(folder: Path) -> None:
    loaded(folder)
    before = Event.objects.count()
    again = loaded(folder)
    assert (again.is_changed, again.versions, Event.objects.count()) == (False, 0, before)


def test_a_pack_that_says_the_same_in_other_words_changes_only_the_trace(folder: Path) -> None:
    loaded(folder)
    before = Event.objects.count()
    pack = replace(read(folder), content="0" * 64)
    again = load(pack, by=SYSTEM, at=AT)
    assert (again.places_and_agencies, again.procedures, again.versions, again.processes) == (0, 0, 0, 0)
    assert Event.objects.count() == before + 1


def test_a_load_that_was_cut_off_is_finished_by_the_next(folder: Path) -> None:
    pack = read(folder)
    load(replace(pack, procedures=pack.procedures[:1], content="1" * 64), by=SYSTEM, at=AT)
    assert catalogue.find_procedure("X.gone") is None
    assert loaded(folder).procedures == 1
    assert catalogue.find_version("X.gone", date(2025, 6, 30)) is not None


def test_an_amendment_in_the_files_is_published(tmp_path: Path) -> None:
    loaded(a_small_pack(tmp_path / "small"))
    amended = a_small_pack(
        tmp_path / "small",
        (
            CIVIL,
            "        decision_no: 163/QĐ-BTP",
            "        decision_no: 163/QĐ-BTP\n      - {valid_from: 2026-01-01, online: partial}",
        ),
    )
    assert loaded(amended).versions == 1
    assert [version.valid_from for version in catalogue.versions("1.001193")] == [
        date(2020, 1, 1),
        REFORM,
        date(2026, 1, 1),
    ]
    assert catalogue.version_in_force("1.001193", TODAY).online == "partial"


def test_what_is_published_is_never_overwritten(tmp_path: Path) -> None:
    loaded(a_small_pack(tmp_path / "small"))
    for change, code in (
        ((CIVIL, "amount: 0, default", "amount: 5000, default"), "pack.version_changed"),
        (("processes.yaml", "en: Receive", "en: Take in"), "pack.process_changed"),
    ):
        with pytest.raises(NotLawfulNow) as refused:
            loaded(a_small_pack(tmp_path / "small", change))
        assert refused.value.code == code
    assert catalogue.owed_of(catalogue.version_in_force("1.001193", TODAY)).amount == 0


def test_a_misspelt_place_is_corrected(tmp_path: Path) -> None:
    loaded(a_small_pack(tmp_path / "small"))
    corrected = a_small_pack(tmp_path / "small", ("places.csv", "Xã Lạc Thủy,", "Xã Lạc Thủy mới,"))
    assert loaded(corrected).places_and_agencies == 1
    place = agencies.find_place("commune", "05392", TODAY)
    assert place is not None
    assert (place.name_vi, " moi" in place.search) == ("Xã Lạc Thủy mới", True)


def test_a_unit_of_today_is_closed_and_succeeded_by_a_later_pack(tmp_path: Path) -> None:
    loaded(a_small_pack(tmp_path / "small"))
    folder = a_small_pack(
        tmp_path / "small",
        (
            "agency_periods.csv",
            "Lạc Thủy commune,2025-07-01,",
            "Lạc Thủy commune,2025-07-01,2026-01-01\n"
            "H44.229,H44,Ủy ban nhân dân phường Lạc Thủy,PC,Phường Lạc Thủy,Lạc Thủy ward,2026-01-01,",
        ),
    )
    assert loaded(folder).places_and_agencies == 2
    commune = agencies.get_agency("H44.229")
    assert agencies.name_of(commune, REFORM, short=True) == "Xã Lạc Thủy"
    assert agencies.name_of(commune, TODAY, short=True) == "Phường Lạc Thủy"


def test_a_wrong_pack_brings_nothing_in(tmp_path: Path) -> None:
    with pytest.raises(PackInvalid):
        loaded(a_small_pack(tmp_path / "small", (CIVIL, "online: full", "online: half")))
    assert (Place.objects.count(), Event.objects.count()) == (0, 0)


def test_the_posts_of_a_typical_commune_are_opened(folder: Path) -> None:
    loaded(folder)
    old, new = agencies.get_agency("H44.001"), agencies.get_agency("H44.229")
    titles = {
        agency.code: [post.title_vi for posts in open_posts(agency, at=AT, root=folder).values() for post in posts]
        for agency in (old, new)
    }
    assert titles == {"H44.001": ["Chủ tịch", "Công chức Tư pháp"], "H44.229": ["Chủ tịch", "Chuyên viên"]}
    before = Event.objects.count()
    open_posts(new, at=AT, root=folder)
    assert Event.objects.count() == before
    with pytest.raises(Cannot, match=r"pack\.posts_unknown"):
        open_posts(agencies.get_agency("H44"), at=AT, root=folder)
