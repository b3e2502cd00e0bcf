"""Decisions stand on the file that told of their system; options of the rules do not."""

import pytest

from maali.core.actions import Refused
from maali.core.calculations import Silent
from maali.decisions.actions import decide_by_rules, propose_options
from maali.decisions.models import Decision, Option
from maali.inventory.actions import take_back
from maali.inventory.models import System
from maali.inventory.standing import stands_on
from maali.organisations.models import Organisation, Person
from tests.maali.inventory.files import take_in, told

pytestmark = pytest.mark.django_db


def test_options_of_the_rules_fall_with_the_file_and_decisions_stand_on_it(
    region: Organisation, aino: Person
) -> None:
    home = region.organisations.get(code="A")  # type: ignore[attr-defined]
    source = take_in(home, told(home, "system", "effica", name="Effica", purpose="potilastiedot"))
    propose_options(region, by="Maali", progress=Silent())
    assert Option.objects.exists()
    assert stands_on(source) == []
    decide_by_rules(region, by="Maali")
    decision = Decision.objects.get()
    standing = {(each.what, each.name) for each in stands_on(source)}
    assert ("a decision", str(decision)) in standing
    assert all(each.href for each in stands_on(source))
    with pytest.raises(Refused, match="Effica"):
        take_back(source, by=aino)
    decision.delete()
    take_back(source, by=aino)
    assert not System.objects.exists()
