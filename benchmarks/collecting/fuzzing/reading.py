"""The readers under watch, in a process of bounded memory that may write to no file at all."""

import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.collecting.fuzzing.mutate import CODE, make

MEMORY = 512 * 1024 * 1024
SECONDS = 10.0
# After other digits it is a longer number and no code.
KEPT = re.compile(rf"(?<!\d){CODE}")
# Whatever opens a file to write, makes, moves or removes one, starts a program or calls out.
WRITING = (
    "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.system", "shutil.", "sqlite3.", "socket.connect", "subprocess.", "tempfile.",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What became of one file: a code of refusal, "read", or a fault beginning with "!"."""

    number: int
    outcome: str
    seconds: float = 0.0


def watched(first: int, count: int, folder: Path) -> Iterator[Told]:
    """Read the files of these numbers; a process that dies or stands still is replaced."""
    number, last = first, first + count
    while number < last:
        for told in one_process(number, last, folder):
            yield told
            number = told.number + 1


def one_process(first: int, last: int, folder: Path) -> Iterator[Told]:
    """As far as one process goes: to the end, or to the file that ended it."""
    mine, theirs = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=read_on, args=(first, last, theirs, str(folder)))
    process.start()
    theirs.close()
    number, ready, since = first, False, 0.0
    try:
        while number < last:
            if not mine.poll(SECONDS):
                # On a busy machine ten seconds may pass before the process has had its turn.
                if worked(process.pid) - since < SECONDS or not ready:
                    continue
                yield Told(number, "!hang", SECONDS)
                return
            told, since = mine.recv(), worked(process.pid)
            if told.number < 0:
                ready = True
                continue
            yield told
            number = told.number + 1
        yield mine.recv()  # how much memory it took
    except EOFError:
        if number >= last:
            return
        process.join(10)
        if not ready:
            raise RuntimeError("the reading process does not start") from None
        yield Told(number, f"!died with {process.exitcode}")
    finally:
        process.kill()
        process.join()
        mine.close()


def worked(pid: int | None) -> float:
    """Seconds of processor time that the process has had so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read_on(first: int, last: int, to: Connection, folder: str) -> None:
    """The process: read file after file and tell of each."""
    os.chdir(folder)
    warm_up()
    written: list[str] = []
    sys.addaudithook(lambda event, about: note_writing(written, event, about))
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (a panic of the reader says so here)
    os.dup2(sys.stderr.fileno(), 2)
    # The system itself refuses every byte to every file, also from what is not Python.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    written.clear()
    to.send(Told(-1, "ready"))
    for number in range(first, last):
        case = make(number)
        bound_memory(MEMORY)  # making a bomb takes more than reading one may
        started = time.perf_counter()
        outcome = outcome_of(case.content, case.coded)
        bound_memory(resource.RLIM_INFINITY)
        seconds = time.perf_counter() - started
        if written:
            outcome = f"!wrote {written[0]}"
            written.clear()
        if "django" in sys.modules:
            outcome = "!knows the database"
        to.send(Told(number, outcome, seconds))
    to.send(Told(last, f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}"))


def bound_memory(size: int) -> None:
    """What the process may hold in all from now on, in bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))


def warm_up() -> None:
    """Load what the readers load on first use, before memory and writing are counted."""
    for number in range(20):
        outcome_of(make(number).content, coded=False)


def note_writing(written: list[str], event: str, about: tuple[object, ...]) -> None:
    if event == "open" and isinstance(about[2], int):
        if about[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(f"{event} {about[0]!r}")
    elif event.startswith(WRITING):
        written.append(event)


def outcome_of(content: bytes, coded: bool) -> str:
    """Through the whole reader, as an upload goes; anything raised is a fault."""
    from maali_engines.sheets.data import Refusal
    from maali_engines.sheets.extract import extract
    from maali_engines.sheets.guess import guess
    from maali_engines.sheets.read import read
    from maali_engines.sheets.safety import refuse

    name = "vastaus.xlsx"
    try:
        refusal = refuse(name, content)
        if refusal:
            return refusal.code
        workbook = read(name, content)
        if isinstance(workbook, Refusal):
            return workbook.code
        guessed = guess(workbook)
        found = extract(workbook, guessed, people=1000, products=("Effica", "Teams"))
        if coded and KEPT.search(f"{workbook}{guessed}{found}".replace("\\u200b", "")):
            return "!kept an identity code"
    except BaseException as fault:  # noqa: BLE001 (whatever is raised is what is looked for)
        return f"!{type(fault).__name__}: {str(fault)[:200]}"
    return "read"
