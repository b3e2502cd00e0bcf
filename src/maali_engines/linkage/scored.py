"""Candidate pairs with their comparisons, their scores, and what the decoys say of chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maali_engines.linkage import block, compare, kinds
from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.clean import words
from maali_engines.linkage.cut import FEWEST, Cut, by_belief, by_decoys
from maali_engines.linkage.knowledge import SOURCE
from maali_engines.linkage.score import Contest, Model, learn
from maali_engines.linkage.spellings import Spellings
from maali_engines.linkage.work import Work

LISTED_TOGETHER = -1.0
"""Log odds for two spellings that every source of the rarer one lists beside the other."""


@dataclass(frozen=True)
class Scored:
    """Candidate pairs of spellings with their columns and scores in log odds."""

    pairs: Ints
    columns: Floats
    score: Floats
    weights: Floats
    mass: Floats
    places: Floats
    decoys: Floats

    def cut(self, precision: float) -> Cut:
        """The cut by decoys where they can be trusted, else by the scores' own probabilities."""
        if len(self.places) >= FEWEST:
            return by_decoys(self.places, self.decoys, precision)
        return by_belief(self.score, self.mass, precision)


def score_pairs(work: Work) -> Scored:
    """Find the candidate pairs of the spellings, compare them and score them."""
    spelled = work.spellings
    texts = [[*form.words, *form.vendor] for form in spelled.forms]
    spaces = (
        block.vectors(texts),
        block.vectors([block.letters(text) for text in texts]),
        block.vectors([_purpose(work, group) for group in spelled.members]),
    )
    pairs, decoys = block.candidates(spaces[:2], spelled.sources)
    idf = block.vectors([form.words for form in spelled.forms]).idf
    weights = compare.word_weights(spelled.forms, idf)
    first = [work.records[group[0]] for group in spelled.members]

    def columns(of: Ints) -> Floats:
        named = compare.name_columns(spelled.forms, of, weights, spaces)
        return np.asarray(np.c_[named, kinds.columns(work.kind, first, of)])

    start, bias = kinds.start(work.kind)
    model = Model(start, bias)
    table = columns(pairs)
    contest = Contest.of(pairs, spelled.sources)
    score = learn(table, contest, model, lists_once=work.lists_once) if len(pairs) else np.zeros(0)
    shape = np.c_[table, contest.places(score, len(pairs))]
    best, chance = np.zeros(0), np.zeros(0)
    if work.lists_once and len(decoys):
        near = Contest.of(decoys, spelled.sources, within=True)
        chance = model.score(columns(decoys), near)
        best, chance = _places(work, contest, score), _chances(work, near, chance)
    score = score + LISTED_TOGETHER * _together(spelled, pairs)
    count = spelled.count(work.own)
    mass = np.maximum(count[pairs[:, 0]] * count[pairs[:, 1]], 1e-6)
    fitted = model.rounds[-1][0] if model.rounds else np.zeros(shape.shape[1])
    return Scored(pairs, shape, score, fitted, mass, best, chance)


def _purpose(work: Work, group: Sequence[int]) -> list[str]:
    return [word for place in group[:20] for word in words(work.records[place].purpose)]


def _together(spelled: Spellings, pairs: Ints) -> Floats:
    """Share of the rarer spelling's sources that list the other too."""
    left, right = spelled.sources[pairs[:, 0]], spelled.sources[pairs[:, 1]]
    both = np.asarray(left.multiply(right).sum(axis=1)).ravel()
    rarer = np.minimum(*(np.asarray(side.sum(axis=1)).ravel() for side in (left, right)))
    return np.asarray(both / np.maximum(rarer, 1))


def _home_source(work: Work) -> tuple[Ints, Ints]:
    """Each spelling's first source, and the size of each source; the table's own is left out."""
    sources = work.spellings.sources
    sizes = np.asarray(sources.sum(axis=0)).ravel().astype(np.int64)
    names = sorted({record.source for record in work.records})
    if SOURCE in names:
        sizes[names.index(SOURCE)] = 0
    return sources.indices[sources.indptr[:-1]].astype(np.int64), sizes


def _best(contest: Contest, score: Floats) -> tuple[Ints, Floats]:
    groups, place = np.unique(contest.group, return_inverse=True)
    best = np.full(len(groups), -np.inf)
    np.maximum.at(best, place, score[contest.pair])
    return groups, best


def _places(work: Work, contest: Contest, score: Floats) -> Floats:
    """Best score of each spelling in each other source, once per two sources: the smaller's."""
    home, sizes = _home_source(work)
    groups, best = _best(contest, score)
    own, other = home[groups // len(sizes)], groups % len(sizes)
    smaller = (sizes[own] < sizes[other]) | ((sizes[own] == sizes[other]) & (own < other))
    return np.asarray(best[smaller & (sizes[own] > 0)])


def _chances(work: Work, near: Contest, score: Floats) -> Floats:
    """Best score of each spelling inside its own source, for all but the largest source."""
    home, sizes = _home_source(work)
    groups, best = _best(near, score)
    out = np.full(len(home), -np.inf)
    np.maximum.at(out, groups // len(sizes), best)
    return np.asarray(out[(home != int(np.argmax(sizes))) & (sizes[home] > 0)])
