"""What each round asks: the broad one of everybody, the detailed one about key systems.

How the field's tables of what is asked become columns: a line that names two things becomes two
columns ("name, address": `site_name` and `address`), and what the tables mark "count" is asked in
the broad round as numbers by place and type. Lines filled by the region itself are no columns.
Columns that no line names: the contract and integrations in a system's row are optional, for those
who keep them in one table (their own sheets ask for them in full); `personal_data` is mandatory
because it decides whether a system is a key system; notes are always welcome. What another sheet
asks for already (the address of a system's site) is understood, never asked.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from maali_engines.sheets.catalogue import SHEETS
from maali_engines.sheets.columns import Sheet

RoundKind = Literal["broad", "detailed"]
Answer = Literal["mandatory", "optional"]


def asked_in(
    round_kind: RoundKind, sheets: Sequence[Sheet] = SHEETS
) -> dict[str, dict[str, Answer]]:
    """For each sheet that the round asks for its columns, in their order.

    The column that names a row is always among them: without it nobody could tell what a row is
    about. A supplementary round starts from what the broad one asks.
    """
    place = 0 if round_kind == "broad" else 1
    found = {sheet.key: dict(asked_of(sheet, place)) for sheet in sheets}
    return {key: columns for key, columns in found.items() if columns}


def asked_of(sheet: Sheet, place: int) -> Iterator[tuple[str, Answer]]:
    """Nothing at all when the round asks for no column of the sheet."""
    if not any(column.asked[place] for column in sheet.columns):
        return
    for column in sheet.columns:
        if answer := column.asked[place]:
            yield column.key, answer
        elif column.key == sheet.named_by:
            yield column.key, "mandatory"
