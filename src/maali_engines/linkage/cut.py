"""Where to cut, without labels: what is near inside one source's list shows what chance looks like.

A source that lists each thing once gives pairs that are near and not the same (decoys), as
target-decoy search does in proteomics (Elias & Gygi 2007). Where sources repeat themselves, decoys
are not to be trusted, and the scores' own probabilities set the cut.
"""

from dataclasses import dataclass

import numpy as np

from maali_engines.linkage.block import Floats
from maali_engines.linkage.score import logistic

FEWEST = 200
"""Fewer places than this are too few to count decoys on."""


@dataclass(frozen=True)
class Cut:
    """The score (log odds) to join from, and what is expected there (0..1)."""

    score: float
    precision: float
    recall: float


def by_decoys(best: Floats, decoy: Floats, precision: float) -> Cut:
    """The cut with the best expected F1 among those with at least `precision`.

    `best` is each place's best score in the other source, `decoy` each record's best score inside
    its own source (-inf for none). A place without a partner draws its best from the decoys.
    """
    grid = np.unique(np.quantile(best, np.linspace(0, 1, 400)))
    found = (best[None, :] >= grid[:, None]).sum(axis=1)
    chance = (decoy[None, :] >= grid[:, None]).mean(axis=1) * len(best)
    empty, true, total = 1.0, found.astype(float), float(len(best))
    for _ in range(50):
        true = np.maximum(found - empty * chance, 0)
        total = float(true.max())
        empty = max(0.01, 1 - total / len(best))
    stated = true / np.maximum(found, 1)
    f1 = 2 * true / np.maximum(found + total, 1)
    fit = stated >= precision
    place = int(np.argmax(np.where(fit, f1, -1))) if fit.any() else int(np.argmax(stated))
    return Cut(float(grid[place]), float(stated[place]), float(true[place] / max(total, 1)))


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
        return Cut(float(np.inf), 1.0, 0.0)
    last = int(fit[-1])
    joined = float((probability * mass)[: last + 1].sum())
    every = float((probability * mass).sum())
    return Cut(float(score[order][last]), float(stated[last]), joined / max(every, 1e-9))
