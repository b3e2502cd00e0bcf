"""Contracts of the truth: one for some of the systems; numbers and costs are invented."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from example.draws import Draws, pick, pick_distinct
from example.frame import Frame, Organisation
from example.systems import Instance

# Parties that no longer exist under this name, by the vendor of today.
FORMER_NAMES = (("Tieto", "Tieto"), ("CGI", "Logica"), ("Visma", "Aditro"))
END_YEARS = ((None, 45), (2022, 12), (2023, 22), (2024, 21))
NOTICE_MONTHS = ((1, 1), (3, 5), (6, 3), (12, 1))
MEDIAN_COST, HIGH_COST = 6_000, 90_000
REFERENCE_STYLES = ("{number}/{year}", "{number:05d}", "D/{number}/02.08.00/{year}")


@dataclass(frozen=True)
class Contract:
    """A contract of an instance. `end` is None when it runs on; the cost is in euros a year."""

    contract_id: str
    provider_id: str
    instance_id: str
    reference: str
    party: str
    start: date
    end: date | None
    notice_months: int
    yearly_cost: int
    transfer_clause: bool
    former_party: bool


def make_contracts(frame: Frame, instances: list[Instance], draws: Draws) -> list[Contract]:
    """As many contracts as each organisation's quota says, each for a system of its own."""
    made: list[Contract] = []
    for organisation in frame.organisations:
        rng = draws.source("contracts", organisation.code)
        own = [each for each in instances if each.provider_id == organisation.code]
        # A tool made in a spreadsheet has no contract until the others are used up.
        weighted = [(each, 1.0 if each.product["vendor"] else 0.02) for each in own]
        style = rng.choice(REFERENCE_STYLES)
        for number, instance in enumerate(pick_distinct(rng, weighted, organisation.contracts), 1):
            made.append(contract(organisation, number, instance, style, rng))
    return made


def contract(
    organisation: Organisation, number: int, instance: Instance, style: str, rng: Random
) -> Contract:
    start = date(rng.randint(max(2005, instance.go_live), 2021), rng.randint(1, 12), 1)
    vendor = instance.product["vendor"] or "paikallinen toimittaja"
    former = next((old for now, old in FORMER_NAMES if vendor.startswith(now)), "")
    # 8 % of all; only the parties with a former name can bear one, so their share is higher.
    use_former = bool(former) and rng.random() < 0.3
    sigma = math.log(HIGH_COST / MEDIAN_COST) / 1.645
    cost = math.exp(rng.gauss(math.log(MEDIAN_COST), sigma))
    return Contract(
        contract_id=f"{organisation.code}-C{number:03d}",
        provider_id=organisation.code,
        instance_id=instance.instance_id,
        reference=style.format(number=rng.randint(10, 999), year=start.year),
        party=former if use_former else vendor,
        start=start,
        end=end_date(rng),
        notice_months=pick(rng, NOTICE_MONTHS),
        yearly_cost=max(100, int(round(cost, -2))),
        transfer_clause=rng.random() >= 0.06,
        former_party=use_former,
    )


def end_date(rng: Random) -> date | None:
    year = pick(rng, END_YEARS)
    if year is None:
        return None
    year += rng.randint(0, 2) if year == 2024 else 0
    if rng.random() < 0.6:
        return date(year, 12, 31)
    first = 3 if year == 2022 else 1
    return date(year, rng.randint(first, 12), 1) + timedelta(days=rng.randint(0, 27))
