"""The country pack that comes with the product: what it must hold."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from motcua.catalogue.rules import owed
from motcua.catalogue.rules.fitting import limits_in_hours
from motcua.deadlines.rules import tightest
from motcua.flows.country_pack import Pack, packaged, read
from motcua.flows.country_pack.pack import ProcedureSpec
from motcua.kernel import versions
from motcua.workflow.rules import misfits, read_steps

BEFORE, REFORM = date(2025, 6, 30), date(2025, 7, 1)


@cache
def vn() -> Pack:
    return read(packaged())


def procedure(code: str) -> ProcedureSpec:
    return next(one for one in vn().procedures if one.code == code)


def test_places_before_and_after_the_reform() -> None:
    def count(on: date, parent: str) -> Counter[str]:
        return Counter(
            place.ref.kind
            for place in vn().organisation.places
            if versions.in_force(place.valid_from, place.valid_to, on)
            and (place.ref.kind == "province" or parent in str(place.parent))
        )

    assert count(BEFORE, "province:17") == {"province": 63, "district": 10}
    assert count(REFORM, "province:25") == {"province": 34, "commune": 148}
    old_communes = [p for p in vn().organisation.places if p.ref.kind == "commune" and p.valid_to == REFORM]
    assert len(old_communes) == 151


def test_every_old_commune_has_an_heir_and_three_were_split() -> None:
    links = [link for link in vn().organisation.place_succession if link.predecessor.kind == "commune"]
    heirs = Counter(str(link.predecessor) for link in links)
    assert (len(links), len(heirs)) == (154, 151)
    assert sorted(heirs.values())[-4:] == [1, 2, 2, 2]
    assert {link.extent for link in links if heirs[str(link.predecessor)] > 1} == {"part"}


def test_agencies_with_official_and_with_provisional_codes() -> None:
    agencies = {agency.code: agency for agency in vn().organisation.agencies}
    assert len(agencies) == len(vn().organisation.agencies)
    new = [agency for code, agency in agencies.items() if code.startswith("H44.") and agency.kind == "commune"]
    assert (len(new), {agency.provisional_code for agency in new}) == (148, {False})
    old = [agency for code, agency in agencies.items() if code.startswith("H28")]
    assert (len(old), {agency.provisional_code for agency in old}) == (162, {True})
    assert agencies["H44.229"].periods[-1].name_vi == "Ủy ban nhân dân xã Lạc Thủy"
    assert agencies["H28.159"].periods[-1].name_vi == "Ủy ban nhân dân huyện Lạc Thủy"
    assert sum(agency.kind == "department" for agency in agencies.values()) == 16, (
        "15 departments and the social insurance"
    )


def test_eight_codes_on_which_sources_disagree_keep_the_other_one() -> None:
    doubtful = [place for place in vn().organisation.places if place.provisional_code]
    assert len(doubtful) == 8
    assert all(place.alternative_code for place in doubtful)
    statistical = [row for row in vn().organisation.identifiers if row.style == "statistical"]
    assert {row.value for row in statistical} == {place.alternative_code for place in doubtful}


def test_an_nghia_took_the_code_of_a_part_of_it() -> None:
    named = {
        (place.name_vi, versions.in_force(place.valid_from, place.valid_to, REFORM))
        for place in vn().organisation.places
        if str(place.ref) == "commune:05395"
    }
    assert ("Xã An Nghĩa", True) in named
    assert len(named) == 2


def test_eighty_one_procedures_of_which_77_have_a_national_code() -> None:
    codes = [one.code for one in vn().procedures]
    assert (len(codes), len(set(codes))) == (81, 81)
    assert sum(not code.startswith("X.") for code in codes) == 77
    assert len({one.field for one in vn().procedures}) == len(vn().fields) == 21


def test_versions_begin_with_what_is_assumed_and_follow_the_reform() -> None:
    for one in vn().procedures:
        first, *later = one.versions
        assert (first.valid_from, first.assumed) in {(versions.BEGINNING, True), (REFORM, False), (REFORM, True)}, (
            one.code
        )
        # a tariff, or a process with hours for every step
        again = [date(2026, 1, 1)] if one.code in {"2.000815", *OWN_PROCESS} else []
        assert [version.valid_from for version in later] in ([], [REFORM, *again]), one.code
        assert "district" not in one.versions[-1].spec.levels or one.versions[-1].valid_to == REFORM, one.code


def test_a_procedure_that_begins_with_the_reform_and_one_that_ends() -> None:
    assert procedure("1.014027").versions[0].valid_from == REFORM
    assert procedure("X.env_permit_district").versions[-1].valid_to == REFORM


def test_birth_registration_runs_through_four_acts_and_owes_nothing() -> None:
    spec = procedure("1.001193").versions[-1].spec
    assert (spec.process_key, spec.form_key, spec.online) == ("simple", "birth", "full")
    assert (spec.limits[0].unit, str(spec.limits[0].cutoff)) == ("same_day", "15:00:00")
    for channel in ("online", "direct", "post"):
        assert owed(spec.fees, channel) == owed(spec.fees)
        assert (owed(spec.fees).amount, owed(spec.fees).is_known) == (0, True)
    steps = {process.key: [step["act"] for step in process.steps] for process in vn().processes}
    assert steps["simple"] == ["receive", "propose", "approve", "deliver"]
    assert steps["forwarded"] == ["receive", "forward", "propose", "approve", "deliver"]
    assert steps["one_step"] == ["receive", "deliver"]


def test_certified_copies_are_done_in_one_step() -> None:
    one_step = {one.code for one in vn().procedures if one.versions[-1].spec.process_key == "one_step"}
    assert one_step == {"2.000815", "2.000884"}


def test_a_cut_off_stands_only_where_the_data_say_so() -> None:
    cut = {one.code for one in vn().procedures if any(v.spec.limits[0].cutoff for v in one.versions)}
    assert cut == {"1.001193", "1.000894", "1.000656", "2.000635", "2.000528", "2.000815", "2.000884"}


def test_limits_by_channel_and_by_case() -> None:
    def limits(code: str, version: int = -1) -> dict[tuple[str, str], tuple[int, str]]:
        spec = procedure(code).versions[version].spec
        return {(limit.channel, limit.case): (limit.value, limit.unit) for limit in spec.limits}

    assert limits("1.013133") == {("", ""): (1, "working_days"), ("online", ""): (2, "hours")}
    assert limits("1.012812") == {("", ""): (30, "calendar_days"), ("direct", ""): (40, "calendar_days")}
    assert limits("1.012812", 0) == {("", ""): (45, "calendar_days")}
    assert limits("1.013225")["", "single_house"] == (7, "working_days")
    assert limits("2.001159") == {("", ""): (1, "hours")}


def test_fees_by_channel() -> None:
    fees = procedure("1.004222").versions[-1].spec.fees
    assert (owed(fees, "direct").amount, owed(fees, "online").amount) == (20_000, 10_000)
    assert not owed(procedure("1.012784").versions[-1].spec.fees).is_known


def test_everything_is_said_in_both_languages() -> None:
    for one in vn().procedures:
        for version in one.versions:
            spec = version.spec
            for vi, en in (
                (spec.name_vi, spec.name_en),
                (spec.who_vi, spec.who_en),
                (spec.result_name_vi, spec.result_name_en),
                (spec.online_reason_vi, spec.online_reason_en),
                *((paper.name_vi, paper.name_en) for paper in spec.papers),
                *((paper.condition_vi, paper.condition_en) for paper in spec.papers),
                *((fee.condition_vi, fee.condition_en) for fee in spec.fees),
                *((limit.note_vi, limit.note_en) for limit in spec.limits),
            ):
                assert bool(vi) == bool(en), (one.code, vi, en)
            assert spec.online == "full" or spec.online_reason_vi, one.code


def test_procedures_use_a_form_that_names_them() -> None:
    named: dict[str, set[str]] = {}
    for form in vn().forms:
        for code in form.used_by:
            named.setdefault(code, set()).add(form.definition.key)
    for one in vn().procedures:
        used = {version.spec.form_key for version in one.versions}
        assert used <= named.get(one.code, used), one.code


def test_the_declaration_is_the_form_and_asked_once() -> None:
    for one in vn().procedures:
        for version in one.versions:
            forms = [paper for paper in version.spec.papers if paper.is_form]
            assert len(forms) == (1 if version.spec.form_key else 0), one.code


@pytest.mark.parametrize(
    ("name", "least"), [("ethnicity", 54), ("nationality", 190), ("paper_source", 10), ("gender", 2)]
)
def test_code_lists(name: str, least: int) -> None:
    assert len(vn().lists[name]) >= least


OWN_PROCESS = {
    **dict.fromkeys(("2.001159", "1.013133"), "by_the_hour"),
    **dict.fromkeys(("1.001612", "2.000720", "1.001570", "1.001266", "2.000575"), "household_business"),
    "1.013225": "building_permit",
}


def test_the_hours_of_every_process_are_those_of_every_limit_that_it_serves() -> None:
    """From 2026 on every process of the pack states hours; each procedure follows one that fits all its limits."""
    calendar = vn().calendar
    assert calendar is not None
    window = cache(lambda allowance: tightest(allowance, [calendar]))
    spoken = {one.key: read_steps(one.steps) for one in vn().processes if one.valid_from == date(2026, 1, 1)}
    for one in vn().procedures:
        version = one.versions[-1]
        assert version.spec.process_key == OWN_PROCESS.get(one.code, version.spec.process_key)
        if version.valid_to is None:
            limits = limits_in_hours(one.code, version.spec.limits, window)
            assert list(misfits(spoken[version.spec.process_key], limits)) == [], one.code


def test_the_simple_way_and_the_way_of_one_step_stay_as_they_are_promised() -> None:
    now = {one.key: [step["act"] for step in one.steps] for one in vn().processes}
    assert now["simple"] == ["receive", "propose", "approve", "deliver"]
    assert now["one_step"] == ["receive", "deliver"]
