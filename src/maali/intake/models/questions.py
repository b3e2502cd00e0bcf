"""What people must still say: one question for each thing."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maali.intake.models.rounds import Respondent
from maali.intake.models.uploads import Upload
from maali.inventory.models import Source
from maali.organisations.models import Organisation, Programme


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(organisation__in=Organisation.objects.visible_to(person))

    def open(self) -> Self:
        return self.filter(answered_at__isnull=True, dropped=False)

    def asked_first(self) -> Self:
        """The weightiest first, those that can wait last."""
        return self.order_by("waits", "rank", "code", "sheet", "row", "pk")


class Question(models.Model):
    """One thing a person must answer: to whom, about which cell, and what the answer was.

    A question whose cause is gone is dropped by itself, with the code of the reason in
    `dropped_because`, and comes back when the cause does.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="questions")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="questions")
    upload = models.ForeignKey(
        Upload, models.CASCADE, null=True, blank=True, related_name="questions"
    )
    code = models.CharField(_("kind of question"), max_length=40)
    params = models.JSONField(default=dict, blank=True)
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    row = models.PositiveIntegerField(_("row"), null=True, blank=True)
    column = models.CharField(_("column"), max_length=5, blank=True)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    field = models.CharField(max_length=40, blank=True)
    # To whom it goes; None: to whoever answers for the organisation.
    respondent = models.ForeignKey(
        Respondent, models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    # The weightiest (small ranks) are asked first; the others wait until those are answered.
    rank = models.PositiveSmallIntegerField(default=9)
    waits = models.BooleanField(_("can wait"), default=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answer = models.JSONField(_("answer"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    # What the answer told; without it nothing went to the inventory.
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    dropped = models.BooleanField(default=False)
    dropped_because = models.CharField(max_length=40, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code", "subject_kind", "subject_id", "field"],
                condition=Q(subject_id__isnull=False),
                name="question_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.sheet} {self.column}{self.row or ''}"
