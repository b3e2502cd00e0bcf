"""The competition for a partner: a record has at most one in another source's list.

So how a pair ranks among its rivals, seen from both sides and inside each pair of sources, says
more than any likeness; this is what a pairwise model cannot see.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import sparse

from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.compiled import compiled


@dataclass(frozen=True)
class Contest:
    """Who competes with whom: each entry is one pair seen from one side towards one source.

    Entries are in the order of their `group` (own spelling × other source); group g has the entries
    `begins[g]` to `begins[g + 1]`. `own` and `other` say what each group is: spelling and source.
    """

    pair: Ints
    side: Ints
    begins: Ints
    own: Ints
    other: Ints

    @classmethod
    def of(cls, pairs: Ints, sources: sparse.csr_matrix) -> Self:
        """Spread each pair (i, j) over the sources of j as seen from i, and the reverse."""
        rows, groups, sides = [], [], []
        width = sources.shape[1]
        for side in (0, 1):
            own, other = pairs[:, side], pairs[:, 1 - side]
            spread = sources[other]
            row = np.repeat(np.arange(len(pairs)), np.diff(spread.indptr))
            rows.append(row)
            groups.append(own[row] * width + spread.indices)
            sides.append(np.full(len(row), side))
        group = np.concatenate(groups).astype(np.int64)
        order = np.argsort(group, kind="stable")
        group = group[order]
        first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else group
        begins = np.r_[first, len(group)].astype(np.int64)
        return cls(
            np.concatenate(rows)[order].astype(np.int64),
            np.concatenate(sides)[order].astype(np.int64),
            begins,
            group[first] // width,
            group[first] % width,
        )

    def places(self, score: Floats) -> Floats:
        """Per pair: 1/rank and lead over the runner-up, lesser and greater of both sides.

        Shape (pairs, 4); a lead is at most 1, and below 0 for who is not first.
        """
        rank, lead = _rank_and_lead(score[self.pair], self.begins)
        sides = [self._by_side(values, len(score)) for values in (rank, lead)]
        return np.column_stack([both(*each) for each in sides for both in (np.minimum, np.maximum)])

    def _by_side(self, values: Floats, pairs: int) -> tuple[Floats, Floats]:
        first = self.side == 0
        return (
            _mean(self.pair[first], values[first], pairs),
            _mean(self.pair[~first], values[~first], pairs),
        )

    def share(self, score: Floats) -> Floats:
        """Probability of each pair when its rivals, and nobody at all, compete for the place."""
        strength = np.exp(np.clip(score, -30, 30))
        mine = strength[self.pair]
        total = np.add.reduceat(mine, self.begins[:-1]) if len(mine) else mine
        rivals = self.both_sides(np.repeat(total, np.diff(self.begins)) - mine, len(score))
        return np.asarray(strength / (1 + strength + rivals))

    def both_sides(self, values: Floats, pairs: int) -> Floats:
        """For each pair the mean of its entries' values on one side plus that on the other."""
        return np.asarray(sum(self._by_side(values, pairs)))

    def best(self, score: Floats) -> Floats:
        """The best score of each group."""
        return np.asarray(np.maximum.reduceat(score[self.pair], self.begins[:-1]))

    def one_each(self, order: Ints) -> Ints:
        """Of pairs in this order, those that can be joined together: a place is taken once."""
        count = int(self.pair.max()) + 1 if len(self.pair) else 0
        by_pair = np.argsort(self.pair, kind="stable")
        group = np.repeat(np.arange(len(self.own)), np.diff(self.begins))[by_pair]
        begins = np.searchsorted(self.pair[by_pair], np.arange(count + 1))
        return np.asarray(order[_free(order, group, begins, len(self.own))])

    def runners_up(self, score: Floats) -> tuple[Ints, Ints, Floats]:
        """Who would be first if the first were not there, and where that would put them.

        Returns groups, pairs, and the places (as `places` gives them) of each such pair, seen from
        its own side without the first, from the other side as it is.
        """
        values = score[self.pair]
        entry, lead = _seconds(values, self.begins)
        group = np.flatnonzero(entry >= 0)
        entry, lead = entry[group], lead[group]
        pair, side = self.pair[entry], self.side[entry]
        rank, margin = _rank_and_lead(values, self.begins)
        seen = [self._by_side(what, len(score)) for what in (rank, margin)]
        there = [np.where(side == 0, both[1][pair], both[0][pair]) for both in seen]
        here = [np.ones(len(pair)), lead]
        places = [
            both(mine, theirs)
            for mine, theirs in zip(here, there, strict=True)
            for both in (np.minimum, np.maximum)
        ]
        return group, pair, np.column_stack(places)


def _mean(place: Ints, values: Floats, size: int) -> Floats:
    counts = np.maximum(np.bincount(place, minlength=size), 1)
    return np.asarray(np.bincount(place, values, minlength=size) / counts)


@compiled
def _rank_and_lead(score: Floats, begins: Ints) -> tuple[Floats, Floats]:
    """1/rank of each entry in its group, and its lead over who comes next, or lag (-1..1)."""
    rank, lead = np.zeros(len(score)), np.zeros(len(score))
    for group in range(len(begins) - 1):
        begin, end = begins[group], begins[group + 1]
        order = np.argsort(-score[begin:end], kind="mergesort")
        best = score[begin + order[0]]
        second = score[begin + order[1]] if end - begin > 1 else best - 1
        for position in range(end - begin):
            entry = begin + order[position]
            rank[entry] = 1.0 / (1 + position)
            ahead = best - second if position == 0 else score[entry] - best
            lead[entry] = min(1.0, max(-1.0, ahead))
    return rank, lead


@compiled
def _seconds(score: Floats, begins: Ints) -> tuple[Ints, Floats]:
    """The second entry of each group (-1 for none) and its lead over the third (at most 1)."""
    entry = np.full(len(begins) - 1, -1)
    lead = np.ones(len(begins) - 1)
    for group in range(len(begins) - 1):
        begin, end = begins[group], begins[group + 1]
        if end - begin < 2:
            continue
        order = np.argsort(-score[begin:end], kind="mergesort")
        entry[group] = begin + order[1]
        if end - begin > 2:
            lead[group] = min(1.0, score[begin + order[1]] - score[begin + order[2]])
    return entry, lead


@compiled
def _free(order: Ints, group: Ints, begins: Ints, groups: int) -> Ints:
    """Positions in `order` of the pairs none of whose groups was taken by one before."""
    taken = np.zeros(groups, np.bool_)
    kept = np.zeros(len(order), np.bool_)
    for position in range(len(order)):
        mine = group[begins[order[position]] : begins[order[position] + 1]]
        if not taken[mine].any():
            taken[mine] = True
            kept[position] = True
    return np.flatnonzero(kept)
