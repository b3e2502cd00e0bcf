"""The pages of docs/ that are made from the code, so that they cannot tell another story.

python tools/docs.py           write docs/states.md, commands.md, sheets.md and openapi.json
python tools/docs.py --check   change nothing; fail when one of them is stale
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MADE = "Made from the code by `make docs`; a test fails when it is stale.\n"


def begin() -> None:
    """Start Django with the settings of a demo, unless a test has started it already."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maali.web.settings")
        os.environ.setdefault("MAALI_DEMO", "yes")
        django.setup()


def models_with_moves() -> Iterator[Any]:
    from django.apps import apps

    for model in apps.get_models():
        if model.__module__.startswith("maali.") and "MOVES" in vars(model):
            yield model


def part_of(model: Any) -> str:
    return str(model.__module__.split(".")[1])


def state_drawing(model: Any) -> str:
    """One Mermaid drawing: the first state, who may follow whom, where it ends."""
    field = next(f for f in model._meta.get_fields() if getattr(f, "choices", None) and
                 set(model.MOVES) <= {value for value, _ in f.choices})  # fmt: skip
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {value}: {label}" for value, label in field.choices]
    if isinstance(field.default, str):
        lines.append(f"    [*] --> {field.default}")
    for before, after in model.MOVES.items():
        lines += [f"    {before} --> {state}" for state in sorted(after)]
        if not after:
            lines.append(f"    {before} --> [*]")
    return "\n".join([*lines, "```"])


def states() -> str:
    models = sorted(models_with_moves(), key=lambda model: (part_of(model), model.__name__))
    sections = [f"## {m.__name__} ({part_of(m)})\n\n{state_drawing(m)}\n" for m in models]
    return "\n".join(["# Which state may follow which\n", MADE, *sections])


def own_commands() -> dict[str, str]:
    """The commands of Maali's own parts, with the application that has them."""
    from django.core.management import get_commands

    found = get_commands()
    return {name: str(app) for name, app in sorted(found.items()) if str(app).startswith("maali.")}


def arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Each argument of the command itself, without those that all commands share."""
    shared = {"help", "version", "verbosity", "settings", "pythonpath", "traceback", "no_color",
              "force_color", "skip_checks"}  # fmt: skip
    for action in parser._actions:
        if action.dest in shared or isinstance(action, argparse._SubParsersAction):
            continue
        name = ", ".join(f"`{flag}`" for flag in action.option_strings) or f"`{action.dest}`"
        told = f" {action.help}." if action.help else ""
        choices = f" One of {', '.join(map(str, action.choices))}." if action.choices else ""
        has_default = action.default not in (None, False, "", argparse.SUPPRESS, [])
        default = f" Without it: {action.default}." if has_default else ""
        yield f"- {name}:{told}{choices}{default}".rstrip(":")


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def commands() -> str:
    from django.core.management import load_command_class

    lines = ["# The `maali` commands\n", MADE]
    for name, app in own_commands().items():
        command = load_command_class(app, name)
        parser = command.create_parser("maali", name)
        lines += [f"## `maali {name}`\n", f"{command.help}\n", *arguments(parser), ""]
        for doing, below in subcommands(parser).items():
            lines += [f"### `maali {name} {doing}`\n", f"{below.description}\n"]
            lines += [*arguments(below), ""]
    return "\n".join(lines).rstrip() + "\n"


def sheets() -> str:
    from maali_engines.sheets.asked import asked_in
    from maali_engines.sheets.catalogue import SHEETS

    broad, detailed = asked_in("broad"), asked_in("detailed")
    lines = ["# The sheets that are asked for\n", MADE, *ASKED_HOW]
    for sheet in SHEETS:
        titles = [sheet.titles[language] for language in ("en", "fi", "sv")]
        lines += [f"## {' · '.join(titles)} (`{sheet.key}`)\n"]
        lines += ["| key | English | Finnish | Swedish | kind | broad round | detailed round |"]
        lines += ["|---|---|---|---|---|---|---|"]
        for each in sheet.columns:
            named = " | ".join(each.titles[language] for language in ("en", "fi", "sv"))
            asked = [rounds.get(sheet.key, {}).get(each.key, "") for rounds in (broad, detailed)]
            lines.append(f"| `{each.key}` | {named} | {each.kind} | {' | '.join(asked)} |")
        lines += ["", *choice_lines(sheet)]
    lines += workbook_lines()
    return "\n".join(lines).rstrip() + "\n"


ASKED_HOW = [
    "What a round asks starts from these columns: the broad round from the one, the detailed round",
    "on key systems from the other, a supplementary round from the broad one. Whoever prepares a",
    "round may ask for more or less. A column that neither round asks for is understood where",
    "people send it. “Unknown” is an answer everywhere.\n",
]


def workbook_lines() -> list[str]:
    """The format of a workbook that goes out, from the code that writes and reads it."""
    from dataclasses import fields

    from maali.intake.merged_in_words import MARKS, MEANWHILE, RULES
    from maali_engines.sheets import plain, write

    told = [f"`{each.name}`" for each in fields(write.Stamp)]
    unknown = ", ".join(f"“{word}”" for word in plain.NOT_KNOWN.values())
    return [
        f"## The workbook that goes out (schema {write.SCHEMA})\n",
        "One XLSX file for each organisation that a round asks, in its language, without macros.",
        "The first sheet says how to fill in; then comes one sheet for each list, titles in row 1,",
        f"frozen and filtered. A title that ends in “{write.MARK.strip()}” must be answered. Lists",
        f"only suggest, and {unknown} is offered in each of them. {write.EMPTY_ROWS} ruled rows",
        "follow the last one; rows and columns of the sender's own may be added anywhere.\n",
        f"- The last column, hidden, is called `{write.ID_TITLE}`: the key of the row in the",
        "  inventory. Sorting, moving and renaming keep it; without it rows are known by name.",
        f"- The sheet `{write.ABOUT_SHEET}`, hidden, holds {', '.join(told)} in its first two",
        "  columns, and the lists that columns offer. `handout` is the key of the base that was",
        "  kept when the workbook was made.\n",
        "### The base of an answer\n",
        "`Handout.rows` is JSON: sheet → key of the row → column → value. A value is a text, a",
        "number, true or false, a list of names, a day as `2023-12-31`, a sum as `1200.50`, or the",
        f"key of a choice. `{plain.ABOUT}40` is an estimate, `{plain.OPEN}` a date without an end,",
        f"`{plain.UNKNOWN}` says that it is not known; what is missing has never been told.\n",
        "### When it comes back\n",
        "Each cell is held against the base and what is known by now; spellings of the same value",
        "are the same. Its mark is one of:\n",
        *(f"- `{mark}`: {word}" for mark, word in MARKS.items()),
        "",
        "Only changed cells are told. Of two different values one holds without a question where a",
        "rule says so, in this order:\n",
        *(f"{number}. {rule}" for number, rule in enumerate(RULES.values(), 1)),
        "",
        *map(str, MEANWHILE.values()),
        "Everything else is a question, and so is every emptied cell and every row that is gone.",
    ]


def choice_lines(sheet: Any) -> list[str]:
    """The answers that each column with a list offers, in English."""
    found = [
        f"`{each.key}`: {'; '.join(choice.titles['en'] for choice in each.choices)}.\n"
        for each in sheet.columns
        if each.choices
    ]
    return ["Answers to choose from:\n", *found] if found else []


def openapi() -> str:
    from maali.web.api import api, national_api

    described = {
        "region": api.get_openapi_schema(path_prefix="/api/{programme}/"),
        "nation": national_api.get_openapi_schema(path_prefix="/api/nation/"),
    }
    return json.dumps(described, indent=1, ensure_ascii=False, default=str) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "states.md": states,
    "commands.md": commands,
    "sheets.md": sheets,
    "openapi.json": openapi,
}


def stale() -> list[str]:
    """The names of the pages that do not say what the code says."""
    from django.utils.translation import override

    begin()
    with override("en"):
        return [
            name
            for name, make in PAGES.items()
            if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != make()
        ]


def write() -> None:
    from django.utils.translation import override

    begin()
    with override("en"):
        for name, make in PAGES.items():
            (DOCS / name).write_text(make(), "utf-8")


def main() -> int:
    if "--check" not in sys.argv:
        write()
        return 0
    old = stale()
    for name in old:
        print(f"docs/{name} is stale: run `make docs`")
    return 1 if old else 0


if __name__ == "__main__":
    raise SystemExit(main())
