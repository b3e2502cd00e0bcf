"""Known facts about products and vendors: who renamed what, what is part of what, who sells it.

Two names joined by `same_as` or `renamed_to` are one thing. `successor_of` and `module_of` keep
their two sides apart for ever, also through a third name; `sold_by` only informs.
"""

from maali_engines.linkage.data import Knowledge


def shipped() -> tuple[Knowledge, ...]:
    """The table that comes with the project, each row with its source."""
    return ()


def read(text: str) -> tuple[Knowledge, ...]:
    """Rows from CSV text with the columns kind, relation, left, right, source.

    Raises `Nonsense("bad_knowledge", row=…)` for an unknown relation or kind or an empty side.
    """
    raise NotImplementedError


def write(rows: tuple[Knowledge, ...]) -> str:
    """The rows as CSV text that `read` takes."""
    raise NotImplementedError
