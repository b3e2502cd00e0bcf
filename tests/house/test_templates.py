"""Every template compiles, whether or not a test has opened its page."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.urls import get_resolver

from tests.house.addresses import walk
from tests.house.files import files_with, name_of

TEMPLATES = [path for path in files_with(".html", ".txt") if "/templates/" in path.as_posix()]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_the_template_compiles(path: Path) -> None:
    name = path.as_posix().rpartition("/templates/")[2]
    assert engines["django"].get_template(name)


URL_NAMED = re.compile(r"\{%\s*url\s+['\"]([\w:\-]+)['\"]")


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_address_that_the_template_names_exists(path: Path) -> None:
    known = {name for name, _ in walk(get_resolver())}
    named = set(URL_NAMED.findall(path.read_text("utf-8")))
    assert sorted(named - known) == []
