"""What a region's office knows before anybody answers: its municipalities and organisations.

Read from the public tables alone (SOURCES.md), never from the truth of a generated region. The
split of users, sites and systems between organisations is the example's assumption.
"""

from dataclasses import dataclass
from functools import cache

from example.profiles import PROFILES
from example.tables import Row, table

NAMES = {
    "keski-suomi": (
        "Keski-Suomi",
        "Mellersta Finland",
        "Central Finland",
        "Keski-Suomen hyvinvointialue",
    ),
    "lappi": ("Lappi", "Lappland", "Lapland", "Lapin hyvinvointialue"),
}


@dataclass(frozen=True)
class Municipality:
    """A municipality: code of three digits, names, population in 2022, centre (WGS 84)."""

    code: str
    name: str
    name_sv: str
    genitive: str
    language: str
    population: int
    lon: float
    lat: float


@dataclass(frozen=True)
class Organisation:
    """An organisation that answers, with its quotas and how well it knows its own IT.

    `quality` runs from 1 (a hospital district) to 5 (one person who does this on the side);
    `health_from` and `social_from` are "own", the code of the organisation that runs the service
    for it, or ""; `hospital` is the hospital district whose systems it uses; `answers_through` is
    another organisation's code or "".
    """

    code: str
    name: str
    kind: str
    business_id: str
    municipality: str
    users: int
    sites: int
    systems: int
    duplicate_rows: int
    workstations: int
    contracts: int
    integrations: int
    layout: str
    quality: int
    delay_days: int
    health_from: str
    social_from: str
    hospital: str
    answers_through: str

    @property
    def base_code(self) -> str:
        """The code in the reference tables, without a copy's suffix."""
        return "-".join(self.code.split("-")[:2])

    @property
    def suffix(self) -> str:
        """What a copy of the region adds to codes; empty for the first."""
        return self.code.removeprefix(self.base_code)


@dataclass(frozen=True)
class Frame:
    """A region: its names in three languages, its receiver, municipalities and organisations."""

    name_fi: str
    name_sv: str
    name_en: str
    receiver: str
    municipalities: tuple[Municipality, ...]
    organisations: tuple[Organisation, ...]

    def municipality(self, code: str) -> Municipality:
        return next(each for each in self.municipalities if each.code == code)

    def organisation(self, code: str) -> Organisation:
        return next(each for each in self.organisations if each.code == code)


@cache
def frame(profile: str) -> Frame:
    """The frame of a profile: `tiny`, `keski-suomi`, `lappi` or `stress`.

    An organisation comes after the one it answers through. Raises KeyError for another name.
    """
    region = PROFILES[profile].region
    places = tuple(municipality(row) for row in table("municipalities") if row["region"] == region)
    return Frame(*NAMES[region], municipalities=places, organisations=organisations(profile))


def organisations(profile: str) -> tuple[Organisation, ...]:
    settings = PROFILES[profile]
    rows = [
        row
        for row in table("providers")
        if row["region"] == settings.region
        and (not settings.providers or row["provider_id"] in settings.providers)
    ]
    rows.sort(key=lambda row: (bool(row["answers_through"]), row["provider_id"]))
    return tuple(
        organisation(row, f"-{copy}" if copy > 1 else "")
        for copy in range(1, settings.copies + 1)
        for row in rows
    )


def municipality(row: Row) -> Municipality:
    return Municipality(
        code=row["code"],
        name=row["name"],
        name_sv=row["name_sv"],
        genitive=row["genitive"],
        language=row["language"],
        population=int(row["population"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
    )


def organisation(row: Row, suffix: str) -> Organisation:
    def within(column: str) -> str:
        code = row[column]
        return code if code in ("", "own") else code + suffix

    def number(column: str) -> int:
        return int(row[column])

    return Organisation(
        code=row["provider_id"] + suffix,
        name=row["name"] + suffix.replace("-", " "),
        kind=row["kind"],
        business_id=row["business_id"],
        municipality=row["municipality_code"],
        users=number("users"),
        sites=number("sites"),
        systems=number("systems"),
        duplicate_rows=number("duplicate_rows"),
        workstations=number("workstations"),
        contracts=number("contracts"),
        integrations=number("integrations"),
        layout=row["layout"],
        quality=number("quality"),
        delay_days=number("delay_days"),
        health_from=within("health_from"),
        social_from=within("social_from"),
        hospital=within("hospital"),
        answers_through=within("answers_through"),
    )
