"""Whatever changes rows says who did it, and leaves exactly one event.

An action is a function of a part's `actions` that is atomic. Reading its code, not running it:
it takes `by` by name only, and there is one place that logs, in itself or in the plain functions
of its part that it calls. Other actions that it calls log for themselves.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.machine import ROOT

PARTS = ROOT / "src" / "maali"


def modules(part: str) -> list[Path]:
    folder = PARTS / part
    return [
        path
        for path in (folder / "actions.py", *sorted(folder.glob("actions/*.py")))
        if path.exists()
    ]


@cache
def functions(part: str) -> dict[str, ast.FunctionDef]:
    found = {}
    for path in modules(part):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                found[f"{path.stem}.{node.name}"] = node
    return found


def is_action(function: ast.FunctionDef) -> bool:
    return any(
        ast.unparse(each).startswith("transaction.atomic") for each in function.decorator_list
    )


def called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def named(part: str, name: str) -> ast.FunctionDef | None:
    return next((f for key, f in functions(part).items() if key.endswith(f".{name}")), None)


def places_that_log(part: str, function: ast.FunctionDef, seen: frozenset[str]) -> tuple[int, int]:
    """How many places log for the function itself, and how many actions it calls that log."""
    own = others = 0
    for name in called(function):
        if name == "log":
            own += 1
        elif name not in seen and (local := named(part, name)):
            if is_action(local):
                others += 1
            else:
                inner = places_that_log(part, local, seen | {name})
                own, others = own + inner[0], others + inner[1]
    return own, others


ACTIONS = [
    (path.name, key)
    for path in sorted(PARTS.iterdir())
    for key, function in functions(path.name).items()
    if is_action(function)
]


def test_there_are_actions_to_look_at() -> None:
    assert len(ACTIONS) > 20


@pytest.mark.parametrize(("part", "key"), ACTIONS)
def test_the_action_says_who_did_it(part: str, key: str) -> None:
    assert "by" in {each.arg for each in functions(part)[key].args.kwonlyargs}


@pytest.mark.parametrize(("part", "key"), ACTIONS)
def test_the_action_logs_once(part: str, key: str) -> None:
    function = functions(part)[key]
    own, others = places_that_log(part, function, frozenset({function.name}))
    assert own == 1 or (own == 0 and others > 0)


def test_no_page_writes_rows_itself() -> None:
    """Pages and the interface for machines change rows through actions alone."""
    writes = {"create", "bulk_create", "update", "bulk_update", "save", "delete", "get_or_create"}
    found = []
    for path in sorted(PARTS.rglob("*.py")):
        if path.stem not in {"views", "api"} and path.parent.name != "views":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            # dict.update takes the values by place, QuerySet.update by name.
            is_write = node.func.attr in writes and not (node.func.attr == "update" and node.args)
            if is_write:
                found.append(f"{path.relative_to(PARTS)}:{node.lineno} .{node.func.attr}()")
    assert found == []
