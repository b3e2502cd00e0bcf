"""The sheets that Maali asks for, in the order in which a respondent meets them."""

from maali_engines.sheets.catalogue.links import CONTRACTS, DATA_STORES, INTEGRATIONS
from maali_engines.sheets.catalogue.places import DEVICES, SITES, UNITS
from maali_engines.sheets.catalogue.systems import SYSTEMS
from maali_engines.sheets.columns import Sheet

SHEETS: tuple[Sheet, ...] = (
    SYSTEMS,
    SITES,
    INTEGRATIONS,
    CONTRACTS,
    DEVICES,
    DATA_STORES,
    UNITS,
)
BY_KEY: dict[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}

__all__ = [
    "BY_KEY",
    "CONTRACTS",
    "DATA_STORES",
    "DEVICES",
    "INTEGRATIONS",
    "SHEETS",
    "SITES",
    "SYSTEMS",
    "UNITS",
]
