"""Personal identity codes put everywhere: none stored, each told of with its place; no false alarm.

Codes are fictitious (individual numbers of 900 and over, given to nobody; the Swedish ones of the
examples of Skatteverket's own guidance). They stand in cells, titles, comments, sheet names, links,
properties and names of real files, and in the fields of actions; then everything that the run
wrote is searched, byte by byte.
"""

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from benchmarks.collecting import ground
from benchmarks.collecting.figures import Figure, Options, missing

CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
TITLES = ["Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä", "Huom"]
SWEDISH = ("811218-9876", "19811218-9876", "198112189876", "811278-9873", "811218+9876")
ORDINARY = 20_000


def measure(options: Options) -> list[Figure]:
    found = false_alarms(options.of_size(ORDINARY, 2_000), options.seeds[0])
    for kind in options.databases:
        if why := ground.why_not(kind):
            found.append(missing(f"identity codes, {kind}", "0 stored", why))
            continue
        with ground.database(kind) as (url, folder):
            found += ground.apart(put_everywhere, url, folder, kind, str(folder))
    return found


def codes() -> list[str]:
    """Every sign of a century, old and new, and the Swedish forms."""
    found = []
    for signs, year in (("+", "99"), ("-YXWVU", "52"), ("ABCDEF", "04")):
        for sign in signs:
            number = f"0101{year}900"
            found.append(f"0101{year}{sign}900{CHECKS[int(number) % 31]}")
    return [*found, *SWEDISH]


def spellings(code: str) -> list[str]:
    """As people and machines write it."""
    half = len(code) - 4
    return [
        code,
        code.lower(),
        f"Matti M. {code}, puh. 040 123 4567",
        f"{code[:2]}\u200b{code[2:]}",
        f"{code[:half]}\u00ad{code[half:]}",
        f"\u202e{code}\u202c",
        code.replace("-", "–"),
        code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}),
    ]


# ---- files ---------------------------------------------------------------------------------------


def book(change: Callable[[Any, Any], None] | None = None, **places: str) -> bytes:
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet(places.get("sheet", "Järjestelmät"))
        page.write_row(0, 0, [*TITLES, places.get("title", "Oma sarake")])
        cell, own = places.get("cell", "x"), places.get("own", "y")
        page.write_row(1, 0, ["Effica", "Tieto", 12, cell, own])
        page.write_row(2, 0, ["Pegasos", "CGI", 4, "", ""])
        if change:
            change(made, page)
    return out.getvalue()


def member_name(code: str) -> bytes:
    out = BytesIO(book())
    with ZipFile(out, "a") as archive:
        archive.writestr(f"xl/media/{code}.txt", b"x")
    return out.getvalue()


PLACES: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "a cell": lambda code: ("a.xlsx", book(cell=code)),
    "an own column": lambda code: ("a.xlsx", book(own=code)),
    "a title": lambda code: ("a.xlsx", book(title=code)),
    "a sheet's name": lambda code: ("a.xlsx", book(sheet=code[:31])),
    "a comment": lambda code: ("a.xlsx", book(lambda b, p: p.write_comment("B2", code))),
    "a formula": lambda code: (
        "a.xlsx",
        book(lambda b, p: p.write_formula("D3", f'="{code}"', None, code)),
    ),
    "a hidden row": lambda code: (
        "a.xlsx",
        book(lambda b, p: p.set_row(1, None, None, {"hidden": True}), cell=code),
    ),
    "a hidden sheet": lambda code: (
        "a.xlsx",
        book(lambda b, p: hidden(b.add_worksheet("Piilo"), code)),
    ),
    "the properties": lambda code: (
        "a.xlsx",
        book(lambda b, p: b.set_properties({"author": code, "comments": code})),
    ),
    "a defined name": lambda code: (
        "a.xlsx",
        book(lambda b, p: b.define_name("Nimi", f'="{code}"')),
    ),
    "a header": lambda code: ("a.xlsx", book(lambda b, p: p.set_header(f"&C{code}"))),
    "a link": lambda code: (
        "a.xlsx",
        book(lambda b, p: p.write_url("D3", f"https://example.org/{code}", string="x")),
    ),
    "a list of choices": lambda code: (
        "a.xlsx",
        book(lambda b, p: p.data_validation("D3", {"validate": "list", "source": [code, "x"]})),
    ),
    "a file's name": lambda code: (f"vastaus {code}.xlsx", book()),
    "a member's name": lambda code: ("a.xlsx", member_name(code)),
    "a CSV": lambda code: ("a.csv", f"Järjestelmä;Toimittaja;Huom\nEffica;x;{code}\n".encode()),
    "an XLS": lambda code: ("a.xls", old(code)),
    "an ODS": lambda code: ("a.ods", opened(code)),
}  # fmt: skip


def hidden(page: Any, code: str) -> None:
    page.write("A1", code)
    page.hide()


def old(code: str) -> bytes:
    from benchmarks.collecting.fuzzing.oldbook import old_workbook

    return old_workbook("Taul1", [TITLES, ["Effica", "Tieto", 12, code]])


def opened(code: str) -> bytes:
    from benchmarks.collecting.fuzzing.seeds import open_document

    return open_document([("Järjestelmät", [TITLES, ["Effica", "Tieto", 12, code]])])


def put_everywhere(kind: str, folder: str) -> list[Figure]:
    from maali.intake.models import Upload

    known = codes()
    cases = [(place, text) for place in PLACES for code in known for text in [code]]
    cases += [("a cell", text) for code in known for text in spellings(code)]
    programme, organisations = ground.region(1)
    ask_in_addresses(known, Path(folder))
    silent = [case for case in cases if not told_of(programme, organisations[0], *case)]
    fields = fields_that_keep(known)
    uploads = Upload.objects.exclude(content=None)
    kept = sum(holds(bytes(each.content or b"")) for each in uploads.iterator())
    stored = search(Path(folder)) + kept
    return [
        Figure(f"codes stored, {kind}, of {len(cases)} in files", "0", str(stored), stored == 0),
        Figure(
            f"codes in files told of with their place, {kind}",
            f"{len(cases)}",
            f"{len(cases) - len(silent)} {silent[:3] or ''}",
            not silent,
        ),
        Figure(
            f"text columns of the database that keep a code, {kind}",
            "0",
            f"{len(fields[1])} of {fields[0]} {fields[1][:3] or ''}",
            not fields[1],
        ),
    ]


def ask_in_addresses(known: list[str], folder: Path) -> None:
    """Codes in addresses: in what is searched for, in filters, in pages that there are not.

    What the product logs meanwhile is written to the folder that is searched afterwards.
    """
    import logging

    from django.conf import settings
    from django.test import Client

    from maali.core.logs import Line

    handler = logging.FileHandler(folder / "log.txt")
    described: dict[str, Any] = settings.LOGGING
    handler.setFormatter(Line(described["formatters"]["line"]["format"], style="{"))
    logging.getLogger().addHandler(handler)
    client = Client(headers={"host": "localhost"})
    for code in known:
        for address in ("/koe/search/?q={}", "/koe/systems/?name={}", "/koe/{}/", "/{}/?q={}"):
            client.get(address.format(code, code))
    logging.getLogger().removeHandler(handler)
    assert (folder / "log.txt").stat().st_size


def told_of(programme: Any, sender: Any, place: str, text: str) -> bool:
    """Was something said of the code when the file came, or was the file refused for it?"""
    from maali.core.actions import Refused
    from maali.intake.actions import receive

    name, content = PLACES[place](text)
    try:
        upload = receive(programme, sender, name, content, by="Aino")
    except Refused as refusal:
        return "identity" in str(refusal) or "henkilötunnus" in str(refusal).lower()
    said = list(upload.guess.get("problems", ()))
    said += [problem for row in upload.rows.all() for problem in row.problems]
    found = any(each["code"].startswith("identity_code") for each in said)
    upload.rows.all().delete()
    type(upload).objects.filter(pk=upload.pk).update(state="withdrawn")
    return found


def fields_that_keep(known: list[str]) -> tuple[int, list[str]]:
    """Try to write a code into each text or JSON column of each table of the product."""
    from django.apps import apps
    from django.db import models, transaction

    from maali.core.actions import Refused

    tried, kept = 0, []
    for model in apps.get_models():
        if not model.__module__.startswith("maali."):
            continue
        for each in model._meta.concrete_fields:
            if not isinstance(each, models.CharField | models.TextField | models.JSONField):
                continue
            tried += 1
            try:
                with transaction.atomic():
                    model._base_manager.update(**{each.name: known[tried % len(known)]})
                    kept.append(f"{model.__name__}.{each.name}")
            except Refused:
                continue
    return tried, kept


def search(folder: Path) -> int:
    """Codes in the dump of the database and in everything else that the run wrote."""
    from django.apps import apps

    from maali_engines.sheets.identity import holds_identity_code

    found = 0
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            found += holds_identity_code(" | ".join(each for each in map(str, row)))
    others = (each for each in folder.rglob("*") if each.is_file() and "postgres" not in each.parts)
    return found + sum(holds(each.read_bytes()) for each in others if ".sqlite3" not in each.name)


def holds(content: bytes) -> bool:
    from maali_engines.sheets.identity import holds_identity_code

    if not content.startswith(b"PK"):
        return holds_identity_code(content.decode("utf-8", "ignore"))
    with ZipFile(BytesIO(content)) as archive:
        texts = [archive.read(each).decode("utf-8", "ignore") for each in archive.namelist()]
    return any(map(holds_identity_code, texts))


# ---- ordinary texts ------------------------------------------------------------------------------


def false_alarms(count: int, seed: int) -> list[Figure]:
    """Numbers that municipal inventories are full of, drawn at random, none a person's."""
    from maali_engines.sheets.identity import holds_identity_code

    draw = random.Random(seed)
    alarms: dict[str, int] = {}
    for name, make in ORDINARY_TEXTS.items():
        alarms[name] = sum(holds_identity_code(make(draw)) for _ in range(count))
    said = ", ".join(f"{name}: {number}" for name, number in alarms.items() if number)
    total = count * len(alarms)
    return [
        Figure(
            f"false alarms among {total:,} ordinary texts".replace(",", " "),
            "0",
            f"{sum(alarms.values())} ({said})" if said else "0",
            not said,
        )
    ]


def digits(draw: random.Random, count: int) -> str:
    return "".join(str(draw.randrange(10)) for _ in range(count))


def drawn(draw: random.Random, *counts: int, by: str) -> str:
    return by.join(digits(draw, count) for count in counts)


ORDINARY_TEXTS: dict[str, Callable[[random.Random], str]] = {
    "invoice numbers": lambda draw: f"Lasku {digits(draw, 8)}",
    "business identifiers": lambda draw: f"{digits(draw, 7)}-{digits(draw, 1)}",
    "object identifiers": lambda draw: f"1.2.246.10.{digits(draw, 7)}.10.{digits(draw, 4)}",
    "telephones": lambda draw: f"040 {digits(draw, 3)} {digits(draw, 4)}",
    "telephones together": lambda draw: f"+35840{digits(draw, 7)}",
    "versions": lambda draw: f"{drawn(draw, 2, 2, 2, by='.')}-{digits(draw, 2)}",
    "record numbers": lambda draw: f"D/{digits(draw, 4)}/{drawn(draw, 2, 2, 2, by='.')}/2021",
    "periods": lambda draw: f"{draw.randint(1, 28)}.{draw.randint(1, 12)}.2021-31.12.2024",
    "moments": lambda draw: f"2022-{draw.randint(1, 12):02d}-03 09:15:07.{digits(draw, 6)}",
    "account numbers": lambda draw: f"FI{digits(draw, 2)} {drawn(draw, 4, 4, 4, by=' ')}",
    "fingerprints": lambda draw: f"{draw.getrandbits(256):064x}",
}  # fmt: skip
