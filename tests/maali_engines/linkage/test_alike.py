"""The compiled comparison of words says what the plain one says."""

import random

import numpy as np
import pytest

from maali_engines.linkage.alike import Lexicon, Lists, likenesses, shares, word_columns
from maali_engines.linkage.clean import likeness

WORDS = (
    *("pegasos", "pegasoksen", "titania", "titaania", "prima", "primus", "365", "360", "m", "sos"),
    *("mediatri", "meditari", "lifecare", "lifecaren", "sosiaalityo", "effica", "efffica", "cfa"),
)


def slips(word, draw):
    letters = list(word)
    place = draw.randrange(len(letters))
    letters[place : place + 1] = draw.choice([[], [letters[place]] * 2, ["a"], list("xy")])
    return "".join(letters) or "a"


def test_likeness_is_the_same_compiled():
    draw = random.Random(4)
    words = sorted({*WORDS, *(slips(word, draw) for word in WORDS for _ in range(8))})
    lexicon = Lexicon.of(words)
    a, b = (side.ravel() for side in np.meshgrid(range(len(words)), range(len(words))))
    slow = [likeness(words[i], words[j]) for i, j in zip(a, b, strict=True)]
    assert likenesses(lexicon, a, b).tolist() == pytest.approx(slow, abs=1e-12)


def test_words_in_common_weigh_what_they_weigh():
    words = ["2", "3", "acrobat", "acrobatt", "writer"]
    names = Lists.of([[2, 0], [3, 1, 4]])
    pairs = np.array([[0, 1], [0, 0]])
    found = word_columns(Lexicon.of(words), names, np.array([2.0, 1.0, 2.0, 1.0, 3.0]), pairs)
    common = 2 * likeness("acrobat", "acrobatt")
    assert found[0].tolist() == pytest.approx(
        [common / 6, common / 3, 2 * common / 9, 0, 2, 1, 1, 1, 3]
    )
    assert found[1].tolist() == pytest.approx([1, 1, 1, 1, 0, 0, 0, 0, 0])


def test_the_share_of_a_company_in_a_name():
    names, companies = Lists.of([[0, 1, 2], [3]]), Lists.of([[1, 2, 4, 5]])
    assert shares(names, companies, np.array([[0, 0], [0, 1]])).tolist() == [0.5, 0.0]
