"""Judgements against the journal, and against what the figures are today."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.reports.aims.judging import is_whole
from motcua.reports.figures import TargetRow, aims_of
from motcua.reports.models import Judgement


@dataclass(slots=True)
class Found:
    """`broken`: targets whose judgement is not what was hashed and told in the journal; `moved`: (target, judged,
    today) where past dossiers were entered or corrected later."""

    count: int = 0
    broken: list[int] = field(default_factory=list)
    moved: list[tuple[int, str, str]] = field(default_factory=list)


def check(at: datetime) -> Found:
    """Every judgement there is."""
    told = {
        facts(one)["target"]: facts(one)["hash"] for one in Event.objects.filter(type="target.judged").order_by("id")
    }
    found = Found()
    for judged in Judgement.objects.select_related("target__agency", "target__issuer", "target__field").order_by("id"):
        found.count += 1
        if not is_whole(judged) or told.get(judged.target_id) != judged.hash:
            found.broken.append(judged.target_id)
        now = today_of(judged, at)
        if moved(judged, now):
            found.moved.append((judged.target_id, str(judged.actual), str(now.actual)))
    return found


def today_of(judged: Judgement, at: datetime) -> TargetRow:
    """What the same days give today."""
    target = judged.target
    (aim,), _ = aims_of([target], target.agency, target.period_to, as_of=at, monthly=False, paced=False)
    return aim.target


def moved(judged: Judgement, now: TargetRow) -> bool:
    """True where the figure is another one today."""
    actual = None if now.actual is None else Decimal(str(now.actual))
    whole = None if now.is_count else now.whole
    return (judged.part, judged.whole, judged.actual) != (now.part, whole, actual)
