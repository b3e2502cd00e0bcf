"""Files on their way into the inventory, and what a sender taught us of their columns."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maali.intake.models.rounds import Handout, Round
from maali.inventory.models import OwnedQuerySet, Source
from maali.organisations.models import Organisation, Programme


class Upload(models.Model):
    """One file that an organisation sent, read but not yet part of the inventory until accepted."""

    class State(models.TextChoices):
        RECEIVED = "received", _("waiting to be read")
        READ = "read", _("read")
        NEEDS_PERSON = "needs_person", _("needs a person")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {
        State.RECEIVED: {State.READ, State.NEEDS_PERSON, State.WITHDRAWN},
        State.READ: {State.ACCEPTED, State.WITHDRAWN, State.NEEDS_PERSON},
        State.NEEDS_PERSON: {State.READ, State.WITHDRAWN},
        State.ACCEPTED: {State.READ},
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="uploads")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="uploads")
    round = models.ForeignKey(Round, models.SET_NULL, null=True, blank=True, related_name="uploads")
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    # The file itself is kept only after the reader found no identity code in it.
    content = models.BinaryField(null=True, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size, bytes"), default=0)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.READ)
    refusal = models.TextField(_("why it was refused"), blank=True)
    guess = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(_("received"), default=timezone.now)
    by = models.CharField(_("who"), max_length=150)
    # What the sender was given and filled in, where it was ours; the file is held against it.
    handout = models.ForeignKey(
        Handout, models.SET_NULL, null=True, blank=True, related_name="uploads"
    )
    source = models.OneToOneField(
        Source, models.SET_NULL, null=True, blank=True, related_name="upload"
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            # The same file counts once, however many people send it at the same moment.
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=Q(state__in=["received", "read", "needs_person", "accepted"]),
                name="upload_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UploadRow(models.Model):
    """One row of an upload: its cells, what it is, what is wrong with it, what it would do."""

    class Effect(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        PROBLEM = "problem", _("problem")
        LEFT_OUT = "left_out", _("left out")

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows")
    target = models.CharField(_("sheet asked for"), max_length=20)
    sheet = models.CharField(_("sheet"), max_length=120)
    row = models.PositiveIntegerField(_("row"))
    part = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20)
    cells = models.JSONField(default=dict)
    own = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    left_out = models.BooleanField(_("left out by a person"), default=False)
    effect = models.CharField(max_length=10, choices=Effect, default=Effect.NEW)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["upload", "effect"])]

    def __str__(self) -> str:
        return f"{self.sheet}, {self.row}"


class LearntColumn(models.Model):
    """What a sender's column title means, corrected once by a person and remembered."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="learnt_columns")
    target = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    key = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(_("said"), default=timezone.now)
    by = models.CharField(_("who"), max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "target", "title"], name="column_learnt_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} = {self.key}"


class LearntSheet(models.Model):
    """What a sender's sheet is and where its titles stand, said once by a person and remembered.

    The sheet is known again by `name` and `look`, the signatures of its name and of its titles.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="learnt_sheets")
    name = models.CharField(_("sheet"), max_length=120, blank=True)
    look = models.JSONField(default=list, blank=True)
    # The sheet asked for, "" for none of them; null where only the titles' place was said.
    target = models.CharField(max_length=20, blank=True, null=True)  # noqa: DJ001 (null says less)
    header_rows = models.PositiveSmallIntegerField(_("rows of titles"), default=0)
    layout = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(_("said"), default=timezone.now)
    by = models.CharField(_("who"), max_length=150, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name
