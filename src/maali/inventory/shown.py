"""How each kind of row is shown: its columns, filters and groups of facts.

To show another column of a kind, add it here; page, export, sorting and API follow.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maali.inventory.models import (
    KINDS,
    BasicDetails,
    Contract,
    DataStore,
    DeviceLot,
    Integration,
    Row,
    Site,
    System,
    Unit,
    UserGroup,
)

Text = str | Promise


@dataclass(frozen=True)
class Column:
    """One column: a field, or a path to a field of a row pointed to; sorted by that path."""

    path: str
    label: Text
    number: bool = False


@dataclass(frozen=True)
class Filter:
    """One filter: the query that it asks (`lookup`), and which labels its values have."""

    name: str
    label: Text
    lookup: str
    # Where the words for the values stand, when they are keys of other rows.
    label_path: str = ""


@dataclass(frozen=True)
class Shown:
    """One kind as pages and machines see it; `asked` are the fields that completeness counts."""

    kind: str
    noun: str
    address: str
    title: Text
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    search: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def model(self) -> type[Row]:
        return KINDS[self.kind]

    @property
    def pointing(self) -> tuple[str, ...]:
        """What to read along with the rows, so that a list costs one query."""
        paths = {column.path.rpartition("__")[0] for column in self.columns} - {""}
        return tuple(sorted(paths | {"organisation"}))


def label_of(field: Any) -> Text:
    """A field's name in the reader's language, also where the model leaves it to Django."""
    name: Text = field.verbose_name
    return name if isinstance(name, Promise) else _(name)


def columns(model: type[Row], *names: str) -> tuple[Column, ...]:
    """Columns of plain fields; "organisation" and other pointers show the name of the row."""
    found = []
    for name in names:
        field: Any = model._meta.get_field(name.partition("__")[0])
        number = isinstance(field, models.PositiveIntegerField | models.DecimalField)
        path = f"{name}__{NAME_OF.get(name, 'name')}" if field.is_relation else name
        found.append(Column(path, label_of(field), number))
    return tuple(found)


NAME_OF = {"contract": "title"}
ORGANISATION = Filter("organisation", _("organisation"), "organisation", "organisation__name")
AREA = Filter("area", _("service area"), "service_area")

SYSTEMS = Shown(
    "system",
    "system",
    "systems",
    _("Systems"),
    columns(
        System,
        "name",
        "organisation",
        "product",
        "vendor_name",
        "purpose",
        "service_area",
        "users",
        "criticality",
        "standing",
    ),
    (
        ORGANISATION,
        AREA,
        Filter("product", _("product"), "product", "product__name"),
        Filter("standing", _("standing"), "standing"),
        Filter("criticality", _("criticality, 1 is highest"), "criticality"),
        Filter("personal_data", _("holds personal data"), "personal_data"),
        Filter("hosting", _("hosting"), "hosting"),
        Filter("capability", _("capability class"), "capability"),
    ),
    ("name", "vendor_name", "purpose", "product__name", "product__vendor__name"),
    (
        "vendor_name",
        "purpose",
        "service_area",
        "owner_role",
        "users",
        "hosting",
        "personal_data",
        "criticality",
        "capability",
        "domain_specific",
        "shared_with",
        "ongoing_change",
    ),
)
SITES = Shown(
    "site",
    "site",
    "sites",
    _("Sites"),
    columns(
        Site,
        "name",
        "organisation",
        "municipality",
        "address",
        "service_area",
        "users",
        "workstations",
        "fibre_ready",
        "after_start",
    ),
    (
        ORGANISATION,
        Filter("municipality", _("municipality"), "municipality", "municipality__name"),
        AREA,
        Filter("after_start", _("use after the start day"), "after_start"),
        Filter("fibre_ready", _("fibre and wiring closet ready"), "fibre_ready"),
        Filter("type", _("type of site"), "type"),
    ),
    ("name", "code", "address", "municipality__name"),
    (
        "address",
        "postcode",
        "users",
        "workstations",
        "ownership",
        "after_start",
        "network_now",
        "fibre_ready",
    ),
)
UNITS = Shown(
    "unit",
    "unit",
    "units",
    _("Units"),
    columns(
        Unit, "name", "organisation", "service_area", "site", "manager_role", "hours", "criticality"
    ),
    (ORGANISATION, AREA, Filter("criticality", _("service criticality"), "criticality")),
    ("name", "site__name"),
    ("service_area", "site", "manager_role", "hours", "criticality"),
)
CONTRACTS = Shown(
    "contract",
    "contract",
    "contracts",
    _("Contracts"),
    columns(
        Contract,
        "title",
        "organisation",
        "vendor_name",
        "reference",
        "end",
        "open_ended",
        "notice_months",
        "assignable",
        "yearly_cost",
    ),
    (
        ORGANISATION,
        Filter("assignable", _("assignability"), "assignable"),
        Filter("open_ended", _("open-ended"), "open_ended"),
        Filter("year", _("year of end"), "end__year"),
        Filter("type", _("type"), "type"),
    ),
    ("title", "vendor_name", "reference"),
    ("vendor_name", "reference", "end", "notice_months", "assignable", "yearly_cost"),
)
DEVICES = Shown(
    "device_lot",
    "device",
    "devices",
    _("Devices"),
    columns(DeviceLot, "type", "organisation", "site", "count", "ownership", "end"),
    (
        ORGANISATION,
        Filter("type", _("type"), "type"),
        Filter("ownership", _("owned or leased"), "ownership"),
    ),
    ("type", "site__name"),
    ("site", "count", "ownership", "end"),
)
INTEGRATIONS = Shown(
    "integration",
    "integration",
    "integrations",
    _("Integrations"),
    columns(Integration, "from_name", "to_name", "organisation", "data", "direction", "binding"),
    (
        ORGANISATION,
        Filter("binding", _("dependency"), "binding"),
        Filter("direction", _("direction"), "direction"),
    ),
    ("from_name", "to_name", "data"),
    ("from_system", "to_system", "data", "direction", "binding"),
)
DATA_STORES = Shown(
    "data_store",
    "data_store",
    "data-stores",
    _("Data stores"),
    columns(
        DataStore,
        "name",
        "organisation",
        "system",
        "controller_now",
        "controller_after",
        "special_categories",
        "retention",
    ),
    (
        ORGANISATION,
        Filter("controller_now", _("current controller"), "controller_now"),
        Filter("special_categories", _("special categories of data"), "special_categories"),
    ),
    ("name", "system__name"),
    ("system", "controller_now", "controller_after", "special_categories", "secrecy", "retention"),
)
USER_GROUPS = Shown(
    "user_group",
    "user_group",
    "user-groups",
    _("User groups"),
    columns(
        UserGroup,
        "name",
        "organisation",
        "site",
        "employment_type",
        "people",
        "cards",
        "accounts_created",
        "accounts_delivered",
        "accounts_activated",
    ),
    (ORGANISATION, Filter("employment_type", _("type of employment"), "employment_type")),
    ("name", "site__name"),
    ("site", "people"),
)
BASIC_DETAILS = Shown(
    "basic_details",
    "basic_details",
    "basic-details",
    _("Basic details"),
    columns(
        BasicDetails,
        "name",
        "type",
        "business_id",
        "contact_ict",
        "transferring_staff",
        "delivery_model",
    ),
    (
        Filter("type", _("type"), "type"),
        Filter("delivery_model", _("ICT delivery model"), "delivery_model"),
    ),
    ("name", "business_id", "contact_ict", "contact_contracts"),
    ("type", "business_id", "contact_ict", "transferring_staff", "delivery_model"),
)

SHOWN: dict[str, Shown] = {
    each.kind: each
    for each in (
        SYSTEMS,
        SITES,
        UNITS,
        CONTRACTS,
        DEVICES,
        INTEGRATIONS,
        DATA_STORES,
        USER_GROUPS,
        BASIC_DETAILS,
    )
}
BY_ADDRESS = {each.address: each for each in SHOWN.values()}


def cell(row: Any, column: Column) -> Any:
    """What a list shows of a row: words for choices, the name of a row pointed to, or None."""
    *path, name = column.path.split("__")
    for step in path:
        row = getattr(row, step)
        if row is None:
            return None
    return str(row) if path else worded(row, name)


def worded(row: models.Model, name: str) -> Any:
    """A field's value in words: choices by their label, yes and no, names of rows pointed to."""
    model_field: Any = row._meta.get_field(name)
    value = getattr(row, name)
    if model_field.choices:
        return str(getattr(row, f"get_{name}_display")()) or None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, models.Model):
        return str(value)
    return None if value == "" else value
