"""A worker that plans is killed; another takes over. In a process with a database of its own.

python -m tests.maali.plans.killed
"""

import json
import os
import signal
import sys
import time
from datetime import date
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from maali.core.actions import ask_for_calculation, rescue_calculations  # noqa: E402
from maali.core.calculations import run_calculation  # noqa: E402
from maali.core.models import Calculation  # noqa: E402
from maali.inventory.models import Site  # noqa: E402
from maali.organisations.models import Organisation, Programme  # noqa: E402
from maali.plans.models import Plan, PlannedTask  # noqa: E402


def prepare() -> Calculation:
    call_command("migrate", verbosity=0)
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
    for number in range(3):
        Site.objects.create(
            programme=programme,
            organisation=home,
            key=str(number),
            code=f"A-{number}",
            name=f"Talo {number}",
            users=20,
        )
    return ask_for_calculation(
        "plan", by="Koe", programme_id=programme.pk, programme=programme.pk, name="koe", seconds=2
    )


def state(calculation: Calculation) -> dict[str, Any]:
    calculation.refresh_from_db()
    return {
        "state": calculation.state,
        "attempts": calculation.attempts,
        "plans": Plan.objects.count(),
        "tasks": PlannedTask.objects.count(),
    }


def killed_in_the_middle(calculation: Calculation) -> None:
    """Kill the worker once it has begun and before it can have stored its plan."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        run_calculation.func(calculation.pk)
        os._exit(0)
    while state(calculation)["state"] == "waiting":
        time.sleep(0.05)
    time.sleep(0.5)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    asked = prepare()
    killed_in_the_middle(asked)
    seen = [state(asked)]
    rescue_calculations(by="Koe", older_than=0)
    seen.append(state(asked))
    run_calculation.func(asked.pk)
    seen.append(state(asked))
    sys.stdout.write(json.dumps(seen) + "\n")
