"""What people and the knowledge table say of spellings: must-links, cannot-links, names known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.clean import words
from maali_engines.linkage.cut import Cut
from maali_engines.linkage.data import Answer, Nonsense, Record
from maali_engines.linkage.knowledge import Reference
from maali_engines.linkage.spellings import Spellings

CALIBRATE_FROM = 10
"""Answers near the cut before the cut itself is moved by them."""
MOVED_BY = 4
"""Answers that another cut must agree with beyond what the first does, so that luck moves none."""
FURTHEST = 3.0
"""How far, in log odds, answers may move the cut."""


@dataclass(frozen=True)
class Links:
    """Pairs of spellings, and which known thing a spelling is a name of.

    `by_themselves` are ids of records said to differ though they are spelled alike.
    """

    must: tuple[tuple[int, int], ...]
    cannot: tuple[tuple[int, int], ...]
    labels: dict[int, int]
    alone: frozenset[int]
    by_themselves: frozenset[str]
    answered: dict[tuple[int, int], bool]

    def move(self, cut: Cut, score: Floats, pairs: Ints) -> Cut:
        """The cut that agrees with most answers near it; unchanged when there are too few.

        Among equally good places the nearest to the cut found without labels is kept, so answers
        that agree with it never move it.
        """
        if not np.isfinite(cut.score):
            return cut
        said = [
            (value, self.answered[pair])
            for value, pair in zip(score.tolist(), map(tuple, pairs.tolist()), strict=True)
            if pair in self.answered and abs(value - cut.score) <= FURTHEST
        ]
        if len(said) < CALIBRATE_FROM:
            return cut
        places = sorted({cut.score, *(value + 1e-6 for value, _ in said)})
        best = min(places, key=lambda place: (_wrong(said, place), abs(place - cut.score)))
        if _wrong(said, cut.score) - _wrong(said, best) < MOVED_BY:
            return cut
        return Cut(best, cut.precision, cut.recall)


def _wrong(said: Iterable[tuple[float, bool]], place: float) -> int:
    return sum((value >= place) != same for value, same in said)


def links(
    records: Sequence[Record],
    spelled: Spellings,
    known: Reference,
    answers: Sequence[Answer],
    must_not: Sequence[tuple[str, str]],
) -> Links:
    """Turn answers about records into links between spellings; the last answer holds.

    Raises `Nonsense("unknown_record", id=…)`.
    """
    at = {record.id: place for place, record in enumerate(records)}
    own = len(records) - len(known.records)

    def spelling(id: str) -> int:
        if id not in at:
            raise Nonsense("unknown_record", id=id)
        return spelled.of_record[at[id]]

    said: dict[tuple[int, int], bool] = {}
    alike: set[str] = set()
    for answer in (*answers, *(Answer(a, b, same=False) for a, b in must_not)):
        a, b = sorted((spelling(answer.a), spelling(answer.b)))
        if a != b:
            said.pop((a, b), None)
            said[a, b] = answer.same
        elif answer.same:
            alike -= {answer.a, answer.b}
        elif answer.a != answer.b:
            alike |= {answer.a, answer.b}
    labels = {spelled.of_record[own + number]: thing for number, thing in enumerate(known.things)}
    return Links(
        must=(*_same_things(labels), *(pair for pair, same in said.items() if same)),
        cannot=(*_parted(labels, known), *(pair for pair, same in said.items() if not same)),
        labels=labels,
        alone=frozenset(
            spelled.of_record[place]
            for place in range(own)
            if words(records[place].name) in known.families
        ),
        by_themselves=frozenset(alike),
        answered=said,
    )


def _same_things(labels: dict[int, int]) -> list[tuple[int, int]]:
    first: dict[int, int] = {}
    return [
        (first.setdefault(thing, place), place)
        for place, thing in sorted(labels.items())
        if first.setdefault(thing, place) != place
    ]


def _parted(labels: dict[int, int], known: Reference) -> list[tuple[int, int]]:
    names: dict[int, list[int]] = {}
    for place, thing in sorted(labels.items()):
        names.setdefault(thing, []).append(place)
    return [
        (a, b)
        for left, right, _ in known.parted
        for a in names.get(left, ())
        for b in names.get(right, ())
    ]
