"""The last door: every text on its way to the database is looked at, whoever writes it.

A personal identity code is never stored. Forms, the interface for machines, the command line,
calculations and imports all end in an INSERT or an UPDATE, so one look there sees what twenty
looks before it might forget. It refuses like a rule: the page shows the sentence, nothing is kept.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from json import dumps
from typing import Any

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali_engines.sheets.identity import LEAST_DIGITS, holds_identity_code

# Six digits of a date: hardly any other text passes, and those that do are looked at closely.
DATED = re.compile(r"\d\d[. ]?\d\d[. ]?\d\d")


def look_at(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """A wrapper of every statement of a connection; raises `Refused`."""
    if params and sql.lstrip()[:6].upper() in {"INSERT", "UPDATE"}:
        for row in params if many else (params,):
            if any(map(holds_code, texts(row))):
                raise Refused(
                    _(
                        "This text holds a personal identity code. "
                        "Codes of persons are not stored here."
                    )
                )
    return execute(sql, params, many, context)


def texts(row: Iterable[Any]) -> Iterator[str]:
    """The texts of one row of values; values of JSON come wrapped on PostgreSQL."""
    for value in row:
        if isinstance(value, str):
            yield value
        elif isinstance(wrapped := getattr(value, "obj", None), dict | list | str):
            yield dumps(wrapped, default=str)  # a file's bytes come wrapped too, and are no text


def holds_code(text: str) -> bool:
    if "\\u" in text:  # values of JSON spell letters beyond ASCII so
        text += text.encode("ascii", "ignore").decode("unicode_escape", "ignore")
    if text.isascii():
        return bool(DATED.search(text)) and holds_identity_code(text)
    return sum(map(str.isdigit, text)) >= LEAST_DIGITS and holds_identity_code(text)


def watch(sender: Any, connection: Any, **about: Any) -> None:
    """Put the look on a new connection."""
    if look_at not in connection.execute_wrappers:
        connection.execute_wrappers.append(look_at)
