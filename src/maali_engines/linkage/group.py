"""Groups from scored pairs: average linkage that never joins what was marked different.

Agglomerative average linkage (Sokal & Michener 1958) on a sparse graph: the likeness of two groups
is the mean over all their pairs. Must-links come first; a cannot-link between any two members, or
two groups known by different names, keeps the groups apart whatever else joins them.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

UNCOMPARED = 0.25
"""How much a pair that was not even near enough to be compared counts, as a likeness of 0."""


@dataclass
class _Cluster:
    members: list[int]
    labels: set[int]
    sources: set[int]
    weight: float
    near: dict[int, tuple[float, float]] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)


class Grouping:
    """Clusters of `size` items, joined step by step.

    `labels` names the known thing an item is; items of different labels are joined only by a
    must-link. `sources`, when given, are lists that name each thing once: two groups that share a
    source are never joined by likeness. `alone` items are never joined by likeness at all.
    `weights` say how much each item counts in the mean (1 each when not given).
    """

    def __init__(
        self,
        size: int,
        *,
        labels: Mapping[int, int] | None = None,
        sources: Mapping[int, frozenset[int]] | None = None,
        alone: Iterable[int] = (),
        weights: Sequence[float] = (),
    ) -> None:
        labels, sources = labels or {}, sources or {}
        self._weights = tuple(weights) or (1.0,) * size
        self._clusters = {
            item: _Cluster(
                [item],
                {labels[item]} if item in labels else set(),
                set(sources.get(item, ())),
                self._weights[item],
            )
            for item in range(size)
        }
        self._home = list(range(size))
        self._alone = set(alone)

    def forbid(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Keep the two items of each pair apart for ever. Call before anything is joined."""
        for a, b in pairs:
            if a != b:
                self._clusters[a].apart.add(b)
                self._clusters[b].apart.add(a)

    def require(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Join the items of each pair, unless a cannot-link forbids it."""
        for a, b in pairs:
            a, b = self._home[a], self._home[b]
            if a != b and b not in self._clusters[a].apart:
                self._join(a, b)

    def link(self, edges: Iterable[tuple[int, int, float]], least: float) -> None:
        """Join by average likeness (0..1) while it is at least `least`; ties: lowest items.

        What is joined already counts as one: its likeness to another is that of its likest member.
        """
        for cluster in self._clusters.values():
            cluster.near.clear()
        for (a, b), likeness in self._likest(edges).items():
            weight = self._clusters[a].weight * self._clusters[b].weight
            near = (weight * likeness, weight)
            self._clusters[a].near[b] = self._clusters[b].near[a] = near
        heap = [
            (-self._mean(a, b), a, b)
            for a, cluster in self._clusters.items()
            for b in cluster.near
            if a < b
        ]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if -negative < least:
                return
            if not self._may_join(a, b) or self._mean(a, b) != -negative:
                continue
            kept = self._join(a, b)
            for other in sorted(self._clusters[kept].near):
                pair = min(kept, other), max(kept, other)
                heapq.heappush(heap, (-self._mean(*pair), *pair))

    def _likest(self, edges: Iterable[tuple[int, int, float]]) -> dict[tuple[int, int], float]:
        likest: dict[tuple[int, int], float] = {}
        for one, other, likeness in edges:
            a, b = sorted((self._home[one], self._home[other]))
            if a != b:
                likest[a, b] = max(likeness, likest.get((a, b), 0.0))
        return likest

    def _mean(self, a: int, b: int) -> float:
        left, right = self._clusters[a], self._clusters[b]
        total, compared = left.near[b]
        missing = max(left.weight * right.weight - compared, 0.0)
        return total / (compared + UNCOMPARED * missing)

    def _may_join(self, a: int, b: int) -> bool:
        left, right = self._clusters.get(a), self._clusters.get(b)
        if left is None or right is None or b in left.apart:
            return False
        if left.labels and right.labels and left.labels.isdisjoint(right.labels):
            return False
        if self._alone.intersection(left.members) or self._alone.intersection(right.members):
            return False
        return left.sources.isdisjoint(right.sources)

    def _join(self, a: int, b: int) -> int:
        a, b = min(a, b), max(a, b)
        kept, gone = self._clusters[a], self._clusters.pop(b)
        kept.members += gone.members
        kept.weight += gone.weight
        kept.labels |= gone.labels
        kept.sources |= gone.sources
        for item in gone.members:
            self._home[item] = a
        for other in gone.apart:
            self._clusters[other].apart.discard(b)
            self._clusters[other].apart.add(a)
        kept.apart |= gone.apart
        kept.near.pop(b, None)
        for other, (total, compared) in gone.near.items():
            if other == a:
                continue
            self._clusters[other].near.pop(b)
            was, before = kept.near.get(other, (0.0, 0.0))
            kept.near[other] = self._clusters[other].near[a] = (was + total, before + compared)
        return a

    def groups(self) -> list[list[int]]:
        """The items of each group in rising order, groups by their first item."""
        return sorted(sorted(cluster.members) for cluster in self._clusters.values())

    def homes(self) -> list[int]:
        """For each item a number that the items of one group share."""
        return list(self._home)

    def kept_apart(self, a: int, b: int) -> bool:
        """Is there a cannot-link between the groups of two items?"""
        return self._home[b] in self._clusters[self._home[a]].apart
