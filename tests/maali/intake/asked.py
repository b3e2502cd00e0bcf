"""A round that is open, Äänekoski's invitation to it, and Maija who answers by a link."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from maali.intake.actions.respondents import add_respondent
from maali.intake.links import token_of
from maali.intake.models import Invitation, Round
from maali.inventory.models import System

ASKED = {
    "systems": {
        "system_name": "mandatory",
        "vendor": "optional",
        "user_count": "mandatory",
        "personal_data": "mandatory",
        "criticality": "optional",
        "contract_end": "optional",
        "notes": "optional",
    },
    "sites": {"site_name": "mandatory", "address": "mandatory", "users": "optional"},
}


def invite(region: Any, organisation: Any, **more: Any) -> Invitation:
    of, _new = Round.objects.get_or_create(
        programme=region,
        number=more.pop("number", 1),
        defaults={
            "name": "Kartoitus 1",
            "purpose": "Ensimmäinen kuva.",
            "deadline": more.pop("deadline", date(2022, 3, 14)),
            "state": Round.State.OPEN,
            "asked": ASKED,
        },
    )
    return Invitation.objects.create(round=of, organisation=organisation, **more)


@pytest.fixture
def desk(region: Any, cecilia: Any) -> SimpleNamespace:
    """Everything that an answer by link needs: `of`, `invitation`, `maija`, `token`, `effica`."""
    home = region.organisations.get(code="A")
    invitation = invite(region, home)
    maija = add_respondent(invitation, name="Maija", email="maija@example.org", by=cecilia)
    own = {"programme": region, "organisation": home}
    effica = System.objects.create(
        key="effica", name="Effica", vendor_name="Tietoevry", users=120, **own
    )
    System.objects.create(key="titania", name="Titania", personal_data=True, **own)
    return SimpleNamespace(
        region=region, home=home, of=invitation.round, invitation=invitation, maija=maija,
        token=token_of(maija), effica=effica, planner=cecilia,
    )  # fmt: skip


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)
