"""From mentions to groups: the whole way in one function."""

from collections.abc import Iterable, Sequence

from maali_engines.linkage.data import Answer, Kind, Knowledge, Record, Result


def find(
    records: Sequence[Record],
    *,
    kind: Kind = "product",
    knowledge: Iterable[Knowledge] = (),
    answers: Iterable[Answer] = (),
    must_not: Iterable[tuple[str, str]] = (),
    precision: float = 0.97,
) -> Result:
    """Group the records that are one thing; no labels needed, a few answers used well.

    `knowledge` is usually `knowledge.shipped()` and the programme's own table. `must_not` are pairs
    of record ids that may never be in one group, not even through others. `precision` (0..1) is
    the least stated precision at which records are joined without asking.

    Raises `Nonsense` for a repeated id or an answer about an unknown record. Contradicting answers:
    the last one holds. The same input gives the same output, byte for byte.
    """
    raise NotImplementedError
