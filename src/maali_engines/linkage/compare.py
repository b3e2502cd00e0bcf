"""Readable comparisons of two spellings: one column per question that a person would ask.

Every column has a starting weight, set by hand from the research, that the scores begin with and
are held to; nothing here is fitted to anybody's labels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from maali_engines.linkage.alike import Lexicon, Lists, likenesses, shares, word_columns
from maali_engines.linkage.block import Floats, Ints, Vectors
from maali_engines.linkage.clean import Form
from maali_engines.linkage.compiled import THREADS


@dataclass(frozen=True)
class Column:
    """One comparison: its reason code and its starting weight in log odds per unit."""

    name: str
    reason: str
    weight: float


COLUMNS = (
    Column("common_of_longer", "name", 1.5),
    Column("common_of_shorter", "name", 2.0),
    Column("common_of_both", "name", 3.0),
    Column("numbers_shared", "numbers", 0.05),
    Column("numbers_odd", "numbers", -0.05),
    Column("numbers_differ", "numbers", -1.0),
    Column("odd_words_both", "other_words", -0.15),
    Column("oddest_word_less", "other_words", -0.1),
    Column("oddest_word_more", "other_words", -0.1),
    Column("code_same", "code", 2.0),
    Column("code_differs", "code", -0.7),
    Column("vendor", "vendor", 2.0),
    Column("price_gap", "price", -0.4),
    Column("price_known", "price", 0.0),
    Column("sorted_likeness", "name", 1.0),
    Column("cosine_words", "name", 3.0),
    Column("cosine_letters", "name", 3.5),
    Column("head", "first_word", 1.5),
    Column("extension", "first_word", 2.0),
    Column("joined", "name", 2.0),
    Column("purpose", "purpose", 0.5),
)
NAMED = np.array([0, 1, 2, 14, 15, 16, 19])
HEADS = np.array([17, 18])
"""Columns that compare names. Where a name names nothing, what the thing does stands in its place.
"""
PLACES = (
    Column("rank_worse", "rivals", 1.5),
    Column("rank_better", "rivals", 0.5),
    Column("lead_less", "rivals", 1.5),
    Column("lead_more", "rivals", 0.5),
)
REASONS = (
    *dict.fromkeys(column.reason for column in (*COLUMNS, *PLACES)),
    *("listed_together", "business_id", "address", "postal_code", "municipality", "distance"),
)


@lru_cache(maxsize=200_000)
def _company_likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    return fuzz.token_set_ratio(" ".join(a), " ".join(b)) / 100


def vendor_likeness(a: Form, b: Form) -> float:
    """1 the same company, 0 another, 0.5 when nothing is known on either side."""
    if a.vendor and b.vendor:
        return _company_likeness(a.vendor, b.vendor)
    known, other = (a, b) if a.vendor else (b, a)
    if not known.vendor:
        return 0.5
    named = sum(word in other.words for word in known.vendor) / len(known.vendor)
    return 0.5 + 0.5 * named


def vendor_column(lexicon: Lexicon, words: Lists, forms: Sequence[Form], pairs: Ints) -> Floats:
    """`vendor_likeness` of each pair; each two companies are compared once."""
    names = sorted({form.vendor for form in forms})
    place = {name: number for number, name in enumerate(names)}
    told = Lists.of([[lexicon.place[word] for word in name] for name in names])
    vendor = np.array([place[form.vendor] for form in forms])
    known = np.array([bool(form.vendor) for form in forms])
    both, out = vendor[pairs], np.full(len(pairs), 0.5)
    had = known[pairs]
    rows = had.all(axis=1)
    combined, back = np.unique(both[rows], axis=0, return_inverse=True)
    alike = [_company_likeness(names[a], names[b]) for a, b in combined.tolist()]
    out[rows] = np.array(alike, float)[back.ravel()]
    for side in (0, 1):
        rows = had[:, side] & ~had[:, 1 - side]
        sought = np.column_stack([both[rows, side], pairs[rows, 1 - side]])
        out[rows] += 0.5 * shares(words, told, sought)
    return out


def _code_columns(forms: Sequence[Form], pairs: Ints) -> tuple[Floats, Floats]:
    """Do both have codes, and one in common or none?"""
    known = np.array([bool(form.codes) for form in forms])
    both = np.flatnonzero(known[pairs].all(axis=1))
    same = np.array([bool(forms[i].codes & forms[j].codes) for i, j in pairs[both].tolist()], bool)
    shared, differs = np.zeros(len(pairs)), np.zeros(len(pairs))
    shared[both], differs[both] = same, ~same
    return shared, differs


def _price_columns(forms: Sequence[Form], pairs: Ints) -> tuple[Floats, Floats]:
    """How many times dearer one is than the other (log, at most 2; 1 not known), and if known."""
    price = np.array([form.number or np.nan for form in forms])
    gap = np.abs(np.log(price[pairs[:, 0]] / price[pairs[:, 1]]))
    known = ~np.isnan(gap)
    return np.where(known, np.minimum(gap, 2.0), 1.0), known.astype(float)


def _head(form: Form) -> str:
    heaviest = max(form.sort)
    return next(w for w, sort in zip(form.words, form.sort, strict=True) if sort == heaviest)


def _head_column(
    lexicon: Lexicon, forms: Sequence[Form], pairs: Ints, idf: Mapping[str, float]
) -> Floats:
    """How far both names begin with the same word, and how rare that word is (0..1)."""
    heads = [_head(form) for form in forms]
    commonest, rarest = min(idf.values()), max(idf.values())
    rare = np.array([idf.get(head, rarest) for head in heads])
    rarity = (rare - commonest) / (rarest - commonest + 1e-9)
    place = np.array([lexicon.place[head] for head in heads])
    alike = likenesses(lexicon, place[pairs[:, 0]], place[pairs[:, 1]])
    return np.asarray(alike * np.minimum(rarity[pairs[:, 0]], rarity[pairs[:, 1]]))


def _likeness_of(texts: Sequence[str], pairs: Ints) -> Floats:
    """Normalised edit likeness (0..1) of the texts of each pair, two threads."""
    left = [texts[i] for i in pairs[:, 0].tolist()]
    right = [texts[j] for j in pairs[:, 1].tolist()]
    found = process.cpdist(left, right, scorer=fuzz.ratio, workers=THREADS)
    return np.asarray(found, dtype=float) / 100


def name_columns(
    forms: Sequence[Form], pairs: Ints, idf: Mapping[str, float], spaces: Sequence[Vectors]
) -> Floats:
    """The comparisons of `COLUMNS` for each pair of spellings: shape (pairs, columns).

    `idf` is the rarity of each word over the spellings. `spaces` are the vectors of words, of
    letter sequences, of purposes, and of all that a name and its purpose say beside the company.
    """
    out = np.zeros((len(pairs), len(COLUMNS)))
    if not len(pairs):
        return out
    lexicon = Lexicon.of(sorted({w for form in forms for w in (*form.words, *form.vendor)}))
    words = Lists.of([[lexicon.place[word] for word in form.words] for form in forms])
    weights = [idf[w] * s for form in forms for w, s in zip(form.words, form.sort, strict=True)]
    out[:, :9] = word_columns(lexicon, words, np.array(weights), pairs)
    out[:, 9], out[:, 10] = _code_columns(forms, pairs)
    out[:, 11] = vendor_column(lexicon, words, forms, pairs)
    out[:, 12], out[:, 13] = _price_columns(forms, pairs)
    named = [" ".join(sorted(form.words)) for form in forms]
    out[:, 14] = _likeness_of(named, pairs)
    out[:, 15], out[:, 16] = spaces[0].cosine(pairs), spaces[1].cosine(pairs)
    out[:, 17] = _head_column(lexicon, forms, pairs, spaces[0].idf)
    out[:, 18] = out[:, 17] * (out[:, 1] > 0.95)
    joined = _likeness_of([form.joined for form in forms], pairs)
    out[:, 19] = np.clip((joined - 0.7) / 0.3, 0, 1)
    out[:, 20] = spaces[2].cosine(pairs)
    bare = np.array([form.bare for form in forms])[pairs].any(axis=1)
    out[np.ix_(bare, NAMED)] = spaces[3].cosine(pairs[bare])[:, None]
    out[np.ix_(bare, HEADS)] = 0.0
    return out
