"""Readable comparisons of two spellings: one column per question that a person would ask.

Every column has a starting weight, set by hand from the research, that the scores begin with and
are held to; nothing here is fitted to anybody's labels.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from maali_engines.linkage.block import Floats, Ints, Vectors
from maali_engines.linkage.clean import Form, bends, likeness


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
NAMED = (0, 1, 2, 14, 15, 16, 19)
HEADS = (17, 18)
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

Weights = tuple[dict[str, float], ...]


def word_weights(forms: Sequence[Form], idf: Mapping[str, float]) -> Weights:
    """The weight of each word of each spelling: its rarity times what sort of word it is."""
    return tuple(
        {word: idf[word] * sort for word, sort in zip(form.words, form.sort, strict=True)}
        for form in forms
    )


@dataclass(frozen=True)
class Side:
    """What is asked again and again of the words of one spelling.

    `weights` by word and their sum, the words that are numbers, and those that endings and slips
    may change.
    """

    weights: Mapping[str, float]
    total: float
    numbers: frozenset[str]
    bending: tuple[str, ...]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> "Side":
        """The side of a spelling with these word weights."""
        return cls(
            weights,
            sum(weights.values()) or 1.0,
            frozenset(word for word in weights if word[:1].isdigit()),
            tuple(word for word in weights if bends(word)),
        )


def _matched(x: Side, y: Side) -> tuple[float, set[str], set[str]]:
    """Weight of the words in common, equal or alike, and which words those are on each side."""
    equal = [word for word in x.weights if word in y.weights]
    common = sum(min(x.weights[word], y.weights[word]) for word in equal)
    used_x, used_y = set(equal), set(equal)
    left = [word for word in y.bending if word not in used_y]
    for word in x.bending if left else ():
        if word in used_x:
            continue
        best, other = 0.0, ""
        for candidate in left:
            alike = likeness(word, candidate)
            if alike > best:
                best, other = alike, candidate
        if best:
            common += best * min(x.weights[word], y.weights[other])
            used_x.add(word)
            used_y.add(other)
            left.remove(other)
    return common, used_x, used_y


def _number_columns(x: Side, y: Side) -> tuple[float, float, float]:
    left, right = x.numbers, y.numbers
    if not left and not right:
        return 0.0, 0.0, 0.0
    shared = sum(x.weights[word] for word in sorted(left & right))
    odd = sum(x.weights.get(word, y.weights.get(word, 0.0)) for word in sorted(left ^ right))
    return shared, odd, float(bool(left and right and not left & right))


def _word_columns(x: Side, y: Side) -> list[float]:
    common, used_x, used_y = _matched(x, y)
    odd_x = [weight for word, weight in x.weights.items() if word not in used_x]
    odd_y = [weight for word, weight in y.weights.items() if word not in used_y]
    most = sorted((max(odd_x, default=0.0), max(odd_y, default=0.0)))
    return [
        common / max(x.total, y.total),
        common / min(x.total, y.total),
        2 * common / (x.total + y.total),
        *_number_columns(x, y),
        min(sum(odd_x), sum(odd_y)),
        *most,
    ]


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


def _pair_columns(a: Form, b: Form, x: Side, y: Side) -> list[float]:
    same_code = bool(a.codes & b.codes)
    return [
        *_word_columns(x, y),
        float(same_code),
        float(bool(a.codes and b.codes and not same_code)),
        vendor_likeness(a, b),
    ]


def _price_columns(forms: Sequence[Form], pairs: Ints) -> tuple[Floats, Floats]:
    """How many times dearer one is than the other (log, at most 2; 1 not known), and if known."""
    price = np.array([form.number or np.nan for form in forms])
    gap = np.abs(np.log(price[pairs[:, 0]] / price[pairs[:, 1]]))
    known = ~np.isnan(gap)
    return np.where(known, np.minimum(gap, 2.0), 1.0), known.astype(float)


def _head(form: Form) -> str:
    heaviest = max(form.sort)
    return next(w for w, sort in zip(form.words, form.sort, strict=True) if sort == heaviest)


def _head_column(forms: Sequence[Form], pairs: Ints, idf: Mapping[str, float]) -> list[float]:
    """How far both names begin with the same word, and how rare that word is (0..1)."""
    heads = [_head(form) for form in forms]
    commonest, rarest = min(idf.values()), max(idf.values())
    rarity = [(idf.get(head, rarest) - commonest) / (rarest - commonest + 1e-9) for head in heads]
    return [likeness(heads[i], heads[j]) * min(rarity[i], rarity[j]) for i, j in pairs.tolist()]


def _elementwise(scorer: Callable[..., float], left: list[str], right: list[str]) -> Floats:
    return np.asarray(process.cpdist(left, right, scorer=scorer), dtype=float) / 100


def name_columns(
    forms: Sequence[Form], pairs: Ints, weights: Weights, spaces: Sequence[Vectors]
) -> Floats:
    """The comparisons of `COLUMNS` for each pair of spellings: shape (pairs, columns).

    `spaces` are the vectors of words, of letter sequences, of purposes, and of all that a name and
    its purpose say beside the company.
    """
    out = np.zeros((len(pairs), len(COLUMNS)))
    if not len(pairs):
        return out
    sides = [Side.of(words) for words in weights]
    out[:, :12] = [_pair_columns(forms[i], forms[j], sides[i], sides[j]) for i, j in pairs.tolist()]
    out[:, 12], out[:, 13] = _price_columns(forms, pairs)
    texts = [" ".join(form.words) for form in forms]
    left, right = pairs[:, 0].tolist(), pairs[:, 1].tolist()
    named = [texts[i] for i in left], [texts[j] for j in right]
    out[:, 14] = _elementwise(fuzz.token_sort_ratio, *named)
    out[:, 15], out[:, 16] = spaces[0].cosine(pairs), spaces[1].cosine(pairs)
    out[:, 17] = _head_column(forms, pairs, spaces[0].idf)
    out[:, 18] = out[:, 17] * (out[:, 1] > 0.95)
    cores = [form.joined for form in forms]
    joined = _elementwise(fuzz.ratio, [cores[i] for i in left], [cores[j] for j in right])
    out[:, 19] = np.clip((joined - 0.7) / 0.3, 0, 1)
    out[:, 20] = spaces[2].cosine(pairs)
    bare = np.array([form.bare for form in forms])[pairs].any(axis=1)
    out[np.ix_(bare, NAMED)] = spaces[3].cosine(pairs[bare])[:, None]
    out[np.ix_(bare, HEADS)] = 0.0
    return out
