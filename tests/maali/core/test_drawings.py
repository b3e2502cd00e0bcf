"""Map, Gantt and graph: what stands where, and nothing that a page's policy would refuse."""

from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maali.core.gantt import Bar, Calendar, GanttRow, Lane, gantt
from maali.core.graph import Edge, Node, graph, layers_of
from maali.core.maps import Area, cells, clip, region_map

SVG = "{http://www.w3.org/2000/svg}"
FIRST = date(2022, 3, 28)
SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]


def area_of(ring: list[tuple[float, float]]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def test_a_ring_is_cut_to_its_outline() -> None:
    ring = [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)]
    assert area_of(clip(ring, SQUARE)) == pytest.approx(1.0)
    assert clip([(5.0, 5.0), (6.0, 5.0), (6.0, 6.0)], SQUARE) == []


@given(
    st.lists(st.tuples(st.floats(20, 30), st.floats(60, 68)), min_size=1, max_size=30, unique=True)
)
def test_every_place_gets_its_own_land_whatever_the_centres(
    centres: list[tuple[float, float]],
) -> None:
    points = np.array(sorted({(round(x, 2), round(y, 2)) for x, y in centres}))
    rings = cells(points)
    assert len(rings) == len(points)
    assert all(len(ring) >= 3 and area_of(ring) > 0 for ring in rings)


def test_a_map_links_each_place_and_escapes_its_name() -> None:
    drawn = region_map(
        [
            Area("1", "A<b>", 25.7, 62.2, 90, "9/10", "/x?a=1&b=2"),
            Area("2", "B", 25.9, 62.6, None),
            Area("3", "C", None, None, 10),
        ],
        label="map",
    )
    tree = ElementTree.fromstring(drawn)
    links = tree.findall(f"{SVG}a")
    assert [each.get("href") for each in links] == ["/x?a=1&b=2"]
    classes = [each.get("class") for each in tree.iter(f"{SVG}path")]
    assert classes == ["area class-5", "area class-0"]
    assert "style=" not in drawn


def test_real_boundaries_are_drawn_when_every_place_has_one() -> None:
    ring = [[25.0, 62.0], [26.0, 62.0], [26.0, 63.0], [25.0, 62.0]]
    known = {
        "features": [
            {
                "properties": {"code": "1"},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
            }
        ]
    }
    area = Area("1", "A", 25.5, 62.5, 50)
    path = next(
        ElementTree.fromstring(region_map([area], label="m", boundaries=known)).iter(f"{SVG}path")
    )
    assert path.get("d", "").count("L") == 3
    other = Area("2", "B", 25.6, 62.6)
    both = region_map([area, other], label="m", boundaries=known)
    assert len(list(ElementTree.fromstring(both).iter(f"{SVG}path"))) == 2


def test_without_places_there_is_no_map() -> None:
    assert region_map([Area("1", "A", None, None)], label="m") == ""


def test_a_bar_stands_in_its_periods() -> None:
    calendar = Calendar(FIRST, 14, 20)
    left, right = calendar.x(date(2022, 4, 11)), calendar.x(date(2022, 4, 25))
    assert right - left == pytest.approx(
        calendar.x(FIRST + (date(2022, 4, 11) - FIRST)) - calendar.x(FIRST)
    )
    assert calendar.x(date(2020, 1, 1)) == calendar.x(FIRST)
    assert calendar.x(date(2030, 1, 1)) == calendar.width


def test_a_gantt_shows_bars_freezes_start_day_and_overload() -> None:
    drawn = gantt(
        [GanttRow("Jyväskylä", "/j", [Bar(FIRST, date(2022, 5, 1)), Bar(date(2022, 6, 1))])],
        first_day=FIRST,
        periods=20,
        label="plan",
        start_day=date(2022, 12, 31),
        freezes=[
            (date(2022, 7, 1), date(2022, 7, 31), "loma"),
            (date(2025, 1, 1), date(2025, 1, 2), "far"),
        ],
        lanes=[Lane("verkko", {1: 0.5, 2: 1.2, 99: 1.0})],
    )
    tree = ElementTree.fromstring(drawn)
    classes = [each.get("class") for each in tree.iter()]
    assert classes.count("bar") == 1
    assert classes.count("milestone") == 1
    assert classes.count("freeze") == 1
    assert classes.count("start-day") == 1
    loads = [
        each.get("data-tone") for each in tree.iter(f"{SVG}rect") if each.get("class") == "load"
    ]
    assert loads == ["going", "risk"]
    assert "style=" not in drawn


def test_senders_stand_left_and_receivers_right_of_the_record() -> None:
    nodes = [Node("a", "A"), Node("b", "B", here=True), Node("c", "C"), Node("d", "D")]
    edges = [Edge("a", "b"), Edge("b", "c", hard=True)]
    assert layers_of(nodes, edges) == {"a": -1, "b": 0, "c": 1, "d": 0}
    drawn = graph(nodes, [*edges, Edge("b", "nowhere")], label="g")
    paths = [each.get("class") for each in ElementTree.fromstring(drawn).iter(f"{SVG}path")]
    assert paths == ["edge soft", "edge hard"]
