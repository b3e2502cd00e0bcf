"""What no linter knows: names, lengths, and what may never stand in a file."""

import re
from pathlib import Path

import pytest

from tests.house.files import LOCKS, files_with, name_of, project_files
from tests.machine import ROOT

NO_NAMES = {"utils", "helpers", "common", "manager", "service", "misc", "base"}
MADE = {"docs/openapi.json", *LOCKS}
# Pieces are joined here so that this file does not hold what it looks for.
MACHINE_PATH = re.compile("(?<![\\w.])/" + "(?:work|home|root|Users)/" + "[\\w.]")
TEMPORARY = re.compile("(?<![\\w.])/" + "tmp/" + "\\w")
REGISTRIES = re.compile("pypi" + r"\.org|pythonhosted\.org|registry\.npm" + r"js\.org|--index-url")
TEXTS = (".py", ".md", ".html", ".js", ".css", ".toml", ".yml", ".csv", ".txt", ".in", ".lock", "")


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_file_has_400_lines() -> None:
    paths = files_with(".py", ".html", ".css", ".js")
    assert len(paths) > 100
    assert [name_of(path) for path in paths if lines_of(path) >= 400] == []


def test_no_file_is_named_for_what_it_might_hold() -> None:
    assert [name_of(path) for path in files_with(".py") if path.stem in NO_NAMES] == []


def test_every_command_has_at_most_40_lines() -> None:
    commands = [
        path
        for path in files_with(".py")
        if "management/commands/" in name_of(path) and path.stem != "__init__"
    ]
    assert commands
    long = [name_of(path) for path in commands if lines_of(path) > 40]
    assert long == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = []
    for path in project_files():
        if path.suffix in TEXTS:
            text = path.read_text("utf-8", errors="replace")
            found += [f"{name_of(path)}: {m[0]}" for m in MACHINE_PATH.finditer(text)]
            found += [f"{name_of(path)}: {m[0]}" for m in TEMPORARY.finditer(text)]
    assert found == []


@pytest.mark.parametrize("name", [*LOCKS, "Makefile", "pyproject.toml", ".npmrc"])
def test_no_lock_names_a_registry(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert REGISTRIES.search(text) is None
    if name in LOCKS:
        assert "://" not in text
        assert '"resolved"' not in text


@pytest.mark.parametrize("name", [name for name in LOCKS if name.startswith("requirements")])
def test_every_locked_library_has_an_exact_version_and_hashes(name: str) -> None:
    entries = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    assert entries
    for entry in entries:
        assert re.match(r"[\w.\-\[\],]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), entry[:60]


OWN_SCRIPT = re.compile(r"<style|\sstyle=|\son(?:click|change|submit|load|input)=")


def test_no_template_has_script_or_style_of_its_own() -> None:
    found = []
    for path in files_with(".html"):
        text = path.read_text("utf-8")
        found += [f"{name_of(path)}: {own[0]}" for own in OWN_SCRIPT.finditer(text)]
        for attributes in re.findall(r"<script([^>]*)>", text):
            if "src=" not in attributes and "application/json" not in attributes:
                found.append(f"{name_of(path)}: <script{attributes}>")
    assert found == []
