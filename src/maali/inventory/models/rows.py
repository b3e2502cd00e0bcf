"""What every row of the inventory has, and the catalogue of products that all programmes share."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maali.inventory.models.sources import OwnedQuerySet
from maali.organisations.models import Organisation, Programme


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
        Vendor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("vendor"),
    )
    need = models.CharField(_("capability class"), max_length=60, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "vendor"], name="product_once"),
            # To a unique constraint two unknown vendors differ.
            models.UniqueConstraint(
                fields=["name"], condition=Q(vendor=None), name="product_without_vendor_once"
            ),
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
