"""What docs/ says of the code is what the code says."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from example.answers import make_answers
from example.draws import Draws
from example.truth import make_truth
from tests.house.files import files_with
from tests.machine import ROOT
from tools import docs

DOCS = ROOT / "docs"
BEGINNINGS = (ROOT, ROOT / "src", ROOT / "src/maali", *sorted((ROOT / "src/maali").glob("*/")))
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?|[\w.-]+\.(?:toml|in|lock|json)")
NAME = re.compile(r"[A-Za-z_]\w*\(\)")


@pytest.mark.parametrize("name", docs.PAGES)
def test_the_page_is_fresh(name: str) -> None:
    assert name not in docs.stale(), "run `make docs`"


def test_every_command_is_described() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    assert docs.own_commands()
    for name in docs.own_commands():
        assert f"## `maali {name}`" in text


def test_every_choice_has_its_number_once() -> None:
    names = sorted(path.name for path in (DOCS / "choices").glob("*.md"))
    numbers = [int(name[:4]) for name in names]
    assert numbers == list(range(1, len(names) + 1))


def test_links_between_pages_of_the_docs_lead_somewhere() -> None:
    dead = []
    for page in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                dead.append(f"{page.name}: {target}")
    assert dead == []


def pages() -> list[Path]:
    """What people write: docs/ and the pages at the root, without those made from the code."""
    made = {DOCS / name for name in docs.PAGES}
    return [page for page in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")] if page not in made]


def code_of(page: Path) -> list[tuple[int, str]]:
    """Everything between backticks and everything in a fenced block, with its line."""
    found, fenced = [], False
    for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            found.append((number, line))
        else:
            found += [(number, code) for code in re.findall(r"`([^`]+)`", line)]
    return found


def file_named(name: str) -> list[Path]:
    """Docs name files from the root, src/, src/maali/ or a part; `guess*` means all of them."""
    return [path for root in BEGINNINGS for path in sorted(root.glob(name.rstrip("/")))]


@cache
def names_defined(path: Path) -> frozenset[str]:
    """Functions, methods and classes of a Python file; macros of nothing else are named in docs."""
    tree = ast.parse(path.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, kinds))


def test_paths_that_the_docs_name_exist() -> None:
    dead = [
        f"{page.name}:{number}: {code}"
        for page in pages()
        for number, code in code_of(page)
        if PATH.fullmatch(code) and not file_named(code)
    ]
    assert dead == []


def blocks_of(page: Path) -> list[str]:
    """The paragraphs of a page and the rows of its tables, each by itself; no fenced code."""
    text = re.sub(r"^ *```.*?^ *```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.split(r"\n\s*\n|\n(?=\|)", text)


def test_functions_that_the_docs_name_exist_where_they_are_said_to_be() -> None:
    """A name() beside files is of one of them; without a file in its paragraph, of any."""
    everywhere = frozenset().union(*map(names_defined, files_with(".py")))
    dead = []
    for page in pages():
        for block in blocks_of(page):
            codes = re.findall(r"`([^`]+)`", block)
            beside = [path for code in codes if code.endswith(".py") for path in file_named(code)]
            known = frozenset().union(*map(names_defined, beside)) if beside else everywhere
            named = [code.removesuffix("()") for code in codes if NAME.fullmatch(code)]
            dead += [f"{page.name}: {name}()" for name in named if name not in known]
    assert dead == []


def test_commands_and_settings_that_the_docs_name_exist() -> None:
    docs.begin()
    commands = set(get_commands())
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    settings = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    dead = []
    for page in pages():
        for number, code in code_of(page):
            unknown = set(re.findall(r"(?:^|&& |\$ )maali ([a-z_]+)", code)) - commands
            unknown |= set(re.findall(r"^make ([a-z]+)", code)) - targets
            unknown |= set(re.findall(r"MAALI_\w+|DATABASE_URL", code)) - settings
            dead += [f"{page.name}:{number}: {name}" for name in sorted(unknown)]
    assert dead == []


def test_every_library_is_chosen_for_a_reason() -> None:
    """Each line of requirements*.in is named on the page that says why, and who keeps it."""
    said = (DOCS / "choices/0002-libraries.md").read_text("utf-8").lower()
    asked = [
        re.split(r"[\[<>=]", line)[0].strip()
        for path in ROOT.glob("requirements*.in")
        for line in path.read_text("utf-8").splitlines()
        if line and line[0] not in "#-"
    ]
    assert len(asked) > 20
    words = set(re.findall(r"[a-z0-9][a-z0-9-]*[a-z0-9]", said))
    assert [name for name in asked if name not in words] == []


def test_the_walk_begins_at_the_cell_that_is_sent() -> None:
    """docs/follow-one-system.md: row 67 of what Äänekoski sends names two systems in one cell."""
    page = (DOCS / "follow-one-system.md").read_text("utf-8")
    truth = make_truth("keski-suomi", 1)
    name = "KS-P06_aanekoski_2021-11-17.xlsx"
    books = make_answers(truth, Draws(1, "keski-suomi"), "fi")
    sheet = next(book for book in books if book.name == name).sheets[0]
    assert sheet.name == "Järjestelmät"
    assert sheet.cells[66, 0].raw == "Effica / Saga"
    assert sheet.targets[66] == "KS-P06-I001"
    assert all(said in page for said in (name, "Effica / Saga", "KS-P06-I001", "A67"))


def test_pictures_are_there_and_small() -> None:
    """Those that a page names exist by the test of links; none makes a clone slow."""
    pictures = list((ROOT / "docs/pictures").glob("*.png"))
    assert pictures
    assert [each.name for each in pictures if each.stat().st_size > 300_000] == []
