"""Where to cut, without labels.

Where chance is known, at the best expected F1 of the pairs that can be joined together (Nan et al.
2012); else where the scores' own probabilities keep the precision that is asked for.
"""

from dataclasses import dataclass

import numpy as np

from maali_engines.linkage.block import Floats
from maali_engines.linkage.chance import Beliefs
from maali_engines.linkage.score import logistic


@dataclass(frozen=True)
class Cut:
    """The score (log odds) to join from, and what is expected there (0..1)."""

    score: float
    precision: float
    recall: float


NOTHING = Cut(float(np.inf), 1.0, 0.0)


def best_expected(beliefs: Beliefs, precision: float) -> Cut:
    """The cut with the best expected F1 among those that state at least `precision`."""
    rows = beliefs.together
    if not len(rows):
        return NOTHING
    count = np.arange(1, len(rows) + 1)
    likely, sure = np.cumsum(beliefs.likely[rows]), np.cumsum(beliefs.sure[rows])
    f1 = 2 * likely / (count + likely[-1])
    fit = sure / count >= precision
    if not fit.any():
        return NOTHING
    place = int(np.argmax(np.where(fit, f1, -1)))
    level = float(beliefs.log_odds[rows[place]])
    return Cut(level, float(sure[place] / (place + 1)), float(likely[place] / likely[-1]))


def by_belief(score: Floats, weight: Floats, precision: float) -> Cut:
    """The lowest cut, at even odds or above, whose mean probability is at least `precision`.

    `weight` is how many pairs of records each pair of spellings stands for.
    """
    order = np.argsort(-score, kind="stable")
    probability = logistic(score[order])
    mass = weight[order]
    stated = np.cumsum(probability * mass) / np.cumsum(mass)
    fit = np.flatnonzero((stated >= precision) & (score[order] >= 0))
    if not len(fit):
        return NOTHING
    last = int(fit[-1])
    joined = float((probability * mass)[: last + 1].sum())
    every = float((probability * mass).sum())
    return Cut(float(score[order][last]), float(stated[last]), joined / max(every, 1e-9))
