"""Integrations of the truth: edges between systems, most of them at a few hubs."""

from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from example.draws import Draws, pick
from example.frame import Frame, Organisation
from example.systems import Instance

HUB_SLOTS = ("integration_engine", "kanta", "ad", "payroll")
POPULATION_REGISTER = "P139"
HUB_SHARE = 0.7
ONE_SIDED, CONTRADICTORY = 5, 3
DATA = {
    "payroll": "palkkatapahtumat", "ad": "käyttäjätunnukset", "kanta": "potilasasiakirjat",
    "integration_engine": "HL7-sanomat", "finance_core": "laskutusaineisto",
}  # fmt: skip


@dataclass(frozen=True)
class Integration:
    """Data from one system to another. `told_by` is both, source or contradictory."""

    integration_id: str
    source_id: str
    target_id: str
    data: str
    hard: bool
    told_by: str = "both"


def make_integrations(frame: Frame, instances: list[Instance], draws: Draws) -> list[Integration]:
    """The quota of each organisation; five of all are told by one end, three are contradicted."""
    degree: Counter[str] = Counter()
    made: list[Integration] = []
    seen: set[tuple[str, str]] = set()
    for organisation in frame.organisations:
        rng = draws.source("integrations", organisation.code)
        reach = within_reach(organisation, instances)
        own = [each for each in reach if each.provider_id == organisation.code]
        for number in range(1, organisation.integrations + 1):
            source, target = edge(own, reach, degree, seen, rng)
            seen.add((source.instance_id, target.instance_id))
            degree.update((source.instance_id, target.instance_id))
            made.append(
                Integration(
                    integration_id=f"{organisation.code}-X{number:03d}",
                    source_id=source.instance_id,
                    target_id=target.instance_id,
                    data=DATA.get(target.slot, "perustiedot"),
                    hard=rng.random() < 0.35,
                )
            )
    return told(made, draws.source("integrations-told"))


def within_reach(organisation: Organisation, instances: list[Instance]) -> list[Instance]:
    return [
        each
        for each in instances
        if each.provider_id == organisation.code or organisation.code in each.used_by
    ]


def edge(
    own: list[Instance],
    reach: list[Instance],
    degree: Counter[str],
    seen: set[tuple[str, str]],
    rng: Random,
) -> tuple[Instance, Instance]:
    """A new pair: the far end is a hub, or any system by how many integrations it has."""
    hubs = [e for e in reach if e.slot in HUB_SLOTS or e.product_id == POPULATION_REGISTER]
    real = [each for each in reach if is_real(each)]
    sources = [(each, 4.0 if is_client(each) else 1.0) for each in own if is_real(each)]
    while True:
        source = pick(rng, sources)
        fitting = [hub for hub in hubs if fits(source, hub)]
        pool = fitting if fitting and rng.random() < HUB_SHARE else real
        target = pick(rng, [(each, (1.0 + degree[each.instance_id]) ** 1.5) for each in pool])
        pair = (source.instance_id, target.instance_id)
        if source is not target and pair not in seen and pair[::-1] not in seen:
            return source, target


def is_real(instance: Instance) -> bool:
    """Whether it can exchange data at all: a spreadsheet of one's own cannot."""
    return instance.product["domain"] != "local tool"


def fits(source: Instance, hub: Instance) -> bool:
    """Records go from client systems to the national archive; pay comes from administration."""
    if hub.slot in ("kanta", "integration_engine"):
        return is_client(source)
    return hub.slot != "payroll" or source.product["service_area"] in ("admin", "infra")


def is_client(instance: Instance) -> bool:
    return instance.product["service_area"] in ("health", "social")


def told(made: list[Integration], rng: Random) -> list[Integration]:
    odd = rng.sample(range(len(made)), min(len(made), ONE_SIDED + CONTRADICTORY))
    kinds = dict.fromkeys(odd[:ONE_SIDED], "source")
    kinds |= dict.fromkeys(odd[ONE_SIDED:], "contradictory")
    return [replace(each, told_by=kinds.get(at, "both")) for at, each in enumerate(made)]
