"""Groups, who belongs to them, who coordinates them when, and where they help."""

from django.db import models
from django.db.models import F, Q

from motcua.community.rules import Level


def _forward(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name=name)


class Group(models.Model):
    """A community digital technology group (tổ công nghệ số cộng đồng) of a district, commune or village."""

    code = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="groups")
    place = models.ForeignKey("agencies.Place", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=8, choices=[(level.value, level.value) for level in Level])
    village = models.CharField(max_length=120, blank=True, help_text="hamlet or residential group")
    established_on = models.DateField(null=True, help_text="date of the decision; empty: not known")
    decision_no = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="the group's published number: nobody's own")
    notes = models.TextField(blank=True, help_text="about the area, for the group itself: when who is where")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    search = models.TextField(blank=True, help_text="folded tokens of name, village, place and territory")

    class Meta:
        constraints = [
            _forward("group_forward"),
            models.CheckConstraint(condition=Q(level__in=[one.value for one in Level]), name="group_level_known"),
            models.CheckConstraint(condition=~Q(level="village") | ~Q(village=""), name="group_village_named"),
        ]
        indexes = [models.Index(fields=["agency", "valid_from"], name="group_agency")]

    def __str__(self) -> str:
        return self.code


class Member(models.Model):
    """Somebody in a group during a period."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="memberships")
    full_name = models.CharField(max_length=160)
    phone = models.CharField(max_length=20, blank=True)
    published_from = models.DateField(null=True, help_text="since when this member agrees that the number is shown")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            _forward("member_forward"),
            models.CheckConstraint(condition=Q(published_from=None) | ~Q(phone=""), name="member_publishes_a_number"),
            models.UniqueConstraint(
                fields=["group", "account"],
                condition=Q(valid_to=None, account__isnull=False),
                name="member_account_once",
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.pk} of group {self.group_id}"


class Coordination(models.Model):
    """Which member coordinates a group (tổ trưởng) during a period; never two on one day (`guards.py`)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="coordinations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="coordinations")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            _forward("coordination_forward"),
            models.UniqueConstraint(fields=["group"], condition=Q(valid_to=None), name="coordination_one_open"),
        ]

    def __str__(self) -> str:
        return f"member {self.member_id} coordinates group {self.group_id}"


class Territory(models.Model):
    """Where a group helps: a place of the register, or a village that the register does not know."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="territories")
    place = models.ForeignKey("agencies.Place", null=True, on_delete=models.PROTECT, related_name="+")
    village = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "territories"
        constraints = [
            _forward("territory_forward"),
            models.CheckConstraint(condition=Q(place__isnull=False) | ~Q(village=""), name="territory_is_somewhere"),
        ]

    def __str__(self) -> str:
        return f"territory {self.pk} of group {self.group_id}"
