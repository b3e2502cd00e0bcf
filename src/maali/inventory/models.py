"""The inventory: what each organisation runs, and where each value comes from.

Three things that are never merged into one row: a *product* (Lifecare), a *system* (one
organisation's installation of it) and a *use* (a system in an organisation or site, by users).
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maali.organisations.models import Municipality, Organisation, Programme


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


class Vendor(models.Model):
    """A vendor as the catalogue knows it; names as written stay with the systems."""

    name = models.CharField(_("vendor"), max_length=160, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A product in the catalogue that all programmes share."""

    name = models.CharField(_("product"), max_length=160)
    vendor = models.ForeignKey(
        Vendor, models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("vendor")
    )
    need = models.CharField(_("capability class"), max_length=60, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "vendor"], name="product_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


class ServiceArea(models.TextChoices):
    HEALTH = "health", _("health services")
    SOCIAL = "social", _("social services")
    OLDER = "older", _("services for older people")
    RESCUE = "rescue", _("rescue services")
    ADMINISTRATION = "administration", _("administration")
    SHARED = "shared", _("shared by all")


class Row(models.Model):
    """What every row of the inventory has: its programme, who told of it, and a code of its own."""

    kind: ClassVar[str] = ""
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    # How the same row is known again in the next file of the same organisation.
    key = models.CharField(max_length=300, db_index=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


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
        Municipality, models.PROTECT, null=True, blank=True, related_name="sites", verbose_name=_("municipality")
    )  # fmt: skip
    type = models.CharField(_("type of site"), max_length=40, blank=True)
    service_area = models.CharField(_("service area"), max_length=20, choices=ServiceArea, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    users = models.PositiveIntegerField(_("users"), null=True, blank=True)
    workstations = models.PositiveIntegerField(_("workstations"), null=True, blank=True)
    printers_phones = models.PositiveIntegerField(_("printers and phones"), null=True, blank=True)
    ownership = models.CharField(_("ownership or lease"), max_length=80, blank=True)
    after_start = models.CharField(_("use after the start day"), max_length=10, choices=AfterStart, blank=True)
    network_now = models.CharField(_("network, carrier, speed"), max_length=120, blank=True)
    fibre_ready = models.BooleanField(_("fibre and wiring closet ready"), null=True, blank=True)
    contact_role = models.CharField(_("site contact"), max_length=120, blank=True)
    quiet_times = models.CharField(_("quiet times, blackouts"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fi")
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="also", verbose_name=_("same site as")
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
    service_area = models.CharField(_("service area"), max_length=20, choices=ServiceArea, blank=True)
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="units")
    manager_role = models.CharField(_("responsible person (role)"), max_length=120, blank=True)
    hours = models.CharField(_("operating hours"), max_length=40, blank=True)
    criticality = models.PositiveSmallIntegerField(_("service criticality"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="unit_key_once")]

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

    name = models.CharField(_("system"), max_length=200)
    vendor_name = models.CharField(_("vendor as written"), max_length=160, blank=True)
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, blank=True, related_name="systems", verbose_name=_("product")
    )
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="also", verbose_name=_("same installation as")
    )  # fmt: skip
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.IN_SCOPE)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    service_area = models.CharField(_("service area"), max_length=20, choices=ServiceArea, blank=True)
    owner_role = models.CharField(_("owner (role)"), max_length=160, blank=True)
    users = models.PositiveIntegerField(_("users"), null=True, blank=True)
    hosting = models.CharField(_("hosting"), max_length=120, blank=True)
    personal_data = models.BooleanField(_("holds personal data"), null=True, blank=True)
    criticality = models.PositiveSmallIntegerField(_("criticality, 1 is highest"), null=True, blank=True)
    go_live = models.PositiveSmallIntegerField(_("in use since"), null=True, blank=True)
    end_of_life = models.CharField(_("end of life"), max_length=120, blank=True)
    fate_proposal = models.CharField(_("respondent's proposed option"), max_length=120, blank=True)
    yearly_cost = models.DecimalField(_("annual cost, €"), max_digits=12, decimal_places=2, null=True, blank=True)
    device_count = models.PositiveIntegerField(_("devices"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    objects = SystemQuerySet.as_manager()

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
            models.UniqueConstraint(
                fields=["system", "organisation", "site"], name="use_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} – {self.site or self.organisation}"


class Contract(Row):
    kind = "contract"

    class Assignable(models.TextChoices):
        FREELY = "freely", _("without consent")
        CONSENT = "consent", _("with consent")
        NO = "no", _("no")

    title = models.CharField(_("contract"), max_length=200)
    reference = models.CharField(_("record number"), max_length=80, blank=True)
    vendor_name = models.CharField(_("other party"), max_length=160, blank=True)
    systems = models.ManyToManyField(System, related_name="contracts", blank=True)
    type = models.CharField(_("type"), max_length=60, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)
    open_ended = models.BooleanField(_("open-ended"), default=False)
    notice_months = models.PositiveSmallIntegerField(_("notice period, months"), null=True, blank=True)
    extension = models.CharField(_("extension options"), max_length=120, blank=True)
    assignable = models.CharField(_("assignability"), max_length=8, choices=Assignable, blank=True)
    divisible = models.BooleanField(_("divisible"), null=True, blank=True)
    yearly_cost = models.DecimalField(_("annual cost, €"), max_digits=12, decimal_places=2, null=True, blank=True)
    procurement_basis = models.CharField(_("procurement basis"), max_length=80, blank=True)
    transfer_class = models.CharField(_("transfer class"), max_length=40, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="contract_key_once"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="contract_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DeviceLot(Row):
    """Devices of one type at one site, counted together."""

    kind = "device_lot"
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="devices")
    type = models.CharField(_("type"), max_length=60)
    count = models.PositiveIntegerField(_("count"), null=True, blank=True)
    ownership = models.CharField(_("owned or leased"), max_length=60, blank=True)
    end = models.DateField(_("lease ends"), null=True, blank=True)

    class Meta:
        ordering = ["type"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="device_key_once")]

    def __str__(self) -> str:
        return f"{self.type} ({self.count or '?'})"


class Integration(Row):
    kind = "integration"

    class Binding(models.TextChoices):
        HARD = "hard", _("hard: must move together")
        SOFT = "soft", _("soft: may part")

    from_system = models.ForeignKey(
        System, models.CASCADE, null=True, blank=True, related_name="sends", verbose_name=_("from")
    )
    to_system = models.ForeignKey(
        System, models.CASCADE, null=True, blank=True, related_name="receives", verbose_name=_("to")
    )
    from_name = models.CharField(_("from, as written"), max_length=200)
    to_name = models.CharField(_("to, as written"), max_length=200)
    data = models.CharField(_("data"), max_length=200, blank=True)
    direction = models.CharField(_("direction"), max_length=60, blank=True)
    binding = models.CharField(_("dependency"), max_length=4, choices=Binding, blank=True)

    class Meta:
        ordering = ["from_name", "to_name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="integration_key_once")]

    def __str__(self) -> str:
        return f"{self.from_name} → {self.to_name}"


class DataStore(Row):
    kind = "data_store"
    name = models.CharField(_("data store"), max_length=200)
    system = models.ForeignKey(System, models.SET_NULL, null=True, blank=True, related_name="data_stores")
    controller_now = models.CharField(_("current controller"), max_length=160, blank=True)
    controller_after = models.CharField(_("controller from the start day"), max_length=160, blank=True)
    special_categories = models.BooleanField(_("special categories of data"), null=True, blank=True)
    secrecy = models.CharField(_("secrecy"), max_length=80, blank=True)
    retention = models.CharField(_("retention"), max_length=120, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="data_store_key_once")]

    def __str__(self) -> str:
        return self.name


class UserGroup(Row):
    """Users of one organisation at one site, counted, never named; their new accounts in three states."""

    kind = "user_group"
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="user_groups")
    name = models.CharField(_("user group"), max_length=160)
    people = models.PositiveIntegerField(_("people"), default=0)
    accounts_created = models.PositiveIntegerField(_("accounts created"), default=0)
    accounts_delivered = models.PositiveIntegerField(_("accounts delivered"), default=0)
    accounts_activated = models.PositiveIntegerField(_("accounts activated"), default=0)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="user_group_key_once"),
            models.CheckConstraint(
                condition=Q(accounts_activated__lte=F("accounts_delivered"))
                & Q(accounts_delivered__lte=F("accounts_created")),
                name="accounts_created_delivered_activated",
            ),
        ]

    def __str__(self) -> str:
        return self.name


KINDS: dict[str, type[Row]] = {
    model.kind: model
    for model in (Site, Unit, System, Contract, DeviceLot, Integration, DataStore, UserGroup)
}

