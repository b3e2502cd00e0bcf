"""Collection rounds: what is asked, of whom, what they were given, and what they wrote in it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maali.inventory.models import OwnedQuerySet, System
from maali.organisations.models import InProgramme, Organisation, Programme

LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]


class Round(models.Model):
    """One collection round: what is asked, of whom, by when.

    `asked` holds for each sheet asked for (a key of the catalogue of sheets) its columns, each
    "mandatory" or "optional"; a sheet or column that is missing there is not asked.
    """

    class Kind(models.TextChoices):
        BROAD = "broad", _("broad round")
        DETAILED = "detailed", _("detailed round on key systems")
        SUPPLEMENTARY = "supplementary", _("supplementary round")

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    MOVES = {State.DRAFT: {State.OPEN}, State.OPEN: {State.CLOSED}, State.CLOSED: {State.OPEN}}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.BROAD)
    purpose = models.TextField(_("purpose"), blank=True)
    deadline = models.DateField(_("deadline"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT)
    asked = models.JSONField(_("what is asked"), default=dict, blank=True)
    # Each change raises the version, so that nobody overwrites what they have not seen.
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="round_once")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """One organisation asked in one round; its times say how far its answer has come."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="fi")
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    complete_at = models.DateTimeField(_("said to be complete"), null=True, blank=True)
    complete_by = models.CharField(max_length=150, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.CharField(max_length=150, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="invited_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.round}"


class OfInvitation(models.QuerySet[Any]):
    """Rows that belong to an invitation: who sees its organisation sees them."""

    def visible_to(self, person: Any) -> Self:
        return self.filter(invitation__organisation__in=Organisation.objects.visible_to(person))


class Respondent(models.Model):
    """A person who answers through a personal link, without an account.

    The link carries the signed key and `nonce`; a new nonce makes every earlier link void.
    `sheets` limits the link to some sheets of the round; empty: all of them.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="respondents")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="fi")
    sheets = models.JSONField(_("sheets"), default=list, blank=True)
    nonce = models.CharField(max_length=32)
    expires_on = models.DateField(_("link is valid until"))
    revoked_at = models.DateTimeField(_("link revoked"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last used"), null=True, blank=True)
    passed_on_by = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="passed_on_to"
    )

    objects = OfInvitation.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "email"], name="respondent_once")
        ]

    def __str__(self) -> str:
        return self.name


class KeySystem(models.Model):
    """A system that a detailed round asks about, and why: codes of the rule, or a person's word."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="key_systems")
    system = models.ForeignKey(System, models.CASCADE, related_name="+")
    reasons = models.JSONField(_("why"), default=list, blank=True)
    left_out = models.BooleanField(_("left out by a person"), default=False)
    by = models.CharField(_("who"), max_length=150, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    # The rule picks anew; what a person said of a system stands.
    GOES_WITH_ITS_ROW = Q(by="")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "system"], name="key_system_once")]

    def __str__(self) -> str:
        return str(self.system)


class Handout(models.Model):
    """What an organisation was given to fill in: the base against which its answer is held.

    `rows` holds by the key of a sheet, by the identifier of a row, by the key of a column what
    stood there, as plain JSON values. A workbook carries the handout's key on its hidden sheet;
    a form is filled in place, cell by cell, as `Entry`.
    """

    class Medium(models.TextChoices):
        WORKBOOK = "workbook", _("workbook")
        FORM = "form", _("form")

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="handouts")
    medium = models.CharField(max_length=8, choices=Medium)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="fi")
    rows = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=150)
    # A form that has been sent is closed: what follows starts from a new one.
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OfInvitation.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            # However many people open the form at the same moment, they fill in the same one.
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(medium="form", sent_at__isnull=True),
                name="one_open_form",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitation} ({self.get_medium_display()})"


class Entry(models.Model):
    """One cell of a form as somebody typed it; a row that is new has an identifier of its own.

    Where two people wrote at the same moment, `other` keeps what came second, by `other_by`, until
    one of them says which holds; without `other_by` there is nothing to choose.
    """

    handout = models.ForeignKey(Handout, models.CASCADE, related_name="entries")
    sheet = models.CharField(max_length=20)
    line = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    other = models.TextField(blank=True)
    other_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["handout", "sheet", "line", "column"], name="entry_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.line} {self.column}: {self.text}"


class Message(models.Model):
    """A letter to a respondent: written, previewed, sent once.

    `occasion` says what it is for ("request", "reminder 2022-05-10", "thanks"): the same letter
    never goes twice for the same thing.
    """

    class Kind(models.TextChoices):
        REQUEST = "request", _("request")
        REMINDER = "reminder", _("reminder")
        THANKS = "thanks", _("thanks")
        PASSED_ON = "passed_on", _("passed on")

    class State(models.TextChoices):
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    MOVES = {
        State.SENDING: {State.SENT, State.FAILED},
        State.FAILED: {State.SENDING},
        State.SENT: set(),
    }

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="messages")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    occasion = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SENDING)
    fault = models.CharField(_("why it failed"), max_length=300, blank=True)
    by = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["respondent", "kind", "occasion"], name="message_once")
        ]

    def __str__(self) -> str:
        return self.subject
