"""Why a notice may not be sent or read, as one sentence, or ""."""

from typing import Any

from django.utils.translation import gettext as _

from maali.inventory.models import Site
from maali.organisations.queries import sight
from maali.organisations.rules import why_not_plan
from maali.reports.kinds.site_notice import MOMENTS
from maali.reports.models import SentNotice


def why_not_send(person: Any, site: Site, moment: str) -> str:
    if why := why_not_plan(person, site.programme):
        return why
    if moment not in MOMENTS:
        return _("Choose one of the notice moments: %(moments)s.") % {"moments": ", ".join(MOMENTS)}
    if SentNotice.objects.filter(site=site, moment=moment).exists():
        return _("This notice has been sent already; it is never sent twice.")
    return ""


def why_not_mark_read(person: Any, notice: SentNotice) -> str:
    """The site's own people say that they have read the notice."""
    if not {"contact", "site_contact"} & sight(person, notice.programme).kinds:
        return _("Only the site's own contacts mark a notice as read.")
    return _("The notice is marked as read already.") if notice.read_at else ""
