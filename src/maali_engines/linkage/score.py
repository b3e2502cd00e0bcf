"""Scores without labels: self-training EM whose features include the competition for a partner.

A record has at most one partner in another source's list. So how a pair ranks among its rivals,
seen from both sides and inside each pair of sources, says more than any likeness; this is what a
pairwise model cannot see. Weights are refitted from the scores' own beliefs, and held to the
starting weights so that a small set does not run away.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.compare import PLACES

ROUNDS = 8
HOLD = 10.0
"""Strength with which weights are held to their start (a Gaussian prior, standardised units)."""


AT_ONCE = 256
"""Rows that are multiplied at once: so few that BLAS stays on one thread. On a busy machine its
threads wait for each other ten times longer than the work takes, and the sums then come out the
same on any number of processors."""


def weighted(features: Floats, weights: Floats) -> Floats:
    """`features @ weights` on one thread; shapes (n, k) and (k,) give (n,)."""
    return np.asarray(np.einsum("ij,j->i", features, weights))


def _products(left: Floats, right: Floats) -> Floats:
    """`left.T @ right` on one thread; shapes (n, j) and (n, k) give (j, k)."""
    out = np.zeros((left.shape[1], right.shape[1]))
    for start in range(0, len(left), AT_ONCE):
        rows = slice(start, start + AT_ONCE)
        out += left[rows].T @ right[rows]
    return out


def logistic(x: Floats) -> Floats:
    """1 / (1 + exp(-x)) without overflow."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))))


@dataclass(frozen=True)
class Contest:
    """Who competes with whom: each row is one pair seen from one side towards one source."""

    pair: Ints
    group: Ints
    side: Ints

    @classmethod
    def of(cls, pairs: Ints, sources: sparse.csr_matrix, *, within: bool = False) -> "Contest":
        """Spread each pair (i, j) over the sources of j as seen from i, and the reverse.

        `within`: over the sources that list both, as for decoys.
        """
        rows, groups, sides = [], [], []
        width = sources.shape[1]
        for side in (0, 1):
            own, other = pairs[:, side], pairs[:, 1 - side]
            seen = sources[other].multiply(sources[own]) if within else sources[other]
            spread = seen.tocoo()
            order = np.lexsort((spread.col, spread.row))
            row = spread.row[order].astype(np.int64)
            rows.append(row)
            groups.append(own[row] * width + spread.col[order])
            sides.append(np.full(len(row), side))
        return cls(np.concatenate(rows), np.concatenate(groups), np.concatenate(sides))

    def places(self, score: Floats, pairs: int) -> Floats:
        """Per pair: 1/rank and lead over the runner-up, lesser and greater of both sides.

        Shape (pairs, 4); a lead is at most 1, and below 0 for who is not first.
        """
        rank, lead = _rank_and_lead(score[self.pair], self.group)
        out = []
        for values in (rank, lead):
            sides = [
                _mean(self.pair[self.side == side], values[self.side == side], pairs)
                for side in (0, 1)
            ]
            out += [np.minimum(*sides), np.maximum(*sides)]
        return np.column_stack(out)

    def share(self, score: Floats, pairs: int) -> Floats:
        """Probability of each pair when its rivals, and nobody at all, compete for the place."""
        strength = np.exp(np.clip(score, -30, 30))
        _, place = np.unique(self.group, return_inverse=True)
        total = np.bincount(place, strength[self.pair])[place]
        rivals = np.zeros(pairs)
        for side in (0, 1):
            mine = self.side == side
            rivals += _mean(self.pair[mine], total[mine] - strength[self.pair[mine]], pairs)
        return np.asarray(strength / (1 + strength + rivals))


def _mean(place: Ints, values: Floats, size: int) -> Floats:
    counts = np.maximum(np.bincount(place, minlength=size), 1)
    return np.asarray(np.bincount(place, values, minlength=size) / counts)


def _rank_and_lead(score: Floats, group: Ints) -> tuple[Floats, Floats]:
    size = len(score)
    order = np.lexsort((-score, group))
    ordered, grouped = score[order], group[order]
    begins = np.r_[True, grouped[1:] != grouped[:-1]] if size else np.zeros(0, bool)
    begin = np.maximum.accumulate(np.where(begins, np.arange(size), 0))
    position = np.arange(size) - begin
    best = ordered[begin] if size else ordered
    following = np.minimum(begin + 1, size - 1)
    alone = (begin + 1 >= size) | (grouped[following] != grouped) if size else begins
    second = np.where(alone, best - 1, ordered[following]) if size else ordered
    rank, lead = np.zeros(size), np.zeros(size)
    rank[order] = 1.0 / (1 + position)
    lead[order] = np.clip(np.where(position == 0, ordered - second, ordered - best), -1, 1)
    return rank, lead


FIRST_DOUBT = 1.5
"""Taken off the log odds at first, as places have only begun to count."""
PLACE_WEIGHTS = np.array([column.weight for column in PLACES])


@dataclass
class Model:
    """The weights of every round, so that decoys can be scored exactly as candidates were."""

    start: Floats
    bias: float
    rounds: list[tuple[Floats, float]] = field(default_factory=list)

    def first(self, columns: Floats) -> Floats:
        """The starting score, in log odds, without competition."""
        return np.asarray(weighted(columns, self.start) + self.bias)

    def score(self, columns: Floats, contest: Contest) -> Floats:
        """Log odds of each row of `columns` after every round."""
        now = self.first(columns)
        for weights, bias in self.rounds:
            features = np.c_[columns, contest.places(now, len(columns))]
            now = weighted(features, weights) + bias
        return now


def learn(columns: Floats, contest: Contest, model: Model, *, lists_once: bool) -> Floats:
    """Fit the model to its own beliefs and return the log odds of each pair.

    `lists_once`: a source lists each thing once, so that partners exclude each other.
    """
    count = len(columns)
    now = model.first(columns)
    weights = np.r_[model.start, PLACE_WEIGHTS]
    places = contest.places(now, count)
    first = weighted(np.c_[columns, places], weights)
    level = -model.bias + FIRST_DOUBT
    if lists_once:
        mutual = (places[:, 0] == 1).sum()
        level = float(np.quantile(first, 1 - 0.5 * mutual / count))
    belief = logistic(first - level)
    for _ in range(ROUNDS):
        features = np.c_[columns, contest.places(now, count)]
        fitted, bias = fit(features, belief, np.r_[model.start, PLACE_WEIGHTS], model.bias)
        model.rounds.append((fitted, bias))
        now = weighted(features, fitted) + bias
        share = contest.share(now, count) if lists_once else logistic(now)
        belief = 0.5 * belief + 0.5 * share
    return now


def fit(features: Floats, belief: Floats, start: Floats, bias: float) -> tuple[Floats, float]:
    """Logistic regression on soft labels by Newton's method, held to `start`.

    Features are standardised inside; the weights returned are per unit of the feature.
    """
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    design = np.c_[(features - centre) / spread, np.ones(len(features))]
    prior = np.r_[start * spread, bias + centre @ start]
    hold = np.r_[np.full(len(start), HOLD), 1e-3]
    now = prior.copy()
    for _ in range(25):
        probability = logistic(weighted(design, now))
        slope = weighted(design.T, probability - belief) + hold * (now - prior)
        doubt = np.maximum(probability * (1 - probability), 1e-6)
        curve = _products(design * doubt[:, None], design)
        step = np.linalg.solve(curve + np.diag(hold), slope)
        now = now - step * min(1.0, 5.0 / (np.abs(step).max() + 1e-12))
        if np.abs(step).max() < 1e-4:
            break
    weights = now[:-1] / spread
    return weights, float(now[-1] - centre @ weights)
