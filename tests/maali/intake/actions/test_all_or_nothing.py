"""Two people at once, and a process killed in the middle: on the database that the tests run on."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

Outside = Callable[[str], dict[str, Any]]


def url_of(name: str) -> str:
    """The address of another database on the server that the tests run on."""
    given = connection.settings_dict
    login = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    host = str(given["HOST"])
    if host.startswith("/"):
        return f"postgresql://{login}@/{name}?host={host}"
    return f"postgresql://{login}@{host}:{given['PORT']}/{name}"


@pytest.fixture
def database_url(tmp_path: Path, transactional_db: None) -> Iterator[str]:
    """A fresh database beside the one of the tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    name = f"own_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield url_of(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def outside(tmp_path: Path, database_url: str) -> Outside:
    """Runs a scenario of `outside.py` in a process of its own."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.maali.intake.outside_settings",
        "MAALI_DEMO": "yes",
        "MAALI_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url,
        "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
    }

    def runs(scenario: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.maali.intake.outside", scenario]
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return runs


@pytest.mark.slow
def test_of_two_people_who_accept_at_once_exactly_one_succeeds(outside: Outside) -> None:
    seen = outside("twice")
    assert seen["ended"] == [0, 7]
    after = seen["after"]
    assert (after["systems"], after["sources"], after["accepted"]) == (seen["rows"], 1, 1)


@pytest.mark.slow
def test_a_process_killed_while_it_accepts_leaves_all_or_nothing(outside: Outside) -> None:
    seen = outside("killed")
    nothing, everything = seen["seen"][0], seen["after"]
    assert nothing["systems"] == 0
    assert (everything["systems"], everything["state"]) == (seen["rows"], "accepted")
    assert all(each in (nothing, everything) for each in seen["seen"])
    assert seen["seen"].count(nothing) > 1
