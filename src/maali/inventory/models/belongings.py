"""What belongs to sites and systems: contracts, devices, integrations, data stores, user groups."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maali.inventory.models.places import Site, System
from maali.inventory.models.rows import Row


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
    notice_months = models.PositiveSmallIntegerField(
        _("notice period, months"), null=True, blank=True
    )
    extension = models.CharField(_("extension options"), max_length=120, blank=True)
    assignable = models.CharField(_("assignability"), max_length=8, choices=Assignable, blank=True)
    divisible = models.BooleanField(_("divisible"), null=True, blank=True)
    yearly_cost = models.DecimalField(
        _("annual cost, €"), max_digits=12, decimal_places=2, null=True, blank=True
    )
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
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="device_key_once")
        ]

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
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="integration_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.from_name} → {self.to_name}"


class DataStore(Row):
    kind = "data_store"
    name = models.CharField(_("data store"), max_length=200)
    system = models.ForeignKey(
        System, models.SET_NULL, null=True, blank=True, related_name="data_stores"
    )
    controller_now = models.CharField(_("current controller"), max_length=160, blank=True)
    controller_after = models.CharField(
        _("controller from the start day"), max_length=160, blank=True
    )
    special_categories = models.BooleanField(_("special categories of data"), null=True, blank=True)
    secrecy = models.CharField(_("secrecy"), max_length=80, blank=True)
    retention = models.CharField(_("retention"), max_length=120, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="data_store_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class UserGroup(Row):
    """Users of an organisation at a site, counted, never named; their accounts in three states."""

    kind = "user_group"
    site = models.ForeignKey(
        Site, models.CASCADE, null=True, blank=True, related_name="user_groups"
    )
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
