"""Scores without labels: self-training EM whose features include the competition for a partner.

Weights are refitted from the scores' own beliefs (Nigam et al. 2000) and held to the starting
weights so that a small set does not run away.
"""

from dataclasses import dataclass, field

import numpy as np

from maali_engines.linkage.block import Floats
from maali_engines.linkage.compare import PLACES
from maali_engines.linkage.contest import Contest

ROUNDS = 8
HOLD = 10.0
"""Strength with which weights are held to their start (a Gaussian prior, standardised units)."""
FITTED_ON = 60_000
"""Most pairs that weights are fitted on; of more, every so manieth is taken."""
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


FIRST_DOUBT = 1.5
"""Taken off the log odds at first, as places have only begun to count."""
PLACE_WEIGHTS = np.array([column.weight for column in PLACES])


@dataclass
class Model:
    """The weights of every round, and the scores before the last of them."""

    start: Floats
    bias: float
    rounds: list[tuple[Floats, float]] = field(default_factory=list)
    before: Floats = field(default_factory=lambda: np.zeros(0))

    def first(self, columns: Floats) -> Floats:
        """The starting score, in log odds, without competition."""
        return np.asarray(weighted(columns, self.start) + self.bias)

    def decoys(self, columns: Floats, contest: Contest) -> Floats:
        """For each group of the contest the runner-up's log odds, were the first not there.

        -inf where there is no second.
        """
        out = np.full(len(contest.own), -np.inf)
        group, pair, places = contest.runners_up(self.before)
        weights, bias = self.rounds[-1]
        out[group] = weighted(np.c_[columns[pair], places], weights) + bias
        return out


def learn(columns: Floats, contest: Contest, model: Model, *, lists_once: bool) -> Floats:
    """Fit the model to its own beliefs and return the log odds of each pair.

    `lists_once`: a source lists each thing once, so that partners exclude each other.
    """
    count = len(columns)
    now = model.first(columns)
    weights = np.r_[model.start, PLACE_WEIGHTS]
    places = contest.places(now)
    first = weighted(np.c_[columns, places], weights)
    level = -model.bias + FIRST_DOUBT
    if lists_once:
        mutual = (places[:, 0] == 1).sum()
        level = float(np.quantile(first, 1 - 0.5 * mutual / count))
    belief = logistic(first - level)
    every = -(-count // FITTED_ON)
    for _ in range(ROUNDS):
        features = np.c_[columns, contest.places(now)]
        fitted, bias = fit(features[::every], belief[::every], weights, model.bias)
        model.rounds.append((fitted, bias))
        model.before = now
        now = weighted(features, fitted) + bias
        share = contest.share(now) if lists_once else logistic(now)
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
