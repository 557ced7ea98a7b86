"""A sealed period: one spelling, a hash that anybody recomputes, differences named figure by figure, days of closing."""

import hashlib
import json
from datetime import UTC, date, datetime

import pytest

from motcua.reports.seals import content
from motcua.reports.statutory.periods import to_seal

AT = datetime(2026, 4, 15, 1, 0, tzinfo=UTC)
HEADS = content.Heads(41, 7, "ab" * 32, AT)


def figures(**more: int) -> content.Figures:
    whole = dict.fromkeys(content.FIGURES, 0) | {"received_direct": 3, "received_total": 3, "pending_total": 3} | more
    return content.Figures(whole, {"direct": whole}, {"civil_status": whole}, {})


def sealed(made: content.Figures, version: int = 1, previous: str | None = None, reason: str = "") -> str:
    return content.content(
        made,
        agency="H44.229",
        kind="month",
        first=date(2026, 3, 1),
        last=date(2026, 3, 31),
        version=version,
        previous=previous,
        reason=reason,
        definitions=1,
        heads=HEADS,
        at=AT,
    )


def test_the_hash_is_recomputed_with_the_standard_library_alone():
    text = sealed(figures(), reason="đính chính vì nhập muộn", version=2, previous="0" * 64)
    spelled = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(spelled.encode()).hexdigest() == content.digest(text)


def test_any_changed_figure_gives_another_hash():
    assert content.digest(sealed(figures())) != content.digest(sealed(figures(received_direct=4)))


def test_a_seal_tells_counts_and_nothing_of_answers():
    told = json.loads(sealed(figures()))
    assert set(told["whole"]) == set(content.FIGURES)
    assert not any("satisfied" in name or "answered" in name for name in content.FIGURES)
    assert told["journal"] == {
        "last_event": 41,
        "chains": 7,
        "digest": "ab" * 32,
        "sealed_at": "2026-04-15T01:00:00.000000Z",
    }


def test_differences_name_part_line_and_figure():
    before = figures()
    after = content.Figures({**before.whole, "received_direct": 4}, {"direct": before.whole}, {}, {})
    found = content.differences(before, after)
    assert (found[0].part, found[0].line, found[0].figure, found[0].by) == ("whole", "", "received_direct", 1)
    assert {(one.part, one.line) for one in found[1:]} == {("fields", "civil_status")}
    assert content.differences(before, content.read(sealed(before))) == []


@pytest.mark.parametrize(
    ("on", "kind", "days"),
    [
        # the law's month closes on the 14th: sealed from the 15th on
        (date(2026, 11, 14), "closed_month", (date(2026, 9, 15), date(2026, 10, 14))),
        (date(2026, 11, 15), "closed_month", (date(2026, 10, 15), date(2026, 11, 14))),
        # October of the calendar stays open for late entries until the closing day of November
        (date(2026, 11, 14), "month", (date(2026, 9, 1), date(2026, 9, 30))),
        (date(2026, 11, 15), "month", (date(2026, 10, 1), date(2026, 10, 31))),
        (date(2026, 12, 15), "closed_quarter", (date(2026, 9, 15), date(2026, 12, 14))),
        (date(2026, 12, 15), "closed_year", (date(2025, 12, 15), date(2026, 12, 14))),
        (date(2027, 1, 14), "quarter", (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2027, 1, 15), "quarter", (date(2026, 10, 1), date(2026, 12, 31))),
        (date(2027, 1, 15), "year", (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_a_period_is_sealed_after_its_closing_day(on, kind, days):
    assert (kind, *days) in to_seal(on)
