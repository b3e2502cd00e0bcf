"""What `maali collect` can do: each module is one subcommand.

A module has `HELP` (one sentence), `arguments(parser)` and `run(region, by, **options)`,
which returns the lines to print. `region` is the programme, `by` a person or "command line".
"""

from types import ModuleType

from maali.intake.management.collecting import (
    add_round,
    answer,
    board,
    close_round,
    correct,
    invite,
    key_systems,
    letters,
    open_round,
    questions,
    read,
    rounds,
    take_back,
    trace,
    workbooks,
)

SUBCOMMANDS: dict[str, ModuleType] = {
    "rounds": rounds,
    "add-round": add_round,
    "invite": invite,
    "key-systems": key_systems,
    "open-round": open_round,
    "close-round": close_round,
    "board": board,
    "letters": letters,
    "workbooks": workbooks,
    "read": read,
    "correct": correct,
    "questions": questions,
    "answer": answer,
    "take-back": take_back,
    "trace": trace,
}
