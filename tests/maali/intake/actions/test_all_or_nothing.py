"""Two people at once, and a process killed in the middle: on the database that the tests run on."""

import json
import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROWS = 400


class Outside:
    """Processes that share one fresh database."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "maali.web.settings",
            "MAALI_DEMO": "yes",
            "MAALI_DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.maali.intake.outside", *words]
        return subprocess.Popen(
            command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, *words: str) -> str:
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("state"))
        return found


@pytest.fixture
def outside(tmp_path: Path, transactional_db: None) -> Iterator[Outside]:
    if connection.vendor == "sqlite":
        yield prepared(Outside(tmp_path, f"sqlite:///{tmp_path / 'own.sqlite3'}"))
        return
    name = f"own_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield prepared(Outside(tmp_path, url_of(name)))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def url_of(name: str) -> str:
    """The address of another database on the server that the tests run on."""
    given = connection.settings_dict
    login = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    host = str(given["HOST"])
    if host.startswith("/"):
        return f"postgresql://{login}@/{name}?host={host}"
    return f"postgresql://{login}@{host}:{given['PORT']}/{name}"


def prepared(outside: Outside) -> Outside:
    outside.run("prepare", str(ROWS))
    return outside


def ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"


@pytest.mark.slow
def test_of_two_people_who_accept_at_once_exactly_one_succeeds(
    outside: Outside, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    both = [outside.start("accept", str(go)) for _ in range(2)]
    for process in both:
        ready(process)
    go.touch()
    said = sorted(process.communicate(timeout=120)[0].strip() for process in both)
    assert said[0] == "accepted"
    assert said[1].startswith("refused: vastaus.xlsx")
    after = outside.state()
    assert (after["systems"], after["sources"], after["accepted"]) == (ROWS, 1, 1)


@pytest.mark.slow
def test_a_process_killed_while_it_accepts_leaves_all_or_nothing(
    outside: Outside, tmp_path: Path
) -> None:
    before = outside.state()
    go = tmp_path / "go"
    go.touch()
    draw = random.Random(7)
    for _ in range(3):
        process = outside.start("accept", str(go))
        ready(process)
        time.sleep(draw.uniform(0.0, 0.5))
        process.kill()
        process.wait()
        after = outside.state()
        if after["state"] == "accepted":
            assert after["systems"] == ROWS
            break
        assert after == before
    if outside.state()["state"] != "accepted":
        assert outside.run("accept", str(go)).split() == ["ready", "accepted"]
    assert outside.state()["systems"] == ROWS
