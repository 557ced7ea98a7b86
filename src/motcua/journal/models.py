"""Append-only events, their chain heads, daily seals, and the outbox beside them.

A row carries codes, states, times, ids and hashes, never a name, a number or an answer, so that disposal and
erasure of personal data stay possible. UPDATE, DELETE and TRUNCATE of events are refused by triggers (`guards.py`).
"""

from django.db import models


class Event(models.Model):
    """One thing that happened to one subject. `chain` is the subject's text id; `number` counts from 1 within it."""

    chain = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=60)
    at = models.DateTimeField(help_text="event time")
    recorded_at = models.DateTimeField(help_text="when the row was written")
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=40, blank=True)
    by_role = models.CharField(max_length=40, blank=True)
    by_agency = models.CharField(max_length=35, blank=True)
    by_position = models.CharField(max_length=60, blank=True)
    facts = models.TextField(default="{}", help_text="canonical JSON, hashed as it stands")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="event_chain_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="event_number_positive"),
        ]
        indexes = [
            models.Index(fields=["type", "at"], name="event_type_at"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.number} {self.type}"


class Reason(models.Model):
    """Why an administrative change was made, in words, beside its event: the event keeps only the hash of it."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="why")
    text = models.TextField(blank=True)
    ground = models.CharField(max_length=120, blank=True, help_text="number of a decision")

    def __str__(self) -> str:
        return f"reason of event {self.event_id}"


class ChainHead(models.Model):
    """The last event of a chain; its row is the lock under which the next event is appended."""

    chain = models.CharField(max_length=80, unique=True)
    number = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain}@{self.number}"


class Seal(models.Model):
    """The signed digest of all chain heads at one moment: cutting the tail of a chain is seen by it."""

    sealed_at = models.DateTimeField()
    last_event_id = models.BigIntegerField()
    heads = models.PositiveIntegerField(help_text="how many chains were sealed")
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.sealed_at:%Y-%m-%d} {self.digest[:12]}"


class Delivery(models.Model):
    """One handler's work for one event: the outbox. A finished row stays until it is swept."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"  # gave up after the last attempt; shown to the administrator

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=36, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "handler"], name="delivery_event_handler"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="delivery_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.handler} for event {self.event_id}"


class CronSlot(models.Model):
    """One scheduled run that was taken: unique, so that two workers never run the same slot."""

    job = models.CharField(max_length=80)
    slot = models.DateTimeField()
    taken_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="cron_slot_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot:%Y-%m-%d %H:%M}"


class Request(models.Model):
    """A request that was answered, by the key its sender gave it; swept after some days."""

    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by_kind", "by_id", "key"], name="request_key_once")]

    def __str__(self) -> str:
        return self.key


class Throttle(models.Model):
    """How often something was tried within a window of time; shared by all web workers."""

    key = models.CharField(max_length=64, unique=True, help_text="hash of what is throttled")
    began_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"


class Revision(models.Model):
    """The mark of the reference tables as they stand: a trigger changes it with every change of theirs."""

    name = models.CharField(max_length=20, unique=True)
    mark = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.name} {self.mark[:8]}"
