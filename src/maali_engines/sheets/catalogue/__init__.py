"""The sheets that Maali asks for, in the order in which a respondent meets them."""

from maali_engines.sheets.catalogue.contracts import CONTRACTS
from maali_engines.sheets.catalogue.data_stores import DATA_STORES
from maali_engines.sheets.catalogue.devices import DEVICES
from maali_engines.sheets.catalogue.integrations import INTEGRATIONS
from maali_engines.sheets.catalogue.organisations import ORGANISATIONS
from maali_engines.sheets.catalogue.places import SITES, UNITS
from maali_engines.sheets.catalogue.systems import SYSTEMS
from maali_engines.sheets.catalogue.user_groups import USER_GROUPS
from maali_engines.sheets.columns import Sheet

SHEETS: tuple[Sheet, ...] = (
    SYSTEMS,
    SITES,
    INTEGRATIONS,
    CONTRACTS,
    DEVICES,
    DATA_STORES,
    UNITS,
    USER_GROUPS,
    ORGANISATIONS,
)
BY_KEY: dict[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}

__all__ = [
    "BY_KEY",
    "CONTRACTS",
    "DATA_STORES",
    "DEVICES",
    "INTEGRATIONS",
    "ORGANISATIONS",
    "SHEETS",
    "SITES",
    "SYSTEMS",
    "UNITS",
    "USER_GROUPS",
]
