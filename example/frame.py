"""What a region's office knows before anybody answers: its municipalities and organisations.

Read from the public tables alone, never from the truth of a generated region.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
REGION_OF = {"tiny": "keski-suomi", "stress": "keski-suomi"}
TINY = ("KS-P02", "KS-P03", "Äänekoski", "Konnevesi")
NAMES = {
    "keski-suomi": ("Keski-Suomi", "Mellersta Finland", "Central Finland", "Keski-Suomen hyvinvointialue"),
    "lappi": ("Lappi", "Lappland", "Lapland", "Lapin hyvinvointialue"),
}


@dataclass(frozen=True)
class Place:
    """A municipality: code of three digits, names, population at the end of 2022, centre in WGS 84."""

    code: str
    name: str
    name_sv: str
    language: str
    population: int
    lon: float
    lat: float


@dataclass(frozen=True)
class Giver:
    """An organisation that gives its tasks away; `answers_through` is another giver's code or ""."""

    code: str
    name: str
    kind: str
    business_id: str
    municipality: str
    users: int
    answers_through: str


@dataclass(frozen=True)
class Frame:
    """The names of the region in three languages, its receiver, municipalities and givers."""

    name_fi: str
    name_sv: str
    name_en: str
    receiver: str
    municipalities: tuple[Place, ...]
    organisations: tuple[Giver, ...]


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def frame(profile: str) -> Frame:
    """The frame of a profile: `tiny` has four of Central Finland's organisations, `stress` all."""
    region = REGION_OF.get(profile, profile)
    places = tuple(
        Place(
            row["code"],
            row["name"],
            row["name_sv"],
            row["language"],
            int(row["population"]),
            float(row["lon"]),
            float(row["lat"]),
        )
        for row in rows("municipalities.csv")
        if row["region"] == region
    )
    givers = [
        Giver(
            row["provider_id"],
            row["name"],
            row["kind"],
            row["business_id"],
            row["municipality_code"],
            int(row["users"] or 0),
            row["answers_through"],
        )
        for row in rows("providers.csv")
        if row["region"] == region and (profile != "tiny" or is_tiny(row))
    ]
    # Those who answer through others come last, so that the others are there already.
    givers.sort(key=lambda giver: (bool(giver.answers_through), giver.code))
    return Frame(*NAMES[region], places, tuple(givers))


def is_tiny(row: dict[str, str]) -> bool:
    return any(row["provider_id"] == each or row["name"].startswith(each) for each in TINY)
