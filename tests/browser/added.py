"""What the example's river leaves out, so that every page has something to show.

Run by itself on the database of MAALI_DATA_DIR: python -m tests.browser.added
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maali.web.settings")
django.setup()

from maali.core.actions import ask_for_calculation  # noqa: E402
from maali.inventory.models import BasicDetails, Site, Unit  # noqa: E402
from maali.inventory.needs import NEEDS  # noqa: E402
from maali.nation.models import Overlap  # noqa: E402
from maali.organisations.models import Person  # noqa: E402
from maali.reports.actions import send_notice  # noqa: E402
from maali.transition.actions import report_deviation  # noqa: E402
from maali.transition.models import Step  # noqa: E402


def main() -> None:
    """One of each: basic details, an overlap, a deviation, a notice, a calculation that waits…"""
    cecilia = Person.objects.get(email="cecilia@example.org")
    site = Site.objects.filter(transitions__isnull=False).order_by("pk")[0]
    programme = site.programme
    Unit.objects.create(
        programme=programme, organisation=site.organisation, key="unit", name="Neuvola", site=site
    )
    BasicDetails.objects.create(
        programme=programme,
        organisation=site.organisation,
        key="organisation",
        name=site.organisation.name,
    )
    regions = {programme.code: {"systems": 2}, "lappi": {"systems": 1}}
    Overlap.objects.create(
        need=f"need:{NEEDS[0].code}",
        kind="built",
        regions=sorted(regions),
        detail=regions,
        probability=1,
    )
    step = Step.objects.filter(transition__site=site).order_by("model_step__order")[0]
    report_deviation(step, by=cecilia, text="Kytkin puuttuu", delay_days=3, severity=2)
    send_notice(site, "T-30", by=cecilia)
    ask_for_calculation(
        "match",
        by=cecilia,
        title="Täsmäytys",
        programme_id=programme.pk,
        programme=programme.pk,
        person=cecilia.pk,
    )


if __name__ == "__main__":
    main()
