"""Boundaries of municipalities from a GeoJSON file: checked, cut to the programme, made lighter.

The file is somebody else's (in Finland the National Land Survey's): it is read once by a command,
from where the user keeps it, and is no part of the product.
"""

import json
from collections.abc import Iterable
from math import hypot
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LIMIT_BYTES = 20 * 1024 * 1024
# Names that open data gives to a municipality's code.
CODES = ("code", "NATCODE", "natcode", "kunta", "KUNTA", "nationalCode", "municipality")
# Degrees: about 200 metres, far below what a map of a whole region can show.
TOLERANCE = 0.002
Point = list[float]


class NotBoundaries(ValueError):
    """The file cannot be used; the message says why."""


def read(path: Path, codes: Iterable[str]) -> dict[str, Any]:
    """A FeatureCollection with one feature, `properties.code`, for each code found in the file."""
    if path.stat().st_size > LIMIT_BYTES:
        raise NotBoundaries(_("The file is larger than 20 MB."))
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise NotBoundaries(_("The file is not GeoJSON in UTF-8.")) from fault
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        raise NotBoundaries(_("The file is not a GeoJSON FeatureCollection."))
    wanted = {code.lstrip("0"): code for code in codes}
    features = [
        {
            "type": "Feature",
            "properties": {"code": wanted[code]},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons(feature)},
        }
        for feature in found["features"]
        for code in [code_of(feature)]
        if code in wanted
    ]
    if not features:
        raise NotBoundaries(_("No municipality of this programme is in the file."))
    return {"type": "FeatureCollection", "features": features}


def code_of(feature: Any) -> str:
    """The municipality's code without leading zeros, or "" where the feature has none."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    for name in CODES:
        value = properties.get(name) if isinstance(properties, dict) else None
        if isinstance(value, str | int):
            return str(value).lstrip("0")
    return ""


def polygons(feature: dict[str, Any]) -> list[list[list[Point]]]:
    """The outer rings, made lighter; islands of fewer than four points are left out."""
    shape = feature.get("geometry") or {}
    kind, given = shape.get("type"), shape.get("coordinates")
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(given, list):
        raise NotBoundaries(_("A municipality in the file is not a polygon."))
    rings = [given[0]] if kind == "Polygon" else [polygon[0] for polygon in given if polygon]
    lighter = [simplified([checked_point(point) for point in ring]) for ring in rings]
    return [[ring] for ring in lighter if len(ring) >= 4]


def checked_point(point: Any) -> Point:
    """Degrees of longitude and latitude."""
    try:
        lon, lat = float(point[0]), float(point[1])
    except (TypeError, ValueError, IndexError) as fault:
        raise NotBoundaries(_("A point in the file is not two numbers.")) from fault
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise NotBoundaries(_("The file is not in degrees of longitude and latitude (WGS 84)."))
    return [round(lon, 5), round(lat, 5)]


def simplified(ring: list[Point]) -> list[Point]:
    """Fewer points, nowhere further than the tolerance from the line (Douglas and Peucker)."""
    keep = {0, len(ring) - 1}
    stack = [(0, len(ring) - 1)] if len(ring) > 2 else []
    while stack:
        first, last = stack.pop()
        worst, place = 0.0, 0
        for n in range(first + 1, last):
            away = distance(ring[n], ring[first], ring[last])
            if away > worst:
                worst, place = away, n
        if worst > TOLERANCE:
            keep.add(place)
            stack += [(first, place), (place, last)]
    return [ring[n] for n in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the line between start and end; to start where both are one."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy)
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length
