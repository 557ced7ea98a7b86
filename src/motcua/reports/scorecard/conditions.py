"""Words of the formulas as conditions on the standings that a period is judged by (contract section 5)."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_

from django.db.models import Count, DurationField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from motcua.catalogue.models import FeeLine
from motcua.dossiers.models import DossierPaper, ResultFile, Supplement
from motcua.payments.models import Charge, Payment
from motcua.reports.figures.parts import RESOLVED, Part
from motcua.reports.scorecard.vocabulary import All, Condition, Not, Word
from motcua.voice.models import Rating
from motcua.voice.rules import Answer, Way

Make = Callable[[Part, Word], Q]

NONE = Q(pk__in=[])
EVERY = Q()
_VERSION = "dossier__procedure_version"
_DUE = "dossier__original_due_at"


def every(conditions: All, part: Part) -> Q:
    """All of the conditions, for the dossiers of one part of a period."""
    return reduce(and_, (one(condition, part) for condition in conditions), EVERY)


def one(condition: Condition, part: Part) -> Q:
    """One condition."""
    if isinstance(condition, Word):
        return _MADE[condition.name](part, condition)
    if isinstance(condition, Not):
        inner = one(condition.condition, part)
        # Django takes the contrary of nothing said for nothing said.
        return EVERY if inner == NONE else NONE if inner == EVERY else ~inner
    made = [one(inner, part) for inner in condition.conditions]
    return EVERY if EVERY in made else reduce(or_, made, NONE)


def _of_kind(kind: str) -> Make:
    return lambda part, _word: EVERY if part.kind == kind else NONE


def _judged(name: str) -> Make:
    """Contract section 5: only what is resolved is early, on time or late."""
    return lambda part, _word: RESOLVED[name](part) if part.kind == "resolved" else NONE


def _asked(part: Part) -> QuerySet[Supplement]:
    """The supplements asked of a dossier after reception, as seen at the judged moment."""
    return Supplement.objects.filter(dossier=OuterRef("dossier"), at_intake=False, asked_at__lt=part.period.seen_before)


def _asked_times(part: Part, least: int) -> Q:
    rows = _asked(part).order_by().values("dossier").annotate(n=Count("pk")).filter(n__gte=least)
    return Q(dossier__supplements_asked__gte=least) & Q(Exists(rows))


def _kept(part: Part, _word: Word) -> Q:
    """Line 2.1, as `promise.is_kept` has it: against the first promise, the waiting of the applicant deducted."""
    none_due = Q(**{f"{_DUE}__isnull": True})
    if part.kind == "resolved":
        answered = _asked(part).filter(answered_at__lt=part.period.seen_before)
        waiting = Sum(F("answered_at") - F("asked_at"), output_field=DurationField())
        waits = answered.order_by().values("dossier").annotate(waited=waiting).values("waited")
        waited = Subquery(waits, output_field=DurationField())
        after = Q(dossier__supplements_asked__gt=0) & Q(Exists(answered)) & Q(resolved_at__lte=F(_DUE) + waited)
        return none_due | Q(resolved_at__lte=F(_DUE)) | after
    unanswered = _asked(part).filter(Q(answered_at=None) | Q(answered_at__gte=part.period.seen_before))
    waits_in_time = Q(Exists(unanswered.filter(asked_at__lte=OuterRef(_DUE))))
    kept = none_due | Q(**{f"{_DUE}__gte": part.period.judged_at}) | waits_in_time
    return ~_asked_times(part, 2) & kept


def _paper(part: Part, **wanted: bool) -> Q:
    rows = DossierPaper.objects.filter(dossier=OuterRef("dossier"), added_at__lt=part.period.seen_before, **wanted)
    return Q(Exists(rows))


def _counted_papers(name: str) -> Make:
    def make(part: Part, word: Word) -> Q:
        if word.least == 1:
            return _paper(part, **{name: True})
        rows = DossierPaper.objects.filter(
            dossier=OuterRef("dossier"), added_at__lt=part.period.seen_before, **{name: True}
        )
        many = rows.order_by().values("dossier").annotate(n=Count("key", distinct=True)).filter(n__gte=word.least)
        return Q(Exists(many))

    return make


def _has(part: Part, word: Word) -> Q:
    if word.value == "result_file":
        files = ResultFile.objects.filter(
            dossier=OuterRef("dossier"), draft=False, added_at__lt=part.period.seen_before
        )
        return Q(Exists(files))
    if word.value == "paper_file":
        # A paper that was digitised elsewhere is told by its mark alone.
        return _paper(part, upload__isnull=False) | _paper(part, digitised=True)
    if word.value == "paper_result":
        return ~Q(**{f"{_VERSION}__result_name_vi": ""})
    return Q(Exists(FeeLine.objects.filter(version=OuterRef(_VERSION))))


def _charged(part: Part, _word: Word) -> Q:
    rows = Charge.objects.filter(
        dossier=OuterRef("dossier"), amount__gt=0, taken_back=None, created_at__lt=part.period.seen_before
    )
    return Q(Exists(rows))


def _paid(part: Part, word: Word) -> Q:
    rows = Payment.objects.filter(dossier=OuterRef("dossier"), way=word.value, confirmed_at__lt=part.period.seen_before)
    return Q(Exists(rows))


def _dissatisfied(part: Part, _word: Word) -> Q:
    rows = Rating.objects.filter(dossier=OuterRef("dossier"), answer=Answer.DISSATISFIED)
    return Q(Exists(rows.filter(Q(given_at__lt=part.period.seen_before) | Q(way=Way.IMPORTED))))


_MADE: Mapping[str, Make] = {
    "received_in_period": lambda part, _word: Q(received_at__gte=part.period.start),
    "carried_over": lambda part, _word: Q(received_at__lt=part.period.start),
    "resolved_in_period": _of_kind("resolved"),
    "pending": _of_kind("pending"),
    "finished_in_period": lambda part, _word: (
        Q(state__in=("finished", "delivered")) if part.kind == "resolved" else NONE
    ),
    "promise_kept": _kept,
    "early": _judged("resolved_early"),
    "on_time": _judged("resolved_on_time"),
    "late": _judged("resolved_late"),
    "channel": lambda _part, word: Q(dossier__channel=word.value),
    "online_level": lambda _part, word: Q(**{f"{_VERSION}__online": word.value}),
    "has": _has,
    "charged": _charged,
    "paid": _paid,
    "delivered": lambda part, word: Q(
        dossier__delivered_by=word.value, dossier__delivered_at__lt=part.period.seen_before
    ),
    "dissatisfied": _dissatisfied,
    "one_step": lambda _part, _word: Q(dossier__process__steps__1__act="deliver"),
    "papers.reused": _counted_papers("reused"),
    "papers.digitised": _counted_papers("digitised"),
    "supplements": lambda part, word: _asked_times(part, word.least),
}
