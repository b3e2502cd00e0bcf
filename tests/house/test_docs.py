"""What docs/ says of the code is what the code says."""

import re

import pytest

from tests.machine import ROOT
from tools import docs


@pytest.mark.parametrize("name", docs.PAGES)
def test_the_page_is_fresh(name: str) -> None:
    assert name not in docs.stale(), "run `make docs`"


def test_every_command_is_described() -> None:
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    assert docs.own_commands()
    for name in docs.own_commands():
        assert f"## `maali {name}`" in text


def test_every_choice_has_its_number_once() -> None:
    names = sorted(path.name for path in (ROOT / "docs/choices").glob("*.md"))
    numbers = [int(name[:4]) for name in names]
    assert numbers == list(range(1, len(names) + 1))


def test_links_between_pages_of_the_docs_lead_somewhere() -> None:
    dead = []
    for page in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                dead.append(f"{page.name}: {target}")
    assert dead == []


def test_paths_that_the_docs_name_exist() -> None:
    roots = ("src/", "tests/", "tools/", "docs/", "example/", "benchmarks/")
    dead = []
    for page in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]:
        for name in re.findall(r"`([\w./\-äöå]+\.\w{2,4})`", page.read_text("utf-8")):
            if name.startswith(roots) and not (ROOT / name).exists():
                dead.append(f"{page.name}: {name}")
    assert dead == []
