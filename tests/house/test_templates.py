"""Every template compiles, whether or not a test has opened its page."""

import re

from django.template import TemplateSyntaxError, engines
from django.urls import get_resolver

from tests.house.addresses import walk
from tests.house.files import files_with, name_of

TEMPLATES = [path for path in files_with(".html", ".txt") if "/templates/" in path.as_posix()]


def test_every_template_compiles() -> None:
    wrong = {}
    for path in TEMPLATES:
        try:
            engines["django"].get_template(path.as_posix().rpartition("/templates/")[2])
        except TemplateSyntaxError as fault:
            wrong[name_of(path)] = str(fault)
    assert wrong == {}
    assert len(TEMPLATES) > 50


URL_NAMED = re.compile(r"\{%\s*url\s+['\"]([\w:\-]+)['\"]")


def test_every_address_that_a_template_names_exists() -> None:
    known = {name for name, _ in walk(get_resolver())}
    dead = []
    for path in TEMPLATES:
        named = set(URL_NAMED.findall(path.read_text("utf-8")))
        dead += [f"{name_of(path)}: {name}" for name in sorted(named - known)]
    assert dead == []
