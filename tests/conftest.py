"""The people that every test knows and the small region that they live in.

Aino answers for A in Finnish, Bertil for B in Swedish, Cecilia plans the region, Daavid and Nora
only read: he his region, she the nation. Eeva is a technician.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tests.machine import in_ci, missing

PASSWORD = "kesäkuu-järvellä-2023"
NEEDS = ("browser", "postgres", "spark")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in NEEDS:
        if item.get_closest_marker(marker) and (why := missing(marker)):
            pytest.skip(why)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[Any]:
    """In CI everything must run: there a test that needs more and was skipped has failed."""
    report = yield
    if in_ci() and report.skipped and any(item.get_closest_marker(each) for each in NEEDS):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"In CI this test must run. {why}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Elsewhere it is enough to say what was not tried, and what it would need."""
    skipped = terminalreporter.stats.get("skipped", [])
    for why in sorted({str(report.longrepr[2]) for report in skipped}):
        terminalreporter.write_line(f"Not run here. {why}")


def add_organisation(region: Any, code: str, name: str, kind: str, **more: Any) -> Any:
    from maali.organisations.models import Organisation

    return Organisation.objects.create(programme=region, code=code, name=name, kind=kind, **more)


def add_person(name: str, kind: str, region: Any = None, organisation: Any = None) -> Any:
    from maali.organisations.models import Person, Role

    person = Person.objects.create_user(
        f"{name.lower()}@example.org",
        PASSWORD,
        name=name,
        language=organisation.language if organisation else "fi",
    )
    Role.objects.create(person=person, programme=region, organisation=organisation, kind=kind)
    return person


@pytest.fixture
def region(db: None) -> Any:
    """A small Central Finland: five municipalities, five givers and the county that receives."""
    from maali.organisations.models import Municipality, Programme

    region = Programme.objects.create(
        code="keski-suomi",
        name_fi="Keski-Suomi",
        name_sv="Mellersta Finland",
        name_en="Central Finland",
        start_day=date(2023, 1, 1),
        first_period_start=date(2022, 3, 28),
        today=date(2022, 2, 28),
    )
    places = [
        ("179", "Jyväskylä", 144_473, 25.747, 62.242),
        ("992", "Äänekoski", 18_300, 25.727, 62.604),
        ("275", "Konnevesi", 2_560, 26.286, 62.628),
        ("729", "Saarijärvi", 9_100, 25.256, 62.705),
        ("182", "Jämsä", 19_800, 25.187, 61.864),
    ]
    Municipality.objects.bulk_create(
        Municipality(programme=region, code=code, name=name, population=people, lon=lon, lat=lat)
        for code, name, people, lon, lat in places
    )
    at = {each.name: each for each in region.municipalities.all()}
    add_organisation(region, "JKL", "Jyväskylä", "municipality", municipality=at["Jyväskylä"])
    add_organisation(region, "A", "Äänekoski", "municipality", municipality=at["Äänekoski"])
    add_organisation(
        region, "B", "Konnevesi", "municipality", municipality=at["Konnevesi"], language="sv"
    )
    add_organisation(region, "SAA", "Saarikka", "joint_authority", municipality=at["Saarijärvi"])
    add_organisation(region, "PEL", "Keski-Suomen pelastuslaitos", "rescue_department")
    add_organisation(region, "HVA", "Keski-Suomen hyvinvointialue", "county", part="receiver")
    return region


@pytest.fixture
def aino(region: Any) -> Any:
    return add_person("Aino", "contact", region, region.organisations.get(code="A"))


@pytest.fixture
def bertil(region: Any) -> Any:
    return add_person("Bertil", "contact", region, region.organisations.get(code="B"))


@pytest.fixture
def cecilia(region: Any) -> Any:
    return add_person("Cecilia", "planner", region)


@pytest.fixture
def daavid(region: Any) -> Any:
    return add_person("Daavid", "steering_reader", region)


@pytest.fixture
def eeva(region: Any) -> Any:
    return add_person("Eeva", "technician", region)


@pytest.fixture
def nora(region: Any) -> Any:
    return add_person("Nora", "national_reader")


@pytest.fixture
def client_of() -> Callable[[Any], Any]:
    """A browser without pages: `client_of(aino).get(…)`; `client_of(None)` is a stranger."""
    from django.test import Client

    def client(person: Any) -> Client:
        browser = Client()
        if person is not None:
            browser.force_login(person)
        return browser

    return client
