import logging

import pytest

from maali.core.logs import WITHHELD, Line


def line(message: str) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, message, (), None)
    return Line("{levelname} {name}: {message}", style="{").format(record)


@pytest.mark.parametrize("code", ["010190-900P", "010190%2D900P", "811218-9876"])
def test_a_line_with_a_code_keeps_only_where_it_came_from(code: str) -> None:
    assert line(f"Not Found: /haku/{code}") == f"WARNING django.request: {WITHHELD}"


def test_any_other_line_stays_as_it_is() -> None:
    assert line("Not Found: /a/2022-03-01/") == "WARNING django.request: Not Found: /a/2022-03-01/"
