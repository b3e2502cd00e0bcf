"""Which column of which sheet becomes which field of the inventory."""

from maali.inventory.models import System

# Sheets in the order in which they are told: what is pointed to comes first.
KIND_OF = {
    "sites": "site",
    "units": "unit",
    "systems": "system",
    "contracts": "contract",
    "devices": "device_lot",
    "integrations": "integration",
    "data_stores": "data_store",
}
# What the reader found a system's row to be, where that is not simply a system in scope.
STANDINGS = {
    "stays": System.Standing.STAYS,
    "gone": System.Standing.GONE,
    "not_a_system": System.Standing.NOT_A_SYSTEM,
}
FIELDS: dict[str, dict[str, str]] = {
    "systems": {
        "system_name": "name",
        "vendor": "vendor_name",
        "purpose": "purpose",
        "service_area": "service_area",
        "owner_role": "owner_role",
        "user_count": "users",
        "hosting": "hosting",
        "personal_data": "personal_data",
        "criticality": "criticality",
        "go_live": "go_live",
        "end_of_life": "end_of_life",
        "fate_proposal": "fate_proposal",
        "yearly_cost": "yearly_cost",
        "device_count": "device_count",
        "notes": "notes",
    },
    "contract of a system": {
        "contract_ref": "reference",
        "contract_start": "start",
        "contract_end": "end",
        "notice_period": "notice_months",
    },
    "sites": {
        "site_name": "name",
        "address": "address",
        "postcode": "postcode",
        "users": "users",
        "workstations": "workstations",
        "printers_phones": "printers_phones",
        "ownership": "ownership",
        "after_start": "after_start",
        "network_now": "network_now",
        "fibre_ready": "fibre_ready",
        "site_contact_role": "contact_role",
        "quiet_times": "quiet_times",
        "notes": "notes",
    },
    "units": {
        "unit_name": "name",
        "service_area": "service_area",
        "manager_role": "manager_role",
        "hours": "hours",
        "criticality": "criticality",
    },
    "contracts": {
        "title": "title",
        "reference": "reference",
        "parties": "vendor_name",
        "type": "type",
        "start": "start",
        "end": "end",
        "notice": "notice_months",
        "extension": "extension",
        "assignable": "assignable",
        "divisible": "divisible",
        "yearly_cost": "yearly_cost",
        "procurement_basis": "procurement_basis",
    },
    "devices": {"type_model": "type", "count": "count", "ownership": "ownership", "end": "end"},
    "integrations": {
        "from_system": "from_name",
        "to_system": "to_name",
        "data": "data",
        "direction": "direction",
        "binding": "binding",
    },
    "data_stores": {
        "name": "name",
        "controller_now": "controller_now",
        "special_categories": "special_categories",
        "secrecy": "secrecy",
        "retention": "retention",
    },
}
