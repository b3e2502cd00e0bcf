"""Many rows of 25 sources: how fast, in how much memory, and how the cost grows.

The rows are drawn, the same for the same number: a universe of products with invented names, of
which each source lists some once, in its own spelling (case, slips, the company's name before or
after, a version, words that say what it is). Splink 5 with token-aware comparisons runs over the
same rows.
"""

import math
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.linkage_splink import splink_groups
from benchmarks.table import Figure
from maali_engines.linkage.data import Record
from maali_engines.linkage.find import find

SOURCES = 25
SHARED_BY = 4
"""How many sources list a product, on average."""
SOLD_BY = 8
"""How many products a company sells, on average."""
SEED = 20
PRECISION = 0.9
BEFORE, MIDDLE, AFTER, COMPANY_ENDS, COMPANIES, WHAT = (
    tuple(text.split())
    for text in (
        "ka lu mi to ra ve si no pa he ti ko ma le ru jo da fi se vu",
        "ri la ne ko ta mo li sa nu pe to ke va ri do ma",
        "x s ra nia tor mix data net fon lab care plus tec vita log gis one max",
        "soft dyn tieto werk sys",
        "Soft Data Systems Oy Ab Consulting Group Tech",
        "järjestelmä ohjelmisto palvelu portal suite manager järjestelmä työpöytä",
    )
)
PURPOSES = (
    "palkanlaskenta",
    "potilaskertomus",
    "asiakirjahallinta",
    "ajanvaraus",
    "laskutus",
    "kulunvalvonta",
    "kirjanpito",
    "varastonhallinta",
)


def _word(draw: random.Random, ends: Sequence[str]) -> str:
    parts = draw.choice(BEFORE), *(draw.choice(MIDDLE) for _ in range(3)), draw.choice(ends)
    return "".join(parts).capitalize()


def _slip(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, max(2, len(name) - 1))
    return name[: place - 1] + name[place : place + 1] + name[place - 1] + name[place + 1 :]


def drawn(count: int) -> tuple[list[Record], dict[str, int]]:
    """`count` records and the product that each is a mention of."""
    draw = random.Random(SEED)
    sold = max(1, count // SHARED_BY)
    companies = [
        f"{_word(draw, COMPANY_ENDS)} {draw.choice(COMPANIES)}" for _ in range(sold // SOLD_BY + 1)
    ]
    products = [
        (
            " ".join(_word(draw, AFTER) for _ in range(draw.choice((1, 2, 2, 2)))),
            draw.choice(companies),
            draw.choice(PURPOSES),
        )
        for _ in range(sold)
    ]
    per_source = count // SOURCES
    records: list[Record] = []
    truth: dict[str, int] = {}
    for source in range(SOURCES):
        for number, place in enumerate(draw.sample(range(len(products)), per_source)):
            id = f"{source}-{number}"
            records.append(_mention(id, str(source), *products[place], draw))
            truth[id] = place
    return records, truth


def _mention(
    id: str, source: str, name: str, vendor: str, purpose: str, draw: random.Random
) -> Record:
    habit = draw.random()
    if habit < 0.12:
        name = _slip(name, draw)
    elif habit < 0.2:
        name = f"{vendor.split()[0]} {name}"
    elif habit < 0.3:
        name = f"{name} {draw.choice(WHAT)}"
    elif habit < 0.35:
        name = f"{name} {draw.randrange(1, 9)}.0"
    said = draw.choice((name, name, name.upper(), name.lower()))
    return Record(id, source, said, draw.choice(("", vendor)), draw.choice(("", purpose)))


def pairwise(groups: Sequence[Sequence[str]], truth: dict[str, int]) -> tuple[float, float]:
    """Precision and recall of the pairs in the groups."""

    def pairs(sizes: Counter[tuple[int, int]] | Counter[int]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes.values())

    both = Counter((number, truth[id]) for number, group in enumerate(groups) for id in group)
    joined = Counter(number for number, group in enumerate(groups) for _ in group)
    true = pairs(both)
    return true / max(1, pairs(joined)), true / max(1, pairs(Counter(truth.values())))


def memory() -> float:
    """The most memory this process has held so far, in GiB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**30


GROWTH = (1_000, 10_000)
LEAST = 2000
LIMIT = 1.15
"""n log n grows by at most this power of n between 1,000 and 300,000 rows."""


def measure(count: int) -> list[Figure]:
    """Time, memory and quality for `count` rows, and how the cost grew from fewer."""
    warm, _ = drawn(GROWTH[0])
    find(warm)  # so that compiling is not counted
    seconds = {rows: _seconds(rows) for rows in GROWTH if rows < count}
    records, truth = drawn(count)
    started, busy = time.perf_counter(), time.process_time()
    result = find(records, precision=PRECISION)
    took, worked = time.perf_counter() - started, time.process_time() - busy
    held = memory()
    precision, recall = pairwise([group.members for group in result.groups], truth)
    name, per_second = f"rows/{count}", len(records) / took
    gap = abs(precision - result.stated_precision)
    return [
        Figure(
            f"{name}/rows_per_second", round(per_second), "rows/s", "≥ 2000", per_second >= 2000
        ),
        Figure(f"{name}/rows_per_processor_second", round(len(records) / worked), "rows/s"),
        Figure(f"{name}/memory", round(held, 2), "GiB", "≤ 2", held <= 2),
        Figure(f"{name}/precision", round(precision, 4)),
        Figure(f"{name}/recall", round(recall, 4)),
        Figure(f"{name}/stated_precision", round(result.stated_precision, 4)),
        Figure(f"{name}/precision_gap", round(gap, 4), "", "≤ 0.03", gap <= 0.03),
        *_growth(name, seconds, count, worked),
        *_splink(name, records, truth),
    ]


def _seconds(count: int) -> float:
    """Processor seconds for fewer rows."""
    records, _ = drawn(count)
    busy = time.process_time()
    find(records, precision=PRECISION)
    return time.process_time() - busy


def _growth(name: str, before: dict[int, float], count: int, worked: float) -> list[Figure]:
    """The power of n that the processor time grows with."""
    return [
        Figure(f"{name}/power_from_{rows}", round(power, 3), "", f"≤ {LIMIT}", power <= LIMIT)
        for rows, seconds in before.items()
        for power in (math.log(worked / seconds) / math.log(count / rows),)
    ]


def _splink(name: str, records: Sequence[Record], truth: dict[str, int]) -> list[Figure]:
    """Splink 5 over the same rows: blocked by a word in common, compared token-aware."""
    started = time.perf_counter()
    groups = splink_groups(records)
    seconds = time.perf_counter() - started
    precision, recall = pairwise(groups, truth)
    return [
        Figure(f"{name}/splink/rows_per_second", round(len(records) / seconds), "rows/s"),
        Figure(f"{name}/splink/precision", round(precision, 4)),
        Figure(f"{name}/splink/recall", round(recall, 4)),
    ]
