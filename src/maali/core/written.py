"""The last door: every text on its way to the database is looked at, whoever writes it.

A personal identity code is never stored. Forms, the interface for machines, the command line,
calculations and imports all end in an INSERT or an UPDATE, so one look there sees what twenty
looks before it might forget. It refuses like a rule: the page shows the sentence, nothing is kept.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from json import dumps
from typing import Any

from django.utils.translation import gettext as _

from maali.core.actions import Refused
from maali_engines.sheets.identity import holds_identity_code, visible

# The shape of any code, whatever its date and check: few texts have it, and those are looked at
# closely. All texts of a statement are held against it at once, as there are ten to a row.
SHAPED = re.compile(r"\d\d[. ]?\d\d[. ]?\d\d\s{0,3}[-+–—−‐‑A-FU-Ya-fu-y]?\s{0,3}\d{3}")
BARE = {type(None), bool, int, float, bytes, memoryview, date, datetime, Decimal}


def look_at(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """A wrapper of every statement of a connection; raises `Refused`."""
    if params and sql.lstrip()[:6].upper() in {"INSERT", "UPDATE"}:
        written = {text for row in (params if many else (params,)) for text in texts(row)}
        if is_shaped("\n".join(written)) and any(map(holds_code, written)):
            raise Refused(
                _("This text holds a personal identity code. Codes of persons are not stored here.")
            )
    return execute(sql, params, many, context)


def texts(row: Iterable[Any]) -> list[str]:
    """The texts of one row of values; values of JSON come wrapped on PostgreSQL."""
    return [
        value if isinstance(value, str) else unwrapped(value)
        for value in row
        if type(value) not in BARE
    ]


def unwrapped(value: Any) -> str:
    wrapped = getattr(value, "obj", None)  # a file's bytes come wrapped too, and are no text
    return dumps(wrapped, default=str) if isinstance(wrapped, dict | list | str) else ""


def holds_code(text: str) -> bool:
    return is_shaped(text) and holds_identity_code(spelt_out(text))


def is_shaped(text: str) -> bool:
    text = spelt_out(text)
    return bool(SHAPED.search(text if text.isascii() else visible(text)))


def spelt_out(text: str) -> str:
    """With what values of JSON spell beyond ASCII also as it is read."""
    if "\\u" not in text:
        return text
    return text + text.encode("ascii", "ignore").decode("unicode_escape", "ignore")


def watch(sender: Any, connection: Any, **about: Any) -> None:
    """Put the look on a new connection."""
    if look_at not in connection.execute_wrappers:
        connection.execute_wrappers.append(look_at)
