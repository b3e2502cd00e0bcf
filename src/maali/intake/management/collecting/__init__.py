"""What `maali collect` can do: each module is one subcommand.

A module has `HELP` (one sentence), `arguments(parser)` and `run(region, by, **options)`,
which returns the lines to print. `region` is the programme, `by` a person or "command line".
"""

from types import ModuleType

from maali.intake.management.collecting import correct, questions, read, workbooks

SUBCOMMANDS: dict[str, ModuleType] = {
    "workbooks": workbooks,
    "read": read,
    "correct": correct,
    "questions": questions,
}
