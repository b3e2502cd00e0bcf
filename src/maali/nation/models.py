"""What several regions are building or using for the same need, as people have judged it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Overlap(models.Model):
    """A need that more than one region is building for: found by calculation, judged by people."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TOGETHER = "together", _("to be built together")
        APART = "apart", _("rightly apart")

    MOVES = {
        State.OPEN: {State.TOGETHER, State.APART},
        State.TOGETHER: {State.OPEN, State.APART},
        State.APART: {State.OPEN, State.TOGETHER},
    }

    need = models.CharField(_("need"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=12)
    regions = models.JSONField(default=list)
    detail = models.JSONField(default=dict, blank=True)
    probability = models.FloatField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    note = models.TextField(_("note"), blank=True)
    judged_by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-probability", "need"]

    def __str__(self) -> str:
        return self.need
