"""The words of two names compared, compiled: what `clean.likeness` and `plain` say in the slow way.

Words are numbers here; `Lexicon` holds their letters. Each spelling has its words with their
weights, and the kernels fill the columns of `compare.COLUMNS` that look at single words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.clean import bends
from maali_engines.linkage.compiled import compiled, in_parts

WORD_COLUMNS = 9


@dataclass(frozen=True)
class Lists:
    """Lists of numbers behind each other: list i is `items[begins[i] : begins[i + 1]]`."""

    items: Ints
    begins: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Lists":
        """The lists one after another."""
        begins = np.cumsum([0, *map(len, lists)], dtype=np.int64)
        return cls(np.array([item for each in lists for item in each], np.int64), begins)


@dataclass(frozen=True)
class Lexicon:
    """Every word once: its letters, whether endings and slips may change it, and if it counts."""

    place: dict[str, int]
    letters: Lists
    bends: Ints
    numeric: Ints

    @classmethod
    def of(cls, words: Sequence[str]) -> "Lexicon":
        """The lexicon of words in order; each may be given once."""
        return cls(
            {word: place for place, word in enumerate(words)},
            Lists.of([[ord(letter) for letter in word] for word in words]),
            np.array([bends(word) if word else False for word in words], np.int64),
            np.array([word[:1].isdigit() for word in words], np.int64),
        )


def likenesses(lexicon: Lexicon, a: Ints, b: Ints) -> Floats:
    """How far words `a` and `b` are the same, pair by pair (0..1)."""
    out = np.zeros(len(a))
    letters = lexicon.letters

    def part(first: int, end: int) -> None:
        _likenesses(first, end, letters.items, letters.begins, lexicon.bends, a, b, out)

    in_parts(part, len(a))
    return out


def word_columns(lexicon: Lexicon, words: Lists, weights: Floats, pairs: Ints) -> Floats:
    """The first `WORD_COLUMNS` comparisons for each pair: shape (pairs, WORD_COLUMNS)."""
    out = np.zeros((len(pairs), WORD_COLUMNS))
    known = lexicon.letters.items, lexicon.letters.begins, lexicon.bends, lexicon.numeric

    def part(first: int, end: int) -> None:
        _word_columns(first, end, *known, words.items, words.begins, weights, pairs, out)

    in_parts(part, len(pairs))
    return out


def shares(words: Lists, of: Lists, pairs: Ints) -> Floats:
    """Share of the items of list `pairs[:, 0]` of `of` among the words `pairs[:, 1]`."""
    out = np.zeros(len(pairs))

    def part(first: int, end: int) -> None:
        _shares(first, end, words.items, words.begins, of.items, of.begins, pairs, out)

    in_parts(part, len(pairs))
    return out


@compiled
def _jaro(a: Ints, b: Ints) -> float:
    """Jaro's similarity (1989): common letters near each other, less half of those swapped."""
    near = max(max(len(a), len(b)) // 2 - 1, 0)
    taken = np.zeros(len(b), np.bool_)
    mine = np.zeros(len(a), np.bool_)
    common = 0
    for i in range(len(a)):
        for j in range(max(0, i - near), min(len(b), i + near + 1)):
            if not taken[j] and a[i] == b[j]:
                taken[j] = mine[i] = True
                common += 1
                break
    if not common:
        return 0.0
    swapped, j = 0, 0
    for i in range(len(a)):
        if mine[i]:
            while not taken[j]:
                j += 1
            swapped += a[i] != b[j]
            j += 1
    return (common / len(a) + common / len(b) + (common - swapped // 2) / common) / 3


@compiled
def _same_start(a: Ints, b: Ints, most: int) -> int:
    """How many letters both begin with, at most `most`."""
    count = 0
    while count < min(len(a), len(b), most) and a[count] == b[count]:
        count += 1
    return count


@compiled
def _likeness(letters: Ints, begins: Ints, bending: Ints, a: int, b: int) -> float:
    if a == b:
        return 1.0
    if not bending[a] or not bending[b]:
        return 0.0
    one, other = letters[begins[a] : begins[a + 1]], letters[begins[b] : begins[b + 1]]
    shorter = min(len(one), len(other))
    start = _same_start(one, other, shorter)
    if start == shorter and len(one) != len(other):
        return 0.9
    if shorter >= 5 and start >= max(5, shorter - 2):
        return 0.88
    close = _jaro(one, other)
    if close > 0.7:
        close += 0.1 * _same_start(one, other, 4) * (1 - close)
    return close if close > 0.9 else 0.0


@compiled
def _likenesses(
    first: int, end: int, letters: Ints, begins: Ints, bending: Ints, a: Ints, b: Ints, out: Floats
) -> None:
    for row in range(first, end):
        out[row] = _likeness(letters, begins, bending, a[row], b[row])


@compiled
def _matched(
    letters: Ints,
    begins: Ints,
    bending: Ints,
    x: Ints,
    y: Ints,
    wx: Floats,
    wy: Floats,
    used_x: Ints,
    used_y: Ints,
) -> float:
    """Weight of the words in common, equal or alike; marks which words those are on each side."""
    common = 0.0
    for i in range(len(x)):
        for j in range(len(y)):
            if x[i] == y[j]:
                common += min(wx[i], wy[j])
                used_x[i] = used_y[j] = 1
    for i in range(len(x)):
        if not used_x[i] and bending[x[i]]:
            best, at = _likest(letters, begins, bending, x[i], y, used_y)
            if at >= 0:
                common += best * min(wx[i], wy[at])
                used_x[i] = used_y[at] = 1
    return common


@compiled
def _likest(
    letters: Ints, begins: Ints, bending: Ints, word: int, others: Ints, used: Ints
) -> tuple[float, int]:
    """The likest of the words not used, and where it is (-1 for none)."""
    best, at = 0.0, -1
    for j in range(len(others)):
        if not used[j]:
            alike = _likeness(letters, begins, bending, word, others[j])
            if alike > best:
                best, at = alike, j
    return best, at


@compiled
def _odd(words: Ints, weights: Floats, used: Ints, numeric: Ints, out: Floats) -> None:
    """Fill `out`: sum and greatest weight left over, weight of all, of numbers, of odd numbers."""
    out[:] = 0.0
    for place in range(len(words)):
        out[2] += weights[place]
        if not used[place]:
            out[0] += weights[place]
            out[1] = max(out[1], weights[place])
        if numeric[words[place]]:
            out[3] += weights[place]
            if not used[place]:
                out[4] += weights[place]


@compiled
def _word_columns(
    first: int,
    end: int,
    letters: Ints,
    letter_begins: Ints,
    bending: Ints,
    numeric: Ints,
    words: Ints,
    begins: Ints,
    weights: Floats,
    pairs: Ints,
    out: Floats,
) -> None:
    left, right = np.zeros(5), np.zeros(5)
    for row in range(first, end):
        i, j = pairs[row, 0], pairs[row, 1]
        x, wx = words[begins[i] : begins[i + 1]], weights[begins[i] : begins[i + 1]]
        y, wy = words[begins[j] : begins[j + 1]], weights[begins[j] : begins[j + 1]]
        used_x, used_y = np.zeros(len(x), np.int64), np.zeros(len(y), np.int64)
        common = _matched(letters, letter_begins, bending, x, y, wx, wy, used_x, used_y)
        _odd(x, wx, used_x, numeric, left)
        _odd(y, wy, used_y, numeric, right)
        total_x, total_y = left[2] or 1.0, right[2] or 1.0
        shared = left[3] - left[4]
        out[row, 0] = common / max(total_x, total_y)
        out[row, 1] = common / min(total_x, total_y)
        out[row, 2] = 2 * common / (total_x + total_y)
        out[row, 3] = shared
        out[row, 4] = left[4] + right[4]
        out[row, 5] = 1.0 if left[3] > 0 and right[3] > 0 and shared == 0 else 0.0
        out[row, 6] = min(left[0], right[0])
        out[row, 7] = min(left[1], right[1])
        out[row, 8] = max(left[1], right[1])


@compiled
def _shares(
    first: int,
    end: int,
    words: Ints,
    begins: Ints,
    wanted: Ints,
    wanted_begins: Ints,
    pairs: Ints,
    out: Floats,
) -> None:
    for row in range(first, end):
        want = wanted[wanted_begins[pairs[row, 0]] : wanted_begins[pairs[row, 0] + 1]]
        have = words[begins[pairs[row, 1]] : begins[pairs[row, 1] + 1]]
        found = 0
        for item in want:
            for word in have:
                if item == word:
                    found += 1
                    break
        out[row] = found / max(1, len(want))
