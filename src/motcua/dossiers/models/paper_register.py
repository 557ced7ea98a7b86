"""The paper register for a day without power or network (sổ giấy): opened, filled by hand, keyed in, closed.

Circular 01/2018/TT-VPCP lets a paper book stand where no system is: pages numbered, numbers running on through the
year.
"""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.dossier import both_or_neither


class PaperRegister(models.Model):
    """One book of an agency with its lines numbered before; closed once, when every used line is accounted for."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="paper_registers")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="counts from 1 within the agency's year")
    reason = models.CharField(max_length=300, help_text="why on paper")
    day = models.DateField(help_text="the first day that it was written on")
    size = models.PositiveSmallIntegerField(help_text="how many lines were numbered before")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    used = models.PositiveSmallIntegerField(null=True, help_text="the last line that was used, said at closing")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="paper_register_number"),
            models.UniqueConstraint(fields=["agency"], condition=Q(closed_at=None), name="paper_register_one_open"),
            models.CheckConstraint(condition=both_or_neither("closed_at", "used"), name="paper_register_closed_whole"),
            models.CheckConstraint(condition=Q(size__gte=1), name="paper_register_has_lines"),
            models.CheckConstraint(condition=Q(used=None) | Q(used__lte=F("size")), name="paper_register_used_fits"),
        ]

    def __str__(self) -> str:
        return f"paper register {self.agency_id} {self.name}"

    @property
    def name(self) -> str:
        """ "SG03/2026": as it stands on its first page and on every slip."""
        return f"SG{self.number:02d}/{self.year}"


class PaperLine(models.Model):
    """One numbered line: free, begun (a draft with the time written on paper), keyed in as a dossier, or spoiled."""

    register = models.ForeignKey(PaperRegister, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField(null=True, help_text="the time written on paper")
    draft = models.OneToOneField("dossiers.Draft", null=True, on_delete=models.SET_NULL, related_name="paper_line")
    dossier = models.OneToOneField("dossiers.Dossier", null=True, on_delete=models.PROTECT, related_name="paper_line")
    keyed_at = models.DateTimeField(null=True)
    keyed_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    spoiled_at = models.DateTimeField(null=True)
    spoiled_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    spoiled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="paper_line_number"),
            models.CheckConstraint(condition=both_or_neither("dossier", "keyed_at"), name="paper_line_keyed_whole"),
            models.CheckConstraint(
                condition=Q(dossier=None) | Q(received_at__isnull=False), name="paper_line_keyed_has_time"
            ),
            models.CheckConstraint(
                condition=Q(spoiled_at=None, spoiled_reason="") | (Q(spoiled_at__isnull=False) & ~Q(spoiled_reason="")),
                name="paper_line_spoiled_says_why",
            ),
            models.CheckConstraint(condition=Q(dossier=None) | Q(spoiled_at=None), name="paper_line_one_end"),
            models.CheckConstraint(condition=Q(number__gte=1), name="paper_line_from_one"),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of paper register {self.register_id}"

    @property
    def name(self) -> str:
        """ "SG03/2026-07": its number, as it stands on the slip that was cut from the page."""
        return f"{self.register.name}-{self.number:02d}"
