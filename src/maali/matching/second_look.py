"""Where Splink, asked for a second opinion, sees a pair of products otherwise than we do."""

from collections.abc import Sequence
from dataclasses import dataclass

from maali_engines.linkage.data import Record, Result
from maali_engines.linkage.second_opinion import second_opinion

LEAST_APART = 0.5


@dataclass(frozen=True)
class Doubt:
    """Two records and their names, how likely one product by us and by Splink, both 0 to 1."""

    a: str
    b: str
    left: str
    right: str
    ours: float
    splinks: float

    @property
    def apart(self) -> float:
        return abs(self.ours - self.splinks)


def doubts(
    result: Result, records: Sequence[Record], *, spark_url: str = "", least: float = LEAST_APART
) -> list[Doubt]:
    """The pairs of names on which both are at least so far apart, the furthest first.

    With `spark_url` Splink works on that cluster, else in this process; the result is the same.
    Raises `Nonsense("spark_missing")` where Java or pyspark lacks.
    """
    backend = {"backend": "spark", "spark_url": spark_url} if spark_url else {}
    name = {record.id: record.name for record in records}
    found: dict[tuple[str, str], Doubt] = {}
    for each in second_opinion(result, records, **backend):
        (left, a), (right, b) = sorted(((name[each.a], each.a), (name[each.b], each.b)))
        found[left, right] = Doubt(a, b, left, right, each.ours, each.probability)
    far = [each for each in found.values() if each.apart >= least]
    return sorted(far, key=lambda each: (-each.apart, each.left, each.right))
