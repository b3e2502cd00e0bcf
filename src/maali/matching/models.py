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


UNPLACED = 1_000_000


class Relation(models.TextChoices):
    """How one thing stands to another that it is not."""

    MODULE_OF = "module_of", _("is a module of")
    HAS_MODULE = "has_module", _("has as a module")
    SUCCESSOR_OF = "successor_of", _("is the successor of")
    SUCCEEDED_BY = "succeeded_by", _("is succeeded by")


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
    # What a person said beside "different": how the left one stands to the right one.
    relation = models.CharField(_("relation"), max_length=20, choices=Relation, blank=True)
    probability = models.FloatField(_("how likely"), default=0)
    # For a shared installation: the keys of all systems that one answer is about, the owner first.
    members = models.JSONField(default=list, blank=True)
    # Of the members after the first, those that the answer says are the first one's installation.
    chosen = models.JSONField(default=list, blank=True)
    decides = models.PositiveIntegerField(_("rows it decides"), default=1)
    reasons = models.JSONField(default=list, blank=True)
    rival = models.JSONField(default=dict, blank=True)
    # Its place in the order of questions; every fifth is an audit of a joining.
    place = models.PositiveIntegerField(default=UNPLACED)
    audit = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_by = models.CharField(_("answered by"), max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # The state before the answer, and the product of each system that it moved: [before, after].
    before = models.CharField(max_length=10, choices=State, blank=True)
    moved = models.JSONField(default=dict, blank=True)
    # Answers given in one act, a split of several spellings, are undone together.
    part_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["place", "-decides", "-probability", "pk"]
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


class Known(models.Model):
    """A fact between two names that a programme holds beside those that come with Maali."""

    class Kind(models.TextChoices):
        PRODUCT = "product", _("product")
        VENDOR = "vendor", _("vendor")
        SITE = "site", _("site")

    class Says(models.TextChoices):
        SAME_AS = "same_as", _("is the same as")
        RENAMED_TO = "renamed_to", _("was renamed to")
        SUCCESSOR_OF = "successor_of", _("is the successor of")
        MODULE_OF = "module_of", _("is a module of")
        OTHER_THAN = "other_than", _("is another than")
        SOLD_BY = "sold_by", _("is sold by")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="known")
    kind = models.CharField(_("what"), max_length=10, choices=Kind, default=Kind.PRODUCT)
    relation = models.CharField(_("relation"), max_length=20, choices=Says)
    left = models.CharField(_("name"), max_length=200)
    right = models.CharField(_("other name"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)
    proposal = models.OneToOneField(
        Proposal, models.CASCADE, null=True, blank=True, related_name="known"
    )
    by = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["kind", "left", "right", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "relation", "left", "right"], name="known_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.left} {self.get_relation_display()} {self.right}"


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
