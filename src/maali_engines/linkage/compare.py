"""Readable comparisons of two spellings: one column per question that a person would ask.

Every column has a starting weight, set by hand from the research, that the scores begin with and
are held to; nothing here is fitted to anybody's labels.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from maali_engines.linkage.block import Floats, Ints, Vectors
from maali_engines.linkage.clean import Form, likeness


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


def _matched(x: Mapping[str, float], y: Mapping[str, float]) -> tuple[float, set[str], set[str]]:
    """Weight of the words in common, equal or alike, and which words those are on each side."""
    used_x = {word for word in x if word in y}
    used_y = set(used_x)
    common = sum(min(x[word], y[word]) for word in used_x)
    for word in x:
        if word in used_x:
            continue
        best, other = 0.0, ""
        for candidate in y:
            if candidate not in used_y and likeness(word, candidate) > best:
                best, other = likeness(word, candidate), candidate
        if best:
            common += best * min(x[word], y[other])
            used_x.add(word)
            used_y.add(other)
    return common, used_x, used_y


def _is_number(word: str) -> bool:
    return word[:1].isdigit()


def _number_columns(x: Mapping[str, float], y: Mapping[str, float]) -> tuple[float, float, float]:
    left, right = set(filter(_is_number, x)), set(filter(_is_number, y))
    shared = sum(x[word] for word in sorted(left & right))
    odd = sum(x.get(word, y.get(word, 0.0)) for word in sorted(left ^ right))
    return shared, odd, float(bool(left and right and not left & right))


def _word_columns(x: Mapping[str, float], y: Mapping[str, float]) -> list[float]:
    common, used_x, used_y = _matched(x, y)
    total_x, total_y = sum(x.values()) or 1.0, sum(y.values()) or 1.0
    odd_x = [weight for word, weight in x.items() if word not in used_x]
    odd_y = [weight for word, weight in y.items() if word not in used_y]
    most = sorted((max(odd_x, default=0.0), max(odd_y, default=0.0)))
    return [
        common / max(total_x, total_y),
        common / min(total_x, total_y),
        2 * common / (total_x + total_y),
        *_number_columns(x, y),
        min(sum(odd_x), sum(odd_y)),
        *most,
    ]


def vendor_likeness(a: Form, b: Form) -> float:
    """1 the same company, 0 another, 0.5 when nothing is known on either side."""
    if a.vendor and b.vendor:
        return fuzz.token_set_ratio(" ".join(a.vendor), " ".join(b.vendor)) / 100
    known, other = (a, b) if a.vendor else (b, a)
    if not known.vendor:
        return 0.5
    named = sum(word in other.words for word in known.vendor) / len(known.vendor)
    return 0.5 + 0.5 * named


def _pair_columns(a: Form, b: Form, x: Mapping[str, float], y: Mapping[str, float]) -> list[float]:
    same_code = bool(a.codes & b.codes)
    gap = 1.0
    if a.number and b.number:
        gap = abs(float(np.log(a.number / b.number)))
    return [
        *_word_columns(x, y),
        float(same_code),
        float(bool(a.codes and b.codes and not same_code)),
        vendor_likeness(a, b),
        min(gap, 2.0),
        float(bool(a.number and b.number)),
    ]


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
    forms: Sequence[Form], pairs: Ints, weights: Weights, spaces: tuple[Vectors, Vectors, Vectors]
) -> Floats:
    """The comparisons of `COLUMNS` for each pair of spellings: shape (pairs, columns).

    `spaces` are the vectors of words, of letter sequences and of purposes.
    """
    out = np.zeros((len(pairs), len(COLUMNS)))
    for row, (i, j) in enumerate(pairs.tolist()):
        out[row, :14] = _pair_columns(forms[i], forms[j], weights[i], weights[j])
    if not len(pairs):
        return out
    texts = [" ".join(form.words) for form in forms]
    left, right = pairs[:, 0].tolist(), pairs[:, 1].tolist()
    sides = [texts[i] for i in left], [texts[j] for j in right]
    out[:, 14] = _elementwise(fuzz.token_sort_ratio, *sides)
    out[:, 15], out[:, 16] = spaces[0].cosine(pairs), spaces[1].cosine(pairs)
    out[:, 17] = _head_column(forms, pairs, spaces[0].idf)
    out[:, 18] = out[:, 17] * (out[:, 1] > 0.95)
    cores = [form.joined for form in forms]
    joined = _elementwise(fuzz.ratio, [cores[i] for i in left], [cores[j] for j in right])
    out[:, 19] = np.clip((joined - 0.7) / 0.3, 0, 1)
    out[:, 20] = spaces[2].cosine(pairs)
    return out
