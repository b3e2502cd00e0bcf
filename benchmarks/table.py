"""The figures of a yardstick: a table for people, JSON for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured value. `goal` is words ("≥ 0.77", "" for none); `holds` None without a goal."""

    name: str
    value: float | int | str | None
    unit: str = ""
    goal: str = ""
    holds: bool | None = None


def show(figures: Sequence[Figure]) -> None:
    """Print the figures as a table, in the order given."""
    rows = [("figure", "value", "unit", "goal", "holds")]
    marks = {True: "yes", False: "NO", None: ""}
    for figure in figures:
        value = f"{figure.value:.4g}" if isinstance(figure.value, float) else str(figure.value)
        if figure.value is None:
            value = "not measured"
        rows.append((figure.name, value, figure.unit, figure.goal, marks[figure.holds]))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )


def write(figures: Sequence[Figure], path: Path | str) -> None:
    """Write the figures as a JSON list of objects with name, value, unit, goal and holds."""
    text = json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1)
    Path(path).write_text(text + "\n", encoding="utf-8")
