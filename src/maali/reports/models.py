"""Notices as they were sent: what a site was told, when, and who read it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maali.inventory.models import OwnedQuerySet, Site
from maali.organisations.models import Organisation, Programme


class SentNotice(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sent_notices")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, related_name="sent_notices")
    moment = models.CharField(_("moment"), max_length=10)
    language = models.CharField(_("language"), max_length=2)
    text = models.TextField(_("notice"))
    sent_by = models.CharField(_("sent by"), max_length=150)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    read_by = models.CharField(_("read by"), max_length=150, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [models.UniqueConstraint(fields=["site", "moment"], name="notice_sent_once")]

    def __str__(self) -> str:
        return f"{self.site}: {self.moment}"
