"""Procedures out of one installation and into another."""

import copy
import json
from datetime import date

import pytest

from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.flows import catalogue_exchange as exchange
from motcua.flows.catalogue_exchange import bring_in, reader
from motcua.flows.catalogue_exchange.shape import catalogue_data
from motcua.flows.country_pack import load_folder, packaged
from motcua.flows.country_pack import read as read_pack
from motcua.flows.country_pack.procedures import Known
from motcua.journal.models import Event
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot
from tests.factories.organisation import AT, TODAY
from tests.factories.small_pack import a_small_pack


@pytest.fixture
def data(db, tmp_path):
    """What a small catalogue exports, as another installation reads it."""
    load_folder(a_small_pack(tmp_path / "small"), by=SYSTEM, at=AT)
    return json.loads(json.dumps(exchange.export_catalogue()))


def bring(data, **options):
    return exchange.import_catalogue(data, by=SYSTEM, at=AT, **options)


def wrong_of(data) -> list[str]:
    with pytest.raises(exchange.CatalogueWrong) as refused:
        bring(data)
    return [one.path for one in refused.value.wrong]


def amended(data, **changes):
    """A third version of birth registration from 2026-07-01."""
    birth = next(one for one in data["procedures"] if one["code"] == "1.001193")
    version = copy.deepcopy(birth["versions"][-1]) | {"valid_from": "2026-07-01"} | changes
    birth["versions"].append(version)
    return data


@pytest.mark.slow
def test_the_whole_country_pack_goes_out_and_comes_back_the_same():
    pack = read_pack(packaged())
    known = Known(
        fields=(),
        processes={process.key: process.valid_from for process in reversed(pack.processes)},
        forms={form.definition.key for form in pack.forms},
        departments={code for one in pack.procedures for version in one.versions for code in version.spec.departments},
        posts={typical.post.slug for posts in pack.posts.values() for typical in posts},
        sources={item.code for item in pack.lists["paper_source"]},
    )
    spelled = json.dumps(catalogue_data(pack.fields, pack.procedures))
    found, wrong = reader.read(json.loads(spelled), known)
    assert wrong == []
    assert found.fields == pack.fields
    assert found.procedures == pack.procedures


def test_what_was_exported_changes_nothing_here(data):
    before = Event.objects.count()
    assert bring(data) == []
    assert Event.objects.count() == before


def test_an_empty_catalogue_takes_everything(data):
    versions = {code: len(catalogue.versions(code)) for code in ("1.001193", "X.gone")}
    steps, wrong = bring_in.plan(reader.read(data, bring_in.known())[0])
    assert (steps, wrong) == ([], [])
    for one in data["procedures"]:
        one["code"], one["id"] = f"9.{one['id']}", f"{one['id']}_again"
    done = bring(data)
    assert {step.what for step in done} == {"procedure", "version", "abolition"}
    assert len(catalogue.versions("9.birth")) == versions["1.001193"]
    assert len(catalogue.versions("9.gone")) == versions["X.gone"]
    assert catalogue.find_version("9.gone", TODAY) is None
    assert bring(data) == []


def test_an_amendment_is_published_and_said_with_its_differences(data):
    amended(data, decision_no="1/QĐ-BTP", pause_on_payment=True)
    dry = bring(data, dry_run=True)
    assert [(step.what, step.subject, step.valid_from) for step in dry] == [("version", "1.001193", "2026-07-01")]
    assert set(dry[0].changed) == {"decision_no", "pause_on_payment"}
    assert len(catalogue.versions("1.001193")) == 2
    assert bring(data) == dry
    assert catalogue.version_in_force("1.001193", date(2026, 7, 1)).decision_no == "1/QĐ-BTP"
    assert bring(data) == []


def test_what_a_version_leaves_out_is_not_inherited(data):
    amended(data, decision_no="1/QĐ-BTP")["procedures"][0]
    birth = next(one for one in data["procedures"] if one["code"] == "1.001193")
    del birth["versions"][-1]["papers"]
    bring(data)
    assert not catalogue.version_in_force("1.001193", TODAY).papers.exists()


def test_what_is_published_is_never_overwritten(data):
    birth = next(index for index, one in enumerate(data["procedures"]) if one["code"] == "1.001193")
    data["procedures"][birth]["versions"][1]["decision_no"] = "khác"
    assert wrong_of(data) == [f"procedures.{birth}.versions.1"]


def test_everything_wrong_is_named_with_its_path_and_nothing_is_written(data):
    amended(data, process="nobody", limits=[{"value": 1, "unit": "weeks"}], colour="red")
    birth = next(index for index, one in enumerate(data["procedures"]) if one["code"] == "1.001193")
    data["procedures"][1 - birth]["field"] = "unknown"
    where = f"procedures.{birth}.versions.2"
    paths = wrong_of(data)
    assert {f"{where}.process", f"{where}.limits.0.unit", f"{where}.colour", f"procedures.{1 - birth}.field"} <= set(
        paths
    )
    assert ProcedureVersion.objects.filter(valid_from__gte=date(2026, 1, 1)).count() == 0


@pytest.mark.parametrize("change", [{"valid_from": "2024-01-01"}, {}], ids=["too early", "same content"])
def test_a_version_that_cannot_follow_is_named(data, change):
    paths = wrong_of(amended(data, **change))
    assert len(paths) == 1
    assert paths[0].startswith("procedures.")


def test_an_id_that_another_has_is_named(data):
    data["procedures"][0]["code"] = "9.9"
    assert wrong_of(data) == ["procedures.0.id"]
    assert not Procedure.objects.filter(code="9.9").exists()


@pytest.mark.parametrize("data", [[], {}, None, {"format": "another"}, {"format": "motcua-catalogue-1"}], ids=str)
@pytest.mark.django_db
def test_another_shape_is_no_catalogue(data):
    with pytest.raises(exchange.CatalogueWrong):
        bring(data)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.xlsx", "no workbook", "catalogue.not_excel"),
        ("a.ods", "", "catalogue.kind_unknown"),
        ("a.json", "{", "catalogue.not_json"),
        ("a.json", '{"a": 1, "a": 2}', "catalogue.not_json"),
        ("a.json", '{"a": NaN}', "catalogue.not_json"),
        ("a.json", '{"a": "\\u0000"}', "catalogue.not_json"),
        ("a.json", "[" * 100_000, "catalogue.not_json"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name, text, code):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(Cannot) as refused:
        exchange.load_file(path)
    assert refused.value.code == code
