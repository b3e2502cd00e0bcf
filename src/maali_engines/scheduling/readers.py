"""Readers of public benchmark formats, so that anyone can check what is claimed.

PSPLIB single-mode (.sm, Kolisch & Sprecher 1997), Patterson (.rcp) and MSPSP-InstLib (.dzn,
Young et
al. 2017). In all of them only the end of the project counts, so `Weights` has the makespan
alone. The
horizon is the sum of all durations.
"""

import re
from pathlib import Path

from maali_engines.scheduling.data import (
    Expert,
    Job,
    Mode,
    Precedence,
    Problem,
    SkillPool,
    Task,
    Weights,
)
from maali_engines.scheduling.nonsense import refuse_if

END_ONLY = Weights(left_out=1e6, miss=0, late=0, tardy=0, makespan=1, cost=0, risk=0, moved=0)
Rows = list[tuple[int, dict[str, int]]]  # by task: duration, units by resource


def read(path: Path) -> Problem:
    """By the file's ending. Raises `Nonsense` ("unknown_format", "bad_file") or what `Problem`
    raises."""
    refuse_if(path.suffix not in READERS, "unknown_format", file=path.name)
    text = path.read_text(encoding="latin-1")
    try:
        return READERS[path.suffix](text)
    except (IndexError, KeyError, StopIteration, TypeError) as error:
        refuse_if(True, "bad_file", file=path.name, why=str(error))
        raise


def read_sm(text: str) -> Problem:
    lines = text.splitlines()
    first = {name: next(n for n, line in enumerate(lines) if line.startswith(name))
             for name in ("PRECEDENCE", "REQUESTS", "RESOURCEAVAIL")}  # fmt: skip
    arcs: list[tuple[int, int]] = []
    for row in _numbers(lines[first["PRECEDENCE"] + 2 : first["REQUESTS"]]):
        arcs += [(row[0], after) for after in row[3 : 3 + row[2]]]
    work = _numbers(lines[first["REQUESTS"] + 2 : first["RESOURCEAVAIL"]])
    units = _numbers(lines[first["RESOURCEAVAIL"] + 1 :])[0]
    names = [f"R{n + 1}" for n in range(len(units))]
    rows: Rows = [(row[2], _demand(names, row[3:])) for row in work]
    return _project(rows, arcs, dict(zip(names, units, strict=True)))


def read_rcp(text: str) -> Problem:
    numbers = iter([int(one) for one in text.split()])
    count, resources = next(numbers), next(numbers)
    names = [f"R{n + 1}" for n in range(resources)]
    units = {name: next(numbers) for name in names}
    rows: Rows = []
    arcs: list[tuple[int, int]] = []
    for task in range(1, count + 1):
        length = next(numbers)
        rows.append((length, _demand(names, [next(numbers) for _ in names])))
        arcs += [(task, next(numbers)) for _ in range(next(numbers))]
    return _project(rows, arcs, units)


def read_dzn(text: str) -> Problem:
    """Multi-skill: every person has some skills and uses one at a time, all through a task."""
    plain = re.sub(r"%.*", "", text)

    def part(name: str) -> str:
        found = re.search(rf"\b{name}\s*=\s*([^;]*);", plain, re.DOTALL)
        return found[1] if found else ""

    def numbers(name: str) -> list[int]:
        return [int(one) for one in re.findall(r"-?\d+", part(name))]

    count, skills, people = (numbers(name)[0] for name in ("nActs", "nSkills", "nResources"))
    names = [f"S{n + 1}" for n in range(skills)]
    asked, lengths = numbers("sreq"), numbers("dur")
    able = [word == "true" for word in re.findall(r"true|false", part("mastery"))]
    rows: Rows = [
        (lengths[n], _demand(names, asked[n * skills : (n + 1) * skills])) for n in range(count)
    ]
    masters = [frozenset(s for s, has in zip(names, able[p * skills :], strict=False) if has)
               for p in range(people)]  # fmt: skip
    experts = tuple(Expert(f"P{p + 1}", own) for p, own in enumerate(masters) if own)
    arcs = list(zip(numbers("pred"), numbers("succ"), strict=True))
    return _project(rows, arcs, {}, experts)


def _numbers(lines: list[str]) -> list[list[int]]:
    rows = [line.split() for line in lines]
    return [[int(one) for one in row] for row in rows if row and all(c.isdigit() for c in row)]


def _demand(names: list[str], units: list[int]) -> dict[str, int]:
    return {name: count for name, count in zip(names, units, strict=True) if count}


def _project(
    rows: Rows,
    arcs: list[tuple[int, int]],
    units: dict[str, int],
    experts: tuple[Expert, ...] = (),
) -> Problem:
    horizon = sum(length for length, _ in rows) + 1
    tasks = tuple(
        Task(str(n), "project", "task", (Mode(length, demand if length else {}),))
        for n, (length, demand) in enumerate(rows, start=1)
    )
    return Problem(
        period_of_slot=(0,) * horizon,
        jobs=(Job("project"),),
        tasks=tasks,
        precedences=tuple(Precedence(str(a), str(b)) for a, b in arcs),
        experts=experts,
        pools=tuple(SkillPool(name, (float(count),)) for name, count in units.items()),
        weights=END_ONLY,
    )


READERS = {".sm": read_sm, ".rcp": read_rcp, ".dzn": read_dzn}
