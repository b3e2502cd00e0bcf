"""Candidates: which pairs are worth comparing. TF-IDF over words and over letter sequences.

For each spelling its nearest by both measures among the spellings of other sources; on the
benchmark tables ten of each keep over 99 % of the true pairs.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NEAREST = 10
ROWS_AT_ONCE = 400
CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Vectors:
    """Unit-length TF-IDF rows, one per text, and the rarity of each term."""

    rows: sparse.csr_matrix
    idf: dict[str, float]

    def cosine(self, pairs: Ints) -> Floats:
        """The cosine of each pair of rows; `pairs` has the shape (n, 2)."""
        out = np.zeros(len(pairs))
        for start in range(0, len(pairs), 100_000):
            part = pairs[start : start + 100_000]
            product = self.rows[part[:, 0]].multiply(self.rows[part[:, 1]])
            out[start : start + 100_000] = np.asarray(product.sum(axis=1)).ravel()
        return out


def vectors(texts: Sequence[Sequence[str]]) -> Vectors:
    """TF-IDF with sublinear counts and smoothed rarity (Salton & Buckley 1988) of term lists."""
    seen = Counter(term for text in texts for term in set(text))
    place = {term: position for position, term in enumerate(sorted(seen))}
    idf = {term: float(np.log((1 + len(texts)) / (1 + seen[term])) + 1) for term in place}
    data, columns, ends = [], [], [0]
    for text in texts:
        counts = sorted(Counter(text).items())
        values = np.array([(1 + np.log(count)) * idf[term] for term, count in counts])
        length = np.sqrt((values**2).sum()) if len(values) else 1.0
        data.append(values / length)
        columns += [place[term] for term, _ in counts]
        ends.append(len(columns))
    shape = (len(texts), len(place))
    flat = np.concatenate(data) if data else np.zeros(0)
    return Vectors(sparse.csr_matrix((flat, columns, ends), shape=shape), idf)


def letters(words: Sequence[str], sizes: Sequence[int] = (3, 4)) -> list[str]:
    """Letter sequences inside each word, with the word's edges marked by a space."""
    out = []
    for word in words:
        padded = f" {word} "
        for size in sizes:
            out += [padded[i : i + size] for i in range(max(1, len(padded) - size + 1))]
    return out


def _nearest(row: Ints, column: Ints, value: Floats) -> Ints:
    """The `NEAREST` best entries of each row, as pairs of positions; `row` is in order."""
    ends = np.flatnonzero(np.r_[row[1:] != row[:-1], True]) + 1 if len(row) else row
    least = np.full(len(row), -np.inf)
    for begin, end in pairwise((0, *ends.tolist())):
        if end - begin > NEAREST:  # so few are left that sorting them costs little
            least[begin:end] = np.partition(value[begin:end], -NEAREST)[-NEAREST]
    keep = value >= least
    row, column, value = row[keep], column[keep], value[keep]
    order = np.lexsort((column, -value, row))
    row, column = row[order], column[order]
    begins = np.r_[True, row[1:] != row[:-1]] if len(row) else np.zeros(0, bool)
    first = np.maximum.accumulate(np.where(begins, np.arange(len(row)), 0))
    best = (np.arange(len(row)) - first) < NEAREST
    return np.column_stack([row[best], column[best]]).astype(np.int64)


def candidates(spaces: Sequence[Vectors], sources: sparse.csr_matrix) -> tuple[Ints, Ints]:
    """Pairs (i < j) to compare, and decoys: near pairs listed together by one source.

    `sources` is a 0/1 matrix, one row per spelling, one column per source. A pair whose two sides
    come from one and the same single source is only a decoy.
    """
    across: list[Ints] = []
    within: list[Ints] = []
    count = np.asarray(sources.sum(axis=1)).ravel()
    size = max(1, min(ROWS_AT_ONCE, CELLS_AT_ONCE // max(1, sources.shape[0])))
    for first in range(0, sources.shape[0], size):
        block = slice(first, first + size)
        shared = (sources[block] @ sources.T).toarray() > 0
        lone = (count[block, None] == 1) & (count == 1)
        for space in spaces:
            entries = (space.rows[block] @ space.rows.T).tocsr().tocoo()
            row, column = entries.row, entries.col
            together, other = shared[row, column], row + first != column
            for into, allowed in (
                (across, ~(lone[row, column] & together) & other),
                (within, together & other),
            ):
                into.append(_nearest(row[allowed] + first, column[allowed], entries.data[allowed]))
    return _distinct(across), _distinct(within)


def _distinct(parts: Sequence[Ints]) -> Ints:
    if not parts:
        return np.zeros((0, 2), np.int64)
    pairs = np.sort(np.concatenate(parts), axis=1)
    return np.unique(pairs, axis=0) if len(pairs) else pairs.reshape(0, 2)
