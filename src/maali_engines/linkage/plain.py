"""The slow and obviously right twin of the fast parts, for tests: every pair looked at."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations


def groups(
    size: int,
    edges: Iterable[tuple[int, int, float]],
    *,
    least: float,
    uncompared: float,
    must: Sequence[tuple[int, int]] = (),
    cannot: Sequence[tuple[int, int]] = (),
    labels: Mapping[int, int] | None = None,
) -> list[list[int]]:
    """Average linkage by trying every two groups again after each joining."""
    likeness = {(min(a, b), max(a, b)): value for a, b, value in edges}
    atoms = [[item] for item in range(size)]
    for a, b in must:
        left, right = _holding(atoms, a), _holding(atoms, b)
        if left is not right and not _forbidden(left, right, cannot):
            atoms.remove(right)
            left += right
    found = [[atom] for atom in atoms]
    while True:
        best: tuple[float, int, int] | None = None
        for x, y in combinations(range(len(found)), 2):
            if not _allowed(found[x], found[y], cannot, labels or {}):
                continue
            mean = _mean(found[x], found[y], likeness, uncompared)
            first, second = sorted((min(_flat(found[x])), min(_flat(found[y]))))
            if mean >= least and (best is None or (-mean, first, second) < best):
                best = (-mean, first, second)
        if best is None:
            return sorted(sorted(_flat(group)) for group in found)
        _, first, second = best
        kept = next(group for group in found if first in _flat(group))
        gone = next(group for group in found if second in _flat(group))
        found.remove(gone)
        kept += gone


def breaks(
    found: Sequence[Sequence[str]], apart: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The pairs marked different that one group holds: there must be none."""
    return [(a, b) for a, b in apart if any(a in group and b in group for group in found)]


def _flat(group: Sequence[Sequence[int]]) -> list[int]:
    return [item for atom in group for item in atom]


def _holding(atoms: Sequence[list[int]], item: int) -> list[int]:
    return next(atom for atom in atoms if item in atom)


def _forbidden(
    left: Sequence[int], right: Sequence[int], cannot: Sequence[tuple[int, int]]
) -> bool:
    pairs = {frozenset(pair) for pair in cannot}
    return any(frozenset((a, b)) in pairs for a in left for b in right)


def _allowed(
    left: Sequence[Sequence[int]],
    right: Sequence[Sequence[int]],
    cannot: Sequence[tuple[int, int]],
    labels: Mapping[int, int],
) -> bool:
    known = [{labels[item] for item in _flat(group) if item in labels} for group in (left, right)]
    if known[0] and known[1] and not known[0] & known[1]:
        return False
    return not _forbidden(_flat(left), _flat(right), cannot)


def _mean(
    left: Sequence[Sequence[int]],
    right: Sequence[Sequence[int]],
    likeness: Mapping[tuple[int, int], float],
    uncompared: float,
) -> float:
    """Mean over pairs of atoms, each the likest of its pairs of items, weighted by their sizes."""
    total, weight = 0.0, 0.0
    for one in left:
        for other in right:
            size = len(one) * len(other)
            values = [
                likeness[min(a, b), max(a, b)]
                for a in one
                for b in other
                if (min(a, b), max(a, b)) in likeness
            ]
            total += size * max(values, default=0.0)
            weight += size * (1.0 if values else uncompared)
    return total / weight
