"""Whoever writes about an organisation waits first, so that no two block each other half-way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from maali.intake.actions import accept, answer_question, take_back, take_back_answer
from maali.intake.models import Question, Upload
from maali.inventory.actions import correct, correct_many
from maali.inventory.models import System
from maali.organisations.models import Organisation, Person
from tests.maali.intake.conftest import Send

WRITES = ("INSERT", "UPDATE", "DELETE")
TURN = f'FROM "{Organisation._meta.db_table}"'
Acts = Callable[[Upload, Person], object]


def question() -> Question:
    return Question.objects.open().exclude(code="contradiction").order_by("pk")[0]


ACTIONS: dict[str, tuple[str, Acts]] = {
    "accepting": ("read", lambda upload, by: accept(upload, by=by)),
    "taking back": ("accepted", lambda upload, by: take_back(upload, by=by)),
    "correcting": (
        "accepted",
        lambda _upload, by: correct(System.objects.all()[0], "users", 7, by=by, reason="Laskettu"),
    ),
    "correcting many": (
        "accepted",
        lambda _upload, by: correct_many(
            list(System.objects.all()), "users", 7, by=by, reason="Laskettu"
        ),
    ),
    "answering": ("accepted", lambda _upload, by: answer_question(question(), "?", by=by)),
    "taking an answer back": (
        "answered",
        lambda _upload, by: take_back_answer(Question.objects.exclude(answered_at=None)[0], by=by),
    ),
}


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(execute: Callable[..., object], sql: str, *about: object) -> object:
        seen.append(sql)
        return execute(sql, *about)

    with connection.execute_wrapper(note):
        yield seen


@pytest.mark.parametrize("name", ACTIONS)
def test_the_turn_is_taken_before_anything_is_written(name: str, send: Send, aino: Person) -> None:
    begins, acts = ACTIONS[name]
    upload = send()
    if begins != "read":
        accept(upload, by=aino)
    if begins == "answered":
        answer_question(question(), "?", by=aino)
    with statements() as seen:
        acts(upload, aino)
    writes = [at for at, sql in enumerate(seen) if sql.lstrip().startswith(WRITES)]
    turns = [at for at, sql in enumerate(seen) if TURN in sql and "ORDER BY" in sql]
    assert writes
    assert turns
    assert turns[0] < writes[0]
    if connection.features.has_select_for_update:
        assert seen[turns[0]].endswith("FOR NO KEY UPDATE")
