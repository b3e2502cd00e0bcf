"""Sites, units, systems and where these are used."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maali.inventory.models.rows import Product, Row, ServiceArea
from maali.inventory.models.sources import OwnedQuerySet
from maali.inventory.needs import NEED_CHOICES
from maali.organisations.models import Municipality, Organisation


class Site(Row):
    kind = "site"

    class AfterStart(models.TextChoices):
        CONTINUES = "continues", _("continues")
        MOVES = "moves", _("moves")
        ENDS = "ends", _("ends")
        SHARED = "shared", _("shared use")

    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("site"), max_length=200)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postal code"), max_length=10, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sites",
        verbose_name=_("municipality"),
    )
    type = models.CharField(_("type of site"), max_length=40, blank=True)
    service_area = models.CharField(
        _("service area"), max_length=20, choices=ServiceArea, blank=True
    )
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    users = models.PositiveIntegerField(_("users"), null=True, blank=True)
    workstations = models.PositiveIntegerField(_("workstations"), null=True, blank=True)
    printers_phones = models.PositiveIntegerField(_("printers and phones"), null=True, blank=True)
    ownership = models.CharField(_("ownership or lease"), max_length=80, blank=True)
    after_start = models.CharField(
        _("use after the start day"), max_length=10, choices=AfterStart, blank=True
    )
    network_now = models.CharField(_("network, carrier, speed"), max_length=120, blank=True)
    fibre_ready = models.BooleanField(_("fibre and wiring closet ready"), null=True, blank=True)
    contact_role = models.CharField(_("site contact"), max_length=120, blank=True)
    quiet_times = models.CharField(_("quiet times, blackouts"), max_length=200, blank=True)
    wifi = models.CharField(_("Wi-Fi"), max_length=120, blank=True)
    cabling = models.CharField(_("cabling and ports"), max_length=120, blank=True)
    medical_devices = models.CharField(
        _("networked medical and special devices"), max_length=300, blank=True
    )
    building_technology = models.CharField(
        _("access control, nurse call, cameras"), max_length=300, blank=True
    )
    third_parties = models.CharField(_("other tenants"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fi")
    same_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="also",
        verbose_name=_("same site as"),
    )
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="site_code_once"),
            models.UniqueConstraint(fields=["organisation", "key"], name="site_key_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(Row):
    kind = "unit"
    name = models.CharField(_("unit"), max_length=200)
    service_area = models.CharField(
        _("service area"), max_length=20, choices=ServiceArea, blank=True
    )
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="units")
    manager_role = models.CharField(_("responsible person (role)"), max_length=120, blank=True)
    hours = models.CharField(_("operating hours"), max_length=40, blank=True)
    criticality = models.PositiveSmallIntegerField(_("service criticality"), null=True, blank=True)
    min_operation = models.CharField(_("minimum operation in outage"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="unit_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class SystemQuerySet(OwnedQuerySet):
    def counted(self) -> Self:
        """Each installation once: not what another organisation's row already stands for."""
        return self.filter(same_as__isnull=True, standing=System.Standing.IN_SCOPE)


class System(Row):
    """One organisation's installation of a product; a shared one counts once, at its owner."""

    kind = "system"

    class Standing(models.TextChoices):
        IN_SCOPE = "in_scope", _("in scope")
        STAYS = "stays", _("stays with the municipality")
        GONE = "gone", _("no longer exists")
        NOT_A_SYSTEM = "not_a_system", _("not a system")

    class BoundTo(models.TextChoices):
        SPECIFIC = "specific", _("domain-specific")
        GENERIC = "generic", _("generic")

    name = models.CharField(_("system"), max_length=200)
    vendor_name = models.CharField(_("vendor as written"), max_length=160, blank=True)
    product = models.ForeignKey(
        Product,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="systems",
        verbose_name=_("product"),
    )
    same_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="also",
        verbose_name=_("same installation as"),
    )
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing, default=Standing.IN_SCOPE
    )
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    service_area = models.CharField(
        _("service area"), max_length=20, choices=ServiceArea, blank=True
    )
    owner_role = models.CharField(_("owner (role)"), max_length=160, blank=True)
    users = models.PositiveIntegerField(_("users"), null=True, blank=True)
    hosting = models.CharField(_("hosting"), max_length=120, blank=True)
    personal_data = models.BooleanField(_("holds personal data"), null=True, blank=True)
    criticality = models.PositiveSmallIntegerField(
        _("criticality, 1 is highest"), null=True, blank=True
    )
    go_live = models.PositiveSmallIntegerField(_("in use since"), null=True, blank=True)
    end_of_life = models.CharField(_("end of life"), max_length=120, blank=True)
    fate_proposal = models.CharField(_("respondent's proposed option"), max_length=120, blank=True)
    yearly_cost = models.DecimalField(
        _("annual cost, €"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    device_count = models.PositiveIntegerField(_("devices"), null=True, blank=True)
    # What the respondent says; matching puts the product itself into a class too.
    capability = models.CharField(
        _("capability class"), max_length=20, choices=NEED_CHOICES, blank=True
    )
    domain_specific = models.CharField(
        _("domain-specific or generic"), max_length=8, choices=BoundTo, blank=True
    )
    instance = models.CharField(_("instance"), max_length=120, blank=True)
    version = models.CharField(_("version"), max_length=60, blank=True)
    modules = models.CharField(_("modules"), max_length=300, blank=True)
    main_user_role = models.CharField(_("main user (role)"), max_length=160, blank=True)
    technical_contact = models.CharField(_("technical contact"), max_length=160, blank=True)
    rto = models.CharField(_("recovery time (RTO)"), max_length=60, blank=True)
    rpo = models.CharField(_("data loss allowed (RPO)"), max_length=60, blank=True)
    service_hours = models.CharField(_("service hours"), max_length=120, blank=True)
    support = models.CharField(_("support service"), max_length=160, blank=True)
    conformity = models.CharField(_("conformity (class, CE)"), max_length=120, blank=True)
    national_services = models.CharField(_("national services used"), max_length=200, blank=True)
    authentication = models.CharField(_("authentication"), max_length=120, blank=True)
    support_ends = models.DateField(_("vendor's support ends"), null=True, blank=True)
    shared_with = models.CharField(_("shared with"), max_length=200, blank=True)
    ongoing_change = models.CharField(_("change or tender in progress"), max_length=300, blank=True)
    documentation = models.CharField(_("documentation"), max_length=300, blank=True)
    data_categories = models.CharField(_("data categories"), max_length=300, blank=True)
    update_frequency = models.CharField(_("update frequency"), max_length=120, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    objects = SystemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="system_key_once"),
            models.CheckConstraint(condition=~Q(same_as=F("pk")), name="system_not_same_as_itself"),
            models.CheckConstraint(
                condition=Q(criticality__isnull=True) | Q(criticality__gte=1, criticality__lte=4),
                name="criticality_1_to_4",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Use(models.Model):
    """A system in use in an organisation or at a site, by so many users."""

    system = models.ForeignKey(System, models.CASCADE, related_name="uses")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="uses")
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="uses")
    users = models.PositiveIntegerField(_("users"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "organisation", "site"], name="use_once"),
            models.UniqueConstraint(
                fields=["system", "organisation"],
                condition=Q(site=None),
                name="use_without_site_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} – {self.site or self.organisation}"
