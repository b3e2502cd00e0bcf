"""Files that Aino and others send."""

from collections.abc import Callable
from typing import Any

import pytest

from maali.intake.actions import receive
from maali.intake.models import Upload
from maali.organisations.models import Organisation, Person, Programme, Role
from tests.maali.intake.hostile import table

TITLES = [
    "Järjestelmän nimi",
    "Toimittaja",
    "Käyttäjämäärä",
    "Sopimus",
    "Sopimus päättyy",
    "Henkilötietoja",
]
EFFICA = ["Effica", "Tietoevry", 120, "D/12/2019", "31.12.2023", "kyllä"]
PEGASOS = ["Pegasos", "CGI", 40, "D/13/2019", "toistaiseksi", "kyllä"]
SYSTEMS = [TITLES, EFFICA, PEGASOS, ["M2", "Visma", 300, "D/14/2020", "30.6.2022", "ei"]]

Send = Callable[..., Upload]


def organisation_of(person: Person) -> Organisation:
    role = Role.objects.select_related("organisation__programme").get(
        person=person, kind=Role.Kind.CONTACT
    )
    assert role.organisation is not None
    return role.organisation


@pytest.fixture
def home(aino: Person) -> Organisation:
    """The organisation that Aino answers for."""
    return organisation_of(aino)


@pytest.fixture
def send(region: Programme, aino: Person, home: Organisation) -> Send:
    """Aino sends a table of rows, or ready bytes."""

    def sends(
        rows: list[list[Any]] | bytes = SYSTEMS, name: str = "vastaus.xlsx", **extra: Any
    ) -> Upload:
        content = rows if isinstance(rows, bytes) else table(rows)
        return receive(region, home, name, content, by=extra.pop("by", aino), **extra)

    return sends
