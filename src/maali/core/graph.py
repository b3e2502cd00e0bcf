"""A small layered graph: what a record touches, from left to right, drawn on the server."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from maali.core.svg import drawing, link, scrolling, tag, text, title

WIDTH, HEIGHT = 170.0, 38.0
GAP_X, GAP_Y = 90.0, 16.0


@dataclass(frozen=True)
class Node:
    """A thing in the graph; `here` is the one that the page is about."""

    key: str
    name: str
    note: str = ""
    href: str = ""
    here: bool = False
    tone: str = "idle"


@dataclass(frozen=True)
class Edge:
    """From one to another; hard edges are whole lines, soft ones are broken."""

    source: str
    target: str
    text: str = ""
    hard: bool = False


def layers_of(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, int]:
    """Each node's column: steps from the node that is `here`, senders to the left, receivers right.

    Breadth first, so that every node stands as near as its shortest way says; what no way reaches
    stands in the middle column.
    """
    layer = {node.key: 0 for node in nodes if node.here}
    if not layer and nodes:
        layer = {nodes[0].key: 0}
    queue = list(layer)
    while queue:
        key = queue.pop(0)
        for edge in edges:
            for near, far, step in ((edge.source, edge.target, 1), (edge.target, edge.source, -1)):
                if near == key and far not in layer:
                    layer[far] = layer[key] + step
                    queue.append(far)
    return {node.key: layer.get(node.key, 0) for node in nodes}


def places_of(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, tuple[float, float]]:
    """The upper left corner of each node; columns are centred on the tallest one."""
    layer = layers_of(nodes, edges)
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[layer[node.key]].append(node)
    least = min(columns, default=0)
    tallest = max((len(each) for each in columns.values()), default=0)
    places = {}
    for number, column in columns.items():
        top = (tallest - len(column)) * (HEIGHT + GAP_Y) / 2
        for row, node in enumerate(sorted(column, key=lambda each: each.name)):
            places[node.key] = (
                (number - least) * (WIDTH + GAP_X) + 4,
                top + row * (HEIGHT + GAP_Y) + 4,
            )
    return places


def edge_shape(edge: Edge, places: dict[str, tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
    y1, y2 = y1 + HEIGHT / 2, y2 + HEIGHT / 2
    x1, x2 = (
        (x1 + WIDTH, x2) if x1 < x2 else (x1, x2 + WIDTH) if x1 > x2 else (x1 + WIDTH, x2 + WIDTH)
    )
    bend = 40.0 if x1 <= x2 else -40.0
    path = (
        f"M{x1:.1f} {y1:.1f} C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    )
    kind = "edge hard" if edge.hard else "edge soft"
    label = text(edge.text[:18], (x1 + x2) / 2, (y1 + y2) / 2 - 4, "edge-text") if edge.text else ""
    arrow = tag("circle", cx=x2, cy=y2, r=3.5, class_="arrow")
    return tag("g", title(edge.text), tag("path", d=path, class_=kind, fill="none"), arrow, label)


def node_shape(node: Node, place: tuple[float, float]) -> str:
    x, y = place
    box = tag(
        "rect", x=x, y=y, width=WIDTH, height=HEIGHT, rx=6,
        class_="node here" if node.here else "node", data_tone=node.tone,
    )  # fmt: skip
    name = node.name if len(node.name) <= 24 else f"{node.name[:23]}…"
    words = [text(name, x + 10, y + (17 if node.note else 24), "node-name")]
    if node.note:
        words.append(text(node.note[:28], x + 10, y + 31, "node-note"))
    return link(node.href, title(f"{node.name} {node.note}".strip()), box, *words, label=node.name)


def graph(nodes: Sequence[Node], edges: Sequence[Edge], *, label: str) -> SafeString:
    """The graph as SVG; edges whose ends are not among the nodes are left out."""
    places = places_of(nodes, edges)
    kept = [edge for edge in edges if edge.source in places and edge.target in places]
    parts = [edge_shape(edge, places) for edge in kept]
    parts += [node_shape(node, places[node.key]) for node in nodes]
    width = max((x for x, _y in places.values()), default=0.0) + WIDTH + 8
    height = max((y for _x, y in places.values()), default=0.0) + HEIGHT + 8
    drawn = drawing(
        parts, width=width, height=height, label=label, class_="graph", interactive=True
    )
    return scrolling(drawn, label=label)
