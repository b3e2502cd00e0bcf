"""A boundaries file is somebody else's: it is checked, cut and made lighter."""

import json
from pathlib import Path
from typing import Any

import pytest

from maali.organisations import boundaries


def write(folder: Path, found: Any) -> Path:
    path = folder / "rajat.geojson"
    path.write_text(found if isinstance(found, str) else json.dumps(found), encoding="utf-8")
    return path


def feature(code: Any, ring: list[list[float]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"NATCODE": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


SQUARE = [[25.0, 62.0], [26.0, 62.0], [26.0, 63.0], [25.0, 63.0], [25.0, 62.0]]


def test_only_the_programmes_municipalities_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path, {"features": [feature("005", SQUARE), feature("179", SQUARE)]})
    found = boundaries.read(path, ["179", "992"])
    assert [each["properties"]["code"] for each in found["features"]] == ["179"]


def test_a_code_is_known_with_or_without_leading_zeros(tmp_path: Path) -> None:
    path = write(tmp_path, {"features": [feature(5, SQUARE)]})
    assert boundaries.read(path, ["005"])["features"][0]["properties"]["code"] == "005"


def test_points_on_a_straight_line_are_left_out(tmp_path: Path) -> None:
    along = [[25.0 + n / 100, 62.0] for n in range(100)]
    path = write(tmp_path, {"features": [feature("179", [*along, *SQUARE[1:]])]})
    ring = boundaries.read(path, ["179"])["features"][0]["geometry"]["coordinates"][0][0]
    assert sorted(map(tuple, ring)) == sorted(map(tuple, SQUARE))


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ("not json", "not GeoJSON"),
        ([1, 2], "FeatureCollection"),
        ({"features": []}, "No municipality"),
        ({"features": [feature("179", [[385000.0, 6672000.0], [1, 2], [3, 4]])]}, "degrees"),
        ({"features": [feature("179", [["a", "b"]])]}, "two numbers"),
        (
            {"features": [{"properties": {"code": "179"}, "geometry": {"type": "Point"}}]},
            "polygon",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, found: Any, sentence: str) -> None:
    with pytest.raises(boundaries.NotBoundaries, match=sentence):
        boundaries.read(write(tmp_path, found), ["179"])


def test_a_file_that_is_too_large_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundaries, "LIMIT_BYTES", 10)
    with pytest.raises(boundaries.NotBoundaries, match="larger"):
        boundaries.read(write(tmp_path, {"features": [feature("179", SQUARE)]}), ["179"])
