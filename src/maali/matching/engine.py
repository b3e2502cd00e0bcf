"""Rows of the inventory → records to match, and what was found → proposals."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import networkx

from maali.inventory.models import Contract, Site, System
from maali.inventory.needs import need_of
from maali.matching.models import Known, Proposal, Thing
from maali.matching.second_look import doubts
from maali.matching.spelling import spelling
from maali.organisations.models import Organisation, Programme
from maali_engines.linkage.data import (
    MERGING,
    PARTING,
    Answer,
    Group,
    Knowledge,
    Pair,
    Question,
    Reason,
    Record,
    Result,
    Rival,
)
from maali_engines.linkage.knowledge import shipped
from maali_engines.linkage.mentions import read_cell
from maali_engines.linkage.shared import Shared
from maali_engines.linkage.shared import System as Report

# Who provides a service to the whole region, and so shares its systems with many.
WIDE = {Organisation.Kind.HOSPITAL_DISTRICT, Organisation.Kind.RESCUE_DEPARTMENT}
JOINING = {Proposal.State.SAME: True, Proposal.State.DIFFERENT: False}


def product_records(programme: Programme) -> tuple[list[Record], dict[str, System]]:
    """One record for each system in scope; its own organisation is the source.

    A cell that names several products is asked about; until its writer says which systems it
    stands for, the first counts.
    """
    systems = System.objects.filter(programme=programme, standing=System.Standing.IN_SCOPE)
    rows = {
        str(row.pk): row
        for row in systems.select_related("organisation", "programme").order_by("pk")
    }
    known = {row.name for row in rows.values()}
    records = [
        Record(
            key,
            str(row.organisation_id),
            read_cell(row.name, known=known).names[0],
            row.vendor_name,
            row.purpose,
        )
        for key, row in rows.items()
    ]
    return records, rows


def knowledge(programme: Programme) -> tuple[Knowledge, ...]:
    """What the programme knows, and what comes with Maali where nobody here says otherwise."""
    own = tuple(
        Knowledge(row.relation, row.left, row.right, row.source, row.kind)  # type: ignore[arg-type]
        for row in Known.objects.filter(programme=programme).order_by("pk")
    )
    one = {names(row.left, row.right) for row in own if row.relation in MERGING}
    said = Proposal.objects.filter(programme=programme, state=Proposal.State.SAME)
    one |= {names(left, right) for left, right in said.values_list("left", "right")}
    given = (
        row
        for row in shipped()
        if row.relation not in PARTING or names(row.left, row.right) not in one
    )
    return (*given, *own)


def names(left: str, right: str) -> frozenset[str]:
    return frozenset((spelling(left), spelling(right)))


def stated_renames(
    programme: Programme, rows: Mapping[str, System], result: Result
) -> list["Drafted"]:
    """Renames that a cell states itself ("Lifecare, ent. Effica"), where both names are in use.

    They are asked, never taken: people write "formerly" of a successor too.
    """
    written: dict[str, tuple[str, str]] = {}
    for key, row in rows.items():
        written.setdefault(spelling(row.name), (key, row.name))
    group = {member: number for number, each in enumerate(result.groups) for member in each.members}
    found: list[Drafted] = []
    for row in rows.values():
        for stated in read_cell(row.name).stated:
            sides = [written.get(spelling(name)) for name in (stated.left, stated.right)]
            known = [side for side in sides if side is not None]
            if len(known) == 2 and group[known[0][0]] != group[known[1][0]]:
                found.append(stated_rename(row.name, known[0][1], known[1][1]))
    return found


def stated_rename(cell: str, before: str, now: str) -> "Drafted":
    one, other = sorted((before, now), key=spelling)
    values = {
        "left_name": one[:300],
        "right_name": other[:300],
        "probability": 0.5,
        "place": 0,
        "reasons": [{"code": "stated", "params": {"cell": cell}, "weight": 1.0}],
    }
    return Drafted(Thing.PRODUCT, spelling(one)[:300], spelling(other)[:300], values)


def vendor_records(rows: Mapping[str, System]) -> list[Record]:
    """One record for each spelling of a vendor in each organisation."""
    found: dict[tuple[str, str], Record] = {}
    for row in rows.values():
        if row.vendor_name:
            key = (str(row.organisation_id), spelling(row.vendor_name))
            found.setdefault(key, Record("|".join(key), key[0], row.vendor_name))
    return list(found.values())


def site_records(programme: Programme) -> tuple[list[Record], dict[str, Site]]:
    sites = Site.objects.filter(programme=programme).select_related("municipality").order_by("pk")
    rows = {str(row.pk): row for row in sites}
    records = [
        Record(key, str(row.organisation_id), row.name, extra=site_extra(row))
        for key, row in rows.items()
    ]
    return records, rows


def buildings_apart(records: Sequence[Record]) -> list[tuple[str, str]]:
    """Pairs of sites whose names differ only in the letter or number of the building: never one."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record in records:
        base, _, last = spelling(record.name).rpartition(" ")
        if base and re.fullmatch(r"\d{1,2}|[a-zåäö]", last):
            found[base].append((last, record.id))
    return [
        (one, other)
        for rows in found.values()
        for (a, one), (b, other) in combinations(rows, 2)
        if a != b
    ]


def same_named(result: Result, records: Sequence[Record], told: Iterable[Answer]) -> Result:
    """The result with groups of sites that are named alike or that a person called the same.

    A fire station and a health station stand on one street of one small town, and their names
    share the town: likeness alone proposes, and only a name or a person joins.
    """
    group = {member: number for number, each in enumerate(result.groups) for member in each.members}
    alike = networkx.Graph()
    alike.add_nodes_from(record.id for record in records)
    named: dict[tuple[int, str], str] = {}
    for record in records:
        first = named.setdefault((group[record.id], spelling(record.name)), record.id)
        alike.add_edge(first, record.id)
    alike.add_edges_from((each.a, each.b) for each in told if each.same)
    order = {record.id: place for place, record in enumerate(records)}
    names = {record.id: record.name for record in records}
    parts = [sorted(part, key=order.__getitem__) for part in networkx.connected_components(alike)]
    parts.sort(key=lambda part: order[part[0]])
    return replace(result, groups=tuple(Group(names[part[0]], tuple(part)) for part in parts))


def site_extra(site: Site) -> dict[str, str]:
    values = {
        "address": site.address,
        "postal_code": site.postcode,
        "municipality": site.municipality.name if site.municipality else "",
        "lat": "" if site.lat is None else str(site.lat),
        "lon": "" if site.lon is None else str(site.lon),
    }
    return {name: value for name, value in values.items() if value}


def reports(programme: Programme) -> list[Report]:
    """Systems as reports of possibly shared installations."""
    references: dict[int, str] = {}
    links = Contract.systems.through.objects.filter(contract__programme=programme)
    for system, reference in links.values_list("system", "contract__reference"):
        references.setdefault(system, reference)
    systems = System.objects.filter(programme=programme, standing=System.Standing.IN_SCOPE)
    rows = systems.select_related("product", "organisation").order_by("pk")
    return [
        Report(
            str(row.pk),
            str(row.organisation_id),
            row.product.name if row.product else spelling(row.name),
            row.users,
            " ".join(text for text in (row.name, row.notes, row.hosting) if text),
            row.owner_role,
            row.organisation.area,
            row.vendor_name,
            references.get(row.pk, ""),
            row.organisation.kind in WIDE,
        )
        for row in rows
    ]


def owner_first(members: list[System], shared: Shared) -> tuple[System, list[System]]:
    """The owner's system and the others: who is said to own it, who serves all, or the first."""
    owner = next(
        (system for system in members if str(system.organisation_id) == shared.owner),
        next((system for system in members if system.organisation.kind in WIDE), members[0]),
    )
    return owner, [system for system in members if system.pk != owner.pk]


def organisation_names(programme: Programme) -> dict[str, list[str]]:
    """Each organisation's names and short names: whole, without brackets, and what stands in
    them.
    """
    found: dict[str, list[str]] = {}
    for row in Organisation.objects.filter(programme=programme):
        whole, _, rest = row.name.partition("(")
        names = [row.name, whole.strip(), rest.rstrip(") ").strip(), row.name_sv]
        found[str(row.pk)] = [name for name in dict.fromkeys(names) if name]
    return found


def answers(programme: Programme, thing: str, records: Sequence[Record]) -> list[Answer]:
    """People's answers about the records that are spelled (or keyed) as the answers say."""
    by_key: dict[str, str] = {}
    for record in records:
        key = record.id if thing in {Thing.SITE, Thing.INSTALLATION} else spelling(record.name)
        by_key.setdefault(key, record.id)
    rows = Proposal.objects.filter(programme=programme, thing=thing, state__in=JOINING)
    return [
        Answer(by_key[left], by_key[right], same)
        for row in rows.order_by("answered_at", "pk")
        for left, right, same in said_pairs(row)
        if left in by_key and right in by_key
    ]


def said_pairs(row: Proposal) -> list[tuple[str, str, bool]]:
    """What an answer says of each pair; of an installation, which of the others are the owner's."""
    if row.thing != Thing.INSTALLATION or not row.members:
        return [(row.left, row.right, JOINING[Proposal.State(row.state)])]
    owner, *others = row.members
    return [(str(owner), str(other), other in row.chosen) for other in others]


@dataclass(frozen=True)
class Drafted:
    """A proposal before it is stored: its two keys in order and everything shown with it."""

    thing: str
    left: str
    right: str
    values: dict[str, Any]


def reason_rows(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [
        {"code": r.code, "params": dict(r.params), "weight": round(r.weight, 2)} for r in reasons
    ]


def rival_row(rival: Rival | None, names: Mapping[str, str]) -> dict[str, Any]:
    return (
        {"name": names.get(rival.id, ""), "probability": round(rival.probability, 3)}
        if rival
        else {}
    )


def drafted(thing: str, result: Result, records: Sequence[Record]) -> list[Drafted]:
    """Joinings across different spellings, and the questions; each pair of keys once."""
    names = {record.id: record.name for record in records}
    keys = {
        record.id: record.id if thing == Thing.SITE else spelling(record.name) for record in records
    }
    group = {member: number for number, each in enumerate(result.groups) for member in each.members}
    found: dict[tuple[str, str], Drafted] = {}
    rows_of = Counter(keys.values())
    for place, question in enumerate(result.questions):
        row = draft(thing, question, keys, names, Proposal.State.OPEN, rows_of)
        if row is not None:
            row.values.update(place=place, audit=question.audit)
        add(found, row)
    for pair in result.pairs:
        if group[pair.a] == group[pair.b]:
            add(found, draft(thing, pair, keys, names, Proposal.State.JOINED, rows_of))
        elif thing == Thing.SITE and pair.probability >= result.cut:
            add(found, draft(thing, pair, keys, names, Proposal.State.OPEN, rows_of))
    return list(found.values())


def doubted(result: Result, records: Sequence[Record], spark_url: str) -> list[Drafted]:
    """Questions where Splink sees a pair far otherwise than the result, the furthest first."""
    keys = {record.id: spelling(record.name) for record in records}
    names = {record.id: record.name for record in records}
    rows_of = Counter(keys.values())
    found: dict[tuple[str, str], Drafted] = {}
    for place, doubt in enumerate(doubts(result, records, spark_url=spark_url)):
        pair = Pair(doubt.a, doubt.b, doubt.ours, (Reason("splink", {}, 1.0),))
        row = draft(Thing.PRODUCT, pair, keys, names, Proposal.State.OPEN, rows_of)
        if row is not None:
            row.values.update(place=place)
        add(found, row)
    return list(found.values())


def add(found: dict[tuple[str, str], Drafted], row: Drafted | None) -> None:
    if row is not None:
        found.setdefault((row.left, row.right), row)


def draft(
    thing: str,
    pair: Pair | Question,
    keys: Mapping[str, str],
    names: Mapping[str, str],
    state: str,
    rows_of: Mapping[str, int],
) -> Drafted | None:
    one, other = keys[pair.a], keys[pair.b]
    if one == other:
        return None
    first, second = (pair.a, pair.b) if one < other else (pair.b, pair.a)
    values = {
        "left_name": names[first][:300],
        "right_name": names[second][:300],
        "probability": round(pair.probability, 4),
        "decides": rows_of[one] + rows_of[other],
        "reasons": reason_rows(pair.reasons),
        "rival": rival_row(pair.rival, names),
        "state": state,
    }
    return Drafted(thing, keys[first][:300], keys[second][:300], values)


def canonical_vendors(result: Result, records: Sequence[Record]) -> dict[str, str]:
    """Vendor spelling → the catalogue's name of that vendor."""
    names = {record.id: record.name for record in records}
    return {
        spelling(names[member]): group.name for group in result.groups for member in group.members
    }


def products_of(
    result: Result, rows: Mapping[str, System], vendors: Mapping[str, str]
) -> list[tuple[str, str, list[System]]]:
    """(product name, vendor name, its systems) for each group; the vendor that most of them
    name.
    """
    found = []
    for group in result.groups:
        systems = [rows[member] for member in group.members]
        named = Counter(
            vendors.get(spelling(row.vendor_name), row.vendor_name)
            for row in systems
            if row.vendor_name
        )
        best = max(sorted(named), key=lambda name: named[name], default="")
        found.append((group.name, best, systems))
    return found


def need_by_vote(systems: Iterable[System]) -> str:
    """The capability class that most of a product's systems give away by their purpose or name."""
    votes = Counter(need_of(row.purpose, row.name) for row in systems)
    votes.pop("", None)
    return max(sorted(votes), key=lambda code: votes[code], default="")


def duplicates_of(result: Result, rows: Mapping[str, Site]) -> list[list[Site]]:
    """Groups of more than one site row, the fullest row first: it stands for the others."""
    found = []
    for group in result.groups:
        sites = [rows[member] for member in group.members]
        if len(sites) > 1:
            sites.sort(key=lambda site: (-(site.users or 0), site.pk))
            found.append(sites)
    return found


def by_spelling(rows: Iterable[System]) -> dict[str, list[System]]:
    found: dict[str, list[System]] = defaultdict(list)
    for row in rows:
        found[spelling(row.name)].append(row)
    return found
