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
