"""Fields, procedures and their dated versions with papers, limits, fees and legal bases.

Nothing that has history is edited in place: an amendment is a new version, and a dossier keeps the one it was born
under.
"""

from django.db import models
from django.db.models import F, Q


class Field(models.Model):
    """A field of administration (Hộ tịch)."""

    slug = models.CharField(max_length=60, unique=True)
    code = models.CharField(max_length=20, blank=True, help_text="national field code, G15-TP07")
    name_vi = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    department = models.CharField(
        max_length=35, blank=True, help_text="code of the province's department that answers for it; empty: not known"
    )

    def __str__(self) -> str:
        return self.name_vi


class Procedure(models.Model):
    """A procedure through all its versions. `code` is national (1.001193) or `X.` and our own id."""

    code = models.CharField(max_length=40, unique=True)
    slug = models.CharField(max_length=60, unique=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """A procedure as it is from one day to another."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        ABOLISHED = "abolished"  # a row that says from which day on the procedure is no more
        WITHDRAWN = "withdrawn"  # taken back before its first day; kept, and in force on no day

    class Online(models.TextChoices):
        FULL = "full"  # toàn trình
        PARTIAL = "partial"  # một phần
        NONE = "none"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    assumed = models.BooleanField(default=False, help_text="the true beginning is not known")
    withdrawn = models.PositiveIntegerField(
        default=0, help_text="its own number once withdrawn, so that it takes no days from others"
    )
    name_vi = models.CharField(max_length=400)
    name_en = models.CharField(max_length=400, blank=True)
    official_name_vi = models.CharField(max_length=1000, blank=True)
    who_vi = models.TextField(blank=True, help_text="for whom")
    who_en = models.TextField(blank=True)
    levels = models.JSONField(
        default=list, help_text="kinds of agency that decide it: commune, district, province, department"
    )
    departments = models.JSONField(
        default=list, help_text="codes of the departments through which the province decides it; empty: not known"
    )
    handled_by = models.CharField(max_length=80, blank=True, help_text="kind of post that handles it (slug)")
    online = models.CharField(max_length=8, choices=Online, default=Online.NONE)
    online_reason_vi = models.CharField(max_length=300, blank=True)
    online_reason_en = models.CharField(max_length=300, blank=True)
    form_key = models.CharField(max_length=60, blank=True, help_text="empty: the general application")
    process_key = models.CharField(max_length=60, help_text="internal process")
    result_name_vi = models.CharField(max_length=300, blank=True)
    result_name_en = models.CharField(max_length=300, blank=True)
    result_code = models.CharField(max_length=40, blank=True)
    pause_on_payment = models.BooleanField(default=False, help_text="whether payment_due stops the clock")
    decision_no = models.CharField(max_length=80, blank=True)
    sheet = models.JSONField(default=dict, help_text="the rest of the published sheet: notes, marks of confidence")
    content_hash = models.CharField(max_length=64, blank=True)
    search = models.TextField(
        blank=True, help_text="folded tokens of names, code and field, a space before each; initials marked ~"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_number"),
            models.UniqueConstraint(
                fields=["procedure", "valid_from"], condition=Q(status="published"), name="procedure_version_from"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="procedure_version_forward"
            ),
        ]
        indexes = [models.Index(fields=["status", "valid_from"], name="procedure_version_status")]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"


class VersionDraft(models.Model):
    """A version in preparation: saved as often as one likes, gone when it is published or thrown away. What stands in
    it may be incomplete; nobody but the control office sees it."""

    STATUS = "draft"

    procedure = models.OneToOneField(
        Procedure, null=True, on_delete=models.PROTECT, related_name="draft", help_text="None: a new one"
    )
    code = models.CharField(max_length=40, unique=True)
    slug = models.CharField(max_length=60)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    base = models.ForeignKey(ProcedureVersion, null=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(help_text="a VersionSpec as JSON")
    valid_from = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1, help_text="grows with each saving: who saves names the one read")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"draft of {self.code}"


class TimeLimit(models.Model):
    """A statutory limit of a version; by channel and case where the law distinguishes."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="limits")
    channel = models.CharField(max_length=8, blank=True, help_text="online, direct, post; empty: all")
    case = models.CharField(max_length=60, blank=True)
    value = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    policy = models.CharField(max_length=12, default="hour_exact")
    case_when = models.CharField(
        max_length=200,
        blank=True,
        help_text="field=value|value: the answers that make this case; empty: the counter says",
    )
    cutoff = models.TimeField(null=True)
    cutoff_on = models.CharField(
        max_length=9, default="start", help_text="start: a later reception counts from the next working day; hand_over"
    )
    starts = models.CharField(
        max_length=9, default="reception", help_text="reception, or competent: when the deciding agency has it all"
    )
    roll = models.BooleanField(default=False)
    after_supplement = models.CharField(max_length=8, default="pause", help_text="pause or restart")
    note_vi = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "channel", "case"], name="time_limit_once"),
            models.CheckConstraint(
                condition=Q(unit__in=["hours", "working_days", "calendar_days", "months", "same_day", "none"]),
                name="time_limit_unit",
            ),
            models.CheckConstraint(condition=Q(cutoff_on__in=["start", "hand_over"]), name="time_limit_cutoff_on"),
            models.CheckConstraint(condition=Q(starts__in=["reception", "competent"]), name="time_limit_starts"),
            models.CheckConstraint(condition=Q(case_when="") | ~Q(case=""), name="time_limit_case_when_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


class RequiredPaper(models.Model):
    """A paper of a version (thành phần hồ sơ)."""

    class Need(models.TextChoices):
        REQUIRED = "required"
        CONDITIONAL = "conditional"
        SHOWN = "shown"  # shown at the counter, never kept
        ONLINE = "online"  # only when filed online

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    name_vi = models.CharField(max_length=400)
    name_en = models.CharField(max_length=400, blank=True)
    originals = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField(default=0)
    need = models.CharField(max_length=12, choices=Need, default=Need.REQUIRED)
    is_form = models.BooleanField(default=False, help_text="the declaration: filled as the e-form, no file asked")
    scan_accepted = models.BooleanField(default=True)
    fetch_from = models.JSONField(default=list, help_text="databases that can stand in for the paper")
    condition_vi = models.CharField(max_length=400, blank=True)
    condition_en = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="required_paper_key")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_vi


class FeeLine(models.Model):
    """What may be owed. `amount` None: set by the provincial council and not known here."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="fees")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, help_text="phi, le_phi, other")
    amount = models.PositiveIntegerField(null=True)
    per_vi = models.CharField(max_length=80, blank=True, help_text="trang, bản …")
    per_en = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=8, blank=True)
    condition_vi = models.CharField(max_length=400, blank=True)
    condition_en = models.CharField(max_length=400, blank=True)
    is_default = models.BooleanField(default=False, help_text="charged unless another condition is stated")
    tiers = models.JSONField(default=list, help_text="[[from which unit on, đồng a unit], …] after the first")
    most = models.PositiveIntegerField(null=True, help_text="the most for one thing (a copy), in đồng")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="fee_line_position"),
            models.CheckConstraint(condition=Q(kind__in=["phi", "le_phi", "other"]), name="fee_line_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"


class LegalBasis(models.Model):
    """An act that a version rests on."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="legal_bases")
    number = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="legal_basis_once")]

    def __str__(self) -> str:
        return self.number


class CodeItem(models.Model):
    """One line of a code list that pages and forms offer: ethnic groups, nationalities, databases."""

    list = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="code_item_once")]
        ordering = ["list", "position"]

    def __str__(self) -> str:
        return f"{self.list}:{self.code}"


class Opening(models.Model):
    """How far one agency really offers a procedure online, from a day on; without a row the version's level holds.
    The share of openings above `none` is the digitalisation coverage."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="openings")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    online = models.CharField(max_length=8, choices=ProcedureVersion.Online)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    decision_no = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "agency", "valid_from"], name="opening_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="opening_period_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.online}"


class LocalFee(models.Model):
    """A fee that the province's council set (mức thu của địa phương), from a day on, at one agency and all below it; it
    stands in for a fee line without an amount. `channel` empty: however one files."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="local_fees")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, help_text="phi, le_phi, other")
    channel = models.CharField(max_length=8, blank=True)
    amount = models.PositiveIntegerField(help_text="đồng; 0: nothing is charged")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    decision_no = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "agency", "kind", "channel", "valid_from"], name="local_fee_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="local_fee_forward"
            ),
            models.CheckConstraint(condition=Q(kind__in=["phi", "le_phi", "other"]), name="local_fee_kind"),
            models.CheckConstraint(condition=Q(channel__in=["", "online", "direct", "post"]), name="local_fee_channel"),
            models.CheckConstraint(condition=~Q(decision_no=""), name="local_fee_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.kind} {self.amount}"


class ResultTemplate(models.Model):
    """A text from which a result is drafted (mẫu kết quả), in dated versions: for one procedure or for all, of one
    agency or of the whole country. Placeholders in braces are named in `rules.result_text`."""

    class Kind(models.TextChoices):
        APPROVE = "approve"
        REJECT = "reject"

    key = models.CharField(max_length=60, help_text="slug, the same through all versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    procedure = models.ForeignKey(Procedure, null=True, on_delete=models.PROTECT, related_name="result_templates")
    agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    name_vi = models.CharField(max_length=160, help_text="by which an officer chooses it")
    name_en = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=300)
    body = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="result_template_number"),
            models.CheckConstraint(condition=Q(kind__in=["approve", "reject"]), name="result_template_kind"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="result_template_forward"
            ),
        ]
        indexes = [models.Index(fields=["procedure", "valid_from"], name="result_template_procedure")]

    def __str__(self) -> str:
        return f"{self.key} v{self.number}"


# Rows of their own modules; Django finds models here.
from motcua.catalogue.file_models import CatalogueFile as CatalogueFile  # noqa: E402, PLC0414
from motcua.catalogue.linked_models import LinkedService as LinkedService  # noqa: E402, PLC0414
