"""How well linkage does: `python -m benchmarks.linkage --json FILE --data DIR --real DIR --rows N`.

DIR holds one folder per set: `tableA.csv`, `tableB.csv` and `pairs.csv` (or `train`, `valid`,
`test`), and `full_tableA.csv`, `full_tableB.csv`, `full_matches.csv` for the full tables. One
configuration for all sets; no label is used for fit or cut. Labels count only for what is measured.
"""

import argparse
import csv
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks import linkage_rows
from benchmarks.table import Figure, show, write
from maali_engines.linkage import knowledge
from maali_engines.linkage.data import Answer, Record, Result
from maali_engines.linkage.find import find

Match = tuple[str, str]
NAMES = ("title", "name", "product", "beer_name", "song_name")
VENDORS = ("manufacturer", "brand", "vendor", "brew_factory_name", "artist_name", "authors")
ANSWERS = (20, 50)
GOALS = {
    "full/amazon_google/f1": 0.77,
    "full/abt_buy/f1": 0.965,
    "pairs/mean/f1": 0.86,
    "pairs/mean/f1_50": 0.87,
    "real/local/f1": 0.86,
    "real/local/f1_20": 0.92,
    "real/local/f1_50": 0.95,
}
PRECISION_GAP = 0.03


@dataclass(frozen=True)
class Labelled:
    """Two tables and what is known of their pairs. `asked` may be asked about, `judged` judges.

    `every` says that `judged` lists all matches; else only the pairs in it are judged.
    """

    name: str
    records: tuple[Record, ...]
    judged: dict[Match, bool]
    asked: dict[Match, bool]
    every: bool


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with titles and values stripped."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        found = csv.DictReader(file, skipinitialspace=True)
        return [{str(k).strip(): (v or "").strip() for k, v in row.items()} for row in found]


def _record(side: str, row: dict[str, str]) -> Record:
    columns = [column for column in row if column.casefold() != "id"]
    lower = {column.casefold(): column for column in columns}
    name = next((lower[known] for known in NAMES if known in lower), columns[0])
    vendor = next((lower[known] for known in VENDORS if known in lower), "")
    left = [column for column in columns if column not in (name, vendor) and column != "price"]
    rest = " ".join(row[column] for column in left)
    return Record(
        f"{side}{row.get('id', row.get('ID', ''))}",
        side,
        row[name],
        row[vendor] if vendor else "",
        rest,
        {"price": row.get("price", "")},
    )


def _records(folder: Path, prefix: str) -> tuple[Record, ...]:
    return tuple(
        _record(side, row) for side in "AB" for row in rows(folder / f"{prefix}table{side}.csv")
    )


def full(folder: Path) -> Labelled:
    """The full tables with all their matches."""
    matches = {
        (f"A{a}", f"B{b}"): True
        for a, b in (tuple(row.values())[:2] for row in rows(folder / "full_matches.csv"))
    }
    return Labelled(folder.name, _records(folder, "full_"), matches, {}, every=True)


def split(folder: Path) -> Labelled:
    """The labelled candidate pairs: the test part judges, the rest may be asked about."""
    if (folder / "pairs.csv").exists():
        pairs = rows(folder / "pairs.csv")
    else:
        parts = [(part, rows(folder / f"{part}.csv")) for part in ("train", "valid", "test")]
        pairs = [{**row, "split": part} for part, found in parts for row in found]
    judged: dict[Match, bool] = {}
    asked: dict[Match, bool] = {}
    for row in pairs:
        a, b, label = tuple(row.values())[:3]
        into = judged if row["split"] == "test" else asked
        into[f"A{a}", f"B{b}"] = label == "1"
    return Labelled(folder.name, _records(folder, ""), judged, asked, every=False)


def joined(result: Result) -> set[Match]:
    """The pairs across the two tables that ended in one group."""
    return {
        (min(a, b), max(a, b))
        for group in result.groups
        for a, b in combinations(group.members, 2)
        if a[0] != b[0]
    }


def rates(found: Iterable[Match], data: Labelled) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs found, on what is judged."""
    found = set(found) if data.every else {pair for pair in found if pair in data.judged}
    true = sum(data.judged.get(pair, False) for pair in found)
    matches = sum(data.judged.values())
    precision, recall = true / max(1, len(found)), true / max(1, matches)
    return precision, recall, 2 * true / max(1, len(found) + matches)


def best_cut(result: Result, data: Labelled) -> float:
    """The F1 that the best cut of the same scores would have had: an upper bound, not a result."""
    grouped = joined(result)
    scored = [(1.0 if (p.a, p.b) in grouped else p.probability, (p.a, p.b)) for p in result.pairs]
    order = [pair for _, pair in sorted(scored, key=lambda item: (-item[0], item[1]))]
    kept = [(min(p), max(p)) for p in order if p[0][0] != p[1][0]]
    if not data.every:
        kept = [pair for pair in kept if pair in data.judged]
    matches, true, best = sum(data.judged.values()), 0, rates(grouped, data)[2]
    taken: set[str] = set()
    count = 0
    for pair in kept:
        if taken & set(pair):
            continue
        taken |= set(pair)
        count += 1
        true += data.judged.get(pair, False)
        best = max(best, 2 * true / (count + matches))
    return best


def ask(data: Labelled, result: Result, answers: int) -> list[Answer]:
    """Answer the engine's own questions from the part that may be asked, as far as it knows."""
    wanted = [(q.a, q.b) for q in result.questions] + [(p.a, p.b) for p in result.pairs]
    known = dict.fromkeys(pair for pair in wanted if pair in data.asked)
    return [Answer(*pair, same=data.asked[pair]) for pair in list(known)[:answers]]


def measure(data: Labelled, kind: str) -> dict[str, float]:
    """All figures of one set."""
    started, busy = time.perf_counter(), time.process_time()
    result = find(data.records, precision=0.0)
    seconds, worked = time.perf_counter() - started, time.process_time() - busy
    precision, recall, f1 = rates(joined(result), data)
    out = {
        "f1": f1,
        "f1_best_cut": best_cut(result, data),
        "precision": precision,
        "recall": recall,
        "stated_precision": result.stated_precision,
        "rows_per_second": len(data.records) / seconds,
        "rows_per_processor_second": len(data.records) / worked,
    }
    if kind == "pairs":
        for answers in ANSWERS:
            told = ask(data, result, answers)
            again = find(data.records, precision=0.0, answers=told)
            out[f"f1_{answers}"] = rates(joined(again), data)[2]
    return out


def figures_of(kind: str, name: str, measured: dict[str, float]) -> list[Figure]:
    """The measured values as figures with their goals."""
    out = []
    for what, value in measured.items():
        full_name = f"{kind}/{name}/{what}"
        goal = GOALS.get(full_name)
        unit = "rows/s" if what.startswith("rows_per_") else ""
        holds = None if goal is None else value >= goal
        out.append(Figure(full_name, round(value, 4), unit, f"≥ {goal}" if goal else "", holds))
    if "stated_precision" in measured:
        gap = abs(measured["stated_precision"] - measured["precision"])
        limit = f"≤ {PRECISION_GAP}"
        out.append(
            Figure(f"{kind}/{name}/precision_gap", round(gap, 4), "", limit, gap <= PRECISION_GAP)
        )
    return out


def public(folder: Path) -> list[Figure]:
    """Every set of a folder: its full tables, its test split, and the mean over splits."""
    out: list[Figure] = []
    splits: list[dict[str, float]] = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        if (place / "full_matches.csv").exists():
            out += figures_of("full", place.name, measure(full(place), "full"))
        if (place / "pairs.csv").exists() or (place / "test.csv").exists():
            splits.append(measure(split(place), "pairs"))
            out += figures_of("pairs", place.name, splits[-1])
    if splits:
        names = [what for what in splits[0] if what.startswith("f1")]
        mean = {what: sum(one[what] for one in splits) / len(splits) for what in names}
        out += figures_of("pairs", "mean", mean)
    return out


def real(folder: Path) -> list[Figure]:
    """Catalogues with labels: pairwise figures of the local-government rows."""
    catalogue = {row["row_id"]: row for path in sorted(folder.glob("catalogs*.csv"))
                 for row in rows(path)}  # fmt: skip
    labels = [row for path in sorted(folder.glob("labels*.csv")) for row in rows(path)]
    kept = [row for row in labels if row["canonical_product"] and _is_local(catalogue, row)]
    records = tuple(
        Record(
            row["row_id"],
            row["agency"],
            row["product"] or row["vendor"],
            row["vendor"],
            f"{row['purpose']} {row['department']}",
        )
        for row in kept
    )
    truth = {row["row_id"]: row["canonical_product"] for row in kept}
    undecidable = {row["row_id"]: row.get("family_dont_care", "") for row in kept}
    measured: dict[str, float] = {}
    told: list[Answer] = []
    for answers in (0, *ANSWERS):
        result = find(records, knowledge=knowledge.shipped(), answers=told, precision=0.9)
        while len(told) < answers and result.questions:
            told += [
                Answer(q.a, q.b, same=truth[q.a] == truth[q.b])
                for q in result.questions[: min(5, answers - len(told))]
            ]
            result = find(records, knowledge=knowledge.shipped(), answers=told, precision=0.9)
        precision, recall, f1 = _pairwise(result, truth, undecidable)
        end = f"_{answers}" if answers else ""
        measured |= {f"f1{end}": f1, f"precision{end}": precision, f"recall{end}": recall}
        if not answers:
            measured["stated_precision"] = result.stated_precision
    return figures_of("real", "local", measured)


def _is_local(catalogue: dict[str, dict[str, str]], row: dict[str, str]) -> bool:
    return catalogue.get(row["row_id"], {}).get("source_type", "").startswith("local")


def _pairwise(
    result: Result, truth: dict[str, str], undecidable: dict[str, str]
) -> tuple[float, float, float]:
    def counts(groups: Iterable[Sequence[str]]) -> tuple[int, int]:
        same = every = 0
        for group in groups:
            for a, b in combinations(group, 2):
                alike = truth[a] == truth[b]
                if alike or not undecidable[a] or undecidable[a] != undecidable[b]:
                    every += 1
                    same += alike
        return same, every

    by_product: dict[str, list[str]] = defaultdict(list)
    for id, product in truth.items():
        by_product[product].append(id)
    true, found = counts(group.members for group in result.groups)
    matches, _ = counts(by_product.values())
    return true / max(1, found), true / max(1, matches), 2 * true / max(1, found + matches)


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, help="folder of benchmark sets")
    parser.add_argument("--json", type=Path, required=True, help="file for the figures")
    parser.add_argument("--real", type=Path, help="folder of catalogues with labels")
    parser.add_argument("--rows", type=int, help="so many drawn rows of 25 sources, for speed")
    arguments = parser.parse_args()
    figures = public(arguments.data) if arguments.data else []
    if arguments.real:
        figures += real(arguments.real)
    if arguments.rows:
        figures += linkage_rows.measure(arguments.rows)
    show(figures)
    write(figures, arguments.json)


if __name__ == "__main__":
    main()
