"""A small region with something to plan: sites, systems with decisions, experts in pools."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from maali.core.calculations import KINDS, Silent
from maali.decisions.actions import decide_by_rules, propose_options
from maali.inventory.models import Site, System
from maali.plans.actions import put_in_force
from maali.plans.models import Plan
from maali.transition.actions import open_transitions


@pytest.fixture(autouse=True)
def source_language() -> Iterator[None]:
    """Tests compare sentences as the source has them; pages choose their language themselves."""
    with translation.override("en"):
        yield


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


@pytest.fixture
def plan_in_force(planned_region: Any) -> Any:
    result = KINDS["plan"](Silent(), programme=planned_region.pk, name="first", seconds=1, plays=5)
    return put_in_force(Plan.objects.get(pk=result["plan"]), by="Maali")


@pytest.fixture
def opened(plan_in_force: Any) -> Any:
    """The transitions of organisation A, opened from the plan in force."""
    programme = plan_in_force.programme
    open_transitions(plan_in_force, programme.organisations.filter(code="A"), by="Maali")
    return programme.transitions.order_by("pk").first()
