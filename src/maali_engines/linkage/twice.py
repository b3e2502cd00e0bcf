"""Built twice: needs and projects of different regions that say nearly the same.

TF-IDF over words and over letter sequences; on weakly labelled pairs of texts it finds as much as
sentence embeddings do, in any language, and can show the words that decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse

from maali_engines.linkage.block import Floats, letters, vectors
from maali_engines.linkage.clean import is_generic, words

Origin = Literal["", "built", "bought", "co_built"]
OverlapKind = Literal["built_twice", "bought_apart", "maybe"]
SHOWN_WORDS = 6
WORDS_SHARE = 0.6
"""How much words weigh against letter sequences, which forgive endings and compounds."""


@dataclass(frozen=True)
class Need:
    """What one region builds, buys or wants, in its own words. `origin` "" when not known."""

    id: str
    region: str
    name: str
    purpose: str = ""
    origin: Origin = ""


@dataclass(frozen=True)
class Overlap:
    """Two needs of different regions; `similarity` 0..1, `words` what they share, rarest first.

    `kind` is "built_twice", "bought_apart" (the same thing bought separately) or "maybe".
    """

    a: str
    b: str
    similarity: float
    words: tuple[str, ...]
    kind: OverlapKind


@dataclass(frozen=True)
class _Texts:
    """Two unit-length spaces over the same texts, and the rarity of words."""

    spaces: tuple[sparse.csr_matrix, sparse.csr_matrix]
    said: tuple[tuple[str, ...], ...]
    idf: dict[str, float]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "_Texts":
        said = tuple(
            tuple(word for word in words(text) if len(word) > 2 and not is_generic(word))
            for text in texts
        )
        by_word = vectors(said)
        by_letter = vectors([letters(text, (4, 5)) for text in said])
        return cls((by_word.rows, by_letter.rows), said, by_word.idf)

    def similar(self, first: int, last: int) -> Floats:
        """Likeness of the texts first..last-1 to all: shape (last - first, texts), 0..1."""
        shares = (WORDS_SHARE, 1 - WORDS_SHARE)
        parts = [
            share * (space[first:last] @ space.T).toarray()
            for share, space in zip(shares, self.spaces, strict=True)
        ]
        return np.asarray(sum(parts))

    def shared(self, a: int, b: int) -> tuple[str, ...]:
        """The words that two texts share, rarest first."""
        both = set(self.said[a]) & set(self.said[b])
        return tuple(sorted(both, key=lambda word: (-self.idf[word], word))[:SHOWN_WORDS])


def _text(need: Need) -> str:
    return f"{need.name} {need.name} {need.purpose}"


def _kind(a: Need, b: Need) -> OverlapKind:
    """A product bought by two, or one thing built together, is not built twice."""
    origins = {a.origin, b.origin}
    if origins == {"built"}:
        return "built_twice"
    return "bought_apart" if origins == {"bought"} else "maybe"


def find_overlaps(
    needs: Sequence[Need], *, least: float = 0.35, limit: int = 200
) -> tuple[Overlap, ...]:
    """Pairs of needs of different regions with at least `least` similarity, most alike first.

    Two needs that are both built together (`co_built`) are left out: their makers know each other.
    """
    texts = _Texts.of([_text(need) for need in needs])
    found = []
    for first in range(0, len(needs), 500):
        similar = texts.similar(first, min(first + 500, len(needs)))
        for row, other in np.argwhere(similar >= least).tolist():
            a, b = first + row, other
            if a < b and _may_overlap(needs[a], needs[b]):
                found.append((-round(float(similar[row, other]), 6), a, b))
    return tuple(
        Overlap(needs[a].id, needs[b].id, -score, texts.shared(a, b), _kind(needs[a], needs[b]))
        for score, a, b in sorted(found)[:limit]
    )


def _may_overlap(a: Need, b: Need) -> bool:
    return a.region != b.region and not a.origin == b.origin == "co_built"


def nearest(text: str, needs: Sequence[Need], *, limit: int = 10) -> tuple[tuple[str, float], ...]:
    """The needs most like a text: (id, similarity 0..1), most alike first."""
    texts = _Texts.of([*(_text(need) for need in needs), text])
    similar = texts.similar(len(needs), len(needs) + 1)[0, : len(needs)]
    order = np.lexsort((np.arange(len(needs)), -similar))[:limit].tolist()
    return tuple((needs[i].id, round(float(similar[i]), 6)) for i in order if similar[i] > 0)
