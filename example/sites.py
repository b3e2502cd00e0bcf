"""The region's sites: every real one that is open, filled up to each organisation's quota.

Filled sites are synthetic: a type word in the municipality's genitive, at a postal area's point
moved by at most 800 metres.
"""

import math
from dataclasses import dataclass, replace
from random import Random

from example.draws import Draws, pick, split
from example.frame import Frame, Organisation
from example.profiles import PROFILES
from example.tables import Row, by_key, table

WORDS = {
    "health_centre": "terveysasema",
    "health_point": "terveyspiste",
    "maternity_child_clinic": "neuvola",
    "dental": "hammashoitola",
    "elderly_housing": "palvelutalo",
    "home_care_base": "kotihoito",
    "disability_housing": "asumisyksikkö",
    "day_centre": "päiväkeskus",
    "mental_health_substance": "mielenterveys- ja päihdepalvelut",
    "social_office": "sosiaalitoimisto",
    "family_counselling": "perheneuvola",
    "child_protection_unit": "lastensuojeluyksikkö",
    "rehab": "kuntoutus",
    "lab_point": "laboratorio",
    "school_health_room": "kouluterveydenhuolto",
    "fire_station": "paloasema",
}
HEAVY = {
    "hospital": 40,
    "health_centre": 14,
    "home_care_base": 9,
    "elderly_housing": 7,
    "dental": 5,
}
CENTRAL = {"KS-S023": 20, "LAP-S004": 15, "LAP-S002": 12}
FILL_TYPES = {
    "hospital_district": (("lab_point", 3), ("rehab", 2), ("mental_health_substance", 2)),
    "rescue_department": (("fire_station", 1),),
}
STREETS = (
    "Kirkkotie",
    "Koulutie",
    "Kauppakatu",
    "Keskustie",
    "Asemantie",
    "Rantatie",
    "Urheilutie",
)
CARRIERS = ("Elisa", "Telia", "DNA", "Cinia", "kunnan oma verkko")
SPEEDS = ((10, 2), (50, 3), (100, 5), (200, 2), (1000, 2))
AFTER = (("continues", 82), ("moves", 10), ("ends", 5), ("shared", 3))
ROLES = ("osastonhoitaja", "vastaava hoitaja", "toimistosihteeri", "palvelupäällikkö", "kanslisti")
QUIET = ("", "viikonloput", "klo 14–16", "iltapäivisin", "heinäkuu", "arkiaamut")


@dataclass(frozen=True)
class Site:
    """A site of the truth; `users` and `workstations` add up to the organisation's."""

    site_id: str
    name: str
    aliases: tuple[str, ...]
    type: str
    municipality: str
    provider_id: str
    street: str
    old_address: str
    postcode: str
    lat: float
    lon: float
    evidence: str
    users: int = 0
    workstations: int = 0
    printers: int = 0
    ownership: str = ""
    after_start: str = ""
    network: str = ""
    fibre_ready: bool = False
    contact_role: str = ""
    quiet_times: str = ""


def make_sites(frame: Frame, draws: Draws) -> list[Site]:
    """All sites of the frame's organisations, sorted by organisation and identifier."""
    real = {each.code: real_sites(each) for each in frame.organisations}
    fills = {each.code: each.sites - len(real[each.code]) for each in frame.organisations}
    largest = max(fills, key=lambda code: (fills[code], code))
    fills[largest] += sum(min(0, count) for count in fills.values())
    taken = {site.name for sites in real.values() for site in sites}
    made: list[Site] = []
    for organisation in frame.organisations:
        rng = draws.source("sites", organisation.code)
        own = real[organisation.code]
        for number in range(1, fills[organisation.code] + 1):
            own.append(filled(frame, organisation, own, number, taken, rng))
        made += staffed(organisation, own, draws.source("site-facts", organisation.code))
    return made


def real_sites(organisation: Organisation) -> list[Site]:
    suffix = organisation.code.removeprefix(organisation.base_code)
    return [
        real_site(row, organisation.code, suffix)
        for row in table("sites")
        if row["provider_id"] == organisation.base_code and row["standing"] == "open"
    ]


def real_site(row: Row, code: str, suffix: str) -> Site:
    return Site(
        site_id=row["site_id"] + suffix,
        name=row["name"] + suffix.replace("-", " "),
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        type=row["type"],
        municipality=row["municipality_code"],
        provider_id=code,
        street=row["street"],
        old_address=row["old_address"],
        postcode=row["postcode"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        evidence=row["evidence"],
    )


def filled(
    frame: Frame,
    organisation: Organisation,
    own: list[Site],
    number: int,
    taken: set[str],
    rng: Random,
) -> Site:
    """One synthetic site where the organisation works, of a type that it lacks or by the mix."""
    place = pick(rng, places(frame, organisation))
    kind = next_type(organisation, own, rng)
    areas = [
        (row, float(row["population"] or 0) + 1)
        for row in table("postal_areas")
        if row["municipality_code"] == place
    ]
    if kind == "fire_station":
        areas = [each for each in areas if each[1] > 300] or areas
    area = pick(rng, areas)
    lat, lon = jitter(float(area["lat"]), float(area["lon"]), rng)
    suffix = organisation.code.removeprefix(organisation.base_code)
    name = new_name(frame.municipality(place).genitive, place, WORDS[kind], taken, suffix)
    taken.add(name)
    return Site(
        site_id=f"{organisation.code}-F{number:03d}",
        name=name,
        aliases=(),
        type=kind,
        municipality=place,
        provider_id=organisation.code,
        street=f"{rng.choice(STREETS)} {rng.randint(1, 60)}",
        old_address="",
        postcode=area["postcode"],
        lat=lat,
        lon=lon,
        evidence="synthetic",
    )


def places(frame: Frame, organisation: Organisation) -> list[tuple[str, float]]:
    """Where an organisation has sites: its own municipality, its members', or the whole region."""
    if organisation.municipality:
        return [(organisation.municipality, 1.0)]
    members = [
        row["municipality_code"]
        for row in table("providers")
        if organisation.base_code in (row["health_from"], row["social_from"])
    ]
    return [
        (each.code, each.population**0.5)
        for each in frame.municipalities
        if not members or each.code in members
    ]


def next_type(organisation: Organisation, own: list[Site], rng: Random) -> str:
    if organisation.kind in FILL_TYPES:
        return pick(rng, FILL_TYPES[organisation.kind])
    mix = table("site_types")
    present = {site.type for site in own}
    if organisation.health_from == "own" and organisation.sites > len(mix) / 2:
        for row in mix:
            if row["at_least_one_per_municipality"] == "True" and row["site_type"] not in present:
                return row["site_type"]
    runs_health = organisation.health_from == "own"
    choices = [
        (row["site_type"], float(row["share"]))
        for row in mix
        if row["site_type"] != "health_centre" or runs_health
    ]
    if organisation.health_from == "" and organisation.kind == "joint_authority":
        choices = [("disability_housing", 6.0), ("day_centre", 3.0), ("child_protection_unit", 1.0)]
    return pick(rng, choices)


def new_name(genitive: str, place: str, word: str, taken: set[str], suffix: str) -> str:
    """The first name of the type that is free: plain, then by district, then by number."""
    districts = [row["district"] for row in table("districts") if row["municipality_code"] == place]
    base = f"{genitive} {word}"
    if word == WORDS["fire_station"]:
        stations = [each.lower() for each in taken if each.endswith(word)]
        districts = [
            district
            for district in districts
            if not any(station.startswith(district[:5].lower()) for station in stations)
        ]
    names = [base, *(f"{base}, {district}" for district in districts)]
    names += [f"{base} {number}" for number in range(2, 200)]
    return next(name for each in names if (name := each + suffix.replace("-", " ")) not in taken)


def jitter(lat: float, lon: float, rng: Random) -> tuple[float, float]:
    """A point at most 800 metres away, evenly over the disc; degrees, five decimals."""
    metres, angle = 800 * math.sqrt(rng.random()), rng.uniform(0, 2 * math.pi)
    north, east = metres * math.cos(angle), metres * math.sin(angle)
    return (
        round(lat + north / 111_320, 5),
        round(lon + east / (111_320 * math.cos(math.radians(lat))), 5),
    )


def staffed(organisation: Organisation, own: list[Site], rng: Random) -> list[Site]:
    """The sites with staff, devices and what a visit must know; the sums are the quotas."""
    if not own:
        return []
    own = sorted(own, key=lambda site: site.site_id)
    weights = {
        site.site_id: HEAVY.get(site.type, 4) * CENTRAL.get(site.site_id, 1) * rng.uniform(0.6, 1.6)
        for site in own
    }
    users = split(organisation.users, weights)
    stations = split(organisation.workstations, weights)
    return [described(site, users[site.site_id], stations[site.site_id], rng) for site in own]


def described(site: Site, users: int, workstations: int, rng: Random) -> Site:
    return replace(
        site,
        users=users,
        workstations=workstations,
        printers=math.ceil(workstations / 10),
        ownership=pick(rng, (("own", 6), ("leased", 4))),
        after_start=pick(rng, AFTER),
        network=f"{rng.choice(CARRIERS)}, {pick(rng, SPEEDS)} Mbit/s",
        fibre_ready=rng.random() < 0.65,
        contact_role="palomestari" if site.type == "fire_station" else rng.choice(ROLES),
        quiet_times=rng.choice(QUIET),
    )


def site_rows(profile: str) -> list[Row]:
    """The reference rows of real sites in a profile's region that must not survive as sites."""
    prefix = "KS" if PROFILES[profile].region == "keski-suomi" else "LAP"
    rows = by_key("sites", "site_id").values()
    return [row for row in rows if row["site_id"].startswith(prefix) and row["standing"] != "open"]
