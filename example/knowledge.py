"""What each organisation knows and would write: its own systems, those it uses, and noise.

Each entry is one row to come. A fact that the organisation does not know is not in `facts`.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Literal

from example.draws import Draws
from example.frame import Organisation
from example.systems import Instance
from example.tables import by_key, table
from example.truth import Truth

Kind = Literal["own", "duplicate", "shared", "not_a_system", "stays", "gone", "subtotal"]
Fact = str | int | bool | date | None | tuple[str, ...]

FILLED = {1: 0.95, 2: 0.88, 3: 0.75, 4: 0.60, 5: 0.45}
ERROR_FACTOR = {1: 0.4, 2: 0.7, 3: 1.0, 4: 1.4, 5: 1.9}
FIELD_FACTOR = {
    "vendor": 0.9, "user_count": 0.8, "owner_role": 0.8, "contract_end": 0.6, "yearly_cost": 0.55,
    "integrations": 0.4, "criticality": 0.5, "personal_data": 0.7, "notice_period": 0.35,
}  # fmt: skip
REPEAT_SHARED = 0.6
OLDER = ("elderly care", "home care", "safety phone")


@dataclass(frozen=True)
class Entry:
    """One row to come: what it is, the system it tells of, and the facts known about it."""

    kind: Kind
    name: str
    instance: Instance | None = None
    facts: dict[str, Fact] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """What the row map says: the instance's code, or the kind of a row that is none."""
        return self.instance.instance_id if self.instance else self.kind


def rate(code: str, quality: int) -> float:
    """The effective rate of an error for an organisation of this quality; at most 0.9."""
    base = float(by_key("errors", "code")[code]["base_rate"])
    return min(0.9, base * ERROR_FACTOR[quality])


def knowledge(truth: Truth, organisation: Organisation, draws: Draws) -> list[Entry]:
    """The rows of an organisation in the order in which it writes them."""
    rng = draws.source("knowledge", organisation.code)
    owned = truth.owned(organisation.code)
    entries = [known(truth, organisation, each, "own", rng) for each in owned]
    repeats = draws.source("repeats", organisation.code)
    for instance in truth.used(organisation.code):
        if repeats.random() < REPEAT_SHARED:
            entries.append(known(truth, organisation, instance, "shared", repeats))
    rng.shuffle(entries)
    for entry in rng.sample([e for e in entries if e.kind == "own"], organisation.duplicate_rows):
        entries.insert(rng.randint(0, len(entries)), replace(entry, kind="duplicate"))
    return mixed(entries, noise(organisation, len(entries), draws), rng)


def mixed(entries: list[Entry], others: list[Entry], rng: Random) -> list[Entry]:
    for entry in others:
        entries.insert(rng.randint(0, len(entries)), entry)
    return entries


def noise(organisation: Organisation, count: int, draws: Draws) -> list[Entry]:
    """Rows that are no systems of the organisation: infrastructure, schools, what is gone."""
    rng = draws.source("noise", organisation.code)
    made: list[Entry] = []
    for kind, code in (("not_a_system", "E14"), ("stays", "E15"), ("gone", "E16")):
        names = [row["text"] for row in table("phrases") if row["kind"] == kind]
        chance = rate(code, organisation.quality)
        number = sum(rng.random() < chance for _ in range(count))
        made += [Entry(kind, name) for name in rng.sample(names, min(number, len(names)))]  # type: ignore[arg-type]
    return made


def known(
    truth: Truth, organisation: Organisation, instance: Instance, kind: Kind, rng: Random
) -> Entry:
    """The facts of an instance that the organisation knows; a user knows less than the owner."""
    facts = true_facts(truth, organisation, instance)
    chance = FILLED[organisation.quality] * (1.0 if kind == "own" else 0.8)
    kept = {}
    for name, value in facts.items():
        drawn = rng.random()
        if drawn < chance * FIELD_FACTOR.get(name, 1.0):
            kept[name] = value
    return Entry(kind, instance.name, instance, kept)


def true_facts(truth: Truth, organisation: Organisation, instance: Instance) -> dict[str, Fact]:
    """Everything that could be told of an instance, by field."""
    product = instance.product
    area = "older" if product["domain"] in OLDER else product["service_area"]
    own = instance.provider_id == organisation.code
    sites = [truth.site[each] for each in instance.site_ids] if own else []
    facts: dict[str, Fact] = {
        "vendor": product["vendor"],
        "service_area": area,
        "purpose": by_key("domains", "domain")[product["domain"]]["purpose_fi"],
        "owner_role": area,
        "user_count": instance.users
        if own
        else max(1, min(instance.users, organisation.users // 3)),
        "site": tuple(site.name for site in sites),
        "site_address": sites[0].street if sites else "",
        "postcode": sites[0].postcode if sites else "",
        "hosting": instance.hosting,
        "integrations": tuple(truth.links.get(instance.instance_id, ())[:6]),
        "personal_data": instance.personal_data,
        "criticality": instance.criticality,
        "go_live": instance.go_live,
        "end_of_life": instance.end_of_life or "",
        "fate_proposal": instance.fate,
        "device_count": instance.devices if own else "",
    }
    facts |= contract_facts(truth, instance) if own else {}
    return {name: value for name, value in facts.items() if value not in ("", ())}


def contract_facts(truth: Truth, instance: Instance) -> dict[str, Fact]:
    contract = truth.contract_of.get(instance.instance_id)
    if contract is None:
        return {}
    return {
        "vendor": contract.party,
        "contract_ref": contract.reference,
        "contract_start": contract.start,
        "contract_end": contract.end,
        "notice_period": contract.notice_months,
        "yearly_cost": contract.yearly_cost,
    }
