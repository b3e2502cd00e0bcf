"""A round with its recipients, as the tests of rounds need it."""

from datetime import date
from typing import Any

from maali.intake import actions
from maali.intake.models import Invitation, KeySystem, Round
from maali.inventory.models import Contract, Product, System
from maali.organisations.models import Organisation, Programme

DEADLINE = date(2022, 3, 14)
ASKED = {"systems": {"system_name": "mandatory", "user_count": "mandatory", "vendor": "optional"}}


def make(region: Programme, by: Any, kind: str = "broad", **more: Any) -> Round:
    """A round that is being prepared and asks little."""
    made = actions.make_round(region, kind=kind, name="Kartoitus", deadline=DEADLINE, by=by, **more)
    return actions.ask_columns(made, ASKED, version=made.version, by=by)


def opened(region: Programme, by: Any) -> Round:
    """The same round, open, asked of everyone who hands something over."""
    made = make(region, by)
    givers = Organisation.objects.filter(programme=region, part="giver")
    actions.add_recipients(made, givers, by=by)
    return actions.open_round(made, by=by)


def invitation_of(found: Round, code: str) -> Invitation:
    return Invitation.objects.select_related("round__programme", "organisation").get(
        round=found, organisation__code=code
    )


def system(region: Programme, code: str, name: str, **more: Any) -> System:
    need = more.pop("need", "")
    contract = more.pop("contract", None)
    product = Product.objects.get_or_create(name=name, need=need)[0] if need else None
    own = {"programme": region, "organisation": region.organisations.get(code=code)}
    made: System = System.objects.create(key=name, name=name, product=product, **own, **more)
    if contract is not None:
        row = Contract.objects.create(key=name, title=name, **own, **contract)
        row.systems.add(made)
    return made


def reasons(found: Round) -> dict[str, list[str]]:
    keys = KeySystem.objects.filter(round=found, left_out=False).select_related("system")
    return {each.system.name: each.reasons for each in keys}
