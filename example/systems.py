"""The region's installed systems: slots first, then the catalogue, then tools of one's own.

A shared installation counts once, at its owner; `used_by` names the other organisations.
"""

import math
from dataclasses import dataclass, replace
from random import Random

from example.draws import Draws, pick, pick_distinct
from example.frame import Frame, Organisation
from example.sites import Site
from example.tables import Row, by_key, pairs, table

LOCAL_SHARE = 0.065
AREA_WEIGHTS: dict[str, dict[str, float]] = {
    "hospital_district": {"health": 5, "infra": 2, "admin": 2, "social": 0.5, "any": 1},
    "rescue_department": {"admin": 2, "infra": 2, "health": 0.2, "any": 1},
    "own_health": {"health": 3, "social": 3, "admin": 3, "infra": 2, "any": 1},
    "social": {"social": 4, "admin": 2, "infra": 1, "health": 0.7, "any": 1},
    "remains": {"admin": 3, "infra": 2, "social": 0.4, "health": 0.2, "any": 1},
}
# Cancelled, of other regions, or the property of the organisation that runs it.
NEVER_FILLED = {
    "P005",
    "P006",
    "P007",
    "P009",
    "P015",
    "P016",
    "P136",
    "P137",
    "P138",
    "P140",
    "P141",
}
# What each site may have one of: the same product, another installation.
PER_SITE = (
    "P013", "P014", "P029", "P056", "P057", "P058", "P059", "P060", "P061", "P092", "P093", "P094",
    "P108", "P111", "P114", "P129", "P145", "P146", "P147",
)  # fmt: skip
FATES = (
    ("takeover_as_is", 0.46), ("replace_by_common", 0.30), ("shared_split", 0.07),
    ("stays_with_municipality", 0.10), ("retire", 0.05), ("unknown", 0.02),
)  # fmt: skip
SHARED_BY_HOSPITAL = {
    "primary_patient_record": 0.5, "lab": 0.9, "imaging": 0.8, "imaging_archive": 0.5,
    "integration_engine": 0.35, "kanta": 0.7,
}  # fmt: skip
EVERYONE = {"payroll", "rostering", "m365", "ad"}
HOSTING = (
    ("Istekki", 3), ("2M-IT", 2), ("own server", 3), ("single workstation", 1), ("SaaS", 4),
    ("vendor", 2), ("municipality data centre", 2),
)  # fmt: skip


@dataclass(frozen=True)
class Instance:
    """One installed system. `qualifier` tells installations of one product at one owner apart."""

    instance_id: str
    product_id: str
    provider_id: str
    slot: str
    qualifier: str
    used_by: tuple[str, ...] = ()
    users: int = 0
    site_ids: tuple[str, ...] = ()
    hosting: str = ""
    personal_data: bool = False
    criticality: int = 3
    go_live: int = 2010
    end_of_life: int = 0
    fate: str = ""
    devices: int = 0
    operator: str = ""
    evidence: str = "synthetic"

    @property
    def product(self) -> Row:
        return product_of(self.product_id)

    @property
    def name(self) -> str:
        """The product's name, with the place when the owner has several installations of it."""
        base = self.product["product"]
        return f"{base} ({self.qualifier})" if self.qualifier else base


def product_of(product_id: str) -> Row:
    """The catalogue's row, or that of a tool of one organisation (a copy's suffix is kept)."""
    if product_id.startswith("P"):
        return by_key("products", "product_id")[product_id]
    base, _, copy = product_id.partition("-")
    row = dict(by_key("local_tools", "product_id")[base])
    name = row["product"] + (f" {copy}" if copy else "")
    return row | {
        "product_id": product_id, "product": name, "vendor": "", "domain": "local tool",
        "criticality": "4", "evidence": "synthetic", "note": "",
    }  # fmt: skip


def make_instances(frame: Frame, sites: list[Site], draws: Draws) -> list[Instance]:
    """All instances, in order of owner and number; their count is the sum of the quotas."""
    free = {"": [row["product_id"] for row in table("local_tools")]}
    made: list[Instance] = []
    for organisation in frame.organisations:
        own_sites = [site for site in sites if site.provider_id == organisation.code]
        chosen = choose(organisation, own_sites, free, draws.source("systems", organisation.code))
        rng = draws.source("system-facts", organisation.code)
        for number, (product_id, slot, qualifier) in enumerate(chosen, 1):
            name = f"{organisation.code}-I{number:03d}"
            instance = Instance(name, product_id, organisation.code, slot, qualifier)
            made.append(described(instance, organisation, own_sites, rng))
    return shared(frame, made, draws)


def choose(
    organisation: Organisation, sites: list[Site], free: dict[str, list[str]], rng: Random
) -> list[tuple[str, str, str]]:
    """(product, slot, qualifier) for each system of an organisation, up to its quota."""
    chosen = [(product, slot, "") for slot, product in slots(organisation, rng)]
    chosen = chosen[: organisation.systems]
    room = organisation.systems - len(chosen)
    tools = local_tools(organisation, free, min(room, tool_quota(organisation)), rng)
    weighted = candidates(organisation, {product for product, _, _ in chosen})
    fill = pick_distinct(rng, weighted, room - len(tools))
    chosen += [(product, "", "") for product in fill]
    chosen += [(product, "", "") for product in tools]
    return chosen + per_site(organisation.systems - len(chosen), sites, rng)


def tool_quota(organisation: Organisation) -> int:
    return round(LOCAL_SHARE * organisation.systems)


def slots(organisation: Organisation, rng: Random) -> list[tuple[str, str]]:
    """The slots that the organisation fills, with the product in each; facts come before draws."""
    known = {
        row["slot"]: row["product_id"]
        for row in table("facts")
        if row["provider_id"] == organisation.base_code
    }
    filled: list[tuple[str, str]] = []
    for row in table("slots"):
        product = pick(rng, pairs(row["choices"]))
        if fills(organisation, row):
            filled.append((row["slot"], known.pop(row["slot"], product)))
    filled += sorted(known.items())
    if organisation.kind == "rescue_department":
        rescue = [r["product_id"] for r in table("products") if r["service_area"] == "rescue"]
        filled += [("rescue", each) for each in rescue if each not in dict(filled).values()]
    if organisation.base_code == "KS-P07":
        filled.append(("outside_hospital", "P006"))
    return [(slot, product) for slot, product in filled if product]


def fills(organisation: Organisation, slot: Row) -> bool:
    hospital = organisation.kind == "hospital_district"
    return (
        organisation.systems > 0
        and {
            "each": True,
            "hospital": hospital,
            "health_centre": organisation.health_from == "own"
            or (hospital and slot["slot"] == "primary_patient_record"),
            "social": organisation.social_from == "own",
        }[slot["rule"]]
    )


def candidates(organisation: Organisation, present: set[str]) -> list[tuple[str, float]]:
    weights = AREA_WEIGHTS[weight_key(organisation)]
    alternatives = {
        product
        for row in table("slots")
        for product, _ in pairs(row["choices"])
        if row["slot"] not in ("m365", "ad")
    }
    return [
        (row["product_id"], weights.get(row["service_area"], 0))
        for row in table("products")
        if row["product_id"] not in present | alternatives | NEVER_FILLED
        and weights.get(row["service_area"], 0) > 0
    ]


def weight_key(organisation: Organisation) -> str:
    if organisation.kind in AREA_WEIGHTS:
        return organisation.kind
    if organisation.health_from == "own":
        return "own_health"
    return "social" if organisation.social_from == "own" else "remains"


def local_tools(
    organisation: Organisation, free: dict[str, list[str]], count: int, rng: Random
) -> list[str]:
    """Tools that no other organisation has; each copy of the region has a pool of its own."""
    suffix = organisation.code.removeprefix(organisation.base_code)
    pool = free.setdefault(suffix, [each + suffix for each in free_tools()])
    weights = AREA_WEIGHTS[weight_key(organisation)] | {"rescue": 0.0}
    if organisation.kind == "rescue_department":
        weights = {"rescue": 5.0, "admin": 1.0, "infra": 1.0}
    weighted = [(each, weights.get(product_of(each)["service_area"], 0.1)) for each in pool]
    chosen = pick_distinct(rng, weighted, count)
    free[suffix] = [each for each in pool if each not in chosen]
    return chosen


def free_tools() -> list[str]:
    return [row["product_id"] for row in table("local_tools")]


def per_site(count: int, sites: list[Site], rng: Random) -> list[tuple[str, str, str]]:
    """Further installations of products that each site has one of, named by their site."""
    if count <= 0:
        return []
    places = [site.name for site in sites] or ["keskusvarasto"]
    every = [((product, "", place), 1.0) for product in PER_SITE for place in places]
    chosen = pick_distinct(rng, every, count)
    if len(chosen) < count:
        raise ValueError(f"only {len(chosen)} of {count} further systems could be placed")
    return chosen


def described(
    instance: Instance, organisation: Organisation, sites: list[Site], rng: Random
) -> Instance:
    product = instance.product
    users = user_count(instance, organisation, rng)
    where = used_sites(instance, sites, rng)
    fate = pick(rng, FATES)
    stays = organisation.base_code == "KS-P21" or (
        organisation.base_code == "KS-P07"
        and (instance.slot == "outside_hospital" or rng.random() < 0.5)
    )
    client = product["service_area"] in ("health", "social")
    known = {row["product_id"]: row["fact"] for row in table("facts")
             if row["provider_id"] == organisation.base_code}  # fmt: skip
    go_live = rng.randint(1998, 2021)
    return replace(
        instance,
        users=users,
        site_ids=where,
        hosting=pick(rng, HOSTING) if product["domain"] != "local tool" else "own server",
        personal_data=rng.random() < (0.9 if client else 0.35),
        criticality=min(
            4, max(1, int(product["criticality"]) + pick(rng, ((0, 8), (1, 1), (-1, 1))))
        ),
        go_live=go_live,
        end_of_life=2022 + rng.randint(0, 3) if fate == "retire" or rng.random() < 0.06 else 0,
        fate="stays_outside" if stays else fate,
        devices=round(users * rng.uniform(0.5, 0.9)),
        operator="Pirkanmaan sairaanhoitopiiri" if instance.slot == "outside_hospital" else "",
        evidence=known.get(instance.product_id, "synthetic"),
    )


def user_count(instance: Instance, organisation: Organisation, rng: Random) -> int:
    """Users of the installation at its owner: all, most, or a log-normal part of the staff."""
    if instance.slot in EVERYONE:
        share = rng.uniform(0.9, 1.0)
    elif instance.slot in ("primary_patient_record", "social_client_record"):
        share = rng.uniform(0.35, 0.75)
    else:
        share = min(0.9, math.exp(rng.gauss(math.log(0.06), 1.0)))
    return max(1, round(organisation.users * share))


def used_sites(instance: Instance, sites: list[Site], rng: Random) -> tuple[str, ...]:
    if instance.qualifier:
        return tuple(site.site_id for site in sites if site.name == instance.qualifier)
    if instance.slot in EVERYONE:
        return tuple(site.site_id for site in sites)
    count = min(len(sites), pick(rng, ((1, 5), (2, 3), (3, 2), (4, 1))))
    chosen = pick_distinct(rng, [(site, site.users + 1.0) for site in sites], count)
    return tuple(site.site_id for site in chosen)


def shared(frame: Frame, instances: list[Instance], draws: Draws) -> list[Instance]:
    """The same instances, each with the other organisations that use it."""
    users: dict[str, list[str]] = {each.instance_id: [] for each in instances}
    owned: dict[str, list[Instance]] = {}
    for instance in instances:
        owned.setdefault(instance.provider_id, []).append(instance)
    for organisation in frame.organisations:
        rng = draws.source("sharing", organisation.code)
        for owner in dict.fromkeys(
            (organisation.hospital, organisation.health_from, organisation.social_from)
        ):
            for instance in owned.get(owner, ()):
                if organisation.systems and rng.random() < use_chance(organisation, instance):
                    users[instance.instance_id].append(organisation.code)
    return [replace(each, used_by=tuple(users[each.instance_id])) for each in instances]


def use_chance(organisation: Organisation, instance: Instance) -> float:
    """How likely the organisation uses another's installation."""
    if instance.provider_id == organisation.hospital:
        return SHARED_BY_HOSPITAL.get(instance.slot, 0.0)
    if instance.slot in ("primary_patient_record", "dental"):
        return 0.9 if instance.provider_id == organisation.health_from else 0.0
    if instance.slot == "social_client_record":
        return 0.9 if instance.provider_id == organisation.social_from else 0.0
    wide = instance.product["service_area"] in ("health", "social") and not instance.qualifier
    member = organisation.health_from == organisation.social_from == instance.provider_id
    return 0.2 if wide and member and instance.criticality <= 2 else 0.0
