"""Collecting, measured: rounds, workbooks, foreign sheets, and what a hostile day does to them.

    python -m benchmarks.collect [--only theme,theme] [--quick] [--seeds 1,2] [--json FILE]

Every theme is a module of `benchmarks/collecting`. Each runs in a process of its own, with its own
temporary folder and database, so that no theme leaves anything behind for the next.
"""

import argparse
import importlib
import multiprocessing
import pkgutil
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks import collecting
from benchmarks.collecting.figures import Figure, Options, missing, show, write

# What the themes share, and is no theme itself.
SHARED = {"figures", "ground"}


def main() -> None:
    arguments = parse()
    options = Options(
        profile=arguments.profile,
        seeds=tuple(int(seed) for seed in arguments.seeds.split(",")),
        quick=arguments.quick,
        databases=tuple(arguments.databases.split(",")),
        size=arguments.size,
    )
    known = themes()
    asked = arguments.only.split(",") if arguments.only else known
    if unknown := sorted(set(asked) - set(known)):
        sys.exit(f"No theme is called {', '.join(unknown)}. There are: {', '.join(known)}.")
    figures: list[Figure] = []
    for theme in asked:
        figures += in_its_own_process(theme, options)
    show(figures, quick=options.quick)
    if arguments.json:
        write(figures, arguments.json)
    sys.exit(1 if any(each.holds is False for each in figures) else 0)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--only", default="", help=f"of: {', '.join(themes())}")
    parser.add_argument("--quick", action="store_true", help="small sizes, for a first look")
    parser.add_argument("--profile", default="keski-suomi")
    parser.add_argument("--seeds", default="1,2,3,4,5", help="seeds of the example region")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--size", type=int, default=0, help="of one theme, instead of its own")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def themes() -> list[str]:
    names = (each.name for each in pkgutil.iter_modules(collecting.__path__) if not each.ispkg)
    return sorted(set(names) - SHARED)


def in_its_own_process(theme: str, options: Options) -> list[Figure]:
    """The theme's figures; a theme that breaks is a figure that does not hold."""
    started = time.monotonic()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        outcome = pool.submit(measure, theme, options)
        if fault := outcome.exception():
            traceback.print_exception(fault)
            return [Figure(theme, "runs to its end", f"{type(fault).__name__}: {fault}", False)]
        figures = outcome.result()
    print(f"{theme}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return figures or [missing(theme, "", "nothing was measured")]


def measure(theme: str, options: Options) -> list[Figure]:
    found: list[Figure] = importlib.import_module(f"benchmarks.collecting.{theme}").measure(options)
    return found


if __name__ == "__main__":
    main()
