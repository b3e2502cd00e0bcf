"""The inventory: what each organisation runs, and where each value comes from.

Three things that are never merged into one row: a *product* (Lifecare), a *system* (one
organisation's installation of it) and a *use* (a system in an organisation or site, by users).
"""

from maali.inventory.models.belongings import (
    BasicDetails,
    Contract,
    DataStore,
    DeviceLot,
    Integration,
    UserGroup,
)
from maali.inventory.models.places import Site, System, SystemQuerySet, Unit, Use
from maali.inventory.models.rows import Product, Row, ServiceArea, Vendor
from maali.inventory.models.sources import Certainty, OwnedQuerySet, Source, Statement

KINDS: dict[str, type[Row]] = {
    model.kind: model
    for model in (
        Site,
        Unit,
        System,
        Contract,
        DeviceLot,
        Integration,
        DataStore,
        UserGroup,
        BasicDetails,
    )
}

__all__ = [
    "KINDS",
    "BasicDetails",
    "Certainty",
    "Contract",
    "DataStore",
    "DeviceLot",
    "Integration",
    "OwnedQuerySet",
    "Product",
    "Row",
    "ServiceArea",
    "Site",
    "Source",
    "Statement",
    "System",
    "SystemQuerySet",
    "Unit",
    "Use",
    "UserGroup",
    "Vendor",
]
