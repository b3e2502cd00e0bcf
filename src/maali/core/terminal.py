"""Progress of long work on the command line: the same `Progress` as on the page, as a bar."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class Bar:
    """A bar in the terminal; where nobody watches (a file, a log) one line at start and end."""

    def __init__(self, title: str, drawn: Progress) -> None:
        self.title, self.drawn = title, drawn
        self.task: TaskID = drawn.add_task(title, total=None, message="")

    def start(self, total: int, message: str = "") -> None:
        self.drawn.update(self.task, total=total, completed=0, message=message)

    def step(self, steps: int = 1, message: str = "") -> None:
        self.drawn.advance(self.task, steps)
        if message:
            self.drawn.update(self.task, message=message)

    def stopped(self) -> bool:
        """Ctrl+C stops work on the command line; nothing else does."""
        return False


@contextmanager
def bar(title: str) -> Iterator[Bar]:
    """`with bar(_("matching")) as progress: work(progress)`; says at the end how long it took."""
    console = Console(file=sys.stderr)
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[message]}"),
    )
    began = time.monotonic()
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as drawn:
        yield Bar(title, drawn)
    console.print(f"✓ {title:<24} {time.monotonic() - began:6.1f} s", highlight=False)
