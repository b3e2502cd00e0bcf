"""A process killed in the middle of an import, at moments drawn at random: all of it or nothing.

The process is a real one, ended by SIGKILL. Half of the files are received and accepted at once,
half go the way of large files, through calculations that a worker runs. Afterwards the database
must hold the file as a whole or not at all, the same file must go in, and nothing may stay stuck.
"""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks.collecting import ground
from benchmarks.collecting.figures import Figure, Options, missing
from benchmarks.collecting.import_rows import workbook

if TYPE_CHECKING:
    from maali.intake.models import Upload
    from maali.organisations.models import Organisation, Programme

FULL, SMALL = 200, 20
ROWS = 120
GOAL = "all or nothing each time"


def measure(options: Options) -> list[Figure]:
    moments = options.of_size(FULL, SMALL)
    found: list[Figure] = []
    for kind in options.databases:
        name = f"killed at {moments} random moments during import, {kind}"
        if why := ground.why_not(kind):
            found.append(missing(name, GOAL, why))
            continue
        with ground.database(kind) as (url, folder):
            found += ground.apart(kill_all, url, folder, moments, name, options.seeds[0])
    return found


def kill_all(moments: int, name: str, seed: int) -> list[Figure]:
    programme, organisations = ground.region(moments + 2)
    planner = add_planner(programme)
    content = workbook(ROWS, 0)
    draw = random.Random(seed)
    longest = [
        timed(way, programme, organisations[number], content, planner)
        for number, way in enumerate((at_once, by_worker))
    ]
    faults: list[str] = []
    stood: Counter[str] = Counter()
    for number, sender in enumerate(organisations[2:]):
        way = number % 2
        moment = draw.uniform(0, longest[way] * 1.1)
        kill_in((at_once, by_worker)[way], moment, programme, sender, content, planner)
        stood[standing(sender)] += 1
        faults += [f"{number}: {fault}" for fault in wrong(sender)]
        faults += [
            f"{number} after: {fault}" for fault in finished(programme, sender, content, planner)
        ]
    states = ", ".join(f"{count} {state}" for state, count in sorted(stood.items()))
    return [
        Figure(
            name,
            GOAL,
            f"{len(faults)} faults {faults[:3] or ''} (found then: {states})",
            not faults,
        )
    ]


def add_planner(programme: "Programme") -> Any:
    from maali.organisations.models import Person, Role

    planner = Person.objects.create_user("cecilia@example.org", "x" * 20, name="Cecilia")
    Role.objects.create(person=planner, programme=programme, kind=Role.Kind.PLANNER)
    return planner


def timed(way: Callable[..., None], *about: Any) -> float:
    started = time.monotonic()
    way(*about)
    return time.monotonic() - started


def at_once(programme: "Programme", sender: "Organisation", content: bytes, planner: Any) -> None:
    from maali.intake.actions import accept, receive

    accept(receive(programme, sender, "vastaus.xlsx", content, by=planner), by=planner)


def by_worker(programme: "Programme", sender: "Organisation", content: bytes, planner: Any) -> None:
    """As the page does with a large file: looked through, then read and accepted by the worker."""
    from maali.core.actions import ask_for_calculation
    from maali.core.calculations import run_calculation
    from maali.intake.actions import receive

    upload = receive(programme, sender, "vastaus.xlsx", content, by=planner, read_now=False)
    for kind in ("read_upload", "accept_upload"):
        asked = ask_for_calculation(kind, by=planner, upload=upload.pk, person=planner.pk)
        run_calculation.func(asked.pk)


def kill_in(way: Callable[..., None], moment: float, *about: Any) -> None:
    """Fork, let the child work on a connection of its own, end it after so many seconds."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            way(*about)
        finally:
            os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def upload_of(sender: "Organisation") -> "Upload | None":
    from maali.intake.models import Upload

    return Upload.objects.filter(organisation=sender).first()


def standing(sender: "Organisation") -> str:
    upload = upload_of(sender)
    return upload.state if upload else "nothing"


def wrong(sender: "Organisation") -> list[str]:
    """What is neither all nor nothing."""
    from maali.core.models import Event
    from maali.intake.models import Upload
    from maali.inventory.models import KINDS, Source, Statement

    uploads = list(Upload.objects.filter(organisation=sender))
    found = ["the file came twice"] if len(uploads) > 1 else []
    rows = sum(upload.rows.count() for upload in uploads)
    states = {upload.state for upload in uploads}
    things = sum(model.objects.filter(organisation=sender).count() for model in KINDS.values())
    statements = Statement.objects.filter(source__organisation=sender)
    events = Counter(Event.objects.filter(organisation_id=sender.pk).values_list("verb", flat=True))
    accepted = states == {"accepted"}
    expected = {
        "rows of the file": (rows, 0 if states <= {"received"} else ROWS),
        "sources": (Source.objects.filter(organisation=sender).count(), int(accepted)),
        "rows of the inventory": (bool(things), accepted),
        "statements": (statements.exists(), accepted),
        "audit rows of receiving": (events["received a file"], len(uploads)),
        "audit rows of accepting": (events["accepted a file"], int(accepted)),
    }
    return found + [f"{what}: {a} for {b}" for what, (a, b) in expected.items() if a != b]


def finished(
    programme: "Programme", sender: "Organisation", content: bytes, planner: Any
) -> list[str]:
    """Go on as people would: the worker is rescued, the file sent again if it is not there."""
    from maali.core.actions import rescue_calculations
    from maali.core.calculations import run_calculation
    from maali.core.models import Calculation
    from maali.intake.actions import accept, read_waiting, receive

    rescue_calculations(by="Maali", older_than=0.0)
    for waiting in Calculation.objects.filter(state=Calculation.State.WAITING):
        run_calculation.func(waiting.pk)
    upload = upload_of(sender) or receive(programme, sender, "vastaus.xlsx", content, by=planner)
    if upload.state == "received":
        read_waiting(upload, by=planner)
    upload.refresh_from_db()
    if upload.state == "read":
        accept(upload, by=planner)
    stuck = Calculation.objects.exclude(state__in=["done", "cancelled"]).count()
    left = [f"{stuck} calculations stuck"] if stuck else []
    return left + ([] if standing(sender) == "accepted" else ["not accepted"]) + wrong(sender)
