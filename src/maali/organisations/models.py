"""Programmes, organisations, successions, people and their roles."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maali.organisations.codes import why_not_business_id, why_not_oid


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **extra)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "Person":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class Person(AbstractUser):
    """Someone who logs in; what they may see and do follows from their roles alone."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")],
        default="fi",
    )
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()  # type: ignore[assignment,misc]

    def __str__(self) -> str:
        return self.name or self.email


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, person: Any) -> Self:
        """The programmes in which this person has a role that opens its pages."""
        if not getattr(person, "is_authenticated", False):
            return self.none()
        return self.filter(roles__person=person, roles__kind__in=Role.INSIDE).distinct()


class Programme(models.Model):
    """One region's reform: where it goes, by which day, in periods of which length."""

    class Country(models.TextChoices):
        FINLAND = "FI", _("Finland")
        ENGLAND = "EN", _("England")
        DENMARK = "DK", _("Denmark")

    code = models.SlugField(_("code"), unique=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=120)
    name_sv = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    country = models.CharField(_("country profile"), max_length=2, choices=Country, default="FI")
    start_day = models.DateField(_("start day"))
    first_period_start = models.DateField(_("first two-week period starts"))
    period_days = models.PositiveSmallIntegerField(_("length of a period, days"), default=14)
    today = models.DateField(
        _("day of the situation"), null=True, blank=True,
        help_text=_("For an example or a rehearsal: the day that the pages take as today."),
    )  # fmt: skip
    boundaries = models.JSONField(_("boundaries (GeoJSON)"), null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_period_start__lt=F("start_day")),
                name="programme_starts_after_first_period",
            )
        ]

    def __str__(self) -> str:
        return getattr(self, f"name_{(get_language() or 'fi')[:2]}", "") or self.name_fi

    def period_start(self, number: int) -> date:
        """First day of period `number`, counted from 1."""
        return self.first_period_start + timedelta(days=self.period_days * (number - 1))

    def period_of(self, day: date) -> int:
        """The number of the period, from 1, that holds the day; 0 or less before the first."""
        return (day - self.first_period_start).days // self.period_days + 1


class InProgramme(models.QuerySet[Any]):
    """Rows that everyone inside the programme may read: its frame, not its contents."""

    def visible_to(self, person: Any) -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(person))


class Municipality(models.Model):
    """A place on the region's map; its own IT belongs to an `Organisation`."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="municipalities")
    code = models.CharField(_("municipality code"), max_length=5)
    name = models.CharField(_("name"), max_length=80)
    name_sv = models.CharField(_("name in Swedish"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fi")
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)

    objects = InProgramme.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="municipality_code_once")
        ]

    def __str__(self) -> str:
        return self.name_sv if (get_language() or "")[:2] == "sv" and self.name_sv else self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, person: Any) -> Self:
        """The whole region's for its planners, technicians and readers; one's own for contacts."""
        if not getattr(person, "is_authenticated", False):
            return self.none()
        roles = Role.objects.filter(person=person)
        whole = roles.filter(kind__in=Role.WHOLE_REGION).values("programme")
        own = roles.filter(organisation__isnull=False).values("organisation")
        return self.filter(Q(programme__in=whole) | Q(pk__in=own))


class Organisation(models.Model):
    """A giver, receiver or provider in one programme."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        JOINT_AUTHORITY = "joint_authority", _("joint municipal authority")
        HOSPITAL_DISTRICT = "hospital_district", _("hospital district")
        RESCUE_DEPARTMENT = "rescue_department", _("rescue department")
        IN_HOUSE_COMPANY = "in_house_company", _("in-house company")
        COUNTY = "county", _("wellbeing services county")
        STATE = "state", _("state")
        COOPERATION_AREA = "co-operation area", _("co-operation area")
        PRIVATE = "private", _("private provider")

    class Part(models.TextChoices):
        GIVER = "giver", _("giver")
        RECEIVER = "receiver", _("receiver")
        PROVIDER = "provider", _("provider")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="organisations")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=160)
    name_sv = models.CharField(_("name in Swedish"), max_length=160, blank=True)
    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    part = models.CharField(
        _("part in the programme"), max_length=10, choices=Part, default=Part.GIVER
    )
    # Not unique: a city's enterprise carries the city's business ID.
    business_id = models.CharField(_("business ID"), max_length=12, blank=True)
    oid = models.CharField(_("OID"), max_length=60, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    area = models.CharField(_("co-operation area"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fi")
    transferring_staff = models.PositiveIntegerField(_("transferring staff"), null=True, blank=True)
    answers_through = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name=_("answers through")
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="organisation_code_once")
        ]

    def __str__(self) -> str:
        return self.name_sv if (get_language() or "")[:2] == "sv" and self.name_sv else self.name

    def clean(self) -> None:
        faults = {}
        if self.business_id and (why := why_not_business_id(self.business_id)):
            faults["business_id"] = why
        if self.oid and (why := why_not_oid(self.oid)):
            faults["oid"] = why
        if faults:
            raise ValidationError(faults)


class Succession(models.Model):
    """Who takes over from whom, in what share and from which day."""

    giver = models.ForeignKey(Organisation, models.CASCADE, related_name="successors")
    receiver = models.ForeignKey(Organisation, models.CASCADE, related_name="predecessors")
    share = models.DecimalField(_("share, %"), max_digits=5, decimal_places=2, default=100)
    day = models.DateField(_("from"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["giver", "receiver"], name="succession_once"),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=100), name="share_is_a_percentage"
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="succession_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.receiver} ({self.share} %)"


class Role(models.Model):
    """What a person is in a programme: this alone decides what they see and may do."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("municipality's contact")
        SITE_CONTACT = "site_contact", _("site contact")
        TECHNICIAN = "technician", _("technician")
        PLANNER = "planner", _("planner")
        STEERING_READER = "steering_reader", _("steering group reader")
        NATIONAL_READER = "national_reader", _("national reader")

    INSIDE = (Kind.CONTACT, Kind.SITE_CONTACT, Kind.TECHNICIAN, Kind.PLANNER, Kind.STEERING_READER)
    WHOLE_REGION = (Kind.TECHNICIAN, Kind.PLANNER, Kind.STEERING_READER)

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="roles", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="roles", null=True, blank=True
    )
    # A code, not a foreign key: sites belong to the inventory, a part above this one.
    site_code = models.CharField(_("site"), max_length=30, blank=True)
    kind = models.CharField(_("role"), max_length=20, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme", "organisation", "site_code", "kind"],
                name="role_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="national_reader") | Q(programme__isnull=False),
                name="role_in_a_programme",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["contact", "site_contact"]) | Q(organisation__isnull=False),
                name="contact_of_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
