"""Splink's opinion of the pairs that were found: Fellegi-Sunter weights over our own levels.

Splink compares raw names badly, so it is given likeness levels that are worked out here: each pair
is one row of either table, and the tables are joined row by row. What chance looks like (u) comes
from pairs inside one source, which are not matches; Splink learns the rest (m) by EM. DuckDB
inside the process, or Spark by a setting, with the same result.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from maali_engines.linkage.clean import company, likeness, words
from maali_engines.linkage.data import Nonsense, Record, Result
from maali_engines.linkage.spark import spark_session

LEVELS = {
    "name_level": (4, 3, 2, 1, 0),
    "head_level": (2, 1, 0),
    "number_level": (2, 1, 0),
    "vendor_level": (2, 1, 0),
}
"""The levels of each comparison, most alike first."""
PRIOR = 0.2
"""Share of true pairs among the pairs shown, before anything is looked at."""
MOST_CHANCE_PAIRS = 20_000
DIGITS = 6


@dataclass(frozen=True)
class Opinion:
    """Splink's probability (0..1, six digits) that two records are one, beside our own."""

    a: str
    b: str
    probability: float
    ours: float


def levels(a: Record, b: Record) -> dict[str, int]:
    """The likeness levels of two records, by comparison."""
    left, right = words(a.name) or ("",), words(b.name) or ("",)
    ratio = fuzz.token_sort_ratio(" ".join(left), " ".join(right))
    return {
        "name_level": sum(ratio >= least for least in (45, 65, 85, 99.9)),
        "head_level": 2 if left[0] == right[0] else int(likeness(left[0], right[0]) > 0),
        "number_level": _number_level(left, right),
        "vendor_level": _vendor_level(a.vendor, b.vendor),
    }


def _number_level(left: Sequence[str], right: Sequence[str]) -> int:
    """2 the same numbers or none, 1 only one side has any, 0 conflict."""
    numbers = [{word for word in side if word[:1].isdigit()} for side in (left, right)]
    if numbers[0] == numbers[1]:
        return 2
    return 0 if numbers[0] and numbers[1] else 1


def _vendor_level(left: str, right: str) -> int:
    """2 the same company, 1 not known, 0 another."""
    if not left or not right:
        return 1
    return 2 if set(company(left)) & set(company(right)) else 0


def second_opinion(
    result: Result,
    records: Sequence[Record],
    *,
    backend: str = "duckdb",
    spark_url: str = "local[2]",
) -> tuple[Opinion, ...]:
    """Splink's probability for each of `result.pairs`, in their order.

    `backend` is "duckdb" or "spark"; `spark_url` is the cluster's address. Raises
    `Nonsense("unknown_backend")`, or `Nonsense("spark_missing", what=…)` without Java or pyspark.
    """
    if backend not in ("duckdb", "spark"):
        raise Nonsense("unknown_backend", backend=backend)
    if not result.pairs:
        return ()
    by_id = {record.id: record for record in records}
    rows: list[dict[str, int]] = [
        {"unique_id": place, **levels(by_id[pair.a], by_id[pair.b])}
        for place, pair in enumerate(result.pairs)
    ]
    settings = _settings(_chance(records))
    ask = _with_spark if backend == "spark" else _with_duckdb
    probability = ask(rows, settings, spark_url)
    return tuple(
        Opinion(pair.a, pair.b, probability[place], pair.probability)
        for place, pair in enumerate(result.pairs)
    )


def _chance(records: Sequence[Record]) -> dict[str, dict[int, float]]:
    """How often each level comes up between two records of one source (u), never 0."""
    by_source: dict[str, list[Record]] = {}
    for record in records:
        by_source.setdefault(record.source, []).append(record)
    counts: dict[str, Counter[int]] = {name: Counter() for name in LEVELS}
    seen = 0
    for source in sorted(by_source):
        for a, b in combinations(sorted(by_source[source], key=lambda record: record.id), 2):
            if seen >= MOST_CHANCE_PAIRS:
                break
            seen += 1
            for name, level in levels(a, b).items():
                counts[name][level] += 1
    return {
        name: {level: (counts[name][level] + 0.5) / (seen + 0.5 * len(known)) for level in known}
        for name, known in LEVELS.items()
    }


def _settings(chance: dict[str, dict[int, float]]) -> dict[str, Any]:
    comparisons = [
        {
            "output_column_name": name,
            "comparison_levels": [
                {
                    "sql_condition": "ELSE" if level == 0 else f"{name}_l = {level}",
                    "label_for_charts": f"{name} {level}",
                    "u_probability": chance[name][level],
                    "m_probability": (level + 1) / sum(other + 1 for other in known),
                }
                for level in known
            ],
        }
        for name, known in LEVELS.items()
    ]
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": PRIOR,
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": ["l.row_number = r.row_number"],
        "retain_intermediate_calculation_columns": False,
    }


def _tables(rows: Sequence[dict[str, int]]) -> list[Any]:
    import pyarrow as pa

    filled = [{**row, "row_number": row["unique_id"]} for row in rows]
    return [pa.Table.from_pylist(filled), pa.Table.from_pylist(filled)]


def _predict(linker: Any) -> Any:
    linker.training.estimate_parameters_using_expectation_maximisation(
        "l.row_number = r.row_number", fix_u_probabilities=True
    )
    return linker.inference.predict()


def _with_duckdb(
    rows: Sequence[dict[str, int]], settings: dict[str, Any], spark_url: str
) -> dict[int, float]:
    import duckdb
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    quiet: dict[str, Any] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(":memory:", config=quiet)
    try:
        api = DuckDBAPI(connection=connection)
        left, right = (api.register(table) for table in _tables(rows))
        found = _predict(Linker([left, right], settings, log_level=40)).as_pyarrow_table()
        return _probabilities(found.to_pylist())
    finally:
        connection.close()


def _with_spark(
    rows: Sequence[dict[str, int]], settings: dict[str, Any], spark_url: str
) -> dict[int, float]:
    with spark_session(spark_url) as session:
        from splink import Linker
        from splink.backends import spark as backend

        make_api: Any = backend.SparkAPI
        api = make_api(
            spark_session=session,
            break_lineage_method="persist",
            register_udfs_automatically=False,  # levels are compared by =, which needs no jar
        )
        left, right = (api.register(table) for table in _tables(rows))
        found = _predict(Linker([left, right], settings, log_level=40)).as_spark_dataframe()
        wanted = found.select("unique_id_l", "match_probability").collect()
        return _probabilities([row.asDict() for row in wanted])


def _probabilities(found: Sequence[dict[str, Any]]) -> dict[int, float]:
    return {row["unique_id_l"]: round(float(row["match_probability"]), DIGITS) for row in found}
