"""A region's map drawn on the server: real boundaries where someone has read them in, else cells.

Without boundaries each place gets the land that is nearer to its centre than to any other centre
(its Voronoi cell), cut to the region's outline: every place keeps its neighbours and its direction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
from django.utils.safestring import SafeString
from scipy.spatial import ConvexHull, Voronoi

from maali.core.svg import drawing, link, number, tag, text, title

Point = tuple[float, float]
Ring = list[Point]
WIDTH = 640.0
MARGIN = 0.14
# Half the side of the land of a place that has none, as a share of the spread of all.
SMALLEST = 0.05
TEXT_HEIGHT = 19.0
LETTER = 9.0


@dataclass(frozen=True)
class Area:
    """One place: its centre, the value that colours it (or a tone), and what is said of it."""

    key: str
    name: str
    lon: float | None
    lat: float | None
    value: float | None = None
    text: str = ""
    href: str = ""
    tone: str = ""


def clip(ring: Ring, outline: Ring) -> Ring:
    """The part of a convex ring inside a convex, anticlockwise outline (Sutherland and Hodgman)."""
    for (ax, ay), (bx, by) in zip(outline, outline[1:] + outline[:1], strict=True):
        kept: Ring = []
        side = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for x, y in ring]
        for n, (x, y) in enumerate(ring):
            before, (px, py) = side[n - 1], ring[n - 1]
            if (before < 0) != (side[n] < 0):
                share = before / (before - side[n])
                kept.append((px + share * (x - px), py + share * (y - py)))
            if side[n] >= 0:
                kept.append((x, y))
        ring = kept
        if not ring:
            break
    return ring


def cells(points: np.ndarray) -> list[Ring]:
    """A ring around each of the points (n × 2), together the points' widened hull."""
    middle = points.mean(axis=0)
    spread = float(np.abs(points - middle).max()) or 1.0
    if len(points) < 4:
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * spread * 1.3 + middle
    else:
        hull = points[ConvexHull(points, qhull_options="QJ").vertices]
        away = hull - middle
        lengths = np.linalg.norm(away, axis=1, keepdims=True)
        corners = hull + away / np.where(lengths == 0, 1, lengths) * spread * MARGIN * 1.6
    outline = [(float(x), float(y)) for x, y in corners]
    # Four far points close every cell, so that the outline alone decides where it ends.
    far = middle + np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * spread * 20
    diagram = Voronoi(np.vstack([points, far]), qhull_options="QJ Qbb")
    rings = []
    for place in range(len(points)):
        corner_ids = diagram.regions[diagram.point_region[place]]
        ring = [
            (float(x), float(y)) for x, y in diagram.vertices[[c for c in corner_ids if c >= 0]]
        ]
        land = clip(ring, outline)
        rings.append(land if has_land(land) else square(points[place], spread * SMALLEST))
    return rings


def has_land(ring: Ring) -> bool:
    """Places on one line leave nothing between them."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return len(ring) >= 3 and abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) > 1e-9


def square(centre: np.ndarray, half: float) -> Ring:
    x, y = float(centre[0]), float(centre[1])
    return [(x + dx * half, y + dy * half) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]


def projected(lon: float, lat: float, middle_lat: float) -> Point:
    """Degrees to a flat plane; a region is small enough for one scale of longitude."""
    return lon * cos(radians(middle_lat)), -lat


def boundary_rings(feature: Mapping[str, Any], middle_lat: float) -> list[Ring]:
    """The outer rings of a GeoJSON polygon or multipolygon, projected."""
    shape = feature.get("geometry") or {}
    found = shape.get("coordinates", [])
    polygons = [found] if shape.get("type") == "Polygon" else found
    return [
        [projected(point[0], point[1], middle_lat) for point in polygon[0]]
        for polygon in polygons
        if polygon
    ]


def shapes_of(areas: Sequence[Area], boundaries: Mapping[str, Any] | None) -> dict[str, list[Ring]]:
    """Each area's rings: its boundary where all have one, else its cell."""
    placed = [area for area in areas if area.lon is not None and area.lat is not None]
    if not placed:
        return {}
    middle_lat = sum(area.lat or 0 for area in placed) / len(placed)
    features = {
        str(feature["properties"].get("code")): feature
        for feature in (boundaries or {}).get("features", [])
    }
    if features and all(area.key in features for area in placed):
        return {area.key: boundary_rings(features[area.key], middle_lat) for area in placed}
    points = np.array([projected(area.lon or 0, area.lat or 0, middle_lat) for area in placed])
    return {area.key: [ring] for area, ring in zip(placed, cells(points), strict=True)}


def class_of(value: float | None, limits: Sequence[float]) -> int:
    """1 for values up to the first limit, one more for each limit passed; 0 for no value."""
    return 0 if value is None else 1 + sum(value > limit for limit in limits)


@dataclass
class Frame:
    """From the plane to the drawing; remembers where labels stand so that none covers another."""

    left: float
    top: float
    scale: float
    labels: list[tuple[float, float, float]]

    def place(self, point: Point) -> Point:
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale

    def room_for(self, x: float, y: float, width: float) -> bool:
        """Is the place free? Then it is taken."""
        free = all(
            abs(x - other) > (width + taken) / 2 or abs(y - at) > 2 * TEXT_HEIGHT
            for other, at, taken in self.labels
        )
        if free:
            self.labels.append((x, y, width))
        return free


def area_shape(area: Area, rings: list[Ring], frame: Frame, limits: Sequence[float]) -> str:
    paths = []
    for ring in rings:
        points = [frame.place(point) for point in ring]
        paths.append("M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z")
    tone = area.tone or None
    class_ = "area" if tone else f"area class-{class_of(area.value, limits)}"
    path = tag("path", d="".join(paths), class_=class_, data_tone=tone)
    words = f"{area.name}: {area.text}" if area.text else area.name
    return link(area.href, title(words), path, label=words)


def label_of(area: Area, rings: list[Ring], frame: Frame, limits: Sequence[float]) -> str:
    longest = max(rings, key=len)
    corners = [frame.place(point) for point in longest]
    x = (min(c[0] for c in corners) + max(c[0] for c in corners)) / 2
    y = (min(c[1] for c in corners) + max(c[1] for c in corners)) / 2
    if not frame.room_for(x, y, LETTER * len(area.name)):
        return ""
    dark = class_of(area.value, limits) >= 4 and not area.tone
    class_ = "area-name on-dark" if dark else "area-name"
    wide = max(c[0] for c in corners) - min(c[0] for c in corners)
    fits = area.text and LETTER * len(area.text) < wide
    second = text(area.text, x, y + TEXT_HEIGHT, f"{class_} area-text") if fits else ""
    return text(area.name, x, y, class_) + second


def region_map(
    areas: Sequence[Area],
    *,
    label: str,
    boundaries: Mapping[str, Any] | None = None,
    classes: Sequence[float] = (20, 40, 60, 80),
) -> SafeString:
    """The map as SVG, "" when nothing is placed; `classes` are the limits between five classes."""
    shapes = {key: rings for key, rings in shapes_of(areas, boundaries).items() if any(rings)}
    if not shapes:
        return SafeString("")
    every = np.array([point for rings in shapes.values() for ring in rings for point in ring])
    low, high = every.min(axis=0), every.max(axis=0)
    scale = WIDTH / float(high[0] - low[0] or 1)
    frame = Frame(float(low[0]), float(low[1]), scale, [])
    shown = [area for area in areas if area.key in shapes]
    parts = [area_shape(area, shapes[area.key], frame, classes) for area in shown]
    parts += [label_of(area, shapes[area.key], frame, classes) for area in shown]
    height = float(high[1] - low[1]) * scale
    return drawing(
        parts, width=WIDTH, height=height, label=label, class_="region-map", interactive=True
    )
