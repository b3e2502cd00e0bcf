"""What chance looks like, without labels: who would be first if the first were not there.

Take a record's best partner in another list away, and the next best is what its place would have
been given by chance, out of a list of exactly that size. So the scores of such runners-up are the
decoys of target-decoy search (Elias & Gygi 2007), and the odds of a score are how much oftener it
is seen among the first than among decoys. The share of places without a partner is estimated from
the low scores (Storey 2002), the odds by isotonic regression (Ayer et al. 1955). A close rival
takes its part of the odds, as the decoys count only those who have no partner at all.
"""

from dataclasses import dataclass

import numpy as np

from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.compiled import compiled
from maali_engines.linkage.contest import Contest

FEWEST = 200
"""Fewer places than this are too few to count decoys on."""
ROUNDS = 4
LOW = (0.1, 0.2, 0.3, 0.5)
"""Quantiles of the decoys below which places are counted as empty."""
LEAST_ODDS, LEAST_EMPTY, LEAST_WEIGHT = 1e-3, 0.01, 0.02
RIVALS = 0.5
"""How much of a rival's odds counts against a pair: its lead has counted in the score before."""
POSSIBLE = 0.1
"""Pairs less likely than this are not looked at for the cut."""
SLOPE = 1e-3
"""Keeps the order of scores whose odds are the same."""


@dataclass(frozen=True)
class Places:
    """The places of one competition, each once per two sources: best score and decoy's score.

    `best` is -inf where nobody comes near, `decoy` also where one candidate is alone.
    """

    best: Floats
    decoy: Floats


@dataclass(frozen=True)
class Odds:
    """Odds of a partner against an empty place by score; `empty` is the share of such places."""

    score: Floats
    log: Floats
    empty: float

    def of(self, score: Floats) -> Floats:
        """The odds of each score, -inf giving 0."""
        return np.asarray(np.where(np.isfinite(score), np.exp(np.interp(score, *self._line)), 0.0))

    @property
    def _line(self) -> tuple[Floats, Floats]:
        return self.score, self.log


def odds(places: Places) -> Odds:
    """Estimate the odds; decoys of places that are likely empty themselves count little."""
    weight = np.ones(len(places.best))
    found = _odds(places, weight)
    for _ in range(ROUNDS - 1):
        value = found.of(places.best)
        weight = np.maximum(value / (value + found.empty), LEAST_WEIGHT)
        found = _odds(places, weight)
    return found


def _odds(places: Places, weight: Floats) -> Odds:
    near, known = np.isfinite(places.best), np.isfinite(places.decoy)
    empty = _empty(places, weight)
    score = np.r_[places.best[near], places.decoy[known]]
    first = np.r_[np.ones(int(near.sum())), np.zeros(int(known.sum()))]
    mass = np.r_[np.ones(int(near.sum())), weight[known]]
    order = np.argsort(score, kind="stable")
    centre, share = _isotonic(score[order], first[order], mass[order])
    against = np.maximum(1 - share, 1 / (1 + len(places.best)))
    ratio = share / against * weight.sum() / len(places.best)
    return Odds(centre, np.log(np.maximum(ratio - empty, LEAST_ODDS)), empty)


def _empty(places: Places, weight: Floats) -> float:
    """The least share of empty places that the low scores speak for."""
    order = np.argsort(places.decoy, kind="stable")
    risen = np.cumsum(weight[order]) / weight.sum()
    at = np.minimum(np.searchsorted(risen, LOW), len(order) - 1)
    ratios = [
        float((places.best <= level).mean() / share)
        for level, share in zip(places.decoy[order][at], risen[at], strict=True)
    ]
    return float(np.clip(min(ratios), LEAST_EMPTY, 1.0))


def _isotonic(x: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Rising fit by pooling adjacent violators: the middle of each pool and its mean."""
    pools = np.zeros((len(x) + 1, 3))
    count = _pool(x, y, weight, pools)
    return pools[:count, 0] / pools[:count, 2], pools[:count, 1] / pools[:count, 2]


@compiled
def _pool(x: Floats, y: Floats, weight: Floats, pools: Floats) -> int:
    """Fill `pools` with weighted x, weighted y and weight; how many there are."""
    count = 0
    for place in range(len(x)):
        mass = weight[place]
        pools[count] = np.array([x[place] * mass, y[place] * mass, mass])
        count += 1
        while (
            count > 1
            and pools[count - 2, 1] * pools[count - 1, 2]
            >= pools[count - 1, 1] * pools[count - 2, 2]
        ):
            pools[count - 2] += pools[count - 1]
            count -= 1
    return count


@dataclass(frozen=True)
class Beliefs:
    """Per pair: log odds to rank and join by, and probabilities (0..1) for the cut and the claim.

    `likely` is against an empty place alone, `sure` against the rivals too. `together` are the
    pairs that can be joined at once, best first.
    """

    log_odds: Floats
    likely: Floats
    sure: Floats
    together: Ints


def beliefs(score: Floats, contest: Contest, decoys: Floats, found: Odds) -> Beliefs:
    """What the odds say of each pair; `decoys` are the runners-up's scores by group."""
    mine = found.of(score)
    best = contest.best(score)
    entry_best = np.repeat(best, np.diff(contest.begins))
    first = score[contest.pair] >= entry_best
    rival = np.where(first, np.repeat(decoys, np.diff(contest.begins)), entry_best)
    rivals = contest.both_sides(found.of(rival), len(score))
    against = found.empty + RIVALS * rivals
    likely = mine / (mine + found.empty)
    log_odds = np.log(mine / against) + SLOPE * score
    possible = np.flatnonzero(likely >= POSSIBLE)
    order = possible[np.argsort(-log_odds[possible], kind="stable")]
    sure = mine / (mine + found.empty + RIVALS / 2 * rivals)
    return Beliefs(log_odds, likely, sure, contest.one_each(order))
