"""One organisation that is asked, with two people who answer by link, on an empty database.

Run by itself on the database of MAALI_DATA_DIR: python -m tests.browser.asking. The links go into
the file `links` there, one on a line.
"""

import os
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maali.web.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from maali.intake.actions.respondents import add_respondent  # noqa: E402
from maali.intake.links import token_of  # noqa: E402
from maali.intake.models import Invitation, Round  # noqa: E402
from maali.inventory.models import System  # noqa: E402
from maali.organisations.models import Organisation, Programme  # noqa: E402

ASKED = {
    "systems": {
        "system_name": "mandatory",
        "user_count": "mandatory",
        "personal_data": "mandatory",
        "criticality": "mandatory",
        "vendor": "mandatory",
        "notes": "optional",
    },
    "sites": {"site_name": "mandatory", "address": "mandatory"},
}


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    region = Programme.objects.create(
        code="ks", name_fi="Keski-Suomi", name_sv="Mellersta Finland", name_en="Central Finland",
        start_day=date(2023, 1, 1), first_period_start=date(2022, 3, 28), today=date(2022, 2, 28),
    )  # fmt: skip
    home = Organisation.objects.create(
        programme=region, code="A", name="Äänekoski", kind="municipality"
    )
    for name in ("Effica", "Titania"):
        System.objects.create(programme=region, organisation=home, key=name, name=name, users=120)
    asked = Round.objects.create(
        programme=region, number=1, name="Kartoitus 1", deadline=date(2022, 3, 14), state="open",
        purpose="Ensimmäinen kuva siitä, mitä on käytössä.", asked=ASKED,
    )  # fmt: skip
    invitation = Invitation.objects.create(round=asked, organisation=home)
    links = []
    for name, language in (("Maija", "fi"), ("Sven", "sv")):
        someone = add_respondent(
            invitation, name=name, email=f"{name}@example.org", language=language, by="Maali"
        )
        links.append(reverse("answering:home", args=[token_of(someone)]))
    Path(os.environ["MAALI_DATA_DIR"], "links").write_text("\n".join(links), "utf-8")


if __name__ == "__main__":
    main()
