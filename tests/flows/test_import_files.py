"""A file as a whole: brought in again, tried dry, with odd line ends, and the counters of its codes."""

import io
import json

import pytest
from django.db import transaction

from motcua.dossiers.models import CodeCounter, Dossier, Standing
from motcua.flows.importing import import_dossiers, numbered_lines, shapes
from motcua.journal.actions import record
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people.models import Party
from tests.factories.import_lines import IMPORTED_AT, a_line, a_whole_life, bring_in, the_district

pytestmark = pytest.mark.django_db


def test_importing_again_changes_nothing():
    the_district()
    lines = [a_line(number) for number in (1, 2, 3)]
    assert bring_in(*lines).imported == 3
    rows = (Dossier.objects.count(), Event.objects.count(), Standing.objects.count(), Party.objects.count())
    again = bring_in(*lines, a_line(4), a_line(4))
    assert (again.imported, again.present, again.refused) == (1, 4, [])
    assert Dossier.objects.count() == rows[0] + 1


def test_a_line_with_news_of_a_dossier_that_is_here_leaves_it_as_it_is():
    the_district()
    bring_in(a_line(1, *a_whole_life()[:2]))
    assert bring_in(a_line(1)).present == 1
    assert Dossier.objects.get().state == "received"


def test_a_dry_run_says_the_same_and_writes_nothing():
    the_district()
    before = Event.objects.count()
    lines = [a_line(1), a_line(2, channel="fax"), a_line(3, applicant={"full_name": "A", "personal_id": "12"})]
    dry = bring_in(*lines, dry_run=True)
    assert (dry.imported, len(dry.refused), len(dry.warnings)) == (2, 1, 1)
    assert (Dossier.objects.count(), Party.objects.count(), CodeCounter.objects.count()) == (0, 0, 0)
    assert Event.objects.count() == before
    wet = bring_in(*lines)
    assert (wet.imported, wet.refused, wet.warnings) == (dry.imported, dry.refused, dry.warnings)


@pytest.mark.parametrize(
    ("code", "counter"),
    [
        ("H28.159-230105-0007", ("H28.159", 7)),
        ("H28.159-230105-000123", ("H28.159", 123)),
        ("H28.159-230105-AB7", None),
        ("H28.159-231305-0007", None),  # no such month
        ("H28.159-230105-123456789012", None),
    ],
)
def test_the_counter_of_the_code_is_raised(code, counter):
    the_district()
    assert not bring_in(a_line(1, code=code)).refused
    found = [(row.agency_code, row.last) for row in CodeCounter.objects.all()]
    assert found == ([counter] if counter else [])


def test_a_code_that_was_imported_is_never_given_again():
    from motcua.dossiers.actions import next_code

    the_district()
    bring_in(a_line(12), a_line(7))
    bring_in(a_line(9))
    assert next_code("H28.159", clock.parse("2023-01-05").date()) == "H28.159-230105-0013"


def test_file_of_windows_and_its_empty_lines_are_read():
    the_district()
    content = b"\xef\xbb\xbf" + json.dumps(a_line(1)).encode() + b"\r\n\r\n  \r\n" + b"nonsense\r\n"
    outcome = import_dossiers(numbered_lines(io.BytesIO(content)), at=IMPORTED_AT)
    assert (outcome.lines, outcome.imported) == (2, 1)
    assert [problem.line for problem in outcome.refused] == [4]


def test_a_line_without_end_is_refused_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(shapes, "MOST_BYTES", 2000)
    the_district()
    content = b'{"a": "' + b"x" * 10_000 + b'"}\n' + json.dumps(a_line(1)).encode()
    outcome = import_dossiers(numbered_lines(io.BytesIO(content)), at=IMPORTED_AT)
    assert [(one.line, one.code) for one in outcome.refused] == [(1, "import.too_long")]
    assert outcome.imported == 1


def test_bytes_that_are_no_text_are_refused():
    the_district()
    outcome = import_dossiers(numbered_lines(io.BytesIO(b'{"code": "\xff"}\n')), at=IMPORTED_AT)
    assert [one.code for one in outcome.refused] == ["import.not_utf8"]


def test_what_the_database_refuses_stops_only_its_own_line():
    the_district()
    with transaction.atomic():  # a chain of that name without a dossier: only the database can know
        record("dossier.noted", subject="H28.159-230105-0002", by=SYSTEM, at=IMPORTED_AT)
    outcome = bring_in(a_line(1), a_line(2, applicant={"full_name": "Bùi Thị Lành"}), a_line(3))
    assert outcome.imported == 2
    (problem,) = outcome.refused
    assert (problem.line, problem.code) == (2, "import.database")
    assert "Lành" not in str(problem.facts)
    assert not Dossier.objects.filter(code="H28.159-230105-0002").exists()
