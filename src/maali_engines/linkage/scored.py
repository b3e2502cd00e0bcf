"""Candidate pairs with their comparisons, their scores, and what chance says of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maali_engines.linkage import block, chance, compare, kinds
from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.clean import GENERIC_WORD, NOTE_WORD, Form, is_generic, words
from maali_engines.linkage.contest import Contest
from maali_engines.linkage.cut import Cut, best_expected, by_belief
from maali_engines.linkage.knowledge import SOURCE
from maali_engines.linkage.score import Model, learn
from maali_engines.linkage.spellings import Spellings
from maali_engines.linkage.work import Work

LISTED_TOGETHER = -1.0
"""Log odds for two spellings that every source of the rarer one lists beside the other."""


@dataclass(frozen=True)
class Scored:
    """Candidate pairs of spellings with their columns and scores in log odds.

    `beliefs` are there when chance could be estimated: then `score` is their log odds.
    """

    pairs: Ints
    columns: Floats
    score: Floats
    weights: Floats
    mass: Floats
    beliefs: chance.Beliefs | None

    def cut(self, precision: float) -> Cut:
        """The cut by what chance explains where that is known, else by the scores alone."""
        if self.beliefs is None:
            return by_belief(self.score, self.mass, precision)
        return best_expected(self.beliefs, precision)


def score_pairs(work: Work) -> Scored:
    """Find the candidate pairs of the spellings, compare them and score them."""
    spelled = work.spellings
    texts = [[*_told(form), *form.vendor] for form in spelled.forms]
    spaces = (
        block.vectors(texts),
        block.letter_vectors(texts),
        block.vectors(purposes := [_purpose(work, group) for group in spelled.members]),
        block.vectors([_does(*each) for each in zip(spelled.forms, purposes, strict=True)]),
    )
    pairs = block.candidates(spaces[:2], spelled.sources, inside=not work.lists_once)
    idf = block.vectors([form.words for form in spelled.forms]).idf
    first = [work.records[group[0]] for group in spelled.members]
    named = compare.name_columns(spelled.forms, pairs, idf, spaces)
    table = np.asarray(np.c_[named, kinds.columns(work.kind, first, pairs)])
    return _scored(work, pairs, table)


def _scored(work: Work, pairs: Ints, table: Floats) -> Scored:
    start, bias = kinds.start(work.kind)
    model = Model(start, bias)
    contest = Contest.of(pairs, work.spellings.sources)
    score = learn(table, contest, model, lists_once=work.lists_once) if len(pairs) else np.zeros(0)
    shape = np.c_[table, contest.places(score)]
    score = score + LISTED_TOGETHER * _together(work.spellings, pairs)
    beliefs = _beliefs(work, table, contest, model, score) if work.lists_once else None
    count = work.spellings.count(work.own)
    mass = np.maximum(count[pairs[:, 0]] * count[pairs[:, 1]], 1e-6)
    fitted = model.rounds[-1][0] if model.rounds else np.zeros(shape.shape[1])
    final = score if beliefs is None else beliefs.log_odds
    return Scored(pairs, shape, final, fitted, mass, beliefs)


def _beliefs(
    work: Work, table: Floats, contest: Contest, model: Model, score: Floats
) -> chance.Beliefs | None:
    """What chance says of the scores, None when there are too few places to tell."""
    if not len(score):
        return None
    decoys = model.decoys(table, contest)
    once, possible = _smaller_side(work, contest)
    alone = np.full(possible - len(once), -np.inf)  # nobody there comes near
    best = np.r_[contest.best(score)[once], alone]
    places = chance.Places(best, np.r_[decoys[once], alone])
    if len(places.best) < chance.FEWEST:
        return None
    return chance.beliefs(score, contest, decoys, chance.odds(places))


def _purpose(work: Work, group: Sequence[int]) -> list[str]:
    return [word for place in group[:20] for word in words(work.records[place].purpose)]


def _told(form: Form) -> list[str]:
    """The words of a name without what is only noted beside it, if anything is left."""
    told = [w for w, sort in zip(form.words, form.sort, strict=True) if sort != NOTE_WORD]
    return told or list(form.words)


def _does(form: Form, purpose: Sequence[str]) -> list[str]:
    """What a thing does, as far as its name and its purpose say."""
    named = zip(form.words, form.sort, strict=True)
    own = [word for word, sort in named if sort > GENERIC_WORD and word not in form.vendor]
    return [word for word in dict.fromkeys((*own, *purpose)) if not is_generic(word)]


def _together(spelled: Spellings, pairs: Ints) -> Floats:
    """Share of the rarer spelling's sources that list the other too."""
    left, right = spelled.sources[pairs[:, 0]], spelled.sources[pairs[:, 1]]
    both = np.asarray(left.multiply(right).sum(axis=1)).ravel()
    rarer = np.minimum(*(np.asarray(side.sum(axis=1)).ravel() for side in (left, right)))
    return np.asarray(both / np.maximum(rarer, 1))


def _smaller_side(work: Work, contest: Contest) -> tuple[Ints, int]:
    """Which groups look from the smaller source to the larger, and how many there could be.

    The knowledge table's own source is left out.
    """
    sources = work.spellings.sources
    sizes = np.asarray(sources.sum(axis=0)).ravel().astype(np.int64)
    names = sorted({record.source for record in work.records})
    if SOURCE in names:
        sizes[names.index(SOURCE)] = 0
    home = sources.indices[sources.indptr[:-1]].astype(np.int64)
    number = np.arange(len(sizes))
    smaller = (sizes[:, None] < sizes) | ((sizes[:, None] == sizes) & (number[:, None] < number))
    smaller &= (sizes[:, None] > 0) & (sizes > 0)
    once = np.flatnonzero(smaller[home[contest.own], contest.other])
    return once, int(smaller.sum(axis=1)[home].sum())
