"""The example programmes and their people: the frame that a region's office knows from the start.

Municipalities, organisations and their codes are public; nothing here reads the example's truth.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from example.frame import Frame, frame
from example.frame import Organisation as KnownOrganisation
from maali.core.actions import Actor, log
from maali.organisations.models import (
    Municipality,
    Organisation,
    Person,
    Programme,
    Role,
    Succession,
)

PASSWORD = "demo-2023-maali"  # noqa: S105 shown to everybody: it opens the demo alone
FIRST_PERIOD = date(2022, 3, 28)
START_DAY = date(2023, 1, 1)
TODAY = date(2022, 2, 28)


@dataclass(frozen=True)
class DemoPerson:
    """One of the people to log in as: who they are and, in one sentence, what they may do."""

    name: str
    email: str
    language: str
    kind: str
    organisation: str = ""


PEOPLE = {
    "keski-suomi": (
        DemoPerson("Aino", "aino@example.org", "fi", Role.Kind.CONTACT, "Äänekoski"),
        DemoPerson("Bertil", "bertil@example.org", "sv", Role.Kind.CONTACT, "Konnevesi"),
        DemoPerson("Cecilia", "cecilia@example.org", "fi", Role.Kind.PLANNER),
        DemoPerson("Daavid", "daavid@example.org", "fi", Role.Kind.STEERING_READER),
        DemoPerson("Eeva", "eeva@example.org", "fi", Role.Kind.TECHNICIAN),
    ),
    "lappi": (DemoPerson("Cecilia", "cecilia@example.org", "fi", Role.Kind.PLANNER),),
}
PEOPLE["tiny"] = PEOPLE["stress"] = PEOPLE["keski-suomi"]
NATIONAL = DemoPerson("Noora", "noora@example.org", "fi", Role.Kind.NATIONAL_READER)


@transaction.atomic
def set_up(profile: str, *, by: Actor | str) -> Programme:
    """The programme of a profile with its municipalities, organisations, successions and people."""
    known = frame(profile)
    programme = Programme.objects.create(
        code=profile,
        name_fi=known.name_fi,
        name_sv=known.name_sv,
        name_en=known.name_en,
        start_day=START_DAY,
        first_period_start=FIRST_PERIOD,
        today=TODAY,
    )
    add_organisations(programme, known)
    for each in PEOPLE[profile]:
        add_person(programme, each)
    add_person(None, NATIONAL)
    log("set up the example", programme, by=by, programme_id=programme.pk)
    return programme


def add_organisations(programme: Programme, known: Frame) -> None:
    places = {
        each.code: Municipality.objects.create(
            programme=programme,
            code=each.code,
            name=each.name,
            name_sv=each.name_sv,
            population=each.population,
            lon=each.lon,
            lat=each.lat,
        )
        for each in known.municipalities
    }
    rows: dict[str, Organisation] = {}
    for each in known.organisations:
        row = Organisation(
            programme=programme,
            code=each.code,
            name=each.name,
            kind=each.kind,
            business_id=each.business_id,
            municipality=places.get(each.municipality),
            transferring_staff=each.users or None,
            area=area_of(each),
            answers_through=rows.get(each.answers_through),
        )
        row.full_clean()
        row.save()
        rows[each.code] = row
    county = Organisation.objects.create(
        programme=programme,
        code="HVA",
        name=known.receiver,
        kind=Organisation.Kind.COUNTY,
        part=Organisation.Part.RECEIVER,
    )
    Succession.objects.bulk_create(
        Succession(giver=row, receiver=county, day=programme.start_day) for row in rows.values()
    )


def area_of(known: KnownOrganisation) -> str:
    """The co-operation area, named by the organisation that runs the health services."""
    return known.code if known.health_from == "own" else known.health_from


def add_person(programme: Programme | None, each: DemoPerson) -> None:
    """The person, made once, with their role; a contact's organisation is found by its name."""
    person = Person.objects.filter(email=each.email).first()
    if person is None:
        person = Person.objects.create_user(
            each.email, PASSWORD, name=each.name, language=each.language
        )
    organisation = None
    if each.organisation and programme:
        organisation = programme.organisations.filter(name__startswith=each.organisation).first()
    Role.objects.get_or_create(
        person=person, programme=programme, organisation=organisation, kind=each.kind
    )
