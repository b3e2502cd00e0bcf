"""Candidates: which pairs are worth comparing. TF-IDF over words and over letter sequences.

For each spelling its nearest by both measures among the spellings of other sources; on the
benchmark tables ten of each keep over 99 % of the true pairs. A spelling is looked up by its rarest
terms first and no further than `LOOKED_UP` entries, so the cost grows with the number of spellings
and not with its square; small sets are looked up whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from maali_engines.linkage.compiled import compiled, in_parts

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NEAREST = 10
LOOKED_UP = 6_000


@dataclass(frozen=True)
class Vectors:
    """Unit-length TF-IDF rows, one per text, and the rarity of each term."""

    rows: sparse.csr_matrix
    idf: dict[str, float]

    def cosine(self, pairs: Ints) -> Floats:
        """The cosine of each pair of rows; `pairs` has the shape (n, 2)."""
        out = np.zeros(len(pairs))
        table = self.rows.indptr, self.rows.indices, self.rows.data

        def part(first: int, end: int) -> None:
            _cosines(first, end, pairs, *table, out)

        in_parts(part, len(pairs))
        return out


def vectors(texts: Sequence[Sequence[str]]) -> Vectors:
    """TF-IDF with sublinear counts and smoothed rarity (Salton & Buckley 1988) of term lists."""
    return _weighted(*_counted(texts))


def letter_vectors(texts: Sequence[Sequence[str]]) -> Vectors:
    """The same over the letter sequences inside the words of each text."""
    counts, words = _counted(texts)
    inside, terms = _counted([letters([word]) for word in words])
    return _weighted((counts @ inside).tocsr(), terms)


def _counted(texts: Sequence[Sequence[str]]) -> tuple[sparse.csr_matrix, list[str]]:
    """How often each text has each term, and the terms in order."""
    terms = sorted({term for text in texts for term in text})
    place = {term: position for position, term in enumerate(terms)}
    columns = [place[term] for text in texts for term in text]
    ends = np.cumsum([0, *(len(text) for text in texts)])
    shape = (len(texts), len(terms))
    counts = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=shape)
    counts.sum_duplicates()
    return counts, terms


def _weighted(counts: sparse.csr_matrix, terms: Sequence[str]) -> Vectors:
    counts.sort_indices()
    seen = np.bincount(counts.indices, minlength=len(terms))
    idf = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    values = (1 + np.log(counts.data)) * idf[counts.indices]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(row, values**2, minlength=counts.shape[0]))
    unit = (values / length[row], counts.indices.astype(np.int64), counts.indptr.astype(np.int64))
    return Vectors(
        sparse.csr_matrix(unit, shape=counts.shape),
        dict(zip(terms, idf.tolist(), strict=True)),
    )


def letters(words: Sequence[str], sizes: Sequence[int] = (3, 4)) -> list[str]:
    """Letter sequences inside each word, with the word's edges marked by a space."""
    out = []
    for word in words:
        padded = f" {word} "
        for size in sizes:
            out += [padded[i : i + size] for i in range(max(1, len(padded) - size + 1))]
    return out


def candidates(
    spaces: Sequence[Vectors], sources: sparse.csr_matrix, *, inside: bool = False
) -> Ints:
    """Pairs (i < j) to compare: shape (n, 2), in order.

    `sources` is a 0/1 matrix, one row per spelling, one column per source. Two spellings of one and
    the same single source are compared only with `inside`: where sources repeat themselves.
    """
    count = np.diff(sources.indptr)
    lone = np.full(len(count), -1)
    if not inside:
        lone[count == 1] = sources.indices[sources.indptr[:-1]][count == 1]
    found = []
    for space in spaces:
        nearest = np.full((len(count), NEAREST), -1)
        in_parts(_looking(space.rows, lone, nearest), len(count))
        row, place = np.nonzero(nearest >= 0)
        found.append(np.column_stack([row, nearest[row, place]]))
    pairs = np.sort(np.concatenate(found), axis=1) if found else np.zeros((0, 2), np.int64)
    key = np.unique(pairs[:, 0] * len(count) + pairs[:, 1])
    return np.column_stack([key // max(1, len(count)), key % max(1, len(count))]).astype(np.int64)


def _looking(rows: sparse.csr_matrix, lone: Ints, nearest: Ints) -> Callable[[int, int], None]:
    table = rows.tocsc()
    entries = table.indptr.astype(np.int64), table.indices.astype(np.int64), table.data
    texts = rows.indptr.astype(np.int64), rows.indices.astype(np.int64), rows.data

    def part(first: int, end: int) -> None:
        _nearest(first, end, *texts, *entries, lone, nearest)

    return part


@compiled
def _nearest(
    first: int,
    end: int,
    begins: Ints,
    terms: Ints,
    values: Floats,
    entry_begins: Ints,
    entry_rows: Ints,
    entry_values: Floats,
    lone: Ints,
    nearest: Ints,
) -> None:
    """Fill `nearest` for rows first..end: the likest rows, ties to the lower."""
    sums = np.zeros(len(begins) - 1)
    touched = np.empty(len(begins) - 1, np.int64)
    best = np.empty(nearest.shape[1])
    for row in range(first, end):
        mine = slice(begins[row], begins[row + 1])
        count = _look_up(
            terms[mine], values[mine], entry_begins, entry_rows, entry_values, sums, touched
        )
        kept = 0
        for other in touched[:count]:
            value = sums[other]
            sums[other] = 0.0
            if other != row and (lone[row] < 0 or lone[row] != lone[other]):
                kept = _keep(nearest[row], best, kept, other, value)


@compiled
def _look_up(
    mine: Ints,
    weights: Floats,
    entry_begins: Ints,
    entry_rows: Ints,
    entry_values: Floats,
    sums: Floats,
    touched: Ints,
) -> int:
    """Add up the products with every row that shares a term, rarest terms first; how many rows."""
    count, left = 0, LOOKED_UP
    usual = entry_begins[mine + 1] - entry_begins[mine]
    for place in np.argsort(usual, kind="mergesort"):
        left -= usual[place]
        if left < 0 and count:
            break
        for entry in range(entry_begins[mine[place]], entry_begins[mine[place] + 1]):
            other = entry_rows[entry]
            if sums[other] == 0.0:
                touched[count] = other
                count += 1
            sums[other] += weights[place] * entry_values[entry]
    return count


@compiled
def _keep(rows: Ints, best: Floats, kept: int, other: int, value: float) -> int:
    """Put one row among the likest where it belongs; how many are kept now."""
    place = kept
    while place > 0 and (
        value > best[place - 1] or (value == best[place - 1] and other < rows[place - 1])
    ):
        place -= 1
    if place == len(best):
        return kept
    kept = min(kept + 1, len(best))
    for later in range(kept - 1, place, -1):
        best[later] = best[later - 1]
        rows[later] = rows[later - 1]
    best[place] = value
    rows[place] = other
    return kept


@compiled
def _cosines(
    first: int,
    end: int,
    pairs: Ints,
    begins: Ints,
    terms: Ints,
    values: Floats,
    out: Floats,
) -> None:
    """Fill `out` for pairs first..end with the products of their rows; terms are in order."""
    for pair in range(first, end):
        a, a_end = begins[pairs[pair, 0]], begins[pairs[pair, 0] + 1]
        b, b_end = begins[pairs[pair, 1]], begins[pairs[pair, 1] + 1]
        total = 0.0
        while a < a_end and b < b_end:
            if terms[a] == terms[b]:
                total += values[a] * values[b]
                a, b = a + 1, b + 1
            elif terms[a] < terms[b]:
                a += 1
            else:
                b += 1
        out[pair] = total
