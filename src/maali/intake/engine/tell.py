"""From the rows of an upload to what the inventory is told: columns become fields.

One row of a sheet may tell of several things: a system's row also of its contract, of the
integrations named in it and of the data store that it implies. Every value keeps its cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F

from maali.intake.engine.fields import FIELDS, KIND_OF, STANDINGS
from maali.intake.engine.keys import LONGEST, NAMED_BY, assign_keys, cell_text, name_of
from maali.intake.engine.places import municipalities, municipality_in
from maali.intake.models import Handout, Upload, UploadRow
from maali.inventory.actions import Said, Told
from maali.inventory.models import KINDS, Certainty, Contract, Site, System
from maali.inventory.names import normal_form
from maali.inventory.told import specs
from maali.inventory.values import batches
from maali.organisations.models import Organisation
from maali_engines.sheets.plain import OPEN

Values = dict[str, Said]


@dataclass
class Telling:
    """What some rows of an upload tell; `row_of` says which row each told thing comes from."""

    organisation: Organisation
    told: list[Told] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)
    # For each row the kind and key of the one thing that the row is about.
    subjects: dict[int, tuple[str, str]] = field(default_factory=dict)
    # Normal form of a name → key, of the sites and systems that can be pointed to.
    sites: dict[str, str] = field(default_factory=dict)
    systems: dict[str, str] = field(default_factory=dict)
    municipalities: dict[str, int] = field(default_factory=dict)
    # How many rows name a contract: the cost of one row is the contract's only if it is alone.
    contract_rows: dict[str, int] = field(default_factory=dict)

    # Key of a system that was handed out → key of its contract, where it has exactly one.
    contracts: dict[str, str] = field(default_factory=dict)

    def add(self, index: int, kind: str, key: str, values: Values) -> None:
        self.told.append(Told(kind, self.organisation, key, values))
        self.row_of.append(index)


def said_like(said: Said, value: Any) -> Said:
    return replace(said, value=value)


def tell_rows(upload: Upload, rows: Sequence[UploadRow]) -> Telling:
    """Everything that the rows tell, those pointed to before those that point."""
    telling = Telling(upload.organisation)
    keys = assign_keys(rows, handed_keys(rows))
    telling.contracts = contracts_known(rows)
    know_others(telling, rows, keys)
    order = list(KIND_OF)
    for index in sorted(range(len(rows)), key=lambda i: order.index(rows[i].target)):
        TELLERS.get(rows[index].target, tell_plain)(telling, index, rows[index], keys[index])
    return telling


def is_handed(row: UploadRow) -> bool:
    """Was the row handed out by us? Then its subject stays the same, whatever it is called now."""
    return bool(row.subject_id) and any("merge" in cell for cell in row.cells.values())


def handed_keys(rows: Sequence[UploadRow]) -> dict[int, str]:
    """The place of each row that was handed out, with the key under which it is known."""
    found: dict[int, str] = {}
    for kind, model in KINDS.items():
        places = {
            row.subject_id: index
            for index, row in enumerate(rows)
            if row.subject_kind == kind and is_handed(row)
        }
        for some in batches(places):
            known = model.objects.filter(pk__in=some).values_list("pk", "key")
            found |= {places[pk]: key for pk, key in known}
    return found


def contracts_known(rows: Sequence[UploadRow]) -> dict[str, str]:
    systems = [row.subject_id for row in rows if row.target == "systems" and is_handed(row)]
    found: dict[str, list[str]] = {}
    for some in batches(systems):
        pairs = Contract.objects.filter(
            systems__in=some, organisation=F("systems__organisation")
        ).values_list("systems__key", "key")
        for system, contract in pairs:
            found.setdefault(system, []).append(contract)
    return {system: keys[0] for system, keys in found.items() if len(keys) == 1}


def know_others(telling: Telling, rows: Sequence[UploadRow], keys: Sequence[str]) -> None:
    """The sites and systems that cells may name: of this file first, then of the inventory."""
    organisation = telling.organisation
    telling.municipalities = municipalities(organisation)
    for target, model, known in (
        ("sites", Site, telling.sites),
        ("systems", System, telling.systems),
    ):
        for row, key in zip(rows, keys, strict=True):
            if row.target == target:
                known.setdefault(normal_form(name_of(row)), key)
        for name, key in model.objects.filter(organisation=organisation).values_list("name", "key"):
            known.setdefault(normal_form(name), key)
    for row in rows:
        if row.target == "systems" and (reference := normal_form(cell_text(row, "contract_ref"))):
            telling.contract_rows[reference] = telling.contract_rows.get(reference, 0) + 1


def said(row: UploadRow, key: str, value: Any = ...) -> Said | None:
    """What one cell says, with its place; None when the row has no such cell."""
    cell = row.cells.get(key)
    if cell is None:
        return None
    mended = cell.get("mended")
    note = f"mended: {mended['by']}: {mended['text']}" if mended else cell.get("note", "")
    return Said(
        value=cell["value"] if value is ... else value,
        raw=cell.get("raw", ""),
        certainty=cell.get("certainty", Certainty.KNOWN),
        note=note,
        sheet=row.sheet,
        row=row.row,
        column=cell.get("column") or column_of_name(row),
    )


def tells(row: UploadRow, key: str, value: Any = ...) -> Said | None:
    """What one cell tells: nothing where it is as it was handed out, or for a person to settle."""
    if row.cells.get(key, {}).get("merge", "changed") != "changed":
        return None
    return said(row, key, value)


def column_of_name(row: UploadRow) -> str:
    """What no cell of its own tells (the sheet's name does) is traced to the row by its name."""
    named = NAMED_BY.get(row.target)
    return row.cells.get(named[0], {}).get("column", "") if named else ""


def plain_values(row: UploadRow, kind: str, fields: Mapping[str, str]) -> Values:
    """The cells that become fields as they are; what a field cannot carry is left in the row."""
    values: Values = {}
    for key, name in fields.items():
        if key in row.cells and (cell := tells(row, key)) is not None:
            fitting = fit(kind, name, cell)
            if fitting is not None:
                values[name] = fitting
    return values


def fit(kind: str, name: str, told: Said) -> Said | None:
    """The value as the field can carry it, or None where it cannot."""
    value = told.value
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if value is not None:
        try:
            specs(kind)[name].convert(value)
        except ValueError:
            return None
    return told if value is told.value else said_like(told, value)


def tell_system(telling: Telling, index: int, row: UploadRow, key: str) -> None:
    values = plain_values(row, "system", FIELDS["systems"])
    if row.kind in STANDINGS and (name := standing_told(row)):
        values["standing"] = said_like(name, STANDINGS[row.kind])
    used_at = sites_of(telling, index, row)
    if used_at and (cell := tells(row, "site")):
        values["sites"] = said_like(cell, used_at)
    telling.subjects[index] = ("system", key)
    telling.add(index, "system", key, values)
    if row.kind == "entry":
        tell_contract_of(telling, index, row, key)
        tell_integrations_of(telling, index, row, key)
        tell_data_store_of(telling, index, row, key)


def standing_told(row: UploadRow) -> Said | None:
    """A name says what its row is; of one that was handed out only where it changed, or a form."""
    given = row.upload.handout
    if row.kind == "gone" and given is not None and given.medium == Handout.Medium.FORM:
        return said(row, "system_name")
    return tells(row, "system_name")


def sites_of(telling: Telling, index: int, row: UploadRow) -> dict[str, int | None]:
    """Keys of the sites named in the row; one named with an address is told of as a new site."""
    named = row.cells.get("site", {}).get("value")
    names = named if isinstance(named, list) else [named] if named else []
    users = row.cells.get("site_users", {}).get("value") or {}
    found: dict[str, int | None] = {}
    for name in names:
        key = telling.sites.get(normal_form(name))
        if key is None and len(names) == 1 and cell_text(row, "site_address"):
            key = tell_site_of(telling, index, row, str(name))
        if key is not None:
            found[key] = users.get(name)
    return found


def tell_site_of(telling: Telling, index: int, row: UploadRow, name: str) -> str:
    key = normal_form(name)[:LONGEST]
    telling.sites[key] = key
    values = plain_values(
        row, "site", {"site": "name", "site_address": "address", "postcode": "postcode"}
    )
    telling.add(index, "site", key, values)
    return key


def tell_contract_of(telling: Telling, index: int, row: UploadRow, system_key: str) -> None:
    """The contract that the system's row speaks of, known by its record number or by the system."""
    values = plain_values(row, "contract", FIELDS["contract of a system"])
    if not any(each.value is not None for each in values.values()):
        return
    put_end(values, row, "contract_end", "contract_start")
    reference = normal_form(cell_text(row, "contract_ref"))
    key = key_of_contract(reference, system_key)
    known = telling.contracts.get(system_key)
    if known and not tells(row, "contract_ref"):
        key = known  # the contract that was handed out with the row
    named = said(row, "contract_ref" if reference else "system_name")
    if named and key != known:
        values["title"] = named
        values["systems"] = said_like(named, [system_key])
    alone = telling.contract_rows.get(reference, 1) == 1
    for cell, name in (("yearly_cost", "yearly_cost"), ("vendor", "vendor_name")):
        if alone and (each := tells(row, cell)) and (fitting := fit("contract", name, each)):
            values[name] = fitting
    telling.add(index, "contract", key, values)


def key_of_contract(reference: str, system_key: str) -> str:
    """By its record number a contract is known again, however many systems it covers."""
    return (normal_form(reference) or f"of {system_key}")[:LONGEST]


def put_end(values: Values, row: UploadRow, end: str, start: str) -> None:
    """Open-ended contracts have no end; an end before the start is asked about, not stored."""
    cell = row.cells.get(end, {})
    if cell.get("open_ended") and (told := tells(row, end, True)):
        values["open_ended"] = told
        values.pop("end", None)
    elif cell.get("base") == OPEN and "end" in values:
        values["open_ended"] = said_like(values["end"], False)
    begins, ends = row.cells.get(start, {}).get("value"), cell.get("value")
    if begins and ends and str(ends) < str(begins):
        values.pop("end", None)


def tell_integrations_of(telling: Telling, index: int, row: UploadRow, system_key: str) -> None:
    cell = row.cells.get("integrations", {})
    value = cell.get("value") if tells(row, "integrations") else None
    others = value if isinstance(value, list) else [value] if value else []
    handed = set(map(normal_form, cell.get("base") or ()))
    for other in others:
        named = normal_form(other)
        if not named or named in handed or named == normal_form(name_of(row)):
            continue
        values = {
            "from_name": said(row, "system_name"),
            "to_name": said(row, "integrations", str(other)),
        }
        if (target := telling.systems.get(named)) and (
            pointing := said(row, "integrations", target)
        ):
            values["to_system"] = pointing
        values["from_system"] = said(row, "system_name", system_key)
        given = {name: each for name, each in values.items() if each is not None}
        telling.add(index, "integration", f"{system_key} > {named} >"[:LONGEST], given)


def tell_data_store_of(telling: Telling, index: int, row: UploadRow, system_key: str) -> None:
    """A system with personal data keeps a data store; who controls it is asked later."""
    told = tells(row, "personal_data")
    if told is None or told.value is not True:
        return
    name, system = said(row, "system_name"), said(row, "system_name", system_key)
    if name and system:
        telling.add(
            index, "data_store", f"of {system_key}"[:LONGEST], {"name": name, "system": system}
        )


def municipality_of(telling: Telling, row: UploadRow) -> Said | None:
    """As told; else the organisation's own; else what the names of town or site give away."""
    if is_handed(row) and not tells(row, "municipality"):
        return None
    told = said(row, "municipality")
    if told and (pk := telling.municipalities.get(normal_form(told.value))):
        return said_like(told, pk)
    name = said(row, "site_name")
    if name is None:
        return None
    if own := telling.organisation.municipality_id:
        return said_like(name, own)
    for key in ("municipality", "address", "site_name"):
        pk = municipality_in(cell_text(row, key), telling.municipalities)
        if pk and (told := said(row, key, pk)):
            return replace(told, certainty=Certainty.ESTIMATE, note="municipality_from_name")
    return None


def tell_site(telling: Telling, index: int, row: UploadRow, key: str) -> None:
    values = plain_values(row, "site", FIELDS["sites"])
    if place := municipality_of(telling, row):
        values["municipality_id"] = place
    telling.subjects[index] = ("site", key)
    telling.add(index, "site", key, values)
    name, pointing = said(row, "site_name"), said(row, "site_name", key)
    if name is None or pointing is None:
        return
    if (count := tells(row, "workstations")) and count.value is not None:
        lot = {"type": said_like(count, "workstation"), "count": count, "site": pointing}
        telling.add(index, "device_lot", f"workstation > {key}"[:LONGEST], lot)
    if (people := tells(row, "users")) and people.value is not None:
        group = {"name": name, "people": people, "site": pointing}
        telling.add(index, "user_group", f"of {key}"[:LONGEST], group)


def tell_integration(telling: Telling, index: int, row: UploadRow, key: str) -> None:
    values = plain_values(row, "integration", FIELDS["integrations"])
    for end in ("from_system", "to_system"):
        target = telling.systems.get(normal_form(cell_text(row, end)))
        if target and (pointing := tells(row, end, target)):
            values[end] = pointing
    source = telling.systems.get(normal_form(cell_text(row, "from_system")))
    if source and not is_handed(row):
        other = normal_form(cell_text(row, "to_system"))
        key = f"{source} > {other} > {normal_form(cell_text(row, 'data'))}"[:LONGEST]
    telling.subjects[index] = ("integration", key)
    telling.add(index, "integration", key, values)


def tell_plain(telling: Telling, index: int, row: UploadRow, key: str) -> None:
    """Sheets whose row is one thing: contracts, devices, data stores and units."""
    kind = KIND_OF[row.target]
    values = plain_values(row, kind, FIELDS[row.target])
    if kind == "contract":
        put_end(values, row, "end", "start")
        put_systems(telling, values, row)
    for cell, name, known in (
        ("site", "site", telling.sites),
        ("system", "system", telling.systems),
    ):
        target = known.get(normal_form(cell_text(row, cell)))
        if target and name in specs(kind) and (pointing := tells(row, cell, target)):
            values[name] = pointing
    telling.subjects[index] = (kind, key)
    telling.add(index, kind, key, values)


def put_systems(telling: Telling, values: Values, row: UploadRow) -> None:
    """The systems that a contract's scope names; other words of the scope stay with the row."""
    names = cell_text(row, "subject").replace(";", ",").split(",")
    keys = [key for name in names if (key := telling.systems.get(normal_form(name)))]
    if keys and (told := tells(row, "subject", keys)):
        values["systems"] = told


TELLERS = {"systems": tell_system, "sites": tell_site, "integrations": tell_integration}
