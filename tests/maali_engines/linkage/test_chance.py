"""What chance looks like: the runner-up in a list of exactly that size."""

import numpy as np
import pytest
from scipy import sparse

from maali_engines.linkage.chance import Places, beliefs, odds
from maali_engines.linkage.contest import Contest


def lists(matched, empty, seed):
    """Scores of places with a partner and without one, and what the next best scores there."""
    draw = np.random.default_rng(seed)
    chance = draw.normal(0, 1, matched + empty)
    best = np.r_[draw.normal(4, 1, matched), chance[matched:]]
    decoy = np.r_[chance[:matched], chance[matched:] - 0.5]
    return Places(best, decoy)


@pytest.mark.parametrize("empty", [100, 1000, 3000])
def test_the_share_of_places_without_a_partner_is_found(empty):
    found = odds(lists(1000, empty, seed=5))
    assert found.empty == pytest.approx(empty / (1000 + empty), abs=0.12)


def test_the_odds_rise_with_the_score_and_tell_partners_from_chance():
    places = lists(1000, 1000, seed=3)
    found = odds(places)
    value = found.of(np.array([-1.0, 1.0, 2.0, 3.0, 5.0]))
    assert (np.diff(value) >= 0).all()
    likely = value / (value + found.empty)
    assert likely[0] < 0.1
    assert likely[-1] > 0.95


def contest():
    sources = sparse.csr_matrix(np.array([[1, 0], [1, 0], [0, 1], [0, 1]]))
    pairs = np.array([[0, 2], [0, 3], [1, 2], [1, 3]])
    return pairs, Contest.of(pairs, sources)


def test_rank_and_lead_are_seen_from_both_sides():
    _, found = contest()
    places = found.places(np.array([0.9, 0.4, 0.5, 0.2]))
    assert places[0].tolist() == pytest.approx([1.0, 1.0, 0.4, 0.5])
    assert places[3].tolist() == pytest.approx([0.5, 0.5, -0.3, -0.2])


def test_the_runner_up_is_first_where_the_first_is_taken_away():
    pairs, found = contest()
    _, second, places = found.runners_up(np.array([0.9, 0.4, 0.5, 0.2]))
    shown = {tuple(pairs[pair]): place.tolist() for pair, place in zip(second, places, strict=True)}
    assert shown[0, 3] == pytest.approx([1.0, 1.0, 0.2, 1.0])
    assert set(shown) == {(0, 3), (1, 2), (1, 3)}


def test_a_place_is_taken_once():
    pairs, found = contest()
    kept = found.one_each(np.array([0, 2, 1, 3]))
    assert pairs[kept].tolist() == [[0, 2], [1, 3]]


def test_a_close_rival_takes_its_part_of_the_odds():
    _, found = contest()
    line = odds(lists(1000, 1000, seed=1))
    score, nobody = np.array([5.0, -3.0, -3.0, 5.0]), np.full(4, -np.inf)
    alone = beliefs(score, found, nobody, line)
    beside = beliefs(score, found, np.array([4.8, *nobody[1:]]), line)
    assert beside.sure[0] < alone.sure[0]
    assert beside.likely[0] == alone.likely[0]
