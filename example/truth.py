"""The hidden truth of a region: what every organisation really has, each thing with its code."""

from dataclasses import dataclass, field
from functools import cached_property

from example.contracts import Contract, make_contracts
from example.draws import Draws, split
from example.frame import Frame, frame
from example.integrations import Integration, make_integrations
from example.sites import Site, make_sites
from example.systems import Instance, make_instances


@dataclass(frozen=True)
class UserGroup:
    """Staff of a site (`instance_id` empty), or those of them who use one system."""

    group_id: str
    provider_id: str
    site_id: str
    instance_id: str
    users: int


@dataclass(frozen=True)
class Truth:
    """Everything that is true of a region, in a fixed order."""

    frame: Frame
    sites: list[Site]
    instances: list[Instance]
    contracts: list[Contract]
    integrations: list[Integration]
    groups: list[UserGroup] = field(default_factory=list)

    @cached_property
    def instance(self) -> dict[str, Instance]:
        return {each.instance_id: each for each in self.instances}

    @cached_property
    def site(self) -> dict[str, Site]:
        return {each.site_id: each for each in self.sites}

    @cached_property
    def contract_of(self) -> dict[str, Contract]:
        return {each.instance_id: each for each in self.contracts}

    @cached_property
    def links(self) -> dict[str, list[str]]:
        """By instance, the names at the other end; a one-sided far end is silent."""
        found: dict[str, list[str]] = {}
        for each in self.integrations:
            ends = self.instance[each.source_id], self.instance[each.target_id]
            found.setdefault(each.source_id, []).append(ends[1].name)
            if each.told_by != "source":
                found.setdefault(each.target_id, []).append(ends[0].name)
        return found

    def owned(self, provider_id: str) -> list[Instance]:
        return [each for each in self.instances if each.provider_id == provider_id]

    def used(self, provider_id: str) -> list[Instance]:
        """The systems of others that the organisation uses."""
        return [each for each in self.instances if provider_id in each.used_by]

    def sites_of(self, provider_id: str) -> list[Site]:
        return [each for each in self.sites if each.provider_id == provider_id]

    def totals(self) -> dict[str, int]:
        return {
            "organisations": len(self.frame.organisations),
            "sites": len(self.sites),
            "systems": len(self.instances),
            "contracts": len(self.contracts),
            "integrations": len(self.integrations),
            "users": sum(each.users for each in self.sites),
            "workstations": sum(each.workstations for each in self.sites),
            "shared_uses": sum(len(each.used_by) for each in self.instances),
        }


def make_truth(profile: str, seed: int) -> Truth:
    """The truth of a profile and a seed; the same every time."""
    draws = Draws(seed, profile)
    known = frame(profile)
    sites = make_sites(known, draws)
    instances = make_instances(known, sites, draws)
    contracts = make_contracts(known, instances, draws)
    integrations = make_integrations(known, instances, draws)
    return Truth(known, sites, instances, contracts, integrations, groups(sites, instances))


def groups(sites: list[Site], instances: list[Instance]) -> list[UserGroup]:
    """User groups of the sites and, in each system's share, of the systems used there."""
    by_id = {site.site_id: site for site in sites}
    made = [
        UserGroup(f"{site.site_id}-U", site.provider_id, site.site_id, "", site.users)
        for site in sites
    ]
    for instance in instances:
        weights = {each: by_id[each].users + 1.0 for each in instance.site_ids}
        if not weights:
            continue
        for site_id, users in split(instance.users, weights).items():
            name = f"{instance.instance_id}-{site_id}-U"
            made.append(UserGroup(name, instance.provider_id, site_id, instance.instance_id, users))
    return made
