"""A hundred thousand inventory rows from real workbooks, received and accepted: what a row costs.

Five organisations send one workbook of four sheets each, 20,000 rows a workbook. Processor time of
this process, so a database server's own is not in it; wall clock beside it. `accept` is the step
with validation, statements of every value (the trace), the audit row and the questions.
"""

import resource
import time
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Self

from benchmarks.collecting import ground
from benchmarks.collecting.figures import Figure, Options, missing

if TYPE_CHECKING:
    from maali.organisations.models import Organisation, Programme

GOAL = "≤ 0.5 ms of processor time a row"
FULL, SMALL = 100_000, 5_000
ORGANISATIONS = 5
SYSTEMS = (
    "Järjestelmän nimi", "Toimittaja", "Käyttäjämäärä", "Sopimusnumero", "Sopimus päättyy",
    "Henkilötietoja", "Vuosikustannus", "Toimipiste", "Omistaja", "Huomautukset",
)  # fmt: skip


@dataclass
class Cost:
    """Seconds of the processor and of the clock."""

    processor: float = 0.0
    clock: float = 0.0

    def __enter__(self) -> Self:
        self.processor -= time.process_time()
        self.clock -= time.perf_counter()
        return self

    def __exit__(self, *about: object) -> None:
        self.processor += time.process_time()
        self.clock += time.perf_counter()

    def a_row(self, rows: int) -> float:
        """Milliseconds of processor time."""
        return 1000 * self.processor / max(1, rows)


def measure(options: Options) -> list[Figure]:
    rows = options.of_size(FULL, SMALL)
    found: list[Figure] = []
    for kind in options.databases:
        name = f"import of {rows:,} rows, {kind}".replace(",", " ")
        if why := ground.why_not(kind):
            found.append(missing(name, GOAL, why))
            continue
        with ground.database(kind) as (url, folder):
            found += ground.apart(import_all, url, folder, rows, name)
    return found


def import_all(rows: int, name: str) -> list[Figure]:
    programme, organisations = ground.region(ORGANISATIONS)
    each = rows // ORGANISATIONS
    receiving, accepting, told = Cost(), Cost(), 0
    for number, sender in enumerate(organisations):
        told += import_one(programme, sender, workbook(each, number), receiving, accepting)
    chain = receiving.a_row(told) + accepting.a_row(told)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    a_row = accepting.a_row(told)
    return [
        Figure(f"{name}: rows read and accepted", str(rows), str(told), told == rows),
        Figure(
            f"{name}: accepting (validation, trace, audit, questions)",
            GOAL,
            f"{a_row:.2f} ms a row, {accepting.clock:.0f} s by the clock",
            a_row <= 0.5,
        ),
        Figure(
            f"{name}: the whole way (read, guess, extract, weigh, keep, accept)",
            "",
            f"{chain:.2f} ms a row, {accepting.clock + receiving.clock:.0f} s by the clock",
            None,
        ),
        Figure(f"{name}: memory held at most", "", f"{memory} MB", None),
    ]


def import_one(
    programme: "Programme",
    sender: "Organisation",
    content: bytes,
    receiving: Cost,
    accepting: Cost,
) -> int:
    """Rows of the file that stand in the inventory afterwards, each with its trace."""
    from maali.intake.actions import accept, receive

    with receiving:
        upload = receive(programme, sender, f"{sender.code}_2022-03-01.xlsx", content, by="x")
    if upload.state != "read":
        raise AssertionError(f"{upload.state}: {upload.refusal} {upload.guess}")
    with accepting:
        accept(upload, by="x")
    return upload.rows.filter(subject_id__isnull=False).count()


def workbook(rows: int, number: int) -> bytes:
    """Systems, sites, contracts, devices: three fifths, a tenth, a fifth, a tenth of the rows."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False}) as book:
        sites, contracts, devices = rows // 10, rows // 5, rows // 10
        systems = rows - sites - contracts - devices
        page = book.add_worksheet("Järjestelmät")
        page.write_row(0, 0, SYSTEMS)
        for n in range(1, systems + 1):
            page.write_row(n, 0, system(n, number, sites))
        page = book.add_worksheet("Toimipisteet")
        page.write_row(0, 0, ["Toimipiste", "Osoite", "Postinumero", "Käyttäjät"])
        for n in range(1, sites + 1):
            page.write_row(
                n, 0, [f"Toimipiste {n}", f"Koulukatu {n}", f"{40000 + n % 9999}", n % 90]
            )
        page = book.add_worksheet("Sopimukset")
        page.write_row(0, 0, ["Sopimus", "Asianumero", "Osapuolet", "Alkaa", "Päättyy"])
        for n in range(1, contracts + 1):
            page.write_row(
                n, 0, [f"Sopimus {n}", f"S/{n}/2019", "Tietoevry", "1.1.2019", "31.12.2024"]
            )
        page = book.add_worksheet("Laitteet")
        page.write_row(0, 0, ["Laite", "Määrä", "Toimipiste"])
        for n in range(1, devices + 1):
            page.write_row(n, 0, [f"Työasema {n}", n % 50, f"Toimipiste {n % sites + 1}"])
    return out.getvalue()


def system(n: int, number: int, sites: int) -> list[object]:
    return [
        f"Järjestelmä {number}-{n}",
        ("Tietoevry", "CGI", "Visma", "Fujitsu")[n % 4],
        n % 400 if n % 9 else "ei tietoa",
        f"D/{n}/2019",
        "31.12.2023" if n % 3 else "toistaiseksi",
        "kyllä" if n % 2 else "ei",
        1000 + n % 5000,
        f"Toimipiste {n % sites + 1}",
        "Tietohallintopäällikkö",
        "n. 40 käyttäjää" if n % 7 == 0 else None,
    ]
