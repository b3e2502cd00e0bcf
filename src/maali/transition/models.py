"""The transition model as a versioned template, and its use on sites, period by period."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from maali.inventory.models import OwnedQuerySet, Site
from maali.organisations.models import InProgramme, Municipality, Organisation, Programme
from maali.plans.models import Plan, PlannedTask


class TransitionModel(models.Model):
    """One version of the transition model; a lesson makes a new version, never changes an old
    one.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="transition_models")
    version = models.PositiveSmallIntegerField(_("version"))
    note = models.TextField(_("what changed and why"), blank=True)
    made_by = models.CharField(_("made by"), max_length=150)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "version"], name="model_version_once")
        ]

    def __str__(self) -> str:
        return str(_("version %(number)s") % {"number": self.version})


class ModelStep(models.Model):
    """One step of a version: phase, order, the gate that must hold, and which planned task it
    is.
    """

    model = models.ForeignKey(TransitionModel, models.CASCADE, related_name="steps")
    number = models.CharField(_("number"), max_length=6)
    order = models.PositiveSmallIntegerField()
    phase = models.PositiveSmallIntegerField(_("phase"))
    name_fi = models.CharField(max_length=160)
    name_sv = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    gate = models.CharField(_("gate"), max_length=60, blank=True)
    task_kind = models.CharField(_("planned task"), max_length=30, blank=True)
    days_before = models.SmallIntegerField(_("days before cut-over"), null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["model", "number"], name="model_step_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def name(self) -> str:
        """The step's name in the reader's language."""
        return getattr(self, f"name_{(get_language() or 'fi')[:2]}", "") or self.name_fi


class Period(models.Model):
    """A two-week period: goals, what was done, evaluation, and what changes in the model."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    MOVES = {State.OPEN: {State.CLOSED}, State.CLOSED: set()}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="periods")
    number = models.PositiveSmallIntegerField(_("period"))
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    goals = models.TextField(_("goals"), blank=True)
    done = models.TextField(_("done"), blank=True)
    evaluation = models.TextField(_("evaluation"), blank=True)
    lessons = models.TextField(_("what was learned"), blank=True)
    closed_by = models.CharField(_("closed by"), max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = InProgramme.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="period_once")]

    def __str__(self) -> str:
        return str(_("period %(number)s") % {"number": self.number})


class Transition(models.Model):
    """The transition model applied to one site, under its municipality, from a plan in force."""

    class State(models.TextChoices):
        OPEN = "open", _("under way")
        MOVED = "moved", _("moved")
        FINISHED = "finished", _("finished")

    MOVES = {
        State.OPEN: {State.MOVED},
        State.MOVED: {State.FINISHED, State.OPEN},
        State.FINISHED: set(),
    }

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="transitions")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.SET_NULL, null=True, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, related_name="transitions")
    model = models.ForeignKey(TransitionModel, models.PROTECT, related_name="transitions")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, related_name="transitions")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    cutover = models.DateField(_("cut-over"), null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["cutover", "pk"]
        constraints = [models.UniqueConstraint(fields=["site"], name="one_transition_per_site")]

    def __str__(self) -> str:
        return str(self.site)


class StepQuerySet(models.QuerySet["Step"]):
    def visible_to(self, person: Any) -> Self:
        seen = Organisation.objects.visible_to(person)
        return self.filter(transition__organisation__in=seen)


class Step(models.Model):
    """One step of one transition: planned, done when and by whom, with its evidence."""

    class State(models.TextChoices):
        TO_DO = "to_do", _("to do")
        DONE = "done", _("done")
        NOT_NEEDED = "not_needed", _("not needed")

    MOVES = {
        State.TO_DO: {State.DONE, State.NOT_NEEDED},
        State.DONE: {State.TO_DO},
        State.NOT_NEEDED: {State.TO_DO},
    }

    transition = models.ForeignKey(Transition, models.CASCADE, related_name="steps")
    model_step = models.ForeignKey(ModelStep, models.PROTECT, related_name="+")
    task = models.ForeignKey(PlannedTask, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.TO_DO)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_end = models.DateField(_("planned end"), null=True, blank=True)
    period = models.SmallIntegerField(_("period"), null=True, blank=True, db_index=True)
    planned_days = models.FloatField(_("planned work, days"), null=True, blank=True)
    actual_days = models.FloatField(_("actual work, days"), null=True, blank=True)
    finished_on = models.DateField(_("finished"), null=True, blank=True)
    finished_by = models.CharField(_("finished by"), max_length=150, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)

    objects = StepQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["transition", "model_step__order"]
        constraints = [
            models.UniqueConstraint(fields=["transition", "model_step"], name="step_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(finished_on__isnull=False),
                name="done_step_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.model_step)


class Deviation(models.Model):
    """Something that did not go as planned in a step."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="deviations")
    text = models.TextField(_("what happened"))
    delay_days = models.PositiveSmallIntegerField(_("delay, days"), default=0)
    severity = models.PositiveSmallIntegerField(_("severity"), default=2)
    reported_by = models.CharField(_("reported by"), max_length=150)
    reported_at = models.DateTimeField(default=timezone.now)
    solved = models.BooleanField(_("solved"), default=False)

    class Meta:
        ordering = ["-reported_at"]

    def __str__(self) -> str:
        return self.text[:80]
