"""What belongs to sites and systems: contracts, devices, integrations, data stores, user groups."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maali.inventory.models.places import Site, System
from maali.inventory.models.rows import Row
from maali.inventory.models.sources import OwnedQuerySet
from maali.organisations.models import Organisation


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
    notice_terms = models.CharField(_("notice terms"), max_length=300, blank=True)
    one_off_cost = models.DecimalField(
        _("one-off cost, €"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    change_of_party = models.CharField(_("change-of-party clause"), max_length=300, blank=True)
    min_commitment = models.CharField(_("minimum commitment"), max_length=200, blank=True)
    exit_fee = models.CharField(_("exit fee"), max_length=200, blank=True)
    headroom = models.CharField(_("headroom to extend"), max_length=200, blank=True)
    data_return = models.CharField(_("data return at end"), max_length=300, blank=True)
    dpa = models.BooleanField(_("data-processing agreement"), null=True, blank=True)
    disputes = models.CharField(_("open disputes"), max_length=300, blank=True)
    document = models.CharField(_("document"), max_length=300, blank=True)

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
    """Devices of one type at one site, counted together; or one device by its serial number."""

    kind = "device_lot"

    class Shared(models.TextChoices):
        PERSONAL = "personal", _("personal")
        SHARED = "shared", _("shared use")

    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="devices")
    type = models.CharField(_("type"), max_length=60)
    count = models.PositiveIntegerField(_("count"), null=True, blank=True)
    ownership = models.CharField(_("owned or leased"), max_length=60, blank=True)
    end = models.DateField(_("lease ends"), null=True, blank=True)
    serial = models.CharField(_("serial number or asset tag"), max_length=80, blank=True)
    shared_use = models.CharField(_("personal or shared"), max_length=8, choices=Shared, blank=True)
    acquired = models.PositiveSmallIntegerField(_("year of purchase"), null=True, blank=True)
    operating_system = models.CharField(_("operating system"), max_length=80, blank=True)

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
    trigger = models.CharField(_("schedule"), max_length=120, blank=True)
    protocol = models.CharField(_("protocol"), max_length=120, blank=True)
    platform = models.CharField(_("integration platform"), max_length=120, blank=True)
    owner_role = models.CharField(_("responsible party"), max_length=160, blank=True)
    vendor_name = models.CharField(_("vendor as written"), max_length=160, blank=True)
    org_ids = models.CharField(_("organisation IDs in messages"), max_length=300, blank=True)

    class Meta:
        ordering = ["from_name", "to_name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="integration_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.from_name} → {self.to_name}"


class DataStore(Row):
    kind = "data_store"

    class Form(models.TextChoices):
        ELECTRONIC = "electronic", _("electronic")
        PAPER = "paper", _("paper")
        BOTH = "both", _("electronic and paper")

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
    permanent = models.BooleanField(_("kept permanently"), null=True, blank=True)
    processors = models.CharField(_("processors"), max_length=300, blank=True)
    subjects = models.CharField(_("data subjects"), max_length=200, blank=True)
    categories = models.CharField(_("data categories"), max_length=300, blank=True)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    recipients = models.CharField(_("recipients and transfers"), max_length=300, blank=True)
    volume = models.CharField(_("volume"), max_length=200, blank=True)
    form = models.CharField(_("form of the material"), max_length=10, choices=Form, blank=True)
    split_rule = models.CharField(_("split rule"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="data_store_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class UserGroupQuerySet(OwnedQuerySet):
    def counted(self) -> Self:
        """Each person once: groups told by employment stand for the users told of by site."""
        told = self.model.objects.exclude(employment_type="").values("organisation")
        return self.exclude(employment_type="", organisation__in=told)


class UserGroup(Row):
    """Users of an organisation at a site, counted, never named; their accounts in three states."""

    kind = "user_group"

    class Employment(models.TextChoices):
        PERMANENT = "permanent", _("permanent")
        FIXED_TERM = "fixed_term", _("fixed-term")
        SUBSTITUTE = "substitute", _("substitute")
        ON_CALL = "on_call", _("on call")
        PARTNER = "partner", _("external partner")

    site = models.ForeignKey(
        Site, models.CASCADE, null=True, blank=True, related_name="user_groups"
    )
    name = models.CharField(_("user group"), max_length=160)
    people = models.PositiveIntegerField(_("people"), default=0)
    accounts_created = models.PositiveIntegerField(_("accounts created"), default=0)
    accounts_delivered = models.PositiveIntegerField(_("accounts delivered"), default=0)
    accounts_activated = models.PositiveIntegerField(_("accounts activated"), default=0)
    employment_type = models.CharField(
        _("type of employment"), max_length=10, choices=Employment, blank=True
    )
    cards = models.PositiveIntegerField(_("certificate cards"), null=True, blank=True)
    role = models.CharField(_("title or role"), max_length=120, blank=True)
    accounts_now = models.PositiveIntegerField(_("current accounts"), null=True, blank=True)
    directory = models.CharField(_("current domain"), max_length=120, blank=True)
    rights = models.CharField(_("rights per system"), max_length=300, blank=True)
    mailboxes = models.PositiveIntegerField(_("mailboxes"), null=True, blank=True)
    mail_migration = models.CharField(_("mailbox migration"), max_length=200, blank=True)
    start = models.DateField(_("employment starts"), null=True, blank=True)
    end = models.DateField(_("employment ends"), null=True, blank=True)

    objects = UserGroupQuerySet.as_manager()  # type: ignore[misc]

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


class BasicDetails(Row):
    """What an organisation says of itself, beside the region's own register of organisations.

    One row for each: so every value has its source, its history and its correction by hand.
    """

    kind = "basic_details"

    class Delivery(models.TextChoices):
        OWN = "own", _("own")
        IN_HOUSE = "in_house", _("in-house company")
        OUTSOURCED = "outsourced", _("outsourced")
        SEVERAL = "several", _("several ways")

    name = models.CharField(_("organisation's name"), max_length=160)
    type = models.CharField(_("type"), max_length=20, choices=Organisation.Kind, blank=True)
    business_id = models.CharField(_("business ID"), max_length=12, blank=True)
    oid = models.CharField(_("OID"), max_length=60, blank=True)
    contact_ict = models.CharField(_("ICT contact"), max_length=160, blank=True)
    contact_contracts = models.CharField(_("contracts contact"), max_length=160, blank=True)
    transferring_staff = models.PositiveIntegerField(_("transferring staff"), null=True, blank=True)
    remaining_use = models.CharField(
        _("use remaining in the municipality"), max_length=300, blank=True
    )
    delivery_model = models.CharField(
        _("ICT delivery model"), max_length=10, choices=Delivery, blank=True
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation"], name="basic_details_once")]

    def __str__(self) -> str:
        return self.name
