"""Checks of what was told, beyond single cells: each finds gaps and says where they are.

Basis: the reconciliation rules of the field's inventories: users against staff, contract against
system, site against network, data store against controller, and integrations told by one end only.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from maali.intake.engine.keys import cell_text
from maali.intake.models import UploadRow

# What a sheet's row lacks when all of these cells are empty, and how that gap is called.
GAPS = {
    "systems": (
        (
            "system_without_contract",
            ("contract_ref", "contract_start", "contract_end", "notice_period"),
        ),
        ("system_without_owner", ("owner_role",)),
    ),
    "sites": (("site_without_network", ("network_now",)),),
    "data_stores": (("data_store_without_controller", ("controller_now",)),),
    "contracts": (("contract_without_system", ("subject",)),),
}


def gaps(row: UploadRow) -> Iterator[dict[str, Any]]:
    """Problems of severity "note": shown with the row as a gap, never a hindrance."""
    if row.kind != "entry":
        return
    for code, keys in GAPS.get(row.target, ()):
        if not any(cell_text(row, key) for key in keys):
            yield {"code": code, "params": {}, "severity": "note", "key": keys[0], "column": ""}


def find_gaps(rows: Iterable[UploadRow]) -> None:
    """Put the gaps to the rows' problems."""
    for row in rows:
        row.problems = [*row.problems, *gaps(row)]


def more_users_than_people(rows: Sequence[UploadRow], people: int | None) -> Iterator[UploadRow]:
    """Rows whose number of users is above all the people there can be."""
    for row in rows:
        key = "user_count" if row.target == "systems" else "users"
        count = row.cells.get(key, {}).get("value")
        if people and isinstance(count, int) and count > people:
            yield row
