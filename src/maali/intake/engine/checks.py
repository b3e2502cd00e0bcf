"""Gaps of single rows of a file, shown with the row before it is accepted.

What is still missing from the inventory afterwards is found by `findings.py` and asked.

Basis: the reconciliation rules of the field's inventories: users against staff, contract against
system, site against network, data store against controller, and integrations told by one end only.
"""

from collections.abc import Iterable, Iterator
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


GAP_CODES = {code for found in GAPS.values() for code, _keys in found}


def find_gaps(rows: Iterable[UploadRow]) -> None:
    """Put the gaps to the rows' problems, in place of those found before."""
    for row in rows:
        others = [each for each in row.problems if each["code"] not in GAP_CODES]
        row.problems = [*others, *gaps(row)]
