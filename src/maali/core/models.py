"""What every part needs: the log of who did what, and long calculations as rows."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One thing someone did: the audit row, written in the same transaction as the change itself.

    `programme_id`, `organisation_id` and `person_id` are plain numbers: core stands below the
    part that knows what they are, and an audit row outlives what it speaks of.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    by = models.CharField(_("who"), max_length=150)
    person_id = models.BigIntegerField(null=True, blank=True)
    programme_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    organisation_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    verb = models.CharField(_("what was done"), max_length=60, db_index=True)
    subject = models.CharField(_("to what"), max_length=300)
    reason = models.TextField(_("why"), blank=True)
    detail = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by} {self.verb} {self.subject}"


class Calculation(models.Model):
    """One long calculation: its arguments, its progress, its log and how it ended.

    The arguments are kept here, not only in the queue, so that a calculation whose worker died
    can be started again exactly as it was asked for.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    MOVES = {
        State.WAITING: {State.RUNNING, State.CANCELLED},
        State.RUNNING: {State.DONE, State.FAILED, State.CANCELLED, State.WAITING},
        State.DONE: set(),
        State.FAILED: {State.WAITING},
        State.CANCELLED: {State.WAITING},
    }

    kind = models.CharField(max_length=40)
    title = models.CharField(_("what is calculated"), max_length=200, blank=True)
    arguments = models.JSONField(default=dict, blank=True)
    programme_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    asked_by = models.CharField(_("asked by"), max_length=150)
    person_id = models.BigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    log = models.TextField(_("log"), blank=True)
    result = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title or self.kind} ({self.get_state_display()})"

    @property
    def ended(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.done / self.total)) if self.total else 0
