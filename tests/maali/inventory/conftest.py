"""Two organisations of one small programme, told of through files as a contact would send them."""

from datetime import date
from typing import Any

import pytest

from maali.organisations.models import Municipality, Organisation, Person, Programme, Role


@pytest.fixture
def programme(db: Any) -> Programme:
    return Programme.objects.create(
        code="koealue", name_fi="Koealue", name_sv="Provområdet", name_en="Trial region",
        start_day=date(2023, 1, 1), first_period_start=date(2022, 3, 28),
    )  # fmt: skip


def make_organisation(programme: Programme, code: str, name: str) -> Organisation:
    place = Municipality.objects.create(programme=programme, code=code, name=name)
    return Organisation.objects.create(
        programme=programme, code=code, name=name, kind="municipality", municipality=place
    )


@pytest.fixture
def aania(programme: Programme) -> Organisation:
    return make_organisation(programme, "992", "Äänekoski")


@pytest.fixture
def muurame(programme: Programme) -> Organisation:
    return make_organisation(programme, "500", "Muurame")


def make_person(email: str, programme: Programme, kind: str, organisation: Any = None) -> Person:
    person = Person.objects.create_user(email, "a long enough password", name=email.split("@")[0])
    Role.objects.create(person=person, programme=programme, kind=kind, organisation=organisation)
    return person


@pytest.fixture
def contact(programme: Programme, aania: Organisation) -> Person:
    return make_person("contact@example.org", programme, "contact", aania)


@pytest.fixture
def neighbour(programme: Programme, muurame: Organisation) -> Person:
    return make_person("neighbour@example.org", programme, "contact", muurame)


@pytest.fixture
def planner(programme: Programme) -> Person:
    return make_person("planner@example.org", programme, "planner")


@pytest.fixture
def reader(programme: Programme) -> Person:
    return make_person("reader@example.org", programme, "steering_reader")
