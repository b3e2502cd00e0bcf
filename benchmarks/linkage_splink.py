"""Splink 5 as a rival: the same rows, its own scores, token-aware comparisons, DuckDB inside.

Rows are blocked by their first and by their longest word; chance (u) is taken from random pairs and
the rest learned by expectation maximisation, as its documentation says. Pairs of at least even odds
are joined.
"""

from collections.abc import Sequence
from typing import Any

import networkx

from maali_engines.linkage.clean import company, words
from maali_engines.linkage.data import Record

BLOCKS = ("first", "longest")
RANDOM_PAIRS = 1e6


def _row(record: Record) -> dict[str, Any]:
    name = words(record.name) or ("",)
    return {
        "unique_id": record.id,
        "source_dataset": record.source,
        "first": name[0],
        "longest": max(name, key=len),
        "name": " ".join(name),
        "tokens": sorted(set(name)),
        "vendor": " ".join(company(record.vendor)) or None,
        "purpose": record.purpose or None,
    }


def _settings() -> Any:
    from splink import SettingsCreator, block_on
    from splink import comparison_library as library

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.JaroWinklerAtThresholds("name", [0.95, 0.88]),
            library.ArrayIntersectAtSizes("tokens", [2, 1]),
            library.ExactMatch("vendor"),
            library.ExactMatch("purpose"),
        ],
        blocking_rules_to_generate_predictions=[block_on(block) for block in BLOCKS],
    )


def splink_groups(records: Sequence[Record]) -> list[list[str]]:
    """The groups that Splink's pairs of at least even odds make."""
    import duckdb
    import pyarrow as pa
    from splink import Linker, block_on
    from splink.backends.duckdb import DuckDBAPI

    api = DuckDBAPI(connection=duckdb.connect(":memory:"))
    frame = api.register(pa.Table.from_pylist([_row(record) for record in records]))
    linker = Linker(frame, _settings(), log_level=40)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first"))
    found = linker.inference.predict(threshold_match_probability=0.5).as_pyarrow_table()
    graph = networkx.Graph()
    graph.add_nodes_from(record.id for record in records)
    ids = (found.column(f"unique_id_{side}").to_pylist() for side in "lr")
    graph.add_edges_from(zip(*ids, strict=True))
    return [sorted(group) for group in networkx.connected_components(graph)]
