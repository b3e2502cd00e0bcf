"""What `maali collect` can do: each module is one subcommand.

A module has `HELP` (one sentence), `arguments(parser)` and `run(region, by, **options)`,
which returns the lines to print. `region` is the programme, `by` a person or "command line".
"""

from types import ModuleType

from maali.intake.management.collecting import (
    accept,
    add_respondent,
    add_round,
    answer,
    board,
    close_round,
    correct,
    invite,
    key_systems,
    letters,
    link,
    mark,
    mend,
    open_round,
    questions,
    read,
    respondents,
    rounds,
    take_back,
    trace,
    withdraw,
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
    "respondents": respondents,
    "add-respondent": add_respondent,
    "link": link,
    "letters": letters,
    "workbooks": workbooks,
    "read": read,
    "correct": correct,
    "mend": mend,
    "accept": accept,
    "withdraw": withdraw,
    "mark": mark,
    "questions": questions,
    "answer": answer,
    "take-back": take_back,
    "trace": trace,
}
