"""What is known of an organisation, as rows of the sheets that a round asks of it.

Values are plain JSON as `maali_engines.sheets.plain` spells them: "~40" is an estimate, "?" says
that the organisation does not know, "open_ended" is a contract without an end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from maali.intake import queries
from maali.intake.engine.fields import FIELDS, KIND_OF
from maali.intake.models import Invitation, Round
from maali.inventory.models import KINDS, Certainty, Contract, Integration, Statement, Use
from maali.inventory.values import as_json, is_empty
from maali.organisations.models import Organisation
from maali_engines.sheets.catalogue import BY_KEY, SHEETS
from maali_engines.sheets.columns import Column, Sheet
from maali_engines.sheets.plain import ABOUT, NUMBERS, OPEN, UNKNOWN, meaning

Cells = dict[str, Any]
Keys = QuerySet[Any, dict[str, Any]]
"""The keys of rows, as a query within another one: there may be more than a list may hold."""
Finder = Callable[[Keys, Organisation], dict[int, Any]]
Rows = dict[str, dict[str, Cells]]
"""By the key of a sheet, by the identifier of a row, by the key of a column: a plain value."""

# Counted on the sheet of sites: as lots of devices and groups they would be asked for twice.
COUNTED_AT_SITES = {"device_lot": "workstation > ", "user_group": "of "}


def asked_sheets(asked_round: Round) -> tuple[Sheet, ...]:
    """The sheets of the round with only its columns, the mandatory ones marked.

    The column that names a row is always there: without it nobody knows what a row is about. A
    round that says nothing of its sheets asks for all that the catalogue has.
    """
    if not asked_round.asked:
        return SHEETS
    asked = queries.asked_columns(asked_round)
    return tuple(narrowed(sheet, asked[sheet.key]) for sheet in SHEETS if sheet.key in asked)


def narrowed(sheet: Sheet, asked: Mapping[str, str]) -> Sheet:
    named = sheet.named_by
    columns = tuple(
        replace(each, required=asked.get(each.key) == "mandatory" or each.key == named)
        for each in sheet.columns
        if each.key in asked or each.key == named
    )
    return replace(sheet, columns=columns)


def rows_to_hand_out(invitation: Invitation) -> Rows:
    """What is known of the organisation, of the sheets, columns and rows that the round asks.

    Sheets without a row are there and empty; of a row only what is known stands in it.
    """
    of = invitation.organisation
    return {
        sheet.key: known_rows(of, sheet, rows_of(invitation.round, of, KIND_OF[sheet.key]))
        for sheet in asked_sheets(invitation.round)
        if sheet.key in KIND_OF
    }


def rows_of(asked_round: Round, organisation: Organisation, kind: str) -> QuerySet[Any]:
    found = queries.rows_asked(asked_round, kind).filter(organisation=organisation)
    if kind in COUNTED_AT_SITES:
        found = found.exclude(key__startswith=COUNTED_AT_SITES[kind])
    return found.order_by("pk")


def known_rows(organisation: Organisation, sheet: Sheet, found: QuerySet[Any]) -> dict[str, Cells]:
    """Rows of the inventory, all of the organisation, as rows of the sheet.

    A handful of queries, however many rows there are.
    """
    keys = found.order_by().values("pk")
    unsure = unsure_values(KIND_OF[sheet.key], keys)
    asked = {column.key for column in sheet.columns}
    others = {
        key: find(keys, organisation)
        for key, find in BESIDE.get(sheet.key, {}).items()
        if key in asked
    }
    return {str(row.pk): cells_of(row, sheet, unsure.get(row.pk, {}), others) for row in found}


def cells_of(
    row: Any,
    sheet: Sheet,
    unsure: Mapping[str, tuple[str, str]],
    others: Mapping[str, Mapping[int, Any]],
) -> Cells:
    fields = FIELDS[sheet.key]
    whole = BY_KEY[sheet.key]
    cells: Cells = {}
    for column in sheet.columns:
        if column.key in fields:
            value = as_json(getattr(row, fields[column.key]))
            certainty, raw = unsure.get(fields[column.key], ("", ""))
            value = hedged(value, whole.column(column.key), certainty, raw)
        else:
            value = others.get(column.key, {}).get(row.pk)
        if not is_empty(value):
            # A grade is a number in the inventory and the key of a choice on a sheet.
            cells[column.key] = str(value) if column.kind == "choice" else value
    if getattr(row, "open_ended", False) and any(each.key == "end" for each in sheet.columns):
        cells["end"] = OPEN
    return cells


def hedged(value: Any, column: Column, certainty: str, raw: str) -> Any:
    """The value as it was meant: an estimate says so, what the organisation does not know too."""
    if is_empty(value):
        return UNKNOWN if certainty == Certainty.UNKNOWN else None
    if certainty != Certainty.ESTIMATE:
        return value
    if column.kind in NUMBERS:
        return f"{ABOUT}{value}"
    said = meaning(raw, column)
    if column.kind == "date" and said.estimate and as_json(said.value) == value:
        return raw  # "2023" stays the year that was written, not its last day
    return value


def unsure_values(kind: str, keys: Keys) -> dict[int, dict[str, tuple[str, str]]]:
    """By row and field: how sure and as written, of what is only estimated or not known."""
    found: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    held = Statement.objects.filter(
        subject_kind=kind,
        subject_id__in=keys,
        holds=True,
        certainty__in=[Certainty.ESTIMATE, Certainty.UNKNOWN],
    )
    for pk, name, certainty, raw in held.values_list("subject_id", "field", "certainty", "raw"):
        found[pk][name] = certainty, raw
    return found


def sites_of_systems(keys: Keys, organisation: Organisation) -> dict[int, Any]:
    uses = Use.objects.filter(system__in=keys, organisation=organisation, site__isnull=False)
    return listed(uses.order_by("site__name", "site").values_list("system", "site__name"))


def integrations_of_systems(keys: Keys, organisation: Organisation) -> dict[int, Any]:
    found = Integration.objects.filter(organisation=organisation, from_system__in=keys)
    return listed(found.order_by("to_name", "pk").values_list("from_system", "to_name"))


def listed(pairs: Iterable[tuple[int | None, str]]) -> dict[int, Any]:
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for pk, name in pairs:
        if pk is not None:
            found[pk][name] = None
    return {pk: list(names) for pk, names in found.items()}


def only_contract(name: str) -> Finder:
    """A field of the contract of a system that has exactly one; several stand on their sheet."""

    def find(keys: Keys, organisation: Organisation) -> dict[int, Any]:
        found: dict[int, list[Any]] = defaultdict(list)
        covering = Contract.objects.filter(organisation=organisation, systems__in=keys)
        for system, value, is_open in covering.values_list("systems", name, "open_ended"):
            found[system].append(OPEN if name == "end" and is_open else as_json(value))
        return {pk: values[0] for pk, values in found.items() if len(values) == 1}

    return find


def subjects_of_contracts(keys: Keys, organisation: Organisation) -> dict[int, Any]:
    covered = Contract.objects.filter(pk__in=keys, systems__isnull=False)
    names = listed(covered.order_by("systems__name").values_list("pk", "systems__name"))
    return {pk: ", ".join(each) for pk, each in names.items()}


def name_of(kind: str, pointer: str) -> Finder:
    """The name of the row that each row points to."""

    def find(keys: Keys, organisation: Organisation) -> dict[int, Any]:
        found = KINDS[kind].objects.filter(pk__in=keys)
        return dict(found.values_list("pk", f"{pointer}__name"))

    return find


# Columns that are no field of their row, and what is known of them.
BESIDE: dict[str, dict[str, Finder]] = {
    "systems": {
        "site": sites_of_systems,
        "integrations": integrations_of_systems,
        **{key: only_contract(name) for key, name in FIELDS["contract of a system"].items()},
    },
    "sites": {"municipality": name_of("site", "municipality")},
    "units": {"site": name_of("unit", "site")},
    "devices": {"site": name_of("device_lot", "site")},
    "user_groups": {"site": name_of("user_group", "site")},
    "data_stores": {"system": name_of("data_store", "system")},
    "contracts": {"subject": subjects_of_contracts},
}
