"""What a yardstick of collecting is asked and what it answers: a table, or JSON for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from textwrap import wrap

HOLDS = {True: "yes", False: "NO", None: "not measured"}
TITLES = ("what", "goal", "value", "holds")
# The columns of words are folded at these widths, so that the table fits a terminal.
WIDTHS = (52, 26, 44, 12)


@dataclass(frozen=True)
class Figure:
    """One measured thing. `holds` is None where it was not measured; `value` then says why."""

    name: str
    goal: str
    value: str
    holds: bool | None


@dataclass(frozen=True)
class Options:
    """What to measure on: `seeds` of the example region, small sizes when `quick`.

    `databases` are "sqlite" and "postgresql"; `size` stands for the number of rows, files,
    moments or interleavings of a theme (0: the theme's own, the one that its goal names).
    """

    profile: str = "keski-suomi"
    seeds: tuple[int, ...] = (1, 2, 3, 4, 5)
    quick: bool = False
    databases: tuple[str, ...] = ("sqlite", "postgresql")
    size: int = 0

    def of_size(self, full: int, small: int) -> int:
        """How many of them: what was asked for, else the goal's number or the quick one."""
        return self.size or (small if self.quick else full)


def missing(name: str, goal: str, why: str) -> Figure:
    """A figure that could not be measured here, with what it would need."""
    return Figure(name, goal, why, None)


def show(figures: Sequence[Figure], *, quick: bool = False) -> None:
    """Print the figures as a table, in the order given."""
    line = "-+-".join("-" * width for width in WIDTHS)
    if quick:
        print("Small sizes: these figures are a first look and settle no goal.\n")
    print_row(TITLES)
    print(line)
    for each in figures:
        print_row((each.name, each.goal, each.value, HOLDS[each.holds]))


def print_row(cells: Sequence[str]) -> None:
    folded = [wrap(cell, width) or [""] for cell, width in zip(cells, WIDTHS, strict=True)]
    for number in range(max(map(len, folded))):
        parts = [lines[number] if number < len(lines) else "" for lines in folded]
        padded = (part.ljust(width) for part, width in zip(parts, WIDTHS, strict=True))
        print(" | ".join(padded).rstrip())


def write(figures: Sequence[Figure], path: Path) -> None:
    """Write the figures as a JSON list of objects with name, goal, value and holds."""
    text = json.dumps([asdict(each) for each in figures], ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
