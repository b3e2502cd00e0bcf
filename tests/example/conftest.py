import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from example import make_region

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The folder of a region, made once for each profile, seed and language."""
    made: dict[tuple[str, int, str], Path] = {}

    def region(profile: str, seed: int = 1, language: str = "fi") -> Path:
        key = (profile, seed, language)
        if key not in made:
            made[key] = tmp_path_factory.mktemp(f"{profile}-{seed}-{language}")
            make_region(profile, seed, made[key], language=language)
        return made[key]

    return region


@pytest.fixture
def truth(regions: Callable[..., Path]) -> Callable[..., Rows]:
    """The rows of one file of a region's truth."""

    def read(name: str, profile: str = "keski-suomi", seed: int = 1, language: str = "fi") -> Rows:
        path = regions(profile, seed, language) / "truth" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
