"""Where the answers of a round stand on the map: a municipality is as far as its last one."""

from collections.abc import Sequence
from dataclasses import dataclass

from maali.intake.engine.board import STATES, Line
from maali.intake.engine.completeness import share
from maali.organisations.models import Municipality


@dataclass(frozen=True)
class Standing:
    """One municipality; its state is that of the organisation there that is least far."""

    municipality: Municipality
    state: str
    late: bool
    percent: int
    organisations: int


def by_municipality(lines: Sequence[Line]) -> list[Standing]:
    found: dict[int, list[Line]] = {}
    for line in lines:
        if line.organisation.municipality is not None:
            found.setdefault(line.organisation.municipality.pk, []).append(line)
    return [standing(some) for some in found.values()]


def standing(lines: Sequence[Line]) -> Standing:
    municipality = lines[0].organisation.municipality
    assert municipality is not None
    return Standing(
        municipality,
        min((line.state for line in lines), key=STATES.index),
        any(line.late for line in lines),
        share(sum(x.filled.filled for x in lines), sum(x.filled.asked for x in lines)),
        len(lines),
    )


def without_place(lines: Sequence[Line]) -> list[Line]:
    """The organisations that no map can show."""
    return [
        line
        for line in lines
        if line.organisation.municipality is None or line.organisation.municipality.lon is None
    ]
