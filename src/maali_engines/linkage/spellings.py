"""Distinct spellings: records written alike are compared once, whoever wrote them."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from maali_engines.linkage.block import Floats
from maali_engines.linkage.clean import Form
from maali_engines.linkage.data import Record

REPEATED = 0.05
"""Above this share of repeated names inside sources, sources are taken to repeat themselves."""
FEWEST = 400


@dataclass(frozen=True)
class Spellings:
    """Spelling i is written by the records `members[i]` (positions) and has the form `forms[i]`.

    `sources` is a 0/1 matrix, one row per spelling, one column per source in sorted order.
    """

    forms: tuple[Form, ...]
    members: tuple[tuple[int, ...], ...]
    of_record: tuple[int, ...]
    sources: sparse.csr_matrix

    def count(self, own: int) -> Floats:
        """How many of the first `own` records each spelling stands for."""
        counts = [sum(member < own for member in group) for group in self.members]
        return np.array(counts, dtype=float)


def gather(
    records: Sequence[Record],
    forms: Sequence[Form],
    key: Callable[[Record, Form], Hashable],
    by_themselves: Collection[str] = (),
) -> Spellings:
    """Gather records of one key. Ids in `by_themselves` get a spelling of their own."""
    place: dict[Hashable, int] = {}
    members: list[list[int]] = []
    of_record = []
    for position, (record, form) in enumerate(zip(records, forms, strict=True)):
        own = record.id if record.id in by_themselves else ""
        spelling = place.setdefault((key(record, form), own), len(place))
        if spelling == len(members):
            members.append([])
        members[spelling].append(position)
        of_record.append(spelling)
    names = sorted({record.source for record in records})
    column = {name: number for number, name in enumerate(names)}
    cells = {
        (spelling, column[records[position].source])
        for spelling, group in enumerate(members)
        for position in group
    }
    rows, columns = zip(*sorted(cells), strict=True) if cells else ((), ())
    matrix = sparse.csr_matrix(
        (np.ones(len(rows)), (rows, columns)), shape=(len(members), len(names))
    )
    kept = tuple(forms[group[0]] for group in members)
    return Spellings(kept, tuple(map(tuple, members)), tuple(of_record), matrix)


def sources_list_once(records: Sequence[Record], forms: Sequence[Form]) -> bool:
    """Does each source list each thing once? Judged by names repeated inside sources.

    Fewer than `FEWEST` records show too few repeats to tell, and are taken to repeat themselves.
    """
    if len(records) < FEWEST or len({record.source for record in records}) < 2:
        return False
    named = {(r.source, form.joined, form.number) for r, form in zip(records, forms, strict=True)}
    return 1 - len(named) / len(records) < REPEATED
