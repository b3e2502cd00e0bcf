"""Lines of the log: what an address or a fault says goes there, but no personal identity code."""

import logging
from urllib.parse import unquote

from maali_engines.sheets.identity import holds_identity_code

WITHHELD = "(this line held a personal identity code and was left out)"


class Line(logging.Formatter):
    """The line as it would stand, with its traceback; of one that holds a code, only its origin."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        if not holds_identity_code(unquote(line)):
            return line
        return f"{record.levelname} {record.name}: {WITHHELD}"
