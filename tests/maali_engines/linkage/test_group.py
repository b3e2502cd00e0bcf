"""Groups: average likeness, must-links, and cannot-links that hold through any chain."""

from hypothesis import given
from hypothesis import strategies as st

from maali_engines.linkage import plain
from maali_engines.linkage.group import UNCOMPARED, Grouping

ITEMS = st.integers(0, 7)
PAIRS = st.lists(st.tuples(ITEMS, ITEMS).filter(lambda pair: pair[0] != pair[1]), max_size=6)
EDGES = st.dictionaries(
    st.tuples(ITEMS, ITEMS).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.1, 0.3, 0.45, 0.55, 0.7, 0.83, 0.97]),
    max_size=20,
)


def grouped(edges, must=(), cannot=(), labels=None, size=8):
    grouping = Grouping(size, labels=labels)
    grouping.forbid(cannot)
    grouping.require(must)
    grouping.link(((a, b, value) for (a, b), value in edges.items()), 0.5)
    return grouping.groups()


def test_a_bridge_does_not_join_two_that_were_told_apart():
    assert grouped({(0, 1): 0.99, (1, 2): 0.98}, cannot=[(0, 2)], size=3) == [[0, 1], [2]]


def test_a_must_link_does_not_join_what_was_told_apart():
    assert grouped({}, must=[(0, 1), (1, 2)], cannot=[(0, 2)], size=3) == [[0, 1], [2]]


def test_names_of_two_known_things_are_not_joined_by_likeness():
    assert grouped({(0, 1): 0.99}, labels={0: 5, 1: 6}, size=2) == [[0], [1]]


def test_a_list_that_names_each_thing_once_gives_one_member_to_a_group():
    grouping = Grouping(3, sources={0: frozenset({0}), 1: frozenset({1}), 2: frozenset({1})})
    grouping.link([(0, 1, 0.8), (0, 2, 0.9)], 0.5)
    assert grouping.groups() == [[0, 2], [1]]


@given(EDGES, PAIRS, PAIRS, st.dictionaries(ITEMS, st.integers(0, 2), max_size=3))
def test_nothing_told_apart_is_ever_in_one_group(edges, must, cannot, labels):
    found = grouped(edges, must, cannot, labels)
    assert not [pair for pair in cannot if any(set(pair) <= set(group) for group in found)]
    assert sorted(item for group in found for item in group) == list(range(8))


@given(EDGES, PAIRS, PAIRS)
def test_the_fast_groups_are_as_good_as_the_plain_ones(edges, must, cannot):
    triples = [(a, b, value) for (a, b), value in edges.items()]
    slow = plain.groups(8, triples, least=0.5, uncompared=UNCOMPARED, must=must, cannot=cannot)
    assert grouped(edges, must, cannot) == slow
