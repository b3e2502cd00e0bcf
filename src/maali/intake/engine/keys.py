"""By what a row is known again in the same organisation's next file.

A key is the normal form of the name. Where one file tells two different things of the same name,
the later ones carry what tells them apart: the contract, the site or, if nothing else, the row.
"""

from collections.abc import Iterable, Mapping, Sequence

from maali.intake.models import UploadRow
from maali.inventory.names import normal_form

LONGEST = 200
# The cell that names the thing, and the cells that tell two of the same name apart, best first.
NAMED_BY = {
    "systems": ("system_name", ("contract_ref", "site", "vendor")),
    "sites": ("site_name", ("address", "postcode", "municipality")),
    "units": ("unit_name", ("site", "service_area")),
    "contracts": ("title", ("reference", "start")),
    "data_stores": ("name", ("system",)),
    "devices": ("type_model", ("site", "serial")),
    "integrations": ("from_system", ("to_system", "data")),
    "user_groups": ("group", ("employment_type", "site", "role")),
    "organisations": ("name", ()),
}
# Always a part of the key: these rows have no name of their own.
COMPOUND = {
    "devices": ("site",),
    "integrations": ("to_system", "data"),
    "user_groups": ("employment_type",),
}
# An organisation tells of itself alone, by whatever name.
ONLY = {"organisations": "organisation"}


def cell_text(row: UploadRow, key: str) -> str:
    """The value as text, "" where it is missing or unknown."""
    value = row.cells.get(key, {}).get("value")
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def name_of(row: UploadRow) -> str:
    named = NAMED_BY.get(row.target)
    return cell_text(row, named[0]) if named else ""


def values_agree(one: UploadRow, other: UploadRow) -> bool:
    """Do two rows say the same wherever both say something?"""
    shared = one.cells.keys() & other.cells.keys()
    return all(
        normal_form(a) == normal_form(b)
        for key in shared
        if (a := cell_text(one, key)) and (b := cell_text(other, key))
    )


def assign_keys(rows: Sequence[UploadRow], known: Mapping[int, str] | None = None) -> list[str]:
    """One key per row; rows of one name that contradict each other get different keys.

    `known` holds by the place of a row the key that it has already, whatever it is called now.
    """
    known = known or {}
    taken = {(rows[place].target, key): rows[place] for place, key in known.items()}
    return [known.get(place) or key_for(row, taken) for place, row in enumerate(rows)]


def key_for(row: UploadRow, taken: dict[tuple[str, str], UploadRow]) -> str:
    if row.target in ONLY:
        return ONLY[row.target]
    for key in candidates(row):
        earlier = taken.setdefault((row.target, key), row)
        if earlier is row or values_agree(earlier, row):
            return key
    raise AssertionError("the last candidate is the row's own place")


def candidates(row: UploadRow) -> Iterable[str]:
    base = normal_form(name_of(row))
    for part in COMPOUND.get(row.target, ()):
        base += f" > {normal_form(cell_text(row, part))}"
    yield base[:LONGEST]
    for part in NAMED_BY.get(row.target, ("", ()))[1]:
        if told := normal_form(cell_text(row, part)):
            yield f"{base} ({told})"[:LONGEST]
    place = f" #{normal_form(row.sheet)} {row.row}.{row.part}"
    yield base[: LONGEST - len(place)] + place
