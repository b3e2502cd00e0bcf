"""A process of its own with a database of its own, which forks one child per person.

    python -m tests.maali.intake.outside twice | killed

Prints what was seen as JSON. The children share nothing but the database.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from maali.core.actions import Refused  # noqa: E402
from maali.core.models import Event  # noqa: E402
from maali.intake.actions import accept, receive  # noqa: E402
from maali.intake.models import Upload  # noqa: E402
from maali.inventory.models import Contract, Source, Statement, System  # noqa: E402
from maali.organisations.models import Organisation, Programme  # noqa: E402
from tests.maali.intake.hostile import table  # noqa: E402

ROWS = 300
DONE, REFUSED = 0, 7


def prepare() -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    programme = Programme.objects.create(
        code="koe",
        name_fi="Koe",
        name_sv="Prov",
        name_en="Trial",
        start_day=date(2023, 1, 1),
        first_period_start=date(2022, 3, 28),
    )
    home = Organisation.objects.create(
        programme=programme, code="A", name="Aakunta", kind="municipality"
    )
    titles = ["Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä", "Sopimus"]
    body = [[f"Ohjelma {n}", f"Yritys {n % 7}", n, f"D/{n}/2020"] for n in range(1, ROWS + 1)]
    upload = receive(programme, home, "vastaus.xlsx", table([titles, *body]), by="Koe")
    assert upload.state == Upload.State.READ, upload.refusal


def fork(work: Callable[[], int]) -> int:
    """Start a child that does the work; returns its process number."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        os._exit(work())
    return child


def accept_at(moment: float) -> int:
    upload = Upload.objects.get()
    time.sleep(max(0.0, moment - time.monotonic()))
    try:
        accept(upload, by=f"Koe {os.getpid()}")
    except Refused as refusal:
        return REFUSED if "vastaus.xlsx" in str(refusal) else 1
    return DONE


def state() -> dict[str, Any]:
    models = {"systems": System, "contracts": Contract, "statements": Statement, "sources": Source}
    counted: dict[str, Any] = {name: model.objects.count() for name, model in models.items()}
    counted["accepted"] = Event.objects.filter(verb="accepted a file").count()
    return {"state": Upload.objects.get().state, **counted}


def twice() -> dict[str, Any]:
    """Two people accept the same file at the same moment."""
    moment = time.monotonic() + 0.3
    children = [fork(lambda: accept_at(moment)) for _ in range(2)]
    ended = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    return {"ended": ended, "after": state(), "rows": ROWS}


def killed() -> dict[str, Any]:
    """A child is killed at random moments of accepting; then nobody kills it."""
    draw = random.Random(7)
    seen = [state()]
    for _ in range(8):
        child = fork(lambda: accept_at(0.0))
        time.sleep(draw.uniform(0.02, 0.4))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        seen.append(state())
    os.waitpid(fork(lambda: accept_at(0.0)), 0)
    return {"seen": seen, "after": state(), "rows": ROWS}


if __name__ == "__main__":
    prepare()
    scenario = {"twice": twice, "killed": killed}[sys.argv[1]]
    sys.stdout.write(json.dumps(scenario()) + "\n")
