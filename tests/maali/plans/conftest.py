"""A small region with something to plan: sites, systems with decisions, experts in pools."""

from typing import Any

import pytest

from maali.core.calculations import Silent
from maali.decisions.actions import decide_by_rules, propose_options
from maali.inventory.models import Site, System


@pytest.fixture
def planned_region(region: Any) -> Any:
    organisations = list(region.organisations.filter(part="giver").order_by("code"))
    for number, organisation in enumerate(organisations):
        for k in range(2):
            Site.objects.create(
                programme=region,
                organisation=organisation,
                key=f"site-{k}",
                code=f"{organisation.code}-{k}",
                name=f"{organisation} {k}",
                municipality=organisation.municipality,
                users=10 + 20 * number,
                workstations=8 + 15 * number,
                fibre_ready=bool(k),
            )
        for name, purpose in (("Effica", "potilastiedot"), ("Populus", "palkanlaskenta")):
            System.objects.create(
                programme=region,
                organisation=organisation,
                key=name,
                name=name,
                purpose=purpose,
                users=30 + number,
                personal_data=True,
            )
    propose_options(region, by="Maali", progress=Silent())
    decide_by_rules(region, by="Maali")
    return region
