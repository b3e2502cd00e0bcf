"""What accepting an upload would do to the inventory, row by row; nothing is written here."""

from collections.abc import Sequence
from typing import Any

from maali.intake.engine.fields import KIND_OF
from maali.intake.engine.tell import Telling, tell_rows
from maali.intake.models import Upload, UploadRow
from maali.inventory.actions import compare

Effect = UploadRow.Effect


def weigh_rows(upload: Upload, rows: Sequence[UploadRow]) -> None:
    """Note on each row what accepting it would do; nothing is written to the inventory."""
    for row in rows:
        row.effect = first_effect(row)
    telling_rows = [row for row in rows if row.effect == Effect.NEW]
    telling = tell_rows(upload, telling_rows)
    effects = compare(telling.told)
    seen: dict[int, set[str]] = {}
    for index, effect in zip(telling.row_of, effects, strict=True):
        seen.setdefault(index, set()).add(effect.effect)
        if (effect.kind, effect.key) == telling.subjects.get(index):
            row = telling_rows[index]
            row.subject_kind, row.subject_id, row.effect = effect.kind, effect.row_id, effect.effect
    for index, found in seen.items():
        row = telling_rows[index]
        if "problem" in found:
            row.effect = Effect.PROBLEM
        elif row.effect == Effect.UNCHANGED and found != {Effect.UNCHANGED}:
            row.effect = Effect.CHANGED


def first_effect(row: UploadRow) -> str:
    """What is known of a row before the inventory is asked."""
    if row.left_out or row.kind in {"subtotal", "blank"} or row.target not in KIND_OF:
        return Effect.LEFT_OUT
    if any(problem["severity"] == "stop" for problem in row.problems):
        return Effect.PROBLEM
    return Effect.NEW


def differences(telling: Telling) -> list[dict[str, Any]]:
    """Where the file says something else than the inventory already knows: one item per value."""
    return [
        {
            "kind": effect.kind,
            "id": effect.row_id,
            "key": effect.key,
            "field": name,
            "before": before,
            "after": after,
        }
        for effect in compare(telling.told)
        for name, (before, after) in effect.changes.items()
        if effect.row_id and before not in (None, "", [], {}) and not isinstance(before, list)
    ]
