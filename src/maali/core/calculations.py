"""Long calculations: one function each, run by the page's worker and by the command line alike.

A part registers its own in its `calculations.py`:

    @calculation("plan")
    def make_plan(progress: Progress, *, scenario: int) -> dict[str, Any]: ...

The function says how far it is through `progress` and returns what the page should show at the end.
"""

import logging
import time
import traceback
from collections.abc import Callable
from typing import Any, Protocol

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django_tasks import task

from maali.core.models import Calculation

logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """Someone asked the calculation to stop."""


class Progress(Protocol):
    """Where a calculation tells how far it is: a row for the page, a bar in the terminal."""

    def start(self, total: int, message: str = "") -> None: ...

    def step(self, steps: int = 1, message: str = "") -> None: ...

    def stopped(self) -> bool: ...


class Silent:
    """For callers that do not watch."""

    def start(self, total: int, message: str = "") -> None: ...

    def step(self, steps: int = 1, message: str = "") -> None: ...

    def stopped(self) -> bool:
        return False


class RowProgress:
    """Writes to the calculation's row at most twice a second, and looks there whether to stop."""

    def __init__(self, calculation_id: int, every: float = 0.5) -> None:
        self.rows = Calculation.objects.filter(pk=calculation_id)
        self.every, self.last, self.done, self.cancel = every, 0.0, 0, False

    def start(self, total: int, message: str = "") -> None:
        self.done = 0
        line = Concat(F("log"), Value(f"{timezone.now():%H:%M:%S} {message}\n"))
        self.rows.update(
            total=total, done=0, message=message[:300], heartbeat=timezone.now(), log=line
        )

    def step(self, steps: int = 1, message: str = "") -> None:
        self.done += steps
        if time.monotonic() - self.last < self.every:
            return
        self.last = time.monotonic()
        values: dict[str, Any] = {"done": self.done, "heartbeat": timezone.now()}
        if message:
            values["message"] = message[:300]
        self.rows.update(**values)
        self.cancel = self.rows.filter(cancel_asked=True).exists()
        if self.cancel:
            raise Cancelled

    def stopped(self) -> bool:
        """For engines that may not be torn out of their work: ask, and end in good order."""
        if time.monotonic() - self.last >= self.every:
            self.last = time.monotonic()
            self.rows.update(heartbeat=timezone.now())
            self.cancel = self.rows.filter(cancel_asked=True).exists()
        return self.cancel


Work = Callable[..., dict[str, Any]]
KINDS: dict[str, Work] = {}


def calculation(kind: str) -> Callable[[Work], Work]:
    """Register a function as the calculation of that kind."""

    def register(work: Work) -> Work:
        KINDS[kind] = work
        return work

    return register


@task()
def run_calculation(calculation_id: int) -> None:
    """Claim a waiting calculation and run it; a second delivery of the same one does nothing."""
    State = Calculation.State
    rows = Calculation.objects.filter(pk=calculation_id)
    now = timezone.now()
    if not rows.filter(state=State.WAITING).update(
        state=State.RUNNING, attempts=F("attempts") + 1, heartbeat=now, started_at=now
    ):
        return
    row = rows.get()
    try:
        result = KINDS[row.kind](RowProgress(row.pk), **row.arguments)
    except Cancelled:
        rows.update(state=State.CANCELLED, ended_at=timezone.now())
    except Exception:
        logger.exception("calculation %s failed", calculation_id)
        line = traceback.format_exc(limit=-1).splitlines()[-1]
        rows.update(
            state=State.FAILED, ended_at=timezone.now(), log=Concat(F("log"), Value(line + "\n"))
        )
    else:
        rows.update(
            state=State.DONE,
            ended_at=timezone.now(),
            done=F("total"),
            result=result,
            log=Concat(F("log"), Value(f"{timezone.now():%H:%M:%S} ✓\n")),
        )
