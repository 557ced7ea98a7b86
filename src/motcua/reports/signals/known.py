"""The seven signals: what each is, what it may innocently mean, which dossiers it shows, out of which.

Each is a condition over the very dossiers that the figures of contract section 5 count in a period
(`reports.figures.parts`), so that its list and its number are those of every other report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThanOrEqual

from motcua.dossiers.models import Standing, Supplement
from motcua.dossiers.states import Channel, EnteredBy, State
from motcua.journal.models import Event
from motcua.people.access import STAFF_ROLES
from motcua.people.models import Appointment
from motcua.reports.figures.behind import FIGURES, Where
from motcua.reports.figures.parts import LocalDay, Part
from motcua.reports.signals.thresholds import threshold
from motcua.voice.models import RatingMark

Words = tuple[str, str]
BOTH = ("resolved", "pending")
RESOLVED = ("resolved",)


@dataclass(frozen=True, slots=True)
class Signal:
    """`what` one sentence of what it shows ("{value}": the threshold), `innocent` what it may mean without any fault,
    `of` what its share is of; `where` its dossiers, `base` those it is a share of."""

    slug: str
    name: Words
    what: Words
    innocent: Words
    of: Words
    where: Where
    base: Where
    confidential: bool = False
    """It tells who answered: counted on fixed periods from FEWEST answers on, its list opens to reviewers alone."""

    def told(self, on: date, english: bool) -> str:
        """What it shows, with the threshold of a day."""
        return self.what[english].format(value=threshold(self.slug, on).value)


def _value(slug: str, part: Part) -> int:
    return threshold(slug, part.period.first).value


def _late_entry(part: Part) -> Q:
    told = Event.objects.filter(
        chain=OuterRef("dossier__code"),
        at__gte=part.period.start,
        at__lt=part.period.seen_before,
        recorded_at__gt=F("at") + timedelta(hours=_value("late_entry", part)),
    )
    # what an earlier system told was written at the import: it says nothing about when it was entered there
    return Q(Q(dossier__imported=False), Exists(told))


_DECIDED = Q(state__in=[State.FINISHED, State.DELIVERED], due_at__isnull=False)


def _closed_at_limit(part: Part) -> Q:
    minutes = timedelta(minutes=_value("closed_at_limit", part))
    return _DECIDED & Q(clock_at__lte=F("due_at"), clock_at__gte=F("due_at") - minutes)


def _asked_in(part: Part, number: int) -> Q:
    asked = Supplement.objects.filter(
        dossier=OuterRef("dossier"),
        number__gte=number,
        asked_at__gte=part.period.start,
        asked_at__lt=part.period.seen_before,
    )
    return Q(Q(dossier__supplements_asked__gte=number), Exists(asked))


def _stopped_for_supplement(part: Part) -> QuerySet[Standing]:
    """The moments at which the clock stopped because a supplement was asked of a dossier in hand."""
    return Standing.objects.filter(
        dossier=OuterRef("dossier"),
        state=State.SUPPLEMENT_REQUESTED,
        paused_since=F("from_at"),
        received_at__isnull=False,
        from_at__gte=part.period.start,
        from_at__lt=part.period.seen_before,
    )


def _supplement_last_day(part: Part) -> Q:
    days = _value("supplement_last_day", part) - 1
    since = F("due_at") - timedelta(days=days) if days else F("due_at")
    rows = _stopped_for_supplement(part).annotate(asked_on=LocalDay("from_at"), due_on=LocalDay(since))
    return Q(Q(dossier__supplements_asked__gte=1), Exists(rows.filter(asked_on__gte=F("due_on"))))


def _stopped_in_hand(part: Part) -> Q:
    return Q(Q(dossier__supplements_asked__gte=1), Exists(_stopped_for_supplement(part)))


_REFUSED = Q(dossier__result="rejected", state__in=[State.FINISHED, State.DELIVERED]) | Q(state=State.STOPPED)


def _refusal_before_late(part: Part) -> Q:
    hours = timedelta(hours=_value("refusal_before_late", part))
    return _REFUSED & Q(clock_at__lte=F("due_at"), clock_at__gte=F("due_at") - hours)


def _one_device(part: Part) -> Q:
    same = (
        RatingMark.objects.filter(mark=OuterRef("dossier__rating__device__mark"))
        .order_by()
        .values("mark")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Q(_marked(part), GreaterThanOrEqual(Subquery(same), _value("one_device", part)))


def _marked(part: Part) -> Q:
    return Q(dossier__rating__device__mark__isnull=False, dossier__rating__given_at__lt=part.period.seen_before)


def _keyed_online(part: Part) -> Q:
    """Entered by an officer, or handed in for somebody else from an account that held a post then."""
    held = Appointment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=LocalDay(OuterRef("received_at"))),
        account=OuterRef("dossier__account"),
        valid_from__lte=LocalDay(OuterRef("received_at")),
        withdrawn_at=None,
        role__in=sorted(STAFF_ROLES),
    )
    for_another = Q(Q(dossier__entered_by=EnteredBy.SUBMITTER), Exists(held))
    return _online(part) & (Q(dossier__entered_by=EnteredBy.OFFICER) | for_another)


def _online(part: Part) -> Q:
    return Q(received_at__gte=part.period.start, dossier__channel=Channel.ONLINE)


_ALL = (
    Signal(
        "late_entry",
        ("Nhập muộn", "Entered late"),
        (
            "Có việc được ghi vào phần mềm hơn {value} giờ sau khi xảy ra.",
            "Something was recorded more than {value} hours after it happened.",
        ),
        (
            "Thường là ngày mất điện, mất mạng phải ghi sổ giấy rồi nhập lại sau.",
            "Mostly a day without power or network: it was written in the paper book and keyed in later.",
        ),
        ("hồ sơ trong kỳ", "dossiers of the period"),
        (BOTH, _late_entry),
        FIGURES["received_total"],
    ),
    Signal(
        "closed_at_limit",
        ("Xong sát giờ hẹn", "Closed close to the limit"),
        (
            "Kết quả được duyệt trong {value} phút cuối trước giờ hẹn.",
            "The result was approved in the last {value} minutes before the due time.",
        ),
        (
            "Có thể do lãnh đạo ký theo buổi, hoặc hồ sơ vốn cần đủ thời gian ấy.",
            "The leader may sign at fixed hours, or the dossiers needed all of their time.",
        ),
        ("hồ sơ có kết quả và có hẹn", "dossiers with a result and a due time"),
        (RESOLVED, _closed_at_limit),
        (RESOLVED, lambda _: _DECIDED),
    ),
    Signal(
        "supplement_last_day",
        ("Yêu cầu bổ sung ngày cuối", "Supplement asked on the last day"),
        (
            "Yêu cầu bổ sung đưa ra đúng ngày hẹn trả hoặc sau đó, nên đồng hồ dừng lại trước khi trễ.",
            "A supplement was asked on the due day or later, so that the clock stopped just before lateness.",
        ),
        (
            "Có thể thiếu sót chỉ thấy khi thẩm định xong, hoặc cơ quan phối hợp trả lời muộn.",
            "The gap may have been seen at the end of the examination only, or another agency answered late.",
        ),
        ("hồ sơ đang làm có yêu cầu bổ sung trong kỳ", "dossiers in hand asked for a supplement"),
        (BOTH, _supplement_last_day),
        (BOTH, _stopped_in_hand),
    ),
    Signal(
        "second_supplement",
        ("Yêu cầu bổ sung lần thứ hai", "A second supplement"),
        (
            "Có yêu cầu bổ sung lần thứ {value} trở đi cho cùng một hồ sơ.",
            "The same dossier was asked for a supplement {value} times or more.",
        ),
        (
            "Có thể giấy tờ bổ sung lại sai, hoặc lãnh đạo đã cho phép hỏi thêm vì lợi ích của dân.",
            "What came may have been wrong again, or the leader allowed another request for the applicant's good.",
        ),
        ("hồ sơ có yêu cầu bổ sung trong kỳ", "dossiers asked for a supplement"),
        (BOTH, lambda part: _asked_in(part, _value("second_supplement", part))),
        (BOTH, lambda part: _asked_in(part, 1)),
    ),
    Signal(
        "refusal_before_late",
        ("Từ chối sát hẹn", "Refused just before lateness"),
        (
            "Hồ sơ bị từ chối hoặc dừng trong {value} giờ cuối trước giờ hẹn.",
            "The dossier was refused or stopped in the last {value} hours before the due time.",
        ),
        (
            "Có thể hồ sơ khó, cần xem đến cuối mới kết luận được, hoặc dân im lặng đến hết hạn bổ sung.",
            "It may have been difficult to the end, or the applicant did not answer in time.",
        ),
        ("hồ sơ bị từ chối hoặc dừng trong kỳ", "dossiers refused or stopped"),
        (RESOLVED, _refusal_before_late),
        (RESOLVED, lambda _: _REFUSED),
    ),
    Signal(
        "one_device",
        ("Nhiều đánh giá từ một máy", "Many answers from one device"),
        (
            "Từ {value} câu trả lời về hài lòng trong một tháng đến từ cùng một máy.",
            "{value} or more answers about satisfaction in a month came from one device.",
        ),
        (
            "Có thể là máy dùng chung: tổ công nghệ số, bưu điện, nhà văn hóa, một gia đình, cùng một mạng.",
            "It may be a shared device: a community group, a post office, a culture house, a family, one connection.",
        ),
        ("câu trả lời qua mạng về hồ sơ xong trong kỳ", "answers over the network about dossiers resolved"),
        (RESOLVED, _one_device),
        (RESOLVED, _marked),
        confidential=True,
    ),
    Signal(
        "keyed_online",
        ("“Trực tuyến” do công chức nhập", "“Online” keyed by officers"),
        (
            "Hồ sơ tính là trực tuyến nhưng do công chức nhập, hoặc nộp hộ từ tài khoản của người đang giữ vị trí.",
            "Counted as online, but keyed by an officer, or handed in for another from an officer's account.",
        ),
        (
            "Có thể là số liệu nhập từ hệ thống trước, hoặc công chức nộp hộ người thân.",
            "It may come from an earlier system, or an officer helped a relative.",
        ),
        ("hồ sơ tiếp nhận trực tuyến trong kỳ", "dossiers received online"),
        (BOTH, _keyed_online),
        (BOTH, _online),
    ),
)
SIGNALS: Mapping[str, Signal] = {one.slug: one for one in _ALL}
