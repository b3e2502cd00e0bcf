"""Where values come from: sources, and the statements that they make."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maali.organisations.models import Organisation, Programme


class Certainty(models.TextChoices):
    KNOWN = "known", _("known")
    ESTIMATE = "estimate", _("estimate")
    UNKNOWN = "unknown", _("unknown")


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that belong to an organisation: who sees the organisation sees them."""

    def visible_to(self, person: Any) -> Self:
        return self.filter(organisation__in=Organisation.objects.visible_to(person))


class Source(models.Model):
    """Where values came from: one accepted file, form, API call, answer or correction by hand."""

    class Kind(models.TextChoices):
        WORKBOOK = "workbook", _("workbook")
        FORM = "form", _("form")
        API = "api", _("machine interface")
        HAND = "hand", _("correction by hand")
        ANSWER = "answer", _("answer to a question")
        MATCHING = "matching", _("matching")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sources")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="sources", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("file or name"), max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"))
    # What was taken back holds nowhere; it stays where the row does, so that a trace is whole.
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    taken_back_by = models.CharField(max_length=150, blank=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """One thing that someone said about one field of one row; the value's history is these.

    `subject_kind` is a name of `KINDS` below and `subject_id` the key there. `holds` marks the
    statement whose value the row carries now: at most one for each field of each row.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="statements")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    field = models.CharField(_("field"), max_length=40)
    value = models.JSONField(_("value"), null=True)
    raw = models.TextField(_("as written"), blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty, default=Certainty.KNOWN)
    note = models.CharField(_("note"), max_length=300, blank=True)
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    row = models.PositiveIntegerField(_("row"), null=True, blank=True)
    column = models.CharField(_("column"), max_length=5, blank=True)
    holds = models.BooleanField(_("holds"), default=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "field"])]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "field"],
                condition=Q(holds=True),
                name="one_statement_holds",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} = {self.value!r} ({self.place})"

    @property
    def place(self) -> str:
        """File, sheet and cell, as people write them: "vastaus.xlsx, Järjestelmät, D14"."""
        cell = f"{self.column}{self.row}" if self.row else ""
        return ", ".join(part for part in (self.source.name, self.sheet, cell) if part)
