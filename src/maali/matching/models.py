"""Proposals that two things are one and the same, and people's answers to them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maali.organisations.models import InProgramme, Programme


class Thing(models.TextChoices):
    PRODUCT = "product", _("product")
    VENDOR = "vendor", _("vendor")
    SITE = "site", _("site")
    INSTALLATION = "installation", _("shared installation")


class Proposal(models.Model):
    """Two mentions that may be the same thing: how likely, why, and what was decided.

    `left` and `right` are spellings (products, vendors) or keys of rows (sites, installations).
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        JOINED = "joined", _("joined automatically")
        SAME = "same", _("same")
        DIFFERENT = "different", _("different")
        LATER = "later", _("later")

    MOVES = {
        State.OPEN: {State.SAME, State.DIFFERENT, State.LATER},
        State.LATER: {State.SAME, State.DIFFERENT, State.OPEN},
        State.JOINED: {State.SAME, State.DIFFERENT},
        State.SAME: {State.DIFFERENT, State.OPEN},
        State.DIFFERENT: {State.SAME, State.OPEN},
    }

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="proposals")
    thing = models.CharField(_("what"), max_length=12, choices=Thing)
    left = models.CharField(max_length=300)
    right = models.CharField(max_length=300)
    left_name = models.CharField(max_length=300)
    right_name = models.CharField(max_length=300)
    relation = models.CharField(_("relation"), max_length=20, blank=True)
    probability = models.FloatField(_("how likely"), default=0)
    # For a shared installation: the keys of all systems that one answer is about.
    members = models.JSONField(default=list, blank=True)
    decides = models.PositiveIntegerField(_("rows it decides"), default=1)
    reasons = models.JSONField(default=list, blank=True)
    rival = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_by = models.CharField(_("answered by"), max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["-decides", "-probability", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "thing", "left", "right"], name="proposal_once"
            ),
            models.CheckConstraint(
                condition=Q(left__lt=models.F("right")), name="proposal_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_name} = {self.right_name}?"


class MatchingRun(models.Model):
    """One run of the matching: what it stated about itself."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="matching_runs")
    at = models.DateTimeField(default=timezone.now)
    thing = models.CharField(max_length=12, choices=Thing)
    mentions = models.PositiveIntegerField(default=0)
    groups = models.PositiveIntegerField(default=0)
    stated: Any = models.JSONField(default=dict, blank=True)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_thing_display()} {self.at:%Y-%m-%d %H:%M}"
