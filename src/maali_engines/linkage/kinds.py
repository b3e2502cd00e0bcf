"""What is compared for each kind beside the name: vendors by number, sites by where they are."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

import numpy as np

from maali_engines.linkage.block import Floats, Ints
from maali_engines.linkage.clean import (
    NAME_WORD,
    Cleaner,
    Form,
    fold,
    likeness,
    words,
)
from maali_engines.linkage.compare import COLUMNS, PLACES, Column
from maali_engines.linkage.data import Kind, Record

EARTH_KM = 6371.0
Extra = Mapping[str, str]

_MORE: dict[Kind, tuple[Column, ...]] = {
    "product": (),
    "vendor": (Column("id_same", "business_id", 8.0), Column("id_differs", "business_id", -4.0)),
    "site": (
        Column("street_same", "address", 2.5),
        Column("street_differs", "address", -1.5),
        Column("door_differs", "address", -7.0),
        Column("postal_same", "postal_code", 0.5),
        Column("postal_differs", "postal_code", -1.0),
        Column("municipality_differs", "municipality", -4.0),
        Column("near", "distance", 1.0),
        Column("far", "distance", -4.0),
    ),
}
BIAS: dict[Kind, float] = {"product": -9.5, "vendor": -9.5, "site": -10.0}


def all_columns(kind: Kind) -> tuple[Column, ...]:
    """Every comparison of a kind, in the order of the table's columns, competition last."""
    return (*COLUMNS, *_MORE[kind], *PLACES)


def start(kind: Kind) -> tuple[Floats, float]:
    """Starting weights (without competition) and bias, in log odds."""
    return np.array([column.weight for column in (*COLUMNS, *_MORE[kind])]), BIAS[kind]


def _product_key(record: Record, form: Form) -> Hashable:
    return (*form.key, words(record.purpose) if form.bare else ())


def _vendor_key(record: Record, form: Form) -> Hashable:
    return (*form.key, fold(record.extra.get("business_id", "")))


def _site_key(record: Record, form: Form) -> Hashable:
    where = ("address", "postal_code", "municipality")
    return (*form.key, *(fold(record.extra.get(name, "")) for name in where))


KEYS: dict[Kind, Callable[[Record, Form], Hashable]] = {
    "product": _product_key,
    "vendor": _vendor_key,
    "site": _site_key,
}


def form(cleaner: Cleaner, record: Record, kind: Kind) -> Form:
    """The normal form of a record of a kind. A company goes without its form (Oy, AB)."""
    made = cleaner.form(record)
    if kind == "product":
        return made
    if kind == "vendor":
        kept = cleaner.vendor(record.name) or made.words
        return replace(made, words=kept, sort=(NAME_WORD,) * len(kept), joined="".join(kept))
    return replace(made, joined="".join(made.words))


def columns(kind: Kind, records: Sequence[Record], pairs: Ints) -> Floats:
    """The kind's own comparisons for each pair: shape (pairs, number of own columns)."""
    compare = {"vendor": _vendor_columns, "site": _site_columns}.get(kind)
    if compare is None or not len(pairs):
        return np.zeros((len(pairs), len(_MORE[kind])))
    return np.array([compare(records[i].extra, records[j].extra) for i, j in pairs.tolist()])


def _vendor_columns(a: Extra, b: Extra) -> list[float]:
    left, right = (re.sub(r"\D", "", extra.get("business_id", "")) for extra in (a, b))
    known = bool(left and right)
    return [float(known and left == right), float(known and left != right)]


def _site_columns(a: Extra, b: Extra) -> list[float]:
    street, door = _streets(a.get("address", ""), b.get("address", ""))
    postal = _agree(a, b, "postal_code")
    municipality = _agree(a, b, "municipality")
    km = _distance(a, b)
    return [
        max(street, 0.0),
        max(-street, 0.0),
        float(door),
        float(postal == 1),
        float(postal == -1),
        float(municipality == -1),
        float(km is not None and km < 0.3),
        0.0 if km is None else min(km / 5.0, 1.0),
    ]


def _agree(a: Extra, b: Extra, name: str) -> int:
    """1 the same, -1 not the same, 0 not known."""
    left, right = fold(a.get(name, "")), fold(b.get(name, ""))
    if not left or not right:
        return 0
    return 1 if left == right else -1


def _streets(a: str, b: str) -> tuple[float, bool]:
    """How far the street is the same (-1..1, 0 not known), and whether the door is another."""
    left, right = words(a), words(b)
    if not left or not right:
        return 0.0, False
    same = likeness(left[0], right[0])
    return 2 * same - 1, _other_door(left[1:], right[1:])


def _other_door(a: Sequence[str], b: Sequence[str]) -> bool:
    """Do both give a house number, or a letter of a stair, and not the same?"""
    for is_part in (str.isdigit, str.isalpha):
        left = {word for word in a if is_part(word) and (len(word) == 1 or word.isdigit())}
        right = {word for word in b if is_part(word) and (len(word) == 1 or word.isdigit())}
        if left and right and not left & right:
            return True
    return False


def _distance(a: Extra, b: Extra) -> float | None:
    """Great-circle distance in km (haversine), None when a coordinate is missing or no number."""
    try:
        lat, lon, lat2, lon2 = (
            radians(float(extra[name])) for extra in (a, b) for name in ("lat", "lon")
        )
    except (KeyError, ValueError):
        return None
    part = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, part)))
