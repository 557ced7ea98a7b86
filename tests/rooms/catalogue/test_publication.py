"""Publishing and abolishing versions of a procedure."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.catalogue import actions, queries
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.rules import Limit, content_hash
from motcua.journal import queries as journal
from motcua.journal.guards import missing
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow, NotVisible
from tests.factories.organisation import AT, LONG_AGO, REFORM, TODAY
from tests.factories.procedures import a_content, a_procedure, a_published_version

pytestmark = pytest.mark.django_db


def test_a_published_version_holds_all_that_was_decided() -> None:
    content = a_content(sheet={"notes": [{"vi": "ghi chú", "en": "note"}]}, departments=("H44.19",))
    version = actions.publish_version(a_procedure(), spec=content, valid_from=LONG_AGO, assumed=True, by=SYSTEM, at=AT)
    assert queries.spec_of(queries.get_version(version.pk)) == content
    assert (version.number, version.assumed, version.content_hash) == (1, True, content_hash(content))
    events = journal.events("procedure:1.001193")
    assert [event.type for event in events] == ["procedure.created", "procedure.published"]
    assert journal.facts(events[-1])["content"] == content_hash(content)


def test_an_amendment_closes_the_version_before_it() -> None:
    first = a_published_version()
    second = a_published_version(first.procedure, since=REFORM, levels=("commune", "province"))
    assert second.number == 2
    assert queries.version_in_force("1.001193", date(2025, 6, 30)).pk == first.pk
    assert queries.version_in_force("1.001193", REFORM).pk == second.pk
    assert [version.valid_to for version in queries.versions("1.001193")] == [REFORM, None]


def test_the_same_content_is_not_published_twice() -> None:
    first = a_published_version()
    with pytest.raises(NotLawfulNow, match=r"procedure\.same_content"):
        a_published_version(first.procedure, since=REFORM)


@pytest.mark.parametrize("since", [LONG_AGO, date(2019, 1, 1)])
def test_an_amendment_begins_after_what_it_amends(since: date) -> None:
    first = a_published_version()
    with pytest.raises(NotLawfulNow, match=r"procedure\.too_early"):
        a_published_version(first.procedure, since=since, online="none")


def test_what_is_wrong_with_a_content_is_named_and_nothing_is_published() -> None:
    with pytest.raises(Invalid, match=r"procedure\.invalid") as refused:
        a_published_version(limits=(Limit(1, "weeks"),))
    assert [error.path for error in refused.value.errors] == ["limits.0.unit"]
    assert queries.versions("1.001193") == []


def test_an_abolished_procedure_is_no_longer_in_force() -> None:
    version = a_published_version()
    actions.abolish(version.procedure, on=REFORM, decision_no="1/QĐ", by=SYSTEM, at=AT)
    assert queries.find_version("1.001193", date(2025, 6, 30)) == version
    assert queries.find_version("1.001193", REFORM) is None
    with pytest.raises(NotVisible, match=r"procedure\.not_in_force"):
        queries.version_in_force("1.001193", TODAY)
    assert [row.status for row in queries.versions("1.001193")] == ["published", "abolished"]
    with pytest.raises(NotLawfulNow, match=r"procedure\.abolished_already"):
        actions.abolish(version.procedure, on=TODAY, by=SYSTEM, at=AT)


def test_an_abolished_procedure_may_come_back() -> None:
    version = a_published_version()
    actions.abolish(version.procedure, on=REFORM, by=SYSTEM, at=AT)
    again = a_published_version(version.procedure, since=TODAY)
    assert again.number == 3
    assert queries.find_version("1.001193", date(2026, 1, 1)) is None
    assert queries.find_version("1.001193", TODAY) == again


def test_a_procedure_is_abolished_after_it_began() -> None:
    version = a_published_version(since=REFORM)
    with pytest.raises(NotLawfulNow, match=r"procedure\.too_early"):
        actions.abolish(version.procedure, on=REFORM, by=SYSTEM, at=AT)
    with pytest.raises(NotLawfulNow, match=r"procedure\.abolished_already"):
        actions.abolish(a_procedure("X.never"), on=REFORM, by=SYSTEM, at=AT)


def test_a_code_is_given_once() -> None:
    a_procedure()
    with pytest.raises(Cannot, match=r"procedure\.code_taken"):
        a_procedure(slug="another")


def test_nobodys_code_is_not_found() -> None:
    for ask in (lambda: queries.get_procedure("9.9"), lambda: queries.version_in_force("9.9", TODAY)):
        with pytest.raises(NotVisible, match=r"procedure\.unknown") as refused:
            ask()
        assert refused.value.facts["procedure"] == "9.9"


def test_the_database_refuses_two_versions_in_force_at_once() -> None:
    assert missing() == []
    version = a_published_version()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.create(
            procedure=version.procedure, number=2, status="published", valid_from=REFORM, name_vi="x", process_key="x"
        )


def test_the_database_keeps_what_an_amendment_closed() -> None:
    first = a_published_version()
    a_published_version(first.procedure, since=REFORM, online="none")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=first.pk).update(valid_to=None)


@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_one_wins() -> None:
    procedure = a_procedure()
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def publish(online: str) -> None:
        try:
            start.wait(timeout=10)
            actions.publish_version(
                Procedure.objects.get(pk=procedure.pk),
                spec=a_content(online=online),
                valid_from=LONG_AGO,
                by=SYSTEM,
                at=AT,
            )
            outcomes.append("published")
        except Cannot as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=(online,)) for online in ("full", "partial")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["procedure.too_early", "published"]
    assert len(queries.versions(procedure.code)) == 1
