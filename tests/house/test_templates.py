"""Every template compiles, whether or not a test has opened its page."""

from pathlib import Path

import pytest
from django.template import engines

from tests.house.files import files_with, name_of

TEMPLATES = [path for path in files_with(".html", ".txt") if "/templates/" in path.as_posix()]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_the_template_compiles(path: Path) -> None:
    name = path.as_posix().rpartition("/templates/")[2]
    assert engines["django"].get_template(name)
