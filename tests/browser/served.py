"""Maali as it runs for people: its own process on a database of its own, and a worker beside it."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.machine import ROOT

LONGEST = 900  # seconds for the whole river on a busy machine
# Pictures for the docs are taken of both whole regions, everything else is tried on the smallest.
PICTURES = os.environ.get("MAALI_PICTURES") == "yes"
PROFILE, BESIDE = ("keski-suomi", "lappi") if PICTURES else ("tiny", "")


@dataclass(frozen=True)
class Served:
    """Where the pages answer, and the folder with their database."""

    url: str
    folder: Path

    def one(self, query: str, *values: Any) -> Any:
        """The first column of the first row, or None."""
        with closing(sqlite3.connect(self.folder / "maali.sqlite3")) as database:
            row = database.execute(query, values).fetchone()
        return row[0] if row else None


def environment(folder: Path) -> dict[str, str]:
    """The demo's settings on this folder, whatever the caller's environment says."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MAALI_") and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return kept | {"MAALI_DEMO": "yes", "MAALI_DATA_DIR": str(folder), "PYTHONPATH": path}


def run(folder: Path, *command: str) -> None:
    """Run Python on the folder's database; what it says is shown only when it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"


def make_river(folder: Path) -> None:
    """The example through the whole river, by the same command as the demo."""
    run(
        folder, "-m", "maali.web.command_line", "demo", "--profile", PROFILE, "--beside", BESIDE,
        "--seconds", "5", "--no-serve", "--out", str(folder / "out"),
    )  # fmt: skip
    run(folder, "-m", "tests.browser.added")


def copy_river(river: Path, folder: Path) -> Path:
    """The same database and files once more, for a test that changes them."""
    shutil.copytree(river, folder, ignore=shutil.ignore_patterns("out", "maali.sqlite3*"))
    name = "maali.sqlite3"
    with (
        closing(sqlite3.connect(river / name)) as old,
        closing(sqlite3.connect(folder / name)) as new,
    ):
        old.backup(new)
    return folder


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 90) -> None:
    last = time.monotonic() + seconds
    while time.monotonic() < last and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    raise AssertionError(f"{url} does not answer")


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """`maali serve` on a free port, until the block ends."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "maali.web.command_line", "serve", "--address", address]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(folder), stdout=log, stderr=log
        )
        try:
            wait_for(f"http://{address}/accounts/login/", process)
            yield Served(f"http://{address}", folder)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
