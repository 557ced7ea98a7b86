"""The cube of figures: a summary by day, month and year, and the tail of what acts changed since (ADR 17)."""

from django.db import models
from django.db.models import Q


def _count() -> "models.IntegerField[int, int]":
    return models.IntegerField(default=0)


class CubeDelta(models.Model):
    """What one act (or one batch of an import) changed, written in its own transaction and gone when it is folded.

    `day` is the day on which it counts, `base` the day of reception (for `received`) or of the resolution (for
    `answered` and `satisfied`); figures as in `reports.cube.rules.FIGURES`. Keys are plain: agencies and fields are
    never deleted, and an act pays for each check.
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    day = models.DateField()
    base = models.DateField()
    channel = models.CharField(max_length=8)
    field = models.ForeignKey(
        "catalogue.Field", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    received = _count()
    early = _count()
    on_time = _count()
    late = _count()
    late_original = _count()
    opened = _count()
    overdue = _count()
    answered = _count()
    satisfied = _count()

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}"


class CubeCell(models.Model):
    """The sum of one agency's day, month or year (`day` is its first): of all dossiers (part ""), of one channel
    ("c:online") or of one field ("f:" and its id). `received_*`, `answered` and `satisfied` only where the base is the
    same day; see CubeShift for the rest."""

    pk = models.CompositePrimaryKey("part", "grain", "day", "agency")
    part = models.CharField(max_length=24)
    grain = models.PositiveSmallIntegerField(help_text="0 day, 1 month, 2 year, 3 ten days")
    day = models.DateField()
    agency = models.ForeignKey(
        "agencies.Agency", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    received_online = _count()
    received_direct = _count()
    received_post = _count()
    early = _count()
    on_time = _count()
    late = _count()
    late_original = _count()
    opened = _count()
    overdue = _count()
    answered = _count()
    satisfied = _count()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(grain__in=[0, 1, 2, 3]), name="cube_cell_grain_known")]

    def __str__(self) -> str:
        return f"{self.part} {self.day} {self.agency_id}"


class CubeShift(models.Model):
    """What counts on another day than its base: receptions that went to another agency later, answers given later. By
    day and base, and by coarser ones of both (`cube.statements.SHIFT_GRAINS`)."""

    pk = models.CompositePrimaryKey("part", "grain", "day", "base", "agency")
    part = models.CharField(max_length=24)
    grain = models.PositiveSmallIntegerField(help_text="0 day, 1 month, 3 ten days, 4 day of months, 5 month of days")
    day = models.DateField()
    base = models.DateField()
    agency = models.ForeignKey(
        "agencies.Agency", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    received_online = _count()
    received_direct = _count()
    received_post = _count()
    answered = _count()
    satisfied = _count()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(grain__in=[0, 1, 3, 4, 5]), name="cube_shift_grain_known")]

    def __str__(self) -> str:
        return f"{self.part} {self.base} → {self.day} {self.agency_id}"


class CubeState(models.Model):
    """One row: when the tail was last folded, and what the last check against the journal found."""

    folded_at = models.DateTimeField(null=True)
    folded = models.PositiveIntegerField(default=0, help_text="rows of the tail that the last fold took")
    checked_at = models.DateTimeField(null=True)
    dossiers = models.PositiveIntegerField(default=0, help_text="that the last check read")
    differences = models.PositiveIntegerField(default=0, help_text="cells that the last check found different")
    repaired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="cube_state_one")]

    def __str__(self) -> str:
        return f"folded {self.folded_at}"
