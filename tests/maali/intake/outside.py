"""One process of its own against a database of its own: for two people at once, and for `kill -9`.

    python -m tests.maali.intake.outside prepare ROWS | accept GO | state

`accept` says "ready", waits until the file GO exists, and accepts the one upload there is.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from maali.core.actions import Refused  # noqa: E402
from maali.core.models import Event  # noqa: E402
from maali.intake.actions import accept, receive  # noqa: E402
from maali.intake.models import Upload  # noqa: E402
from maali.inventory.models import Contract, Source, Statement, System  # noqa: E402
from maali.organisations.models import Organisation, Programme  # noqa: E402
from tests.maali.intake.hostile import table  # noqa: E402


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def prepare(rows: int) -> None:
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
    body = [[f"Ohjelma {n}", f"Toimittaja {n % 7}", n, f"D/{n}/2020"] for n in range(1, rows + 1)]
    upload = receive(programme, home, "vastaus.xlsx", table([titles, *body]), by="Koe")
    assert upload.state == Upload.State.READ, upload.refusal


def accept_when(go: Path) -> None:
    upload = Upload.objects.get()
    say("ready")
    while not go.exists():
        time.sleep(0.005)
    try:
        accept(upload, by=f"Koe {time.process_time_ns()}")
        say("accepted")
    except Refused as refusal:
        say(f"refused: {refusal}")


def state() -> None:
    models = {"systems": System, "contracts": Contract, "statements": Statement, "sources": Source}
    counted = {name: model.objects.count() for name, model in models.items()}
    counted["accepted"] = Event.objects.filter(verb="accepted a file").count()
    say(json.dumps({"state": Upload.objects.get().state, **counted}))


if __name__ == "__main__":
    verb, rest = sys.argv[1], sys.argv[2:]
    if verb == "prepare":
        prepare(int(rest[0]))
    elif verb == "accept":
        accept_when(Path(rest[0]))
    else:
        state()
