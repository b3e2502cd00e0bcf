"""Experts and their capacity, scenarios, the plans made of them and what may delay them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from maali.inventory.models import Site, System
from maali.organisations.models import InProgramme, Municipality, Organisation, Programme
from maali.plans.packages import TASK_NAMES


class Skill(models.TextChoices):
    NETWORK = "network", _("network")
    WORKSTATIONS = "workstations", _("workstations")
    IAM = "iam", _("directory and IAM")
    INTEGRATION = "integration", _("integration")
    PATIENT_CLIENT = "patient_client", _("patient and client systems")
    FINANCE_HR = "finance_hr", _("finance and HR")
    CONTRACTS = "contracts", _("contracts and procurement")
    PRIVACY_ARCHIVE = "privacy_archive", _("privacy and archive")
    TRAINING = "training", _("training")
    RESCUE = "rescue", _("rescue")
    ON_SITE = "on_site", _("on-site support")


class Expert(models.Model):
    """A named expert, or a pool of people where no name is known yet."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="experts")
    employer = models.CharField(_("employer"), max_length=120, blank=True)
    name = models.CharField(_("name or pool"), max_length=120)
    pool = models.BooleanField(_("pool without names"), default=False)
    skills = models.JSONField(_("skills and levels"), default=dict)
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    percent = models.PositiveSmallIntegerField(_("capacity, % of a period"), default=100)
    absences = models.JSONField(_("absences"), default=list, blank=True)

    objects = InProgramme.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="expert_once")]

    def __str__(self) -> str:
        return self.name


DEFAULT_FREEZES = {
    "winter break": _("winter break"),
    "July": _("July"),
    "turn of the year": _("turn of the year"),
}


class Freeze(models.Model):
    """A blackout: days on which no move of the named kind may take place."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="freezes")
    name = models.CharField(_("name"), max_length=120)
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    stops = models.CharField(_("stops"), max_length=40, default="cutover")
    hard = models.BooleanField(_("binding"), default=True)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The product's own blackouts in the reader's language; others as people named them."""
        return str(DEFAULT_FREEZES.get(self.name, self.name))


class Plan(models.Model):
    """One plan: what it was made from, what came out, its bound, and whether it is in force."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")

    MOVES = {
        State.DRAFT: {State.IN_FORCE},
        State.IN_FORCE: {State.REPLACED},
        State.REPLACED: set(),
    }

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="plans")
    name = models.CharField(_("scenario"), max_length=120)
    start_day = models.DateField(_("start day"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.CharField(_("made by"), max_length=150)
    settings = models.JSONField(default=dict, blank=True)
    # What the plan was made from; when the inventory or the decisions move, this no longer agrees.
    fingerprint = models.JSONField(default=dict, blank=True)
    objective = models.FloatField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    seconds = models.FloatField(_("seconds taken"), null=True, blank=True)
    broken = models.JSONField(_("broken rules"), default=list, blank=True)
    misses = models.JSONField(_("what it could not do, and why"), default=list, blank=True)
    why = models.JSONField(
        _("limits that stand in the way, and what mends them"), default=list, blank=True
    )
    load = models.JSONField(_("load and capacity by skill and period"), default=dict, blank=True)
    risk = models.JSONField(_("simulated plays"), default=dict, blank=True)

    objects = InProgramme.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state="in_force"), name="one_plan_in_force"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def gap(self) -> float | None:
        """How far above the proven bound the plan is at most, as a share of the plan's own
        value.
        """
        if self.objective is None or self.bound is None:
            return None
        return max(0.0, (self.objective - self.bound) / self.objective) if self.objective else 0.0

    @property
    def gap_percent(self) -> float | None:
        return None if self.gap is None else 100 * self.gap

    @property
    def chance_percent(self) -> float:
        return 100 * float(self.risk.get("all_on_time") or 0)


class PlannedQuerySet(models.QuerySet["PlannedTask"]):
    def visible_to(self, person: Any) -> Self:
        return self.filter(organisation__in=Organisation.objects.visible_to(person))


class PlannedTask(models.Model):
    """One task of a site's, a system's or (with neither) an organisation's work package, placed
    in the plan.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.SET_NULL, null=True, related_name="+")
    site = models.ForeignKey(
        Site, models.CASCADE, null=True, blank=True, related_name="planned_tasks"
    )
    system = models.ForeignKey(
        System, models.CASCADE, null=True, blank=True, related_name="planned_tasks"
    )
    kind = models.CharField(_("task"), max_length=30)
    option = models.CharField(max_length=20, blank=True)
    start = models.DateField(_("starts"), null=True, blank=True)
    end = models.DateField(_("ends"), null=True, blank=True)
    period = models.SmallIntegerField(_("period"), null=True, blank=True)
    skills = models.JSONField(_("skills needed"), default=dict, blank=True)
    effort_days = models.FloatField(_("effort, person-days"), default=0)
    experts = models.JSONField(_("experts"), default=list, blank=True)
    after = models.JSONField(_("waits for"), default=list, blank=True)

    objects = PlannedQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        indexes = [models.Index(fields=["plan", "period"]), models.Index(fields=["plan", "site"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.site or self.system or self.organisation}"

    @property
    def kind_name(self) -> str:
        return str(TASK_NAMES.get(self.kind, self.kind))

    @property
    def who(self) -> str:
        """The experts by name; a pool by its skill."""
        skills = dict(Skill.choices)
        return ", ".join(str(skills.get(name, name)) for name in self.experts)


class Learnt(models.Model):
    """What finished moves taught about one kind of task: planned and actual, n times."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="learnt")
    kind = models.CharField(_("task"), max_length=30)
    times = models.PositiveIntegerField(_("times done"), default=0)
    planned_days = models.FloatField(_("planned, days"), default=0)
    actual_days = models.FloatField(_("actual, days"), default=0)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["programme", "kind"], name="learnt_once")]

    def __str__(self) -> str:
        return self.kind
