"""The river on the example region, measured against the hidden truth.

    python -m benchmarks.river --seeds 1,2,3 [--profile keski-suomi] [--json FILE]
    python -m benchmarks.river --real FILE [--labels FILE] [--json FILE]

Makes the region's workbooks in a temporary folder, takes them through the product's own actions
into a temporary database, and compares what came of it with the truth beside the workbooks. With
`--real` the rows of a catalogue of local bodies are written as one foreign sheet per body.
"""

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks.table import Figure, show, write


def main() -> None:
    arguments = parse()
    figures: list[Figure] = []
    runs = [None] if arguments.real else [int(seed) for seed in arguments.seeds.split(",")]
    for seed in runs:
        with tempfile.TemporaryDirectory(prefix="river-") as folder:
            open_database(Path(folder))
            figures += measure(arguments, seed, Path(folder))
    show(figures)
    if arguments.json:
        write(figures, arguments.json)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--seeds", default="1", help="comma-separated seeds of the example region")
    parser.add_argument("--profile", default="keski-suomi")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--real", type=Path, help="catalogue of real inventories (CSV)")
    parser.add_argument("--labels", type=Path, help="labels of the catalogue's rows (CSV)")
    return parser.parse_args()


def open_database(folder: Path) -> None:
    """A database of its own for this run; later runs in the same process move to their own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maali.web.settings")
    os.environ.update(MAALI_DEMO="yes", MAALI_DATA_DIR=str(folder), MAALI_LOG_LEVEL="INFO")
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    connection.close()
    connection.settings_dict["NAME"] = str(folder / "maali.sqlite3")
    call_command("migrate", run_syncdb=True, verbosity=0)


def measure(arguments: argparse.Namespace, seed: int | None, folder: Path) -> list[Figure]:
    from benchmarks.river_collect import measure_collect
    from benchmarks.river_real import measure_real

    if seed is None:
        return measure_real(arguments.real, arguments.labels, folder)
    return measure_collect(arguments.profile, seed, folder)


if __name__ == "__main__":
    main()
