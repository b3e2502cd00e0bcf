"""The files of the project: what git knows, or would take."""

import subprocess
from functools import cache
from pathlib import Path

from tests.machine import ROOT

LOCKS = (
    "package-lock.json",
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-spark.lock",
)


@cache
def project_files() -> tuple[Path, ...]:
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = sorted({ROOT / name for name in names.split("\0") if name})
    return tuple(path for path in paths if path.is_file())


def files_with(*suffixes: str) -> list[Path]:
    return [path for path in project_files() if path.suffix in suffixes]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
