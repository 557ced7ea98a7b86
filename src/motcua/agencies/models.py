"""Agencies and places as a dated tree, posts, and who succeeded whom.

An agency or place keeps its code for ever; what changes (name, parent) stands in dated rows that never overlap.
"""

from django.db import models
from django.db.models import F, Q


class Place(models.Model):
    """A province, district or commune by its statistical code; codes were used again after 1 July 2025, so kind and
    beginning belong to the key."""

    class Kind(models.TextChoices):
        PROVINCE = "province"
        DISTRICT = "district"
        COMMUNE = "commune"

    code = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=Kind)
    name_vi = models.CharField(max_length=120, help_text="with its kind: Xã Lạc Thủy")
    name_en = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    provisional_code = models.BooleanField(default=False, help_text="sources disagree on the statistical code")
    alternative_code = models.CharField(max_length=10, blank=True, help_text="the code that the other source gives")
    search = models.CharField(max_length=400, help_text="folded tokens of the names and codes, a space before each")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "valid_from"], name="place_kind_code_from"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="place_period_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_vi} ({self.code})"


class PlaceSuccession(models.Model):
    """An old place went, whole or in part, into a new one."""

    predecessor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="origins")
    extent = models.CharField(max_length=10, choices=[("whole", "whole"), ("part", "part")], default="whole")
    on = models.DateField()
    legal_ground = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="place_succession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Agency(models.Model):
    """A people's committee or another body that decides dossiers; its single-window unit is a part of it."""

    class Kind(models.TextChoices):
        PROVINCE = "province"  # provincial people's committee
        DEPARTMENT = "department"
        DISTRICT = "district"
        COMMUNE = "commune"
        OTHER = "other"

    code = models.CharField(max_length=35, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="agencies")
    provisional_code = models.BooleanField(default=False, help_text="the official identifier is not known")
    phone = models.CharField(max_length=20, blank=True)
    street_vi = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.code


class AgencyPeriod(models.Model):
    """The name and parent of an agency during a period; where no period holds, the agency did not exist."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="periods")
    parent = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="child_periods")
    name_vi = models.CharField(max_length=200, help_text="Ủy ban nhân dân xã Lạc Thủy")
    name_en = models.CharField(max_length=200, blank=True)
    short_name_vi = models.CharField(max_length=120, help_text="Xã Lạc Thủy")
    short_name_en = models.CharField(max_length=120, blank=True)
    search = models.CharField(max_length=800, help_text="folded tokens of code and names, a space before each")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="agency_period_forward"
            ),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("agency")), name="agency_not_own_parent"),
            models.UniqueConstraint(fields=["agency", "valid_from"], name="agency_period_once"),
        ]
        indexes = [models.Index(fields=["parent", "valid_from"], name="agency_period_parent")]

    def __str__(self) -> str:
        return self.name_vi


class AgencySuccession(models.Model):
    """Which agency took over from which, whole or in part, from a day on."""

    class Way(models.TextChoices):
        MERGED_INTO = "merged_into"  # the whole of the predecessor went into the successor
        SPLIT_FROM = "split_from"  # the successor took over a part, or one of several heirs' work
        RENAMED = "renamed"

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="origins")
    way = models.CharField(max_length=12, choices=Way)
    on = models.DateField()
    legal_ground = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="agency_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="agency_succeeds_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class AgencyIdentifier(models.Model):
    """Identifiers of an agency in other systems or older styles, dated (decision 20/2020/QĐ-TTg; circular 10/2016)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="identifiers")
    style = models.CharField(
        max_length=20
    )  # old_style: 000.00.21.H17; statistical: code of the place by another source
    value = models.CharField(max_length=35)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["style", "value", "valid_from"], name="agency_identifier_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="agency_identifier_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class Position(models.Model):
    """A post within an agency ("Công chức Tư pháp - Hộ tịch"); people hold it by appointment. `slug` is the kind of
    post that processes name."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="positions")
    slug = models.CharField(max_length=60)
    title_vi = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    unit_vi = models.CharField(max_length=120, blank=True, help_text="Phòng Kinh tế; empty: the agency itself")
    unit_en = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug", "valid_from"], name="position_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="position_period_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_vi} ({self.agency_id})"
