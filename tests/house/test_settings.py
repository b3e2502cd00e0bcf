"""Every setting that the environment may give is described, with its default."""

import re

from tests.machine import ROOT

READ = re.compile(
    r"""(?:env_flag|env_number|env_list|environ\.get|environ)[(\[]["']([A-Z_]+)["']"""
)
DESCRIBED = re.compile(r"^([A-Z_]+)=", re.MULTILINE)


def read_by_settings() -> set[str]:
    return set(READ.findall((ROOT / "src/maali/web/settings.py").read_text("utf-8")))


def test_every_setting_is_described_and_nothing_else() -> None:
    described = set(DESCRIBED.findall((ROOT / ".env.example").read_text("utf-8")))
    assert described == read_by_settings()


def test_the_environment_is_read_nowhere_but_in_the_settings() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "src").rglob("*.py"))
        if READ.search(path.read_text("utf-8")) and path.name != "settings.py"
    ]
    assert found == []
