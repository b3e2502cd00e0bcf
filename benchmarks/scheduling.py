"""The planner measured: public instances against best-known values, and a generated region.

    python -m benchmarks.scheduling --data DIR --json FILE --seeds 1,2,3

As it is, without flags, it ends in a few minutes: one seed, the whole region, three instances of
each family with five seconds each. For more: `--seeds`, `--seconds`, `--each`.

DIR holds families of instances and `bks.csv` (family, instance, file, lb, ub); formats that
`maali_engines/scheduling/readers.py` reads are run, the others are listed as not run.
"""

import argparse
import csv
import statistics
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.region_problem import region_problem
from benchmarks.table import Figure, show, write
from maali_engines.risk import play_plan
from maali_engines.scheduling import check, solve
from maali_engines.scheduling.readers import READERS, read

PLAYS = 300


def main() -> None:
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("--data", type=Path)
    words.add_argument("--json", type=Path)
    words.add_argument("--seeds", default="1")
    words.add_argument("--seconds", type=float, default=5.0, help="for each instance")
    words.add_argument("--each", type=int, default=3, help="instances of each family")
    words.add_argument("--scale", type=float, default=1.0, help="size of the generated region")
    asked = words.parse_args()
    seeds = [int(seed) for seed in asked.seeds.split(",")]
    figures = [figure for seed in seeds for figure in region(seed, asked.scale, asked.seconds)]
    if asked.data:
        figures += families(asked.data, asked.each, asked.seconds, seeds)
    show(figures)
    if asked.json:
        write(figures, asked.json)


def region(seed: int, scale: float, seconds: float) -> list[Figure]:
    """First plan, bound and gap, judge, plays. The compiled code is warmed up on a small region.

    Processor time stands beside the time that passed, which other work on the machine lengthens.
    """
    solve(region_problem(0.03, seed), steps=1)
    problem = region_problem(scale, seed)
    begun, busy = time.monotonic(), time.process_time()
    first = solve(problem, steps=0)
    took, worked = time.monotonic() - begun, time.process_time() - busy
    later = solve(problem, seconds=seconds, clock=time.monotonic, seed=seed)
    begun, busy = time.monotonic(), time.process_time()
    risk = play_plan(problem, later, plays=PLAYS, seed=seed)
    played, playing = time.monotonic() - begun, time.process_time() - busy
    name = f"region seed {seed}: "
    return [
        Figure(name + "tasks", len(problem.tasks)),
        Figure(name + "first plan", took, "s", "≤ 2", took <= 2),
        Figure(name + "first plan, of it on the processor", worked, "s"),
        Figure(name + "first plan, gap to bound", 100 * first.gap, "%"),
        Figure(name + f"after {seconds:g} s, gap", 100 * later.gap, "%", "≤ 35", later.gap <= 0.35),
        Figure(name + "left out", len(later.not_placed), "tasks", "0", not later.not_placed),
        Figure(name + "missed weight", later.score.misses, "", "0", later.score.misses == 0),
        Figure(name + "broken rules", len(later.broken), "", "0", not later.broken),
        Figure(name + f"{PLAYS} plays", played, "s", "≤ 30", played <= 30),
        Figure(name + f"{PLAYS} plays, of it on the processor", playing, "s"),
        Figure(name + "planned end", risk.whole.planned, "slots"),
        Figure(name + "end in 80 % of plays", risk.whole.p80, "slots"),
    ]


def families(data: Path, each: int, seconds: float, seeds: list[int]) -> list[Figure]:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (data / "bks.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["family"]].append(row)
    figures = []
    for family, instances in sorted(rows.items()):
        known = [row for row in instances if row["ub"] and (data / row["file"]).exists()]
        if known and Path(known[0]["file"]).suffix in READERS:
            figures += measured(family, data, known[:each], seconds, seeds)
        else:
            figures.append(Figure(f"{family}: above best known", None, "%"))
    return figures


def measured(
    family: str, data: Path, rows: list[dict[str, str]], seconds: float, seeds: list[int]
) -> list[Figure]:
    above, gaps, proven, broken = [], [], 0, 0
    for row in rows:
        problem = read(data / row["file"])
        for seed in seeds:
            answer = solve(problem, seconds=seconds, clock=time.monotonic, seed=seed)
            broken += len(check(problem, answer.plan, answer.assignments))
            above.append(100 * (answer.objective / float(row["ub"]) - 1))
            gaps.append(100 * answer.gap)
            proven += answer.gap == 0
    name = f"{family} ({len(rows)} x {len(seeds)}): "
    return [
        Figure(name + "above best known", statistics.mean(above), "%"),
        Figure(name + "own gap", statistics.mean(gaps), "%"),
        Figure(name + "proven best", 100 * proven / len(above), "%"),
        Figure(name + "broken rules", broken, "", "0", broken == 0),
    ]


if __name__ == "__main__":
    main()
