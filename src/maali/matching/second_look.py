"""Where Splink, asked for a second opinion, sees a pair of products otherwise than we do."""

from dataclasses import dataclass

from maali.matching.engine import answers, product_records
from maali.matching.models import Thing
from maali.organisations.models import Programme
from maali_engines.linkage.find import find
from maali_engines.linkage.knowledge import shipped
from maali_engines.linkage.second_opinion import second_opinion


@dataclass(frozen=True)
class Doubt:
    """Two names, how likely one product by us and by Splink, both 0 to 1."""

    left: str
    right: str
    ours: float
    splinks: float

    @property
    def apart(self) -> float:
        return abs(self.ours - self.splinks)


def doubts(programme: Programme, *, spark_url: str = "", least: float = 0.5) -> list[Doubt]:
    """The pairs of names on which both are at least so far apart, the furthest first.

    With `spark_url` Splink works on that cluster, else in this process; the result is the same.
    Raises `Nonsense("spark_missing")` where Java or pyspark lacks.
    """
    records, _rows = product_records(programme)
    known = answers(programme, Thing.PRODUCT, records)
    result = find(records, knowledge=shipped(), answers=known)
    if spark_url:
        opinions = second_opinion(result, records, backend="spark", spark_url=spark_url)
    else:
        opinions = second_opinion(result, records)
    name = {record.id: record.name for record in records}
    found = {
        (left, right): Doubt(left, right, each.ours, each.probability)
        for each in opinions
        for left, right in [sorted((name[each.a], name[each.b]))]
    }
    far = [each for each in found.values() if each.apart >= least]
    return sorted(far, key=lambda each: (-each.apart, each.left, each.right))
