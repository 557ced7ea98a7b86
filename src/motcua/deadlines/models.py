"""Calendars as they were loaded: each load that changes something adds a version, and nothing is edited."""

from django.db import models
from django.db.models import F, Q


class Calendar(models.Model):
    """One version of a calendar; the highest version of a name is in force."""

    name = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, see rules.digest")
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    decided_from = models.PositiveSmallIntegerField(help_text="first year whose days off are decided")
    decided_to = models.PositiveSmallIntegerField(help_text="last year whose days off are decided")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="calendar_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="calendar_version_from_one"),
            models.CheckConstraint(condition=Q(decided_to__gte=F("decided_from")), name="calendar_decided_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class WorkingHours(models.Model):
    """One span of working hours on one weekday (0 = Monday) of a dated week."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="hours")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        verbose_name_plural = "working hours"
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "valid_from", "weekday", "opens"], name="working_hours_opens_once"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="working_hours_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="working_hours_forward"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="working_hours_valid_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class CalendarDay(models.Model):
    """A day that differs from its week: off, or worked in place of another."""

    class Kind(models.TextChoices):
        DAY_OFF = "day_off"
        MAKE_UP = "make_up"

    class Cause(models.TextChoices):
        STATUTORY = "statutory"
        COMPENSATION = "compensation"
        SWAP = "swap"

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=7, choices=Kind)
    cause = models.CharField(max_length=12, choices=Cause)
    name_vi = models.CharField(max_length=200, blank=True, help_text="of the day off; a make-up day has none")
    name_en = models.CharField(max_length=200, blank=True)
    replaces = models.DateField(null=True, help_text="the day in whose place a make-up day is worked")
    document = models.CharField(max_length=200, blank=True)
    provisional = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="calendar_day_once"),
            models.CheckConstraint(condition=Q(kind__in=["day_off", "make_up"]), name="calendar_day_kind"),
            models.CheckConstraint(
                condition=Q(cause__in=["statutory", "compensation", "swap"]), name="calendar_day_cause"
            ),
            models.CheckConstraint(
                condition=(Q(kind="day_off") & Q(replaces=None) & ~Q(name_vi="") & ~Q(name_en=""))
                | (Q(kind="make_up") & Q(replaces__isnull=False) & Q(cause="swap")),
                name="calendar_day_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class CalendarChange(models.Model):
    """A change of a calendar by a decision: prepared and looked at, then in force; its dossiers are reckoned one by
    one until it is finished. History: only the times of its own life are set."""

    calendar = models.CharField(max_length=20, help_text="name of the calendar")
    number = models.PositiveIntegerField()
    decision_no = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    content = models.JSONField(help_text="the calendar that it makes, see rules.changing.calendar_data")
    digest = models.CharField(max_length=64)
    before = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Calendar, null=True, on_delete=models.PROTECT, related_name="changes")
    prepared_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    moved = models.PositiveIntegerField(default=0, help_text="promises that it moved")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "number"], name="calendar_change_number"),
            models.CheckConstraint(condition=~Q(decision_no=""), name="calendar_change_has_decision"),
            models.CheckConstraint(
                condition=Q(applied_at=None, version=None) | Q(applied_at__isnull=False, version__isnull=False),
                name="calendar_change_applied_pair",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(applied_at__isnull=False), name="calendar_change_finished_applied"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(applied_at=None), name="calendar_change_dropped_or_applied"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar} change {self.number}"


class LocalWeek(models.Model):
    """A unit's own week of working hours by its decision, from a day on; where none holds the country's week does."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    decision_no = models.CharField(max_length=120)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="local_week_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="local_week_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"week of {self.agency_id} from {self.valid_from}"


class LocalDay(models.Model):
    """One day on which a unit is closed, or open at hours of its own, by its decision.

    `counts`: whether the clocks of dossiers follow it; a Saturday on which the counter is open for the public need not
    be a working day of the law. A row that is taken back before its day is `withdrawn`.
    """

    class Kind(models.TextChoices):
        DAY_OFF = "day_off"
        OPENING = "opening"

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    kind = models.CharField(max_length=7, choices=Kind)
    counts = models.BooleanField()
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    decision_no = models.CharField(max_length=120)
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "date"], condition=Q(withdrawn_at=None), name="local_day_one_in_force"
            ),
            models.CheckConstraint(condition=Q(kind__in=["day_off", "opening"]), name="local_day_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind} at {self.agency_id}"


class LocalSpan(models.Model):
    """One span of hours, of one weekday (0 = Monday) of a unit's week or of one day of its own."""

    week = models.ForeignKey(LocalWeek, null=True, on_delete=models.PROTECT, related_name="spans")
    day = models.ForeignKey(LocalDay, null=True, on_delete=models.PROTECT, related_name="spans")
    weekday = models.PositiveSmallIntegerField(null=True)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="local_span_forward"),
            models.CheckConstraint(
                condition=Q(week__isnull=False, weekday__lte=6, day=None)
                | Q(week=None, weekday=None, day__isnull=False),
                name="local_span_of_one",
            ),
            models.UniqueConstraint(fields=["week", "weekday", "opens"], name="local_span_of_week_once"),
            models.UniqueConstraint(fields=["day", "opens"], name="local_span_of_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.opens}-{self.closes}"
